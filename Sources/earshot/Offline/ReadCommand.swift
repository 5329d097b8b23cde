// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Control
import Text

/// `earshot read`
struct ReadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "Reads a feed or a page of reviews without a daemon and prints its items.",
    discussion: """
      With --json it prints all that was read, with --explain also the charset, why it was that one, and what had \
      to be put right.

      With --recipe it reads the JSON answer of a platform as that file describes it.

      With --batch each line of standard input is {"input": FILE, "url": ..., "headers": {...}}, and each is \
      answered with a line that holds the feed as published, or {"error": ...}.
      """)

  @Argument(help: "The file, or - for standard input.", completion: .file()) var file = "-"
  @Option(help: "The address it was found at, the base of relative links.") var url = ""
  @Option(help: "The Content-Type it was served with.") var contentType: String?
  @Option(help: "The recipe that says where the items are.", completion: .file(extensions: ["toml"]))
  var recipe: String?
  @Option(name: .customLong("set"), help: "A variable of the recipe, NAME=VALUE.") var settings: [String] = []
  @Flag(help: "Print a JSON document with every item whole.") var json = false
  @Flag(help: "Say what it was read as and what had to be put right.") var explain = false
  @Flag(help: "Read the files that the lines of standard input name.") var batch = false

  func validate() throws {
    if batch && (json || explain || file != "-" || recipe != nil) {
      throw ValidationError("--batch: expected no file and none of --json, --explain and --recipe")
    }
    if recipe == nil && !settings.isEmpty { throw ValidationError("--set: expected --recipe too") }
    if file == "-" && recipe == "-" { throw ValidationError("--recipe: expected a file beside the answer") }
  }

  func run() throws {
    if batch { return answerLines() }
    let publication = try publication(of: try contents(of: file))
    let console = Console()
    if json { return console.print(publication.wire(explained: explain)) }
    if explain {
      for line in publication.explanation { console.print(onOneLine(line)) }
      console.print("")
    }
    publication.table.print(to: console, otherwise: "no items")
  }

  private func publication(of body: [UInt8]) throws(ControlClientError) -> Publication {
    guard let recipe else {
      return try Publication(body, contentType: contentType, url: url, name: file)
    }
    return try Publication(body, by: recipe, settings, contentType: contentType, name: file)
  }

  private func answerLines() {
    var lines = Lines()
    while let line = lines.next() { lines.print(batchAnswer(to: line).text()) }
    lines.flush()
  }
}
