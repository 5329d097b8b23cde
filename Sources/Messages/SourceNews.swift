// SPDX-License-Identifier: Apache-2.0

package import Model

/// That a source cannot be listened to, or can be again.
package struct SourceNews: Hashable, Sendable {
  /// The name of the source.
  package var source: String
  /// Its address.
  package var url: String
  /// The word of its state, such as `blocked`; nil where it is well again.
  package var trouble: String?
  /// What happened; of one that is well again, what had happened.
  package var reason: String
  /// Since when it was not covered; nil where it was all the time.
  package var since: Instant?

  /// News of a source.
  package init(source: String, url: String, trouble: String?, reason: String, since: Instant?) {
    self.source = source
    self.url = url
    self.trouble = trouble
    self.reason = reason
    self.since = since
  }

  fileprivate var name: String { source.onOneLine.shortened(to: 60) }
}

/// One mail on all sources that went into trouble or came out of it since the last one; `news` must not be empty.
///
/// It expires after three days: what is still amiss then stands in the digests and in the status.
package func sourceMail(
  on news: [SourceNews], to recipient: String, from sender: Letterhead, now: Instant, offset: (Instant) -> Int
) -> Notification {
  let writer = SourceMailWriter(news: news, sender: sender, now: now, offset: offset)
  let key = "sources:\(now.microseconds):\(recipient)"
  let mail = Mail(
    key: key, subject: writer.subject, list: "sources", brand: "sources", thread: nil, text: writer.text,
    html: writer.page.html)
  let (bytes, messageID) = mail.written(by: sender, to: recipient, now: now, offset: offset(now))
  return Notification(
    key: key, channel: .email, recipient: recipient, messageID: messageID, body: bytes, mentions: [],
    expires: now + .days(3))
}

/// The same over `log` or `journal`, a line each.
package func sourceNotices(on news: [SourceNews], over channel: Channel, now: Instant) -> [Notification] {
  news.map { news in
    Notification(
      key: "sources:\(now.microseconds):\(news.source):\(channel.rawValue)", channel: channel, recipient: "",
      messageID: "",
      body: Array(SourceMailWriter.sentence(on: news, since: news.since.map { "\($0)" }).utf8), mentions: [],
      expires: now + .days(3))
  }
}

/// How many sources a mail names; an agency whose network is down has thousands.
private let shownLimit = 50

private struct SourceMailWriter {
  let troubled: [SourceNews]
  let recovered: [SourceNews]
  let sender: Letterhead
  private let when: (Instant) -> String

  init(news: [SourceNews], sender: Letterhead, now: Instant, offset: (Instant) -> Int) {
    troubled = news.filter { $0.trouble != nil }
    recovered = news.filter { $0.trouble == nil }
    self.sender = sender
    let times = Dictionary(
      news.compactMap(\.since).map { ($0, shortTime($0, now: now, offset: offset)) }
    ) { first, _ in first }
    when = { times[$0] ?? "\($0)" }
  }

  var subject: String {
    if let only = troubled.first, troubled.count == 1, recovered.isEmpty {
      return "[Earshot] \(only.name): \(only.trouble ?? "in trouble")"
    }
    if let only = recovered.first, recovered.count == 1, troubled.isEmpty {
      return "[Earshot] \(only.name) works again"
    }
    return "[Earshot] \(headline)"
  }

  private var headline: String {
    let trouble = troubled.isEmpty ? nil : "\(counted(troubled)) in trouble"
    let recovery =
      recovered.isEmpty
      ? nil
      : "\(troubled.isEmpty ? counted(recovered) : "\(recovered.count)") work\(recovered.count == 1 ? "s" : "") again"
    return [trouble, recovery].compactMap(\.self).joined(separator: ", ")
  }

  private func counted(_ news: [SourceNews]) -> String {
    news.count == 1 ? "1 source" : "\(news.count) sources"
  }

  static func sentence(on news: SourceNews, since: String?) -> String {
    let reason = news.reason.onOneLine.shortened(to: 200)
    let span = since.map { ", since \($0)" } ?? ""
    guard let trouble = news.trouble else {
      return "\(news.name) works again" + (since.map { "; nothing was heard from it since \($0)" } ?? "")
        + (reason.isEmpty ? "" : " (\(reason))")
    }
    return "\(news.name) is \(trouble)\(span): \(reason)"
  }

  private var advice: String {
    "What was published meanwhile is read as soon as a source works again, as far as it still holds it; what was "
      + "not covered stands in the digests. See: earshot source show NAME."
  }

  private var closing: [String] {
    [
      advice,
      "Told once by Earshot"
        + (sender.host.isEmpty ? "." : " on \(sender.host.onOneLine.shortened(to: 80))."),
    ]
  }

  var text: String {
    var lines = wrapped(headline) + [""]
    for news in (troubled + recovered).prefix(shownLimit) {
      lines += wrapped("* " + Self.sentence(on: news, since: news.since.map(when)), rest: "  ")
      if let link = webLink(news.url) { lines.append("  " + link) }
      lines.append("")
    }
    if let more { lines += [more, ""] }
    return (lines + signature(closing)).joined(separator: "\n")
  }

  private var more: String? {
    let left = troubled.count + recovered.count - shownLimit
    return left > 0 ? "… and \(left) more: earshot source list" : nil
  }

  var page: Page {
    let cards = (troubled + recovered).prefix(shownLimit).map { news -> HTML in
      """
      <div class="card \(news.trouble == nil ? "positive" : "negative")"><div class="title" dir="auto">\
      \(HTML.link(to: news.url, "\(news.name)"))</div>
      <div class="facts">\(Self.sentence(on: news, since: news.since.map(when)))</div></div>
      """
    }
    return Page(
      preview: Self.sentence(on: (troubled + recovered)[0], since: nil), headline: headline,
      subline: "Where Earshot listens", content: cards + (more.map { ["<p class=\"sub\">\($0)</p>"] } ?? []),
      footer: closing.map { "<p>\($0)</p>" })
  }
}
