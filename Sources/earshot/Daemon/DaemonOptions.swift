// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Control
import Text

/// What every command that asks the daemon understands.
struct DaemonOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The daemon's socket.", valueName: "path"), completion: .file())
  var socket: String?

  @Flag(help: "Ask the daemon of this user instead of the system's.")
  var user = false

  @Flag(help: "Print what the daemon answers as JSON: laid out on a terminal, on one line elsewhere.")
  var json = false

  @Option(help: ArgumentHelp("How long to wait for an answer, in seconds.", valueName: "seconds"))
  var timeout: Int?

  func validate() throws {
    if let timeout, !(1...86400).contains(timeout) {
      throw ValidationError("--timeout: expected 1 to 86400 seconds")
    }
  }

  /// Connects; waits for answers as long as the options say, or else as long as is usual for the method.
  func connect(waiting usual: Duration? = .seconds(30)) throws(ControlClientError) -> ControlClient {
    try ControlClient(at: path, timeout: timeout.map { .seconds($0) } ?? usual)
  }

  /// Calls a method and prints the reply: as it is with `--json`, by `show` otherwise.
  func ask<Reply: WireRecord>(
    _ method: Method, _ parameters: JSON = [:], waiting usual: Duration = .seconds(30), as reply: Reply.Type,
    show: (Reply, Console) throws -> Void
  ) throws {
    try ask(method, parameters, waiting: usual) { json, console in try show(try decode(json), console) }
  }

  /// Calls a method and prints the reply: as it is with `--json`, by `show` otherwise.
  func ask(
    _ method: Method, _ parameters: JSON = [:], waiting usual: Duration = .seconds(30),
    show: (JSON, Console) throws -> Void
  ) throws {
    let answer = try connect(waiting: usual).call(method, parameters)
    let console = Console()
    if json { console.print(answer) } else { try show(answer, console) }
  }

  private var path: String {
    if let socket { return socket }
    if !user { return environment("EARSHOT_SOCKET") ?? "/run/earshot/\(Interface.control.name)" }
    return (environment("XDG_RUNTIME_DIR") ?? "/run/user") + "/earshot/\(Interface.control.name)"
  }
}

/// Reads a reply, or says that the daemon's interface is another than ours.
func decode<Value: WireValue>(
  _ json: JSON?, as type: Value.Type = Value.self
) throws(ControlClientError) -> Value {
  do {
    return try Value(wire: json ?? .null, at: "")
  } catch {
    throw ControlClientError(
      .failed, "the daemon answered in a way this version does not understand: \(error)")
  }
}

/// Names that the daemon knows, for completion: quick, and silent where it does not answer.
func names(_ method: Method, _ list: String, _ field: String) -> [String] {
  let socket = environment("EARSHOT_SOCKET") ?? "/run/earshot/\(Interface.control.name)"
  guard let client = try? ControlClient(at: socket, timeout: .milliseconds(200)),
    let reply = try? client.call(method)
  else { return [] }
  return reply[list]?.array?.compactMap { $0[field]?.string }.map(onOneLine) ?? []
}

extension CompletionKind {
  /// The brands that are watched.
  static var brands: CompletionKind { .custom { _, _, _ in names(.listBrands, "brands", "name") } }
  /// The sources that are watched.
  static var sources: CompletionKind { .custom { _, _, _ in names(.listSources, "sources", "name") } }
}
