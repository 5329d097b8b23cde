// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A scripted HTTP server on the loopback interface that logs every request.
package final class LoopbackServer: Sendable {
  private struct State {
    var routes: [String: Script]
    let otherwise: Script
    var visits: [String: Int] = [:]
    var requests: [ReceivedRequest] = []
  }

  private let state: Shared<State>
  private let listener: Listener
  private let host: String

  /// Listens at a port (0 for any free one) and serves routes by path, or by path and query where there is such a one;
  /// a path without a route gets `otherwise`.
  package init(
    _ routes: [String: Script] = [:], port: UInt16 = 0, v6: Bool = false, otherwise: Script = .status(404)
  ) throws(ListenError) {
    let state = Shared(State(routes: routes, otherwise: otherwise))
    self.state = state
    host = v6 ? "[::1]" : "127.0.0.1"
    listener = try Listener(port: port, v6: v6) { Self.serve($0, state) }
  }

  deinit { listener.stop() }

  /// The port listened on.
  package var port: UInt16 { listener.port }

  /// An address on this server.
  package func url(_ path: String = "/") -> String { "http://\(host):\(port)\(path)" }

  /// Puts a script at a path, in place of what was there.
  package func set(_ path: String, _ script: Script) {
    state.withLock { state in
      state.routes[path] = script
      state.visits[path] = nil
    }
  }

  /// Every request so far, in the order of coming.
  package var requests: [ReceivedRequest] { state.withLock { $0.requests } }

  /// Stops listening and cuts what is under way.
  package func stop() { listener.stop() }

  private static func serve(_ connection: Connection, _ state: Shared<State>) {
    var reader = LineReader(connection)
    while let request = read(&reader, connection) {
      let script = state.withLock { state in
        state.requests.append(request)
        let path = state.routes[request.target] == nil ? request.path : request.target
        let visit = state.visits[path, default: 0]
        state.visits[path] = visit + 1
        return resolve(state.routes[path] ?? state.otherwise, visit: visit, request)
      }
      guard play(script, request, on: connection) else { return }
    }
  }

  /// The script without its choices.
  private static func resolve(_ script: Script, visit: Int, _ request: ReceivedRequest) -> Script {
    switch script {
    case .inTurn(let scripts):
      guard let last = scripts.last else { return .status(404) }
      return resolve(visit < scripts.count ? scripts[visit] : last, visit: visit, request)
    case .depending(let decide): return resolve(decide(request), visit: visit, request)
    case .reply, .acts: return script
    }
  }

  /// Whether the connection goes on after it.
  private static func play(_ script: Script, _ request: ReceivedRequest, on connection: Connection) -> Bool {
    switch script {
    case .reply(let reply):
      let closing = request.header("connection")?.lowercased() == "close"
      let answer = reply.conditional(on: request)
      return connection.send(answer.bytes(closing: closing, bodiless: request.method == "HEAD")) && !closing
    case .acts(let acts):
      for act in acts { guard perform(act, on: connection) else { return false } }
      return false
    case .inTurn, .depending: return false
    }
  }

  private static func perform(_ act: Script.Act, on connection: Connection) -> Bool {
    switch act {
    case .send(let bytes): return connection.send(bytes)
    case .say(let text): return connection.send(Array(text.utf8))
    case .sendForever(let bytes): while connection.send(bytes) {}
    case .drip(let bytes, let milliseconds):
      while connection.send(bytes) { usleep(UInt32(milliseconds) * 1000) }
    case .stall: connection.waitForClose()
    case .reset: connection.reset()
    }
    return false
  }

  private static func read(_ reader: inout LineReader, _ connection: Connection) -> ReceivedRequest? {
    guard let first = reader.line() else { return nil }
    let words = first.split(separator: " ")
    guard words.count == 3 else { return nil }
    var headers: [(name: String, value: String)] = []
    while let line = reader.line(), !line.isEmpty {
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { continue }
      headers.append((String(parts[0]), String(parts[1].drop { $0 == " " })))
    }
    return ReceivedRequest(
      method: String(words[0]), target: String(words[1]), headers: headers, connection: connection.number)
  }
}
