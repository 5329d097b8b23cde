// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Control
import Model
import Text

/// `earshot source list`
struct SourceList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the sources and how they are doing.",
    discussion: "The last column is the address, and before it what is wrong, where something is.")

  @Flag(help: "Only those of which something is wrong.") var unwell = false
  @OptionGroup var daemon: DaemonOptions

  func run() throws {
    try daemon.ask(.listSources) { reply, console in
      var table = Table(
        "SOURCE", "KIND", "STATE", "SINCE", "LAST POLL", "LAST SUCCESS", "NEXT POLL", "WHY THEN", "GAP",
        "ITEMS",
        "MENTIONS", "ADDRESS")
      let listings = try decode(reply["sources"], as: [SourceListing].self)
      for listing in listings where !unwell || listing.health.isUnwell {
        let (source, health) = (listing.source, listing.health)
        let trouble = health.reason.map { $0 + " " } ?? ""
        table.add(
          Table.Cell(source.name), Table.Cell(source.kind.rawValue), Table.Cell(health.state, health.style),
          Table.Cell(localTime(health.since)), Table.Cell(localTime(health.lastPoll)),
          Table.Cell(localTime(health.lastSuccess)), Table.Cell(localTime(health.nextPoll)),
          Table.Cell(health.nextPollReason ?? "-"),
          Table.Cell(health.usualGap.map(span) ?? "-"), "\(health.items)", "\(health.mentions)",
          Table.Cell(trouble + source.url, link: source.url))
      }
      table.print(
        to: console,
        otherwise: listings.isEmpty
          ? "no sources; add one with “earshot source add URL --name NAME”" : "all sources are well")
    }
  }
}

extension HealthReport {
  /// Whether something is to be told of it.
  var isUnwell: Bool { style != nil }

  /// Red where something is wrong, yellow where something may be.
  var style: Style? {
    switch state {
    case "new", "reachable", "unchanged", "items", "moved": nil
    case "throttled", "empty", "silent": .yellow
    default: .red
    }
  }
}
