// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Control
import Model
import Text

/// `earshot keyword`
struct KeywordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keyword", abstract: "Which expressions the daemon listens for.",
    subcommands: [Add.self, List.self, Remove.self, Test.self])

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Watches an expression for a brand.",
      discussion: """
        Makes the brand where there is none of that name; a keyword that is there already is left as it is. \
        Several arguments are one expression: earshot keyword add acme '"acme coffee" NOT "acme.js"'
        """)

    @Argument(help: "The brand's name.", completion: .brands) var brand: String
    @Argument(help: "What to listen for: words, \"phrases\", AND, OR, NOT, NEAR/5, ( ), #tag, @handle.")
    var expression: [String]
    @OptionGroup var daemon: DaemonOptions

    func run() throws {
      let parameters = JSON.object(of: [
        "brand": brand.wire, "expression": expression.joined(separator: " ").wire,
      ])
      try daemon.ask(.addKeyword, parameters, as: AddedKeyword.self) { added, console in
        for warning in added.warnings { complain(warning) }
        let keyword = added.listing.keyword
        if added.isNewBrand { console.print("brand \(onOneLine(keyword.brand)) added") }
        let word = added.isNew ? "added" : "was there already"
        console.print("keyword \(onOneLine(keyword.expression)) of \(onOneLine(keyword.brand)) \(word)")
        if let backlog = added.backlog, backlog > 0 {
          console.print("found in \(backlog) stored item\(backlog == 1 ? "" : "s"), kept as a backlog")
        }
      }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists the keywords of a brand, or all.")

    @Argument(help: "The brand's name.", completion: .brands) var brand: String?
    @OptionGroup var daemon: DaemonOptions

    func run() throws {
      try daemon.ask(.listKeywords, .object(of: ["brand": brand?.wire])) { reply, console in
        var table = Table("BRAND", "MENTIONS", "ORIGIN", "KEYWORD")
        for listing in try decode(reply["keywords"], as: [KeywordListing].self) {
          table.add(
            Table.Cell(listing.keyword.brand), "\(listing.mentions)", Table.Cell(listing.origin.rawValue),
            Table.Cell(listing.keyword.expression))
        }
        table.print(
          to: console, otherwise: "no keywords; add one with “earshot keyword add BRAND EXPRESSION”")
      }
    }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Stops listening for an expression.")

    @Argument(help: "The brand's name.", completion: .brands) var brand: String
    @Argument(help: "The expression as it is listed.") var expression: [String]
    @OptionGroup var daemon: DaemonOptions

    func run() throws {
      let expression = expression.joined(separator: " ")
      try daemon.ask(.removeKeyword, .object(of: ["brand": brand.wire, "expression": expression.wire])) {
        _, console in console.print("keyword \(onOneLine(expression)) of \(onOneLine(brand)) removed")
      }
    }
  }

  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tries an expression on a text; exits with 0 where it matches and 1 where it does not.")

    @Argument(help: "The expression.") var expression: String
    @Argument(help: "The text.") var text: String
    @Option(help: "A title that goes with the text.") var title: String?
    @Option(help: "Who wrote it.") var author: String?
    @Option(help: "Its address.") var url: String?
    @OptionGroup var daemon: DaemonOptions

    func run() throws {
      let parameters = JSON.object(of: [
        "expression": expression.wire, "text": text.wire, "title": title?.wire, "author": author?.wire,
        "url": url?.wire,
      ])
      let reply = try daemon.connect().call(.testKeyword, parameters)
      let trial: KeywordTrial = try decode(reply)
      for warning in trial.warnings { complain(warning) }
      if daemon.json {
        Console().print(reply)
      } else {
        Console().print(trial.matches ? "matches" : "no match")
      }
      if !trial.matches { throw ExitCode(1) }
    }
  }
}
