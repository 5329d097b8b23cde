// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Control
import Glibc
import Model
import Text

/// `earshot source poll`
struct SourcePoll: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "poll", abstract: "Visits sources now and says what was found.",
    discussion: "Ends when the visits are done; exits with 1 where every one of them failed.")

  @Argument(help: "The sources' names; all where none is given.", completion: .sources) var names: [String] =
    []
  @OptionGroup var daemon: DaemonOptions

  func run() throws {
    let console = Console()
    let started = currentInstant()
    var totals: PollProgress?
    try daemon.connect(waiting: .minutes(5)).call(
      Method.pollNow.qualified, names.isEmpty ? [:] : .object(of: ["names": names.wire])
    ) { reply throws(ControlClientError) in
      let visit: PollProgress = try decode(reply)
      if daemon.json { console.print(reply, pretty: false) } else { show(visit, since: started, console) }
      if visit.source == nil { totals = visit }
      return true
    }
    if let totals, totals.total > 0, totals.failed == totals.total { throw ExitCode(1) }
  }

  private func show(_ visit: PollProgress, since started: Instant, _ console: Console) {
    let found = "\(visit.items) items, \(visit.newItems) new, \(visit.newMentions) mentions"
    guard let source = visit.source, let outcome = visit.outcome else {
      let failed = visit.failed > 0 ? ", \(visit.failed) failed" : ""
      return console.print("\(visit.finished) of \(visit.total) sources visited\(failed): \(found)")
    }
    let left = visit.total - visit.finished
    let elapsed = currentInstant() - started
    let estimate =
      console.isTerminal && left > 0 ? " (about \(span(elapsed * left / visit.finished)) left)" : ""
    let isBad = ["failed", "blocked", "gone"].contains(outcome)
    let text = visit.reason.map { outcome + ": " + $0 } ?? (outcome == "items" ? found : outcome)
    let count = "[\(visit.finished)/\(visit.total)] "
    console.print(
      count + onOneLine(source) + ": " + console.styled(onOneLine(text), isBad ? .red : nil) + estimate)
  }
}
