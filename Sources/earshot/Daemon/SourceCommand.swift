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
    subcommands: [
      Add.self, SourceList.self, SourceShow.self, Remove.self, SourcePoll.self, SourceTry.self,
      SourceDiscover.self, SourceImport.self, SourceExport.self,
    ])

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
    @Option(
      help: ArgumentHelp(
        "An address or range of a private network that it may be in, such as 192.168.1.0/24.",
        valueName: "range"))
    var allow: [String] = []
    @Option(help: "A name under which several hosts take turns as one.") var hostKey: String?
    @Option(
      help: ArgumentHelp("The least time between two requests to its host, such as 1m.", valueName: "time"))
    var floor: String?
    @Option(help: "How many requests its host gets at once; one where not given.") var concurrency: Int?
    @Flag(help: "Its certificate need not be one that can be verified.") var anyCertificate = false
    @OptionGroup var daemon: DaemonOptions

    func validate() throws {
      for (name, text) in [("every", every), ("floor", floor)] {
        if let text, duration(text) == nil {
          throw ValidationError("--\(name): expected a time such as 90s, 15m, 1h30m or 1d, not “\(text)”")
        }
      }
    }

    func run() throws {
      let source = Source(
        name: name, kind: kind ?? .feed, url: url, cadence: every.flatMap(duration), credential: credential,
        allowPrivate: allowPrivate, allow: allow, hostKey: hostKey, floor: floor.flatMap(duration),
        concurrency: concurrency,
        verifiesTLS: !anyCertificate)
      try daemon.ask(.addSource, source.parameters) { reply, console in
        let listing: SourceListing = try decode(reply["source"])
        let word = reply["isNew"]?.bool == false ? "was there already" : "added"
        console.print("source \(onOneLine(listing.source.name)) \(word): \(onOneLine(listing.source.url))")
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
