// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Control
import Model
import Text

/// `earshot digest`
struct DigestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "digest", abstract: "Many mentions told in one message.",
    subcommands: [Preview.self, Send.self])

  /// Which digests are meant.
  struct Selection: ParsableArguments {
    @Argument(help: "The digest's name; all where none is given.") var name: String?
    @Option(help: "The digests of this brand.", completion: .brands) var brand: String?

    var parameters: JSON { DigestSelection(name: name, brand: brand).wire }
  }

  struct Preview: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Prints digests as their readers would get them now; sends nothing.")

    @OptionGroup var selection: Selection
    @Flag(help: "Print the HTML part instead of the text.") var html = false
    @OptionGroup var daemon: DaemonOptions

    func run() throws {
      try daemon.ask(.previewDigest, selection.parameters) { reply, console in
        let previews = try decode(reply["digests"], as: [DigestPreview].self)
        if previews.isEmpty { complain("no digests are declared") }
        for preview in previews {
          if html {
            console.print(shown(preview.html ?? ""))
          } else {
            console.print(
              console.styled("Subject: " + onOneLine(preview.subject), .bold) + "\n\n" + shown(preview.text))
          }
        }
      }
    }
  }

  struct Send: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Sends digests now; what they tell is not told again.")

    @OptionGroup var selection: Selection
    @OptionGroup var daemon: DaemonOptions

    func run() throws {
      try daemon.ask(.sendDigest, selection.parameters) { reply, console in
        for sent in try decode(reply["digests"], as: [DigestSent].self) {
          let name = onOneLine("\(sent.span.name) of \(sent.span.brand)")
          console.print("\(name): \(sent.span.mentions) mentions, \(sent.notifications) notifications owed")
        }
      }
    }
  }
}
