// SPDX-License-Identifier: Apache-2.0
internal import CCurl
import Threads

/// Sends mail over SMTP, one message to one recipient a transaction.
///
/// It has a thread of its own, because libcurl 7.88 waits for the reply after DATA without giving control
/// back, for minutes where the server is slow. The connection is kept for the next mail for a little while.
package actor MailTransport {
  private let executor = ThreadExecutor()
  private let isStopped = Locked(false)
  private let patience: Duration
  /// How many seconds the answer to QUIT may take; it tells us nothing.
  private static let goodbye = 5
  private var line: Line?
  private var count = 0

  /// A connection kept, and the server it leads to.
  private final class Line {
    let easy = EasyHandle(protocols: "smtp,smtps")
    let server: MailServer
    var connection = ReplyLog()
    init(to server: MailServer) { self.server = server }
  }

  /// A mail transport that is connected to nobody yet.
  ///
  /// - Parameter patience: how long a reply may take; after the message RFC 5321 (4.5.3.2.6) grants ten
  ///   minutes, and whoever waits less may send twice.
  package init(patience: Duration = .seconds(180)) {
    self.patience = patience
    executor.start { nil }
  }

  /// Says QUIT on the thread of the mail, where waiting for the answer holds up nobody.
  isolated deinit {
    line = nil
    executor.stop()
  }

  /// The thread of the mail.
  package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  /// Sends a complete message (RFC 5322, CRLF line ends); returns when the server has answered or is given up.
  ///
  /// Nothing is put on the wire for an address or a message that SMTP cannot carry. A cancelled task gives up
  /// within a second.
  package func send(_ body: [UInt8], from: String, to: String, via server: MailServer) async -> Delivery {
    let isCancelled = Locked(false)
    return await withTaskCancellationHandler {
      transmit(body, from: from, to: to, via: server) { [isStopped] in
        isStopped.withLock { $0 } || isCancelled.withLock { $0 }
      }
    } onCancel: {
      isCancelled.withLock { $0 = true }
    }
  }

  /// Gives up the mail under way within a second and takes no more. Returns at once: nobody waits for a
  /// server that stalls.
  package nonisolated func shutdown() { isStopped.withLock { $0 = true } }

  private func transmit(
    _ body: [UInt8], from: String, to: String, via server: MailServer,
    isStopped: @escaping @Sendable () -> Bool
  ) -> Delivery {
    if isStopped() { return .retry(code: 0, text: "given up before it began") }
    if let objection = objection(toAddress: to) {
      return .bounced(code: 0, text: "the recipient’s address \(objection)")
    }
    if let objection = objection(toAddress: from) {
      return .misconfigured("the sender’s address \(objection)")
    }
    if let objection = objection(toMessage: body) {
      return .bounced(code: 0, text: "the message \(objection)")
    }
    guard let url = server.url else { return .misconfigured("the mail server’s host or port is malformed") }
    let line = line.flatMap { $0.server == server ? $0 : nil } ?? Line(to: server)
    self.line = line
    let delivery = transact(on: line, url: url, envelope: (from, to), body, isStopped: isStopped)
    hangUpLater()
    return delivery
  }

  private func transact(
    on line: Line, url: String, envelope: (from: String, to: String), _ body: [UInt8],
    isStopped: @escaping @Sendable () -> Bool
  ) -> Delivery {
    let submission = Submission(
      body, needsAuthentication: line.server.user != nil, on: line.connection, isStopped: isStopped)
    let recipients = HeaderList(HeaderLines("<\(envelope.to)>"))
    prepare(line.easy, for: line.server, url: url)
    line.easy.set(CURLOPT_MAIL_FROM, "<\(envelope.from)>")
    line.easy.set(recipients: recipients)
    submission.attach(to: line.easy)
    let code = line.easy.perform()
    submission.detach(from: line.easy)
    line.easy.set(recipients: HeaderList(HeaderLines()))
    line.easy.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, Self.goodbye)
    let transaction = submission.transaction(code, complaint: line.easy.complaint(for: code))
    line.connection = code == CURLE_OK ? submission.connection : ReplyLog()
    return transaction.delivery
  }

  private func prepare(_ easy: borrowing EasyHandle, for server: MailServer, url: String) {
    easy.set(CURLOPT_URL, url)
    easy.set(CURLOPT_UPLOAD, true)
    easy.set(milliseconds: CURLOPT_CONNECTTIMEOUT_MS, min(patience, .seconds(30)))
    easy.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, Int(max(1, patience.components.seconds)))
    let required = Int(CURLUSESSL_ALL.rawValue)
    easy.set(CURLOPT_USE_SSL, server.security == .starttls ? required : Int(CURLUSESSL_NONE.rawValue))
    if let user = server.user {
      easy.set(CURLOPT_USERNAME, user)
      easy.set(CURLOPT_PASSWORD, server.password?.revealed ?? "")
    }
    if let file = server.trustedCertificates { easy.set(CURLOPT_CAINFO, file) }
  }

  /// Says QUIT to a server that no mail has gone to for ten seconds.
  private func hangUpLater() {
    count += 1
    let present = count
    Task {
      try? await Workers.sleep(for: .seconds(10))
      if count == present { line = nil }
    }
  }
}
