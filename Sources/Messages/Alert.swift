// SPDX-License-Identifier: Apache-2.0

package import Model

/// One mail that tells one recipient at once of the mentions which one poll found for one brand.
///
/// `mentions` must not be empty. The key names the brand, the first mention with its verdict, and the recipient: the
/// same mention is told again only when its verdict or its rating changes, however often and by however many rules it is owed.
/// It expires after a day: an older alert is noise, and its mentions are in the digest.
///
/// - Parameter offset: seconds east of UTC of the brand's zone at an instant.
package func alert(
  of mentions: [Mention], brand: Brand, rule: String, to recipient: String, from sender: Letterhead,
  now: Instant, offset: (Instant) -> Int
) -> Notification {
  let sorted = worstFirst(mentions)
  let shown = fittingStories(sorted, now: now, offset: offset)
  let writer = AlertWriter(brand: brand, rule: rule, sender: sender, stories: shown, mentions: sorted)
  let key = alertKey(of: mentions, brand: brand, to: recipient)
  let mail = Mail(
    key: key, subject: writer.subject, list: "alerts", brand: brand.name,
    thread: sorted.count == 1 ? sorted.first.map { "\(brand.name):\($0.id)" } : nil, text: writer.text,
    html: writer.page.html)
  let (bytes, messageID) = mail.written(by: sender, to: recipient, now: now, offset: offset(now))
  return Notification(
    key: key, channel: .email, recipient: recipient, messageID: messageID, body: bytes,
    mentions: sorted.map(\.id), expires: now + .days(1))
}

/// `alert:acme:17-negative:owner@acme.example`, or `…:17-negative-2.0:…` for a review of two stars, so that other
/// stars are told like another verdict.
func alertKey(of mentions: [Mention], brand: Brand, to recipient: String) -> String {
  let first = mentions.min { $0.id < $1.id }
  let stars = first?.item.rating.map { "-\($0.value)" } ?? ""
  let verdict = first.map { "\($0.id)-\($0.sentiment.label.rawValue)\(stars)" } ?? "none"
  return "alert:\(brand.name):\(verdict):\(recipient)"
}

/// The words of an alert.
private struct AlertWriter {
  let brand: Brand
  let rule: String
  let sender: Letterhead
  let stories: [Story]
  /// All mentions, worst first, those that are not shown included.
  let mentions: [Mention]

  /// `3 negative comments`, or `5 comments, 3 of them negative` where they differ.
  private var counted: String {
    let labels = Set(mentions.map(\.sentiment.label))
    if labels.count == 1, let label = labels.first { return label.counted(mentions.count) }
    let negative = mentions.count { $0.sentiment.label == .negative }
    return "\(mentions.count) comments" + (negative == 0 ? "" : ", \(negative) of them negative")
  }

  var subject: String {
    let brand = brand.displayName.onOneLine.shortened(to: 40)
    guard mentions.count == 1, let story = stories.first else { return "[\(brand)] \(counted)" }
    let label = mentions[0].sentiment.label.rawValue
    return
      "[\(brand)] \(label): \((story.title.text.isEmpty ? story.quote.text : story.title.text).shortened(to: 90))"
  }

  private var headline: String { "\(counted) about \(brand.displayName.onOneLine.shortened(to: 80))" }

  private var more: String? {
    let left = mentions.count - stories.count
    return left > 0
      ? "… and \(left) more: earshot mentions --brand \(shellWord(brand.name)) --state new" : nil
  }

  private var closing: [String] {
    [
      "After you have answered: earshot mention replied \(mentions.first?.id.description ?? "ID"). "
        + "Not worth an answer: earshot mention ignore \(mentions.first?.id.description ?? "ID").",
      "Told at once by the rule “\(rule.onOneLine.shortened(to: 60))” of Earshot"
        + (sender.host.isEmpty ? "." : " on \(sender.host.onOneLine.shortened(to: 80))."),
    ]
  }

  var text: String {
    var lines = wrapped(headline) + [""]
    for (index, story) in stories.enumerated() { lines += story.lines(number: index + 1) }
    if let more { lines += [more, ""] }
    return (lines + signature(closing)).joined(separator: "\n")
  }

  var page: Page {
    Page(
      preview: stories.first.map { $0.quote.text.isEmpty ? $0.headline : $0.quote.text } ?? "",
      headline: headline,
      subline: stories.count == 1 ? "Found just now" : "Found just now, the worst first",
      content: stories.map(\.card) + (more.map { ["<p class=\"sub\">\($0)</p>"] } ?? []),
      footer: closing.map { "<p>\($0)</p>" })
  }
}

/// A name as one word of a shell command.
func shellWord(_ name: String) -> String {
  let clean = name.onOneLine
  let isPlain = clean.unicodeScalars.allSatisfy {
    $0.properties.isAlphabetic || "-_.0123456789".unicodeScalars.contains($0)
  }
  return isPlain && !clean.isEmpty
    ? clean
    : "'" + clean.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
}
