// SPDX-License-Identifier: Apache-2.0

package import Model

/// A mention as one line of text, as channels `log` and `journal` carry it: no controls, at most 2 kB.
package func logLine(of mention: Mention) -> String {
  let item = mention.item
  let title = Quote(item.title, matches: [], limit: 120).text
  let words = title.isEmpty ? Quote(item.text, matches: [], limit: 120).text : title
  let score = Int((mention.sentiment.score * 100).rounded())
  let sign = score < 0 ? "-" : score > 0 ? "+" : ""
  let parts = [
    "\(mention.sentiment.label.rawValue) mention \(mention.id) of \(mention.brand.onOneLine.shortened(to: 60))",
    "(\(sign)\(abs(score) / 100).\(padded(abs(score) % 100)))",
    "on \(mention.source.onOneLine.shortened(to: 60)):",
    "“\(words)”", item.rating.map { "\($0) stars" }, webLink(item.url).map { $0.shortened(to: 500) },
  ]
  return parts.compactMap(\.self).joined(separator: " ")
}

/// The structured fields of a mention's journal entry, besides the message itself.
///
/// Names are those of journald: capitals, digits and underscores. Values are one line each.
package func journalFields(of mention: Mention, rule: String) -> [(name: String, value: String)] {
  let item = mention.item
  let fields: [(name: String, value: String?)] = [
    ("EARSHOT_MENTION", mention.id.description),
    ("EARSHOT_BRAND", mention.brand),
    ("EARSHOT_KEYWORD", mention.keywords.first),
    ("EARSHOT_SOURCE", mention.source),
    ("EARSHOT_SENTIMENT", mention.sentiment.label.rawValue),
    ("EARSHOT_SCORE", "\(mention.sentiment.score)"),
    ("EARSHOT_RATING", item.rating?.description),
    ("EARSHOT_TITLE", item.title.isEmpty ? nil : item.title.shortened(to: 300)),
    ("EARSHOT_AUTHOR", item.author),
    ("EARSHOT_URL", webLink(item.url)),
    ("EARSHOT_RULE", rule),
  ]
  return fields.compactMap { name, value in value.map { (name, $0.shortened(to: 2000).onOneLine) } }
}

/// One notification for each mention, over `log` or `journal`: a line that is the same on every attempt.
package func notices(
  of mentions: [Mention], brand: Brand, over channel: Channel, now: Instant
) -> [Notification] {
  mentions.map { mention in
    Notification(
      key: alertKey(of: [mention], brand: brand, to: channel.rawValue), channel: channel, recipient: "",
      messageID: "", body: Array(logLine(of: mention).utf8), mentions: [mention.id], expires: now + .days(1))
  }
}

/// A digest over `log` or `journal`: one line with its counts.
package func digestNotice(
  of mentions: [Mention], _ summary: DigestSummary, brand: Brand, over channel: Channel, now: Instant
) -> Notification {
  let counts = Sentiment.Label.inOrder.map { "\(summary.counts[$0] ?? 0) \($0.rawValue)" }.joined(
    separator: ", ")
  let line =
    "digest \(summary.name.onOneLine.shortened(to: 60)) of \(brand.name.onOneLine.shortened(to: 60)): \(counts) from "
    + "\(summary.start) to \(summary.end)"
    + (summary.notes.isEmpty ? "" : "; \(summary.notes.count) notes on what may be missing")
  return Notification(
    key: "digest:\(brand.name):\(summary.name):\(summary.end.seconds):\(channel.rawValue)", channel: channel,
    recipient: "", messageID: "", body: Array(line.utf8), mentions: mentions.map(\.id),
    expires: now + .days(3))
}
