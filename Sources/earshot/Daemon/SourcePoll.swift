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
    discussion: """
      A line for each source as its visit ends; on a terminal also how far it has come and how long it will take. \
      Interrupted, what is under way still ends and is kept, and nothing more is begun. Exits with 1 where every \
      visit failed.
      """)

  @Argument(help: "The sources' names; all where none is given.", completion: .sources) var names: [String] =
    []
  @OptionGroup var daemon: DaemonOptions

  func run() throws {
    let console = Console()
    let client = try daemon.connect(waiting: .minutes(5))
    var progress = ProgressLine(console: console, isShown: console.isTerminal && !daemon.json)
    var totals: PollProgress?
    do throws(ControlClientError) {
      try client.call(
        Method.pollNow.qualified, names.isEmpty ? [:] : .object(of: ["names": names.wire])
      ) { reply throws(ControlClientError) in
        let visit: PollProgress = try decode(reply)
        if daemon.json {
          console.print(reply, pretty: false)
        } else {
          progress.replace(by: visit.line(console), then: visit.source == nil ? nil : visit)
        }
        if visit.source == nil { totals = visit }
        return true
      }
    } catch {
      progress.clear()
      throw error
    }
    if let totals, totals.total > 0, totals.failed == totals.total { throw ExitCode(1) }
  }
}

extension PollProgress {
  /// The visit, or the totals, on one line.
  fileprivate func line(_ console: Console) -> String {
    let found = "\(items) items, \(newItems) new, \(newMentions) mentions"
    guard let source, let outcome else {
      return "\(finished) of \(total) sources visited\(failed > 0 ? ", \(failed) failed" : ""): \(found)"
    }
    let isBad = ["failed", "broken", "blocked", "gone"].contains(outcome)
    let text = reason.map { outcome + ": " + $0 } ?? (outcome == "items" ? found : outcome)
    let style: Style? = isBad ? .red : outcome == "throttled" ? .yellow : nil
    return "[\(finished)/\(total)] \(onOneLine(source)): " + console.styled(onOneLine(text), style)
  }
}

/// The last line of a terminal while something goes on: how far it has come and how long it will take.
private struct ProgressLine {
  let console: Console
  let isShown: Bool
  private let started = currentInstant()
  private var newItems = 0
  private var newMentions = 0

  init(console: Console, isShown: Bool) {
    self.console = console
    self.isShown = isShown
    if isShown { leaveTidilyWhenInterrupted() }
  }

  /// Prints a line above it, then how far things are; nothing more where they are at their end.
  mutating func replace(by line: String, then visit: PollProgress?) {
    clear()
    console.print(line)
    guard isShown, let visit else { return }
    newItems += visit.newItems
    newMentions += visit.newMentions
    let left = visit.total - visit.finished
    guard left > 0 else { return }
    let time = (currentInstant() - started) * left / visit.finished
    let failed = visit.failed > 0 ? ", \(visit.failed) failed" : ""
    let text =
      "\(visit.finished) of \(visit.total)\(failed), \(newItems) new, \(newMentions) mentions, "
      + "about \(time < .seconds(120) ? "\(max(1, time.components.seconds)) s" : span(time)) left"
    console.write(console.styled(clipped(text, to: (console.width ?? 80) - 1), .faint))
  }

  /// Leaves an empty line to write on.
  func clear() { if isShown { console.write(eraseLine) } }
}

/// Back to the first column, and the line erased (ECMA-48, EL).
private let eraseLine = "\r\u{1B}[K"

/// Where the person interrupts, the line is erased and the process ends as SIGINT would end it.
private func leaveTidilyWhenInterrupted() {
  signal(SIGINT) { number in
    // Only what signal-safety(7) allows.
    let words: StaticString = "\r\u{1B}[Kinterrupted: what is under way still ends, nothing more is begun\n"
    _ = unsafe write(STDOUT_FILENO, words.utf8Start, words.utf8CodeUnitCount)
    signal(number, SIG_DFL)
    raise(number)
  }
}
