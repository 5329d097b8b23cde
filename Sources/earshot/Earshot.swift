// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Control

/// The control command: one file a noun, and those that need no daemon under Offline.
@main struct Earshot: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "earshot",
    abstract: "Listens for brands on the open web: asks and tells the daemon.",
    discussion: """
      Exit codes: 0 done, 1 failed (or no match), 2 no such thing, 3 daemon not reachable, 4 denied, \
      5 time-out, 64 usage, 65 invalid expression or data, 78 invalid configuration.

      The daemon is found at --socket, $EARSHOT_SOCKET or /run/earshot/io.earshot.Control; with --user at \
      $XDG_RUNTIME_DIR/earshot/io.earshot.Control.
      """,
    version: Product.release,
    subcommands: [
      StatusCommand.self, BrandCommand.self, KeywordCommand.self, SourceCommand.self, MentionsCommand.self,
      MentionCommand.self, RescoreCommand.self, AdjustmentCommand.self, DigestCommand.self,
      OutboxCommand.self, FollowCommand.self, ReloadCommand.self,
      CallCommand.self, IntrospectCommand.self, ReadCommand.self, ScoreCommand.self, MatchCommand.self,
      VersionCommand.self,
    ])

  /// Runs the command line and ends the process with the code its outcome has.
  static func main() {
    do {
      var command = try parseAsRoot(movingGlobalOptions(in: CommandLine.arguments.dropFirst()))
      try command.run()
    } catch let error as ControlClientError {
      complain(error.description)
      exit(withError: ExitCode(error.exitCode))
    } catch {
      exit(withError: error)
    }
  }
}

/// The arguments with the options of the daemon that stand before the command behind it, where they are
/// understood: `earshot --socket PATH status` is `earshot status --socket PATH`.
private func movingGlobalOptions(in arguments: ArraySlice<String>) -> [String] {
  var rest = arguments
  var moved: [String] = []
  while let first = rest.first {
    if ["--user", "--json"].contains(first) || first.hasPrefix("--socket=") || first.hasPrefix("--timeout=") {
      moved += rest.prefix(1)
      rest = rest.dropFirst()
    } else if ["--socket", "--timeout"].contains(first) {
      moved += rest.prefix(2)
      rest = rest.dropFirst(2)
    } else {
      break
    }
  }
  let end = rest.firstIndex(of: "--") ?? rest.endIndex
  return rest[..<end] + moved + rest[end...]
}

extension ControlClientError {
  /// The exit code that tells this kind of failure.
  var exitCode: Int32 {
    switch kind {
    case .failed: 1
    case .noSuch: 2
    case .notReachable: 3
    case .denied: 4
    case .timeout: 5
    case .invalid: 65
    case .invalidConfiguration: 78
    }
  }
}

/// `earshot version`
struct VersionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version", abstract: "Prints the version of this command.")

  func run() { Console().print("earshot \(Product.release)") }
}
