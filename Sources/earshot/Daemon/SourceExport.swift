// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Control
import Model
import Subscriptions
import Text

/// `earshot source export`
struct SourceExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Prints the sources as a list that other readers import (OPML 2.0).",
    discussion: """
      Pages stand in it as links, which other readers pass over. What “earshot source import --trusted” needs to \
      restore the sources as they are is there too; a credential only by its name.
      """)

  @OptionGroup var daemon: DaemonOptions

  func run() throws {
    try daemon.ask(.listSources) { reply, console in
      let sources = try decode(reply["sources"], as: [SourceListing].self).map(\.source)
      let list = OPML(
        title: "Sources of Earshot",
        subscriptions: sources.map { OPML.Subscription(title: $0.name, source: $0) })
      console.write(list.document)
    }
  }
}
