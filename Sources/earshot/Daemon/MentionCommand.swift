// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Control
import Model
import Text

/// `earshot mention`
struct MentionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mention", abstract: "Shows a mention, and keeps what was done about it.",
    subcommands: [Show.self, Explain.self, Seen.self, Replied.self, Ignore.self, Verdict.self])

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows a mention with all that happened to it.")

    @Argument(help: "The mention's number.") var id: Int64
    @OptionGroup var daemon: DaemonOptions

    func run() throws {
      try daemon.ask(.getMention, .object(of: ["id": id.wire]), as: MentionStory.self) { story, console in
        let mention = story.mention
        console.print(console.styled(onOneLine(mention.headline), .bold))
        if let url = mention.item.url { console.print(console.linked(onOneLine(url), to: url)) }
        for fact in story.facts { console.print(onOneLine(fact)) }
        if !mention.item.text.isEmpty { console.print("\n" + shown(mention.item.text)) }
        let events = story.events
        if !events.isEmpty { console.print("\n" + events.map(onOneLine).joined(separator: "\n")) }
      }
    }
  }

  struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Says why an item is a mention and why it was judged as it was.")

    @Argument(help: "The mention's number.") var id: Int64
    @OptionGroup var daemon: DaemonOptions

    func run() throws {
      try daemon.ask(.getMention, .object(of: ["id": id.wire]), as: MentionStory.self) { story, console in
        for line in story.mention.explanation { console.print(line.isEmpty ? "" : shown(line)) }
      }
    }
  }

  struct Seen: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Keeps that somebody has looked at mentions.")
    @OptionGroup var marking: Marking

    func run() throws { try marking.mark(as: .seen) }
  }

  struct Replied: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Keeps that somebody has answered mentions.")
    @OptionGroup var marking: Marking

    func run() throws { try marking.mark(as: .replied) }
  }

  struct Ignore: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Keeps that mentions are not worth an answer.")
    @OptionGroup var marking: Marking

    func run() throws { try marking.mark(as: .ignored) }
  }

  struct Verdict: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "sentiment", abstract: "Keeps what a mention's verdict should be, beside the model's own.",
      discussion: """
        Say `negative`, `neutral` or `positive`, also where the model is right: what is learned from corrections \
        is the better for it. `withdraw` takes back what was said.
        """)

    @Argument(help: "The mention's number.") var id: Int64
    @Argument(
      help: "negative, neutral, positive, or withdraw.",
      completion: .list(Sentiment.Label.allCases.map(\.rawValue) + ["withdraw"]))
    var verdict: String
    @Option(help: "What to note beside it.") var note: String?
    @OptionGroup var daemon: DaemonOptions

    func validate() throws {
      if verdict != "withdraw" && Sentiment.Label(rawValue: verdict) == nil {
        throw ValidationError("expected negative, neutral, positive or withdraw, not “\(verdict)”")
      }
    }

    func run() throws {
      let label = Sentiment.Label(rawValue: verdict)
      let parameters = JSON.object(of: ["id": id.wire, "label": label?.wire, "note": note?.wire])
      try daemon.ask(.correctMention, parameters) { reply, console in
        let mention = try decode(reply["mention"], as: Mention.self)
        let verdict = "\(mention.sentiment.label.rawValue) \(signed(mention.sentiment.score))"
        let aside = mention.correction?.aside ?? "as the model judged"
        console.print("\(mention.id) \(verdict), \(aside): \(onOneLine(mention.headline))")
      }
    }
  }

  /// Which mentions are marked, and what is noted beside.
  struct Marking: ParsableArguments {
    @Argument(help: "The mentions' numbers.") var ids: [Int64]
    @Option(help: "What to note beside it.") var note: String?
    @OptionGroup var daemon: DaemonOptions

    /// Keeps what was done about them.
    func mark(as state: Mention.State) throws {
      let parameters = JSON.object(of: ["ids": ids.wire, "state": state.wire, "note": note?.wire])
      try daemon.ask(.markMentions, parameters) { reply, console in
        for mention in try decode(reply["mentions"], as: [Mention].self) {
          console.print("\(mention.id) \(mention.state.rawValue): \(onOneLine(mention.headline))")
        }
      }
    }
  }
}

extension MentionStory {
  /// What is known of the mention, a line each.
  fileprivate var facts: [String] {
    let (item, sentiment) = (mention.item, mention.sentiment)
    let published = item.published.map { ", " + localTime($0) } ?? ""
    let author = item.author ?? "an unnamed author"
    let intent = sentiment.intent == .nothing ? "" : ", \(sentiment.intent.rawValue)"
    let aside = mention.correction.map { ", \($0.aside)" } ?? ""
    return [
      "mention \(mention.id) of \(mention.brand), \(mention.state.rawValue)",
      "\(sentiment.label.rawValue) \(signed(sentiment.score))" + (item.rating.map { ", \($0)" } ?? "")
        + intent + aside,
      "by \(author)\(published), in \(mention.source), stored \(localTime(mention.stored))",
      "matched \(mention.keywords.joined(separator: ", "))",
    ] + (mention.labels.isEmpty ? [] : ["labelled \(mention.labels.joined(separator: ", "))"])
  }

  /// What happened to the mention, a line each.
  fileprivate var events: [String] {
    sightings.map { "\(localTime($0.seen)) met in \($0.source)" }
      + revisions.map { former in
        let rating = former.rating.map { " (\($0))" } ?? ""
        return "\(localTime(former.recorded)) was worded otherwise\(rating): \(former.title)"
      }
      + deliveries.map { delivery in
        let recipient = delivery.recipient.isEmpty ? "" : " to \(delivery.recipient)"
        let answer = delivery.answer.map { " (\($0))" } ?? ""
        return
          "\(localTime(delivery.at)) \(delivery.channel.rawValue)\(recipient): \(delivery.state)\(answer)"
      }
      + history.map { change in
        let note = change.note.map { ": \($0)" } ?? ""
        return "\(localTime(change.at)) \(change.state.rawValue) by \(change.by ?? "somebody")\(note)"
      }
      + corrections.flatMap { said in
        let note = said.note.map { ": \($0)" } ?? ""
        let withdrawn = said.withdrawn.map {
          "\(localTime($0)) \(said.label.rawValue) withdrawn by \(said.withdrawnBy ?? "somebody")"
        }
        return ["\(localTime(said.at)) said to be \(said.label.rawValue) by \(said.by)\(note)"]
          + (withdrawn.map { [$0] } ?? [])
      }
  }
}

extension Mention {
  /// Why it is a mention and why it was judged as it was, a line each.
  fileprivate var explanation: [String] {
    var lines = ["\(onOneLine(headline)) is a mention of \(onOneLine(brand)) because it matches:"]
    lines += keywords.map { "  " + onOneLine($0) }
    let words = spans.compactMap { span in
      self.words(of: span).map { "  “\(onOneLine($0))” in the \(span.field.rawValue)" }
    }
    if !words.isEmpty { lines += ["", "with:"] + words }
    lines += ["", "\(sentiment.label.rawValue) \(signed(sentiment.score)) because of:"]
    lines += sentiment.evidence.map { ground in
      let quote = ground.quote.isEmpty ? "" : "“\(onOneLine(ground.quote))”: "
      return "  \(signed(ground.weight))  \(quote)\(onOneLine(ground.reason))"
    }
    if !sentiment.isJudged { lines.append("  nothing: the text could not be judged") }
    if sentiment.intent != .nothing { lines += ["", "intent: \(sentiment.intent.rawValue)"] }
    if !sentiment.model.isEmpty { lines += ["", "judged by \(onOneLine(sentiment.model))"] }
    return lines
  }
}

extension Correction {
  /// What stands behind a corrected verdict: `corrected by user 0 from negative -0.63`.
  fileprivate var aside: String {
    let own = "\(verdict.label.rawValue) \(signed(verdict.score))"
    return agrees ? "confirmed by \(by)" : "corrected by \(by) from \(own)"
  }
}
