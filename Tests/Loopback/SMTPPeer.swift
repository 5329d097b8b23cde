// SPDX-License-Identifier: Apache-2.0

/// A scripted SMTP server on the loopback interface that records every command and every mail it took.
package final class SMTPPeer: Sendable {
  /// Where in a conversation something happens.
  package enum Stage: Sendable {
    /// When the connection is made.
    case greeting
    /// After EHLO.
    case hello
    /// After AUTH.
    case authentication
    /// After MAIL FROM.
    case sender
    /// After RCPT TO.
    case recipient
    /// After DATA.
    case data
    /// After the final dot.
    case message
  }

  /// What it does at a stage in place of what a good server would say.
  package enum Move: Sendable {
    /// Says a reply; a mail it refuses is not kept.
    case say(String)
    /// Cuts the connection.
    case cut
    /// Keeps the mail, then cuts the connection without a word.
    case keepAndCut
    /// Says nothing more until the client has gone.
    case stall
  }

  /// A mail it took.
  package struct Mail: Sendable {
    /// The words after `MAIL FROM:`.
    package var sender = ""
    /// The words after each `RCPT TO:`.
    package var recipients: [String] = []
    /// The message with dot-stuffing undone.
    package var message: [UInt8] = []
    /// The number of the connection it came on, from 1.
    package var connection: Int
  }

  private struct State {
    var moves: [Stage: [Move]]
    var commands: [String] = []
    var mails: [Mail] = []
    var reached: Set<Stage> = []
  }

  private let state: Shared<State>
  private let listener: Listener

  /// Listens at a free port; each stage uses up its moves in order, then does as a good server would.
  package init(_ moves: [Stage: [Move]] = [:], capabilities: [String] = ["SIZE 1000000"]) throws(ListenError)
  {
    let state = Shared(State(moves: moves))
    self.state = state
    listener = try Listener { Self.converse($0, state, capabilities) }
  }

  deinit { listener.stop() }

  /// The port listened on.
  package var port: Int { Int(listener.port) }

  /// Every command so far.
  package var commands: [String] { state.withLock { $0.commands } }

  /// Every mail taken so far.
  package var mails: [Mail] { state.withLock { $0.mails } }

  /// Whether any conversation has come to a stage: its command, or its message, is there.
  package func hasReached(_ stage: Stage) -> Bool { state.withLock { $0.reached.contains(stage) } }

  private enum Ending { case goesOn, ends }

  private static func converse(_ connection: Connection, _ state: Shared<State>, _ capabilities: [String]) {
    var reader = LineReader(connection)
    var mail = Mail(connection: connection.number)
    let answer = { (stage: Stage, good: String) in Self.answer(stage, good, on: connection, state) }
    guard answer(.greeting, "220 peer.example ESMTP") == .goesOn else { return }
    while let line = reader.line() {
      state.withLock { $0.commands.append(line) }
      let verb = line.prefix { $0 != " " && $0 != ":" }.uppercased()
      var ending = Ending.goesOn
      switch verb {
      case "EHLO": ending = answer(.hello, hello(capabilities))
      case "AUTH":
        if line.split(separator: " ").count == 2 {
          connection.send(Array("334 \r\n".utf8))
          _ = reader.line()
        }
        ending = answer(.authentication, "235 2.7.0 Authentication successful")
      case "MAIL":
        mail = Mail(sender: String(line.dropFirst("MAIL FROM:".count)), connection: connection.number)
        ending = answer(.sender, "250 2.1.0 Ok")
      case "RCPT":
        mail.recipients.append(String(line.dropFirst("RCPT TO:".count)))
        ending = answer(.recipient, "250 2.1.5 Ok")
      case "DATA": ending = take(&mail, &reader, connection, state)
      case "QUIT":
        connection.send(Array("221 2.0.0 Bye\r\n".utf8))
        return
      default: connection.send(Array("502 5.5.2 Command not recognized\r\n".utf8))
      }
      if ending == .ends { return }
    }
  }

  private static func hello(_ capabilities: [String]) -> String {
    let lines = ["peer.example"] + capabilities
    return lines.enumerated().map { "250\($0 == lines.count - 1 ? " " : "-")\($1)" }.joined(separator: "\r\n")
  }

  private static func take(
    _ mail: inout Mail, _ reader: inout LineReader, _ connection: Connection, _ state: Shared<State>
  ) -> Ending {
    guard state.withLock({ $0.moves[.data]?.isEmpty ?? true }) else {
      return answer(.data, "", on: connection, state)
    }
    connection.send(Array("354 End data with <CR><LF>.<CR><LF>\r\n".utf8))
    if case .cut = state.withLock({ $0.moves[.message]?.first }) { _ = reader.bytes(1) }
    guard var message = reader.bytes(through: Array("\r\n.\r\n".utf8)) else { return .ends }
    message.removeLast(3)
    mail.message = undotted(message)
    let finished = mail
    let move = state.withLock { $0.moves[.message]?.first }
    switch move {
    case nil, .keepAndCut: state.withLock { $0.mails.append(finished) }
    case .say(let reply) where reply.hasPrefix("2"): state.withLock { $0.mails.append(finished) }
    default: break
    }
    return answer(
      .message, "250 2.0.0 Ok: queued as 4F2A\(state.withLock { $0.mails.count })", on: connection, state)
  }

  private static func answer(
    _ stage: Stage, _ good: String, on connection: Connection, _ state: Shared<State>
  ) -> Ending {
    let move = state.withLock { state in
      state.reached.insert(stage)
      return state.moves[stage, default: []].isEmpty ? nil : state.moves[stage]?.removeFirst()
    }
    switch move {
    case nil: connection.send(Array((good + "\r\n").utf8))
    case .say(let reply): connection.send(Array((reply + "\r\n").utf8))
    case .cut, .keepAndCut: return .ends
    case .stall:
      connection.waitForClose()
      return .ends
    }
    return .goesOn
  }

  /// Undoes the doubling of dots at line starts (RFC 5321, 4.5.2).
  private static func undotted(_ message: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var isLineStart = true
    for byte in message {
      if !(isLineStart && byte == UInt8(ascii: ".")) { result.append(byte) }
      isLineStart = byte == 0x0A
    }
    return result
  }
}
