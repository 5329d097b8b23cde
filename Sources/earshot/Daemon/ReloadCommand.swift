// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Control
import Model
import Text

/// `earshot reload`
struct ReloadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reload", abstract: "Lets the daemon read its configuration again.",
    discussion: "Ends when the new one is in force; exits with 78 where it was refused and the old one stays."
  )

  @Flag(help: "Only check it.") var check = false
  @OptionGroup var daemon: DaemonOptions

  func run() throws {
    let parameters = check ? JSON.object(of: ["checkOnly": true]) : [:]
    try daemon.ask(.reload, parameters, waiting: .minutes(2), as: ReloadReply.self) { reply, console in
      for warning in reply.warnings { complain(warning) }
      let changes = reply.changes.isEmpty ? ["nothing has changed"] : reply.changes
      for change in changes { console.print(onOneLine(change)) }
    }
  }
}
