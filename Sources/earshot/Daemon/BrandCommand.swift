// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Control
import Model
import Text

/// `earshot brand`
struct BrandCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "brand", abstract: "Whom the daemon listens for.",
    subcommands: [List.self, Add.self, Remove.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists the brands.")

    @OptionGroup var daemon: DaemonOptions

    func run() throws {
      try daemon.ask(.listBrands) { reply, console in
        var table = Table("BRAND", "KIND", "KEYWORDS", "MENTIONS", "ORIGIN", "ZONE", "RECIPIENTS")
        for listing in try decode(reply["brands"], as: [BrandListing].self) {
          let brand = listing.brand
          table.add(
            Table.Cell(brand.name), Table.Cell(brand.kind.rawValue), "\(listing.keywords)",
            "\(listing.mentions)",
            Table.Cell(listing.origin.rawValue), Table.Cell(brand.timeZone),
            Table.Cell(brand.recipients.joined(separator: ", ")))
        }
        table.print(to: console, otherwise: "no brands; add one with “earshot keyword add BRAND EXPRESSION”")
      }
    }
  }

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Adds a brand.", discussion: "A brand of that name that is there already is left as it is.")

    @Argument(help: "The name commands use.") var name: String
    @Option(help: "The name readers see.") var displayName: String?
    @Flag(help: "The brand is a competitor's, not our own.") var competitor = false
    @Option(
      name: .customLong("account"), help: "An account or site of the brand; may be given several times.")
    var accounts: [String] = []
    @Option(help: "An IANA time zone, such as Europe/Berlin.") var timeZone: String?
    @Option(
      name: .customLong("recipient"), help: "Whom alerts and digests go to; may be given several times.")
    var recipients: [String] = []
    @OptionGroup var daemon: DaemonOptions

    func run() throws {
      let parameters = JSON.object(of: [
        "name": name.wire, "displayName": displayName?.wire,
        "kind": competitor ? Brand.Kind.competitor.wire : nil,
        "accounts": accounts.isEmpty ? nil : accounts.wire, "timeZone": timeZone?.wire,
        "recipients": recipients.isEmpty ? nil : recipients.wire,
      ])
      try daemon.ask(.addBrand, parameters) { reply, console in
        let brand: BrandListing = try decode(reply["brand"])
        let word = reply["isNew"]?.bool == false ? "was there already" : "added"
        console.print("brand \(onOneLine(brand.brand.name)) \(word)")
      }
    }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Stops listening for a brand.")

    @Argument(help: "The brand's name.", completion: .brands) var name: String
    @OptionGroup var daemon: DaemonOptions

    func run() throws {
      try daemon.ask(.removeBrand, .object(of: ["name": name.wire])) { _, console in
        console.print("brand \(onOneLine(name)) removed")
      }
    }
  }
}
