// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Control
import Model
import Text

/// `earshot rescore`
struct RescoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rescore", abstract: "Judges stored mentions with the present model.",
    discussion: """
      Those that an older version of the model judged, or all with --all. The new verdicts are kept, corrections \
      stay beside them, and nobody is told; --dry-run only shows what would change.
      """)

  @Option(help: "Only mentions of this brand.", completion: .brands) var brand: String?
  @Flag(help: "Judge those of the present model too.") var all = false
  @Flag(help: "Show what would change, and keep nothing.") var dryRun = false
  @OptionGroup var daemon: DaemonOptions

  func run() throws {
    let parameters = JSON.object(of: ["brand": brand?.wire, "all": all.wire, "keep": (!dryRun).wire])
    try daemon.ask(.rescore, parameters, waiting: .seconds(600), as: RejudgeReply.self) { reply, console in
      for change in reply.changes { console.print(line(change, console)) }
      if reply.changed > reply.changes.count {
        console.print("and \(reply.changed - reply.changes.count) more")
      }
      let verb = reply.isKept ? "have" : "would have"
      console.print(
        "\(reply.judged) mentions judged by \(reply.model): \(reply.changed) \(verb) another verdict")
    }
  }

  private func line(_ change: RejudgeReply.Change, _ console: Console) -> String {
    let before = "\(change.before.rawValue) \(signed(change.scoreBefore))"
    let after = console.styled("\(change.after.rawValue) \(signed(change.scoreAfter))", change.after.style)
    return "\(change.id)  \(before) -> \(after)  \(onOneLine(change.title))"
  }
}

/// `earshot adjustment`
struct AdjustmentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adjustment",
    abstract: "Shows how corrections put verdicts right, and switches that off and on.",
    discussion: """
      From 50 corrections on a brand or in a source on (`mention sentiment`), the verdicts on it are put right by \
      two biases and a temperature learned from the newest hundred. A source's own goes before its brand's.
      """,
    subcommands: [List.self, Off.self, On.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows where verdicts were corrected.")
    @OptionGroup var daemon: DaemonOptions

    func run() throws {
      try daemon.ask(.getStatus, as: StatusReply.self) { status, console in
        for report in status.adjustments { console.print(onOneLine(report.words)) }
        if status.adjustments.isEmpty { console.print("no verdict was corrected") }
      }
    }
  }

  struct Off: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Leaves verdicts as the model gives them, and forgets what was learned.")
    @OptionGroup var scope: Scope

    func run() throws { try scope.set(isOff: true) }
  }

  struct On: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Learns from corrections again.")
    @OptionGroup var scope: Scope

    func run() throws { try scope.set(isOff: false) }
  }

  /// Whose verdicts.
  struct Scope: ParsableArguments {
    @Option(help: "The verdicts on this brand.", completion: .brands) var brand: String?
    @Option(help: "The verdicts in this source.", completion: .sources) var source: String?
    @OptionGroup var daemon: DaemonOptions

    func validate() throws {
      if (brand == nil) == (source == nil) { throw ValidationError("expected --brand or --source") }
    }

    /// Switches and shows what holds then.
    func set(isOff: Bool) throws {
      let parameters = JSON.object(of: ["brand": brand?.wire, "source": source?.wire, "off": isOff.wire])
      try daemon.ask(.setAdjustment, parameters) { reply, console in
        for report in try decode(reply["adjustments"], as: [AdjustmentReport].self) {
          console.print(onOneLine(report.words))
        }
      }
    }
  }
}

extension AdjustmentReport {
  /// `brand acme: 62 corrections, put right by -0.41 toward negative, +0.10 toward positive, temperature 1.30`
  var words: String {
    let state: String
    if isOff {
      state = "switched off"
    } else if learnedFrom > 0 {
      state =
        "put right by \(signed(negative)) toward negative, \(signed(positive)) toward positive, "
        + "temperature \(signed(temperature).dropFirst()), learned from \(learnedFrom)"
    } else {
      state = "nothing is learned before there are 50"
    }
    return "\(scope) \(name): \(corrections) correction\(corrections == 1 ? "" : "s"), \(state)"
  }
}
