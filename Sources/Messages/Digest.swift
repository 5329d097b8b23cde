// SPDX-License-Identifier: Apache-2.0

package import Model

/// What a digest tells besides its mentions.
package struct DigestSummary: Hashable, Sendable {
  /// The digest's name.
  package var name: String
  /// The window: from this instant on.
  package var start: Instant
  /// Up to, but without, this instant.
  package var end: Instant
  /// How many mentions the window holds by verdict, whether the digest tells of them or not.
  package var counts: [Sentiment.Label: Int]
  /// How many mentions the digest is about; the ones given may be the first of them only.
  package var total: Int
  /// Sentences about what may be missing: sources that could not be reached, windows made up for.
  package var notes: [String]

  /// A window and what it holds.
  package init(
    name: String, start: Instant, end: Instant, counts: [Sentiment.Label: Int], total: Int,
    notes: [String] = []
  ) {
    self.name = name
    self.start = start
    self.end = end
    self.counts = counts
    self.total = total
    self.notes = notes
  }
}

/// The mail that tells one recipient of a window.
///
/// Its key names the brand, the digest, the end of the window and the recipient. It expires after three days.
///
/// - Parameter offset: seconds east of UTC of the brand's zone at an instant.
package func digest(
  of mentions: [Mention], _ summary: DigestSummary, brand: Brand, to recipient: String,
  from sender: Letterhead,
  now: Instant, offset: (Instant) -> Int
) -> Notification {
  let writer = DigestWriter(mentions, summary, brand: brand, sender: sender, now: now, offset: offset)
  let key = "digest:\(brand.name):\(summary.name):\(summary.end.seconds):\(recipient)"
  let mail = Mail(
    key: key, subject: writer.subject, list: summary.name, brand: brand.name, thread: nil, text: writer.text,
    html: writer.page.html)
  let (bytes, messageID) = mail.written(by: sender, to: recipient, now: now, offset: offset(now))
  return Notification(
    key: key, channel: .email, recipient: recipient, messageID: messageID, body: bytes,
    mentions: mentions.map(\.id), expires: now + .days(3))
}

/// The digest as plain text, as its mail has it and as a terminal shows it; ends without a line feed.
package func digestText(
  of mentions: [Mention], _ summary: DigestSummary, brand: Brand, now: Instant, offset: (Instant) -> Int
) -> String {
  DigestWriter(mentions, summary, brand: brand, sender: nil, now: now, offset: offset).text
}

/// The words of a digest.
struct DigestWriter {
  let summary: DigestSummary
  let brand: Brand
  let sender: Letterhead?
  /// By verdict, then by source.
  let groups: [Group]
  /// When the window begins and ends, in local time.
  let window: String
  /// The local date of the window's end, for the subject.
  let date: String
  let shownCount: Int

  /// The mentions of one verdict that one source brought.
  struct Group {
    var label: Sentiment.Label
    var source: String
    var stories: [Story]
  }

  init(
    _ mentions: [Mention], _ summary: DigestSummary, brand: Brand, sender: Letterhead?, now: Instant,
    offset: (Instant) -> Int
  ) {
    self.summary = summary
    self.brand = brand
    self.sender = sender
    let shown = fittingStories(worstFirst(mentions), now: now, offset: offset)
    shownCount = shown.count
    groups = Sentiment.Label.inOrder.flatMap { label in
      Self.groups(shown.filter { $0.mention.sentiment.label == label }, label)
    }
    let times = [summary.start, summary.end].map { shortTime($0, now: now, offset: offset) }
    window = times.joined(separator: " to ") + " (\(brand.timeZone.onOneLine))"
    let end = CivilTime(summary.end, offset: offset(summary.end))
    date = "\(end.day) \(monthNames[end.month - 1])"
  }

  /// Groups of one verdict: the source with the most first, the worst first in each.
  private static func groups(_ stories: [Story], _ label: Sentiment.Label) -> [Group] {
    var groups: [Group] = []
    for story in stories {
      if let index = groups.firstIndex(where: { $0.source == story.mention.source }) {
        groups[index].stories.append(story)
      } else {
        groups.append(Group(label: label, source: story.mention.source, stories: [story]))
      }
    }
    return groups.enumerated().sorted {
      ($0.element.stories.count, $1.offset) > ($1.element.stories.count, $0.offset)
    }
    .map(\.element)
  }

  func count(_ label: Sentiment.Label) -> Int { summary.counts[label] ?? 0 }

  /// `3 negative comments`; where it tells of others too, `12 comments, 3 of them negative`.
  var counted: String {
    let labels = Set(groups.map(\.label))
    if summary.total == 0 { return count(.negative) == 0 ? "No negative comments" : "Nothing to tell" }
    if labels.count == 1, let label = labels.first { return label.counted(summary.total) }
    let comments = summary.total == 1 ? "1 comment" : "\(summary.total) comments"
    return count(.negative) == 0 ? comments : comments + ", \(count(.negative)) of them negative"
  }

  var subject: String { "[\(brand.displayName.onOneLine.shortened(to: 40))] \(counted), \(date)" }

  var headline: String { "\(counted) about \(brand.displayName.onOneLine.shortened(to: 80))" }

  /// What to type for the mentions that are not shown.
  var more: String? {
    let left = summary.total - shownCount
    return left > 0 ? "… and \(left) more: earshot mentions --brand \(shellWord(brand.name))" : nil
  }

  var notes: [String] { summary.notes.map { $0.onOneLine.shortened(to: 300) } }

  /// How to go on, and who wrote this.
  var closing: [String] {
    guard let sender else { return [] }
    let host = sender.host.isEmpty ? "" : " on \(sender.host.onOneLine.shortened(to: 80))"
    return [
      "After you have answered one: earshot mention replied NUMBER. Not worth an answer: earshot mention ignore NUMBER.",
      "Digest “\(summary.name.onOneLine.shortened(to: 60))” of Earshot\(host).",
    ]
  }
}
