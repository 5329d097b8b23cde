// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Control
import Model
import Text

/// `earshot outbox`
struct OutboxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outbox", abstract: "The notifications that are owed.", subcommands: [List.self, Retry.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists the notifications that are not delivered, or those in a state.")

    @Option(help: "In this state: queued, sending, sent, failed or expired.") var state: String?
    @OptionGroup var daemon: DaemonOptions

    func run() throws {
      try daemon.ask(.listOutbox, .object(of: ["state": state?.wire])) { reply, console in
        var table = Table("ID", "CHANNEL", "RECIPIENT", "STATE", "ATTEMPTS", "NEXT ATTEMPT", "ANSWER")
        for listing in try decode(reply["notifications"], as: [OutboxListing].self) {
          let progress = listing.progress
          table.add(
            "\(listing.id)", Table.Cell(listing.channel.rawValue), Table.Cell(listing.recipient),
            Table.Cell(progress.state), "\(progress.attempts)", Table.Cell(localTime(progress.nextAttempt)),
            Table.Cell(progress.answer ?? ""))
        }
        table.print(to: console, otherwise: "nothing is owed")
      }
    }
  }

  struct Retry: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Makes notifications due at once; those that expired, for another day, by their numbers.")

    @Argument(help: "Their numbers.") var ids: [Int64] = []
    @Flag(help: "All that are not delivered and still worth sending.") var all = false
    @OptionGroup var daemon: DaemonOptions

    func validate() throws {
      if ids.isEmpty != all { throw ValidationError("expected the numbers of notifications, or --all") }
    }

    func run() throws {
      try daemon.ask(.retryOutbox, all ? [:] : .object(of: ["ids": ids.wire])) { reply, console in
        console.print("\(try decode(reply["retried"], as: Int.self)) notifications are due now")
      }
    }
  }
}
