// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Control
import Model
import Text

extension Sentiment.Label: ExpressibleByArgument {}
extension Mention.State: ExpressibleByArgument {}

/// `earshot mentions`
struct MentionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mentions", abstract: "Lists mentions, newest first.",
    discussion: "With --json one document: {\"mentions\": [...]}.")

  @Option(help: "Of this brand.", completion: .brands) var brand: String?
  @Option(help: "First seen in this source.", completion: .sources) var source: String?
  @Option(help: "With this verdict: negative, neutral or positive.") var label: Sentiment.Label?
  @Option(help: "In this state: new, seen, replied, ignored or snoozed.") var state: Mention.State?
  @Option(help: "Stored since: 2h, 3d, today, yesterday, a date or a time in RFC 3339.") var since: String?
  @Option(help: "With these words.") var text: String?
  @Option(help: "At most so many.") var limit = 100
  @OptionGroup var daemon: DaemonOptions

  func validate() throws {
    if let since, instant(since, now: currentInstant()) == nil {
      throw ValidationError("--since: expected 2h, 3d, today, a date or a time in RFC 3339, not “\(since)”")
    }
    guard (1...1000).contains(limit) else { throw ValidationError("--limit: expected 1 to 1000") }
  }

  func run() throws {
    let query = MentionQuery(
      brand: brand, source: source, label: label, state: state,
      since: since.flatMap { instant($0, now: currentInstant()) }, text: text, limit: limit)
    try daemon.ask(.listMentions, query.wire) { reply, console in
      var table = Table("ID", "STORED", "BRAND", "SENTIMENT", "STATE", "SOURCE", "TITLE")
      for mention in try decode(reply["mentions"], as: [Mention].self) {
        let sentiment = mention.sentiment
        table.add(
          "\(mention.id)", Table.Cell(localTime(mention.stored)), Table.Cell(mention.brand),
          Table.Cell("\(sentiment.label.rawValue) \(signed(sentiment.score))", sentiment.label.style),
          Table.Cell(mention.state.rawValue), Table.Cell(mention.source),
          Table.Cell(mention.headline, link: mention.item.url))
      }
      table.print(to: console, otherwise: "no mentions")
    }
  }
}
