// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Control
import Model
import Text

extension Source.Kind: ExpressibleByArgument {}

/// `earshot source`
struct SourceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "source", abstract: "Where the daemon looks.",
    subcommands: [Add.self, List.self, Show.self, Remove.self, SourcePoll.self, SourceTry.self])

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Watches a feed or a page.", discussion: "The same source again is left as it is.")

    @Argument(help: "Its address, http or https.") var url: String
    @Option(help: "The name commands use.") var name: String
    @Option(help: "How it is read: feed (RSS, Atom, JSON Feed) or page (reviews).") var kind: Source.Kind?
    @Option(help: ArgumentHelp("The wished time between polls, such as 15m.", valueName: "time"))
    var every: String?
    @Option(help: "The systemd credential that holds its authorization.") var credential: String?
    @Flag(help: "It may be in a private network.") var allowPrivate = false
    @OptionGroup var daemon: DaemonOptions

    func validate() throws {
      if let every, duration(every) == nil {
        throw ValidationError("--every: expected a time such as 90s, 15m, 1h30m or 1d, not “\(every)”")
      }
    }

    func run() throws {
      let parameters = JSON.object(of: [
        "name": name.wire, "url": url.wire, "kind": kind?.wire, "cadenceUSec": every.flatMap(duration)?.wire,
        "credential": credential?.wire, "allowPrivate": allowPrivate ? true : nil,
      ])
      try daemon.ask(.addSource, parameters) { reply, console in
        let listing: SourceListing = try decode(reply["source"])
        let word = reply["isNew"]?.bool == false ? "was there already" : "added"
        console.print("source \(onOneLine(listing.source.name)) \(word): \(onOneLine(listing.source.url))")
      }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists the sources and how they are doing.")

    @OptionGroup var daemon: DaemonOptions

    func run() throws {
      try daemon.ask(.listSources) { reply, console in
        var table = Table("SOURCE", "KIND", "STATE", "LAST POLL", "NEXT POLL", "ITEMS", "MENTIONS", "ADDRESS")
        for listing in try decode(reply["sources"], as: [SourceListing].self) {
          let (source, health) = (listing.source, listing.health)
          table.add(
            Table.Cell(source.name), Table.Cell(source.kind.rawValue), Table.Cell(health.state, health.style),
            Table.Cell(localTime(health.lastPoll)), Table.Cell(localTime(health.nextPoll)), "\(health.items)",
            "\(health.mentions)", Table.Cell(source.url, link: source.url))
        }
        table.print(to: console, otherwise: "no sources; add one with “earshot source add URL --name NAME”")
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows a source and its recent visits.")

    @Argument(help: "The source's name.", completion: .sources) var name: String
    @OptionGroup var daemon: DaemonOptions

    func run() throws {
      try daemon.ask(.getSource, .object(of: ["name": name.wire]), as: SourceReport.self) { report, console in
        for (label, text) in report.facts {
          console.print(
            console.styled(label + String(repeating: " ", count: 12 - label.count), .bold) + onOneLine(text))
        }
        var table = Table("WHEN", "OUTCOME", "STATUS", "BYTES", "TIME", "NEW", "MENTIONS", "REASON")
        for poll in report.polls {
          table.add(
            Table.Cell(localTime(poll.finished)), Table.Cell(poll.outcome),
            Table.Cell(poll.status.map { "\($0)" } ?? "-"), Table.Cell(poll.bytes.map { "\($0)" } ?? "-"),
            Table.Cell(poll.elapsed.map(span) ?? "-"), "\(poll.newItems)", "\(poll.newMentions)",
            Table.Cell(poll.reason ?? ""))
        }
        console.print("")
        table.print(to: console, otherwise: "not visited yet")
      }
    }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Stops looking at a source.")

    @Argument(help: "The source's name.", completion: .sources) var name: String
    @OptionGroup var daemon: DaemonOptions

    func run() throws {
      try daemon.ask(.removeSource, .object(of: ["name": name.wire])) { _, console in
        console.print("source \(onOneLine(name)) removed")
      }
    }
  }
}

extension HealthReport {
  /// Red where something is wrong.
  fileprivate var style: Style? {
    switch state {
    case "new", "unchanged", "items": nil
    case "throttled": .yellow
    default: .red
    }
  }
}

extension SourceReport {
  /// What is known of it, a name and a text each.
  fileprivate var facts: [(String, String)] {
    let (source, health) = (listing.source, listing.health)
    var facts = [
      ("source", "\(source.name) (\(source.kind.rawValue), from \(listing.origin.rawValue))"),
      ("address", source.url),
      ("state", health.state + (health.reason.map { ": " + $0 } ?? "")),
      ("last poll", localTime(health.lastPoll)), ("last success", localTime(health.lastSuccess)),
      ("next poll", localTime(health.nextPoll) + (nextPollReason.map { " (\($0))" } ?? "")),
      ("cadence", source.cadence.map(span) ?? "default"),
      (
        "items",
        "\(health.items), the last \(localTime(lastItem))"
          + (usualGap.map { ", usually every \(span($0))" } ?? "")
      ),
      ("mentions", "\(health.mentions)"),
    ]
    facts += outages.map {
      ("not watched", "\(localTime($0.start)) to \($0.end.map(localTime) ?? "now"): \($0.reason)")
    }
    return facts
  }
}
