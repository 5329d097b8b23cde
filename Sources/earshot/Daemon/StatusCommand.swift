// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Control
import Model

/// `earshot status`
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Shows how the daemon is doing.")

  @OptionGroup var daemon: DaemonOptions

  func run() throws {
    try daemon.ask(.getStatus, as: StatusReply.self) { status, console in
      let counts = status.counts
      let unhealthy = status.unhealthySources
      var lines = [
        ("earshotd", "\(status.version), \(status.state) since \(localTime(status.started))"),
        ("watches", "\(counts.brands) brands, \(counts.keywords) keywords, \(counts.sources) sources"),
        ("keeps", "\(counts.items) items, \(counts.mentions) mentions, \(counts.newMentions) of them new"),
        ("owes", "\(counts.owed) notifications"),
        ("next", "poll \(localTime(status.nextPoll)), digest \(localTime(status.nextDigest))"),
        ("database", "\(status.storage.path), \(status.storage.bytes / 1024) kB"),
      ]
      if !status.configuration.isEmpty {
        lines.append(("settings", status.configuration.joined(separator: ", ")))
      }
      if !status.model.isEmpty {
        lines.append(("judges by", "\(status.model): \(status.languages.joined(separator: ", "))"))
      }
      lines += status.adjustments.filter { $0.learnedFrom > 0 || $0.isOff }.map { ("corrected", $0.words) }
      if !unhealthy.isEmpty { lines.append(("not well", unhealthy.joined(separator: ", "))) }
      lines += status.warnings.map { ("warning", $0) }
      for (name, text) in lines {
        let isBad = name == "not well" || name == "warning"
        let label = name + String(repeating: " ", count: max(1, 10 - name.count))
        console.print(console.styled(label, isBad ? .yellow : .bold) + onOneLine(text))
      }
    }
  }
}
