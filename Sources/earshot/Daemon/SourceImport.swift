// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Control
import Model
import Subscriptions
import Text

/// `earshot source import`
struct SourceImport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Watches the feeds of another reader's list (OPML).",
    discussion: """
      What is watched already is left as it is, so the same list may be imported again. Exits with 1 where a \
      subscription was refused, with 65 where the file is no such list.
      """)

  @Argument(help: "The file, or - for standard input.", completion: .file(extensions: ["opml", "xml"]))
  var file: String
  @Option(help: "Only what lies in the folder of this name.") var folder: String?
  @Option(help: ArgumentHelp("The wished time between polls where the list names none.", valueName: "time"))
  var every: String?
  @Flag(help: "Take credentials and the leave to reach private networks from the list.") var trusted = false
  @Flag(help: "Say what would be done, and do nothing.") var dryRun = false
  @OptionGroup var daemon: DaemonOptions

  func validate() throws {
    if let every, duration(every) == nil {
      throw ValidationError("--every: expected a time such as 90s, 15m, 1h30m or 1d, not “\(every)”")
    }
  }

  func run() throws {
    let list = try list()
    let client = try daemon.connect(waiting: .minutes(2))
    let sources: [SourceListing] = try decode(try client.call(.listSources)["sources"])
    let plan = ImportPlan(of: list, beside: sources.map(\.source), inFolder: folder, isTrusted: trusted)
    var report = ImportReport(of: list, isDry: dryRun)
    for line in plan.lines { report.add(line, try carryOut(line.step, by: client)) }
    let console = Console()
    if daemon.json { console.print(report.wire) } else { report.show(on: console) }
    if report.refused > 0 { throw ExitCode(1) }
  }

  private func list() throws -> OPML {
    let body = try contents(of: file)
    do throws(NotOPML) {
      return try OPML.read(body)
    } catch {
      throw ControlClientError(.invalid, "\(file): \(error)")
    }
  }

  /// Does what is to be done; where the daemon refuses that, says so in place of it.
  private func carryOut(_ step: ImportPlan.Step, by client: ControlClient) throws(ControlClientError)
    -> ImportPlan.Step
  {
    guard case .add(var source, let without) = step else { return step }
    source.cadence = source.cadence ?? every.flatMap(duration)
    if dryRun { return .add(source, without: without) }
    do throws(ControlClientError) {
      _ = try client.call(.addSource, source.parameters)
      return .add(source, without: without)
    } catch {
      // One that cannot be used is told and passed over; a daemon that is gone, or refuses us, ends the import.
      guard [.invalid, .failed].contains(error.kind) else { throw error }
      return .refused(error.description)
    }
  }
}

extension Source {
  /// The parameters of `AddSource`.
  var parameters: JSON {
    .object(of: [
      "name": name.wire, "url": url.wire, "kind": kind.wire, "cadenceUSec": cadence?.wire,
      "credential": credential?.wire, "allowPrivate": allowPrivate ? true : nil,
      "hostKey": hostKey?.wire, "floorUSec": floor?.wire, "concurrency": concurrency?.wire,
      "verifyTLS": verifiesTLS ? nil : false, "allow": allow.isEmpty ? nil : allow.wire,
    ])
  }
}
