// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Control
import Model
import Text

/// `earshot follow`
struct FollowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "follow", abstract: "Prints new mentions as they are stored, until interrupted.",
    discussion: "With --json one object a line.")

  @Option(help: "Of this brand.", completion: .brands) var brand: String?
  @Option(help: "First seen in this source.", completion: .sources) var source: String?
  @Option(help: "With this verdict: negative, neutral or positive.") var label: Sentiment.Label?
  @OptionGroup var daemon: DaemonOptions

  func run() throws {
    let console = Console()
    let parameters = JSON.object(of: ["brand": brand?.wire, "source": source?.wire, "label": label?.wire])
    try daemon.connect(waiting: nil).call(Method.follow.qualified, parameters) {
      reply throws(ControlClientError) in
      guard let json = reply["mention"], !json.isNull else { return true }
      if daemon.json {
        console.print(json, pretty: false)
      } else {
        console.print(try decode(json, as: Mention.self).line(console))
      }
      return true
    }
    complain("the daemon has stopped")
  }
}
