// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Control
import Model
import Text

/// `earshot source show`
struct SourceShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows a source: how it is doing, when it was not covered, its last visits.")

  @Argument(help: "The source's name.", completion: .sources) var name: String
  @OptionGroup var daemon: DaemonOptions

  func run() throws {
    try daemon.ask(.getSource, .object(of: ["name": name.wire]), as: SourceReport.self) { report, console in
      for (label, text) in report.facts {
        let padding = String(repeating: " ", count: 16 - label.count)
        console.print(console.styled(label + padding, .bold) + onOneLine(text))
      }
      if !report.outages.isEmpty {
        console.print("")
        report.gaps.print(to: console, otherwise: "")
      }
      console.print("")
      report.visits.print(to: console, otherwise: "not visited yet")
    }
  }
}

extension SourceReport {
  /// What is known of it, a name and a text each.
  fileprivate var facts: [(String, String)] {
    let (source, health) = (listing.source, listing.health)
    let since = health.since.map { ", since " + localTime($0) } ?? ""
    var facts = [
      ("source", "\(source.name) (\(source.kind.rawValue), from \(listing.origin.rawValue))"),
      ("address", source.url),
    ]
    if let address = health.movedTo { facts.append(("moved to", address)) }
    if let move = health.move {
      facts.append(
        (
          "moving to",
          "\(move.to): met \(move.count) of \(move.needed) times since \(localTime(move.since)), "
            + "believed from \(localTime(move.earliest)) on"
        ))
    }
    facts.append(("state", health.state + since + (health.reason.map { ": " + $0 } ?? "")))
    if health.consecutiveFailures > 0 {
      facts.append(("failures", "\(health.consecutiveFailures) in a row"))
    }
    facts += [
      ("last poll", localTime(health.lastPoll)), ("last success", localTime(health.lastSuccess)),
      ("next poll", localTime(health.nextPoll) + (nextPollReason.map { " (\($0))" } ?? "")),
      ("cadence", source.cadence.map(span) ?? "default"),
    ]
    if let credential = source.credential { facts.append(("credential", credential)) }
    if source.allowPrivate { facts.append(("private", "may be in a private network")) }
    if !source.allow.isEmpty { facts.append(("may lead to", source.allow.joined(separator: ", "))) }
    let gap = usualGap.map { ", usually one every \(span($0))" } ?? ""
    if let hostKey = source.hostKey { facts.append(("takes turns as", hostKey)) }
    if source.floor != nil || source.concurrency != nil {
      let pause = source.floor.map { ", \(span($0)) apart" } ?? ""
      facts.append(("its host gets", "\(source.concurrency ?? 1) at once\(pause)"))
    }
    if !source.verifiesTLS { facts.append(("certificate", "any is accepted")) }
    facts += [
      ("items", "\(health.items), the last \(localTime(lastItem))\(gap)"), ("mentions", "\(health.mentions)"),
    ]
    for sample in ratings.prefix(5) {
      let count = [sample.ratings.map { "\($0) ratings" }, sample.reviews.map { "\($0) reviews" }].compactMap(
        \.self)
      let of = count.isEmpty ? "" : " of " + count.joined(separator: ", ")
      facts.append(
        (
          "rated",
          "\(sample.mean) of \(sample.best)\(of)\(sample.name.map { ": " + $0 } ?? ""), since \(localTime(sample.at))"
        ))
    }
    return facts
  }

  /// When nothing could be heard of it.
  fileprivate var gaps: Table {
    var table = Table("NOT COVERED FROM", "TO", "FOR", "REASON")
    for outage in outages {
      let length = (outage.end ?? currentInstant()) - outage.start
      table.add(
        Table.Cell(localTime(outage.start)), Table.Cell(outage.end.map(localTime) ?? "now"),
        Table.Cell(span(length)), Table.Cell(outage.reason))
    }
    return table
  }

  /// Its last visits.
  fileprivate var visits: Table {
    var table = Table("WHEN", "OUTCOME", "STATUS", "BYTES", "TIME", "NEW", "MENTIONS", "REASON")
    for poll in polls {
      table.add(
        Table.Cell(localTime(poll.finished)), Table.Cell(poll.outcome),
        Table.Cell(poll.status.map { "\($0)" } ?? "-"), Table.Cell(poll.bytes.map { "\($0)" } ?? "-"),
        Table.Cell(poll.elapsed.map(span) ?? "-"), "\(poll.newItems)", "\(poll.newMentions)",
        Table.Cell(poll.reason ?? ""))
    }
    return table
  }
}
