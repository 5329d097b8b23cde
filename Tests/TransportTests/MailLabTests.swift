// SPDX-License-Identifier: Apache-2.0
import Foundation
import Loopback
import Support
import Testing
import Transport

/// The fault-injecting SMTP server that lies beside the checkout: it speaks TLS, which our own peer does not.
private final class MailLab: Sendable {
  private static let tools = ["/usr/bin/python3", "/usr/bin/openssl", "/bin/bash"]

  static var isHere: Bool {
    sharedMaterial("mail-lab") != nil && tools.allSatisfy(FileManager.default.isExecutableFile)
  }

  private let folder: TemporaryFolder
  private let peer: Peer
  private let ports: [String: UInt16]
  private let authority: String

  /// Makes fresh certificates and serves each way of failing at a port of its own.
  init(_ modes: [String]) throws {
    folder = try TemporaryFolder()
    let lab = try #require(sharedMaterial("mail-lab"))
    for name in ["tls", "mail", "log"] {
      try FileManager.default.createDirectory(atPath: folder.path(name), withIntermediateDirectories: true)
    }
    try FileManager.default.copyItem(atPath: lab.path + "/bin", toPath: folder.path("bin"))
    try Peer.run("/bin/bash", [folder.path("bin/mkcerts.sh")])
    authority = folder.path("tls/ca.pem")
    let program = folder.path("bin/faultsmtpd.py")
    let started = try Peer.start(onPorts: modes.count) { ports in
      let listening = zip(modes, ports).flatMap { ["--listen", "\($1)=\($0)"] }
      return try Peer("/usr/bin/python3", [program] + listening, listeningWhen: "ready")
    }
    peer = started.peer
    ports = Dictionary(uniqueKeysWithValues: zip(modes, started.ports))
  }

  /// The server that fails in a way; nil where it fails in none of those asked for.
  func server(_ mode: String, password: String = "secret") throws -> MailServer {
    MailServer(
      host: "127.0.0.1", port: Int(try #require(ports[mode])),
      security: mode == "smtps" ? .implicit : .starttls,
      user: "ann", password: Secret(password), trustedCertificates: authority)
  }

  /// The mails that were kept for a mailbox.
  func mails(of mailbox: String) -> [[UInt8]] {
    let box = folder.path("mail/\(mailbox)/new")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: box)) ?? []
    return names.compactMap { try? bytes(of: URL(fileURLWithPath: box + "/" + $0)) }
  }
}

@Suite(.enabled(if: MailLab.isHere, "needs ../shared/mail-lab, python3 and openssl"))
struct MailLabTests {
  private func send(to mailbox: String, via server: MailServer) async -> Delivery {
    await MailTransport(patience: .seconds(2)).send(
      MailTransportTests.message, from: "earshot@localhost", to: mailbox + "@localhost", via: server)
  }

  @Test func `mail goes over TLS with authentication, and every fault has its class`() async throws {
    let connectionFaults = [
      "tlsfail": "retry", "wronghost": "misconfigured", "expired": "misconfigured",
      "selfsigned": "misconfigured",
      "inject": "retry", "notls": "misconfigured", "noauth": "misconfigured", "auth454": "retry",
      "auth535": "misconfigured", "g421": "retry", "g554": "retry", "ehlo502": "retry", "hang": "retry",
      "smtps": "sent", "ok": "sent",
    ]
    let lab = try MailLab(Array(connectionFaults.keys))
    for (mode, word) in connectionFaults.sorted(by: { $0.key < $1.key }) {
      let delivery = await send(to: mode, via: try lab.server(mode))
      #expect(delivery.word == word, "\(mode): \(delivery)")
      #expect(lab.mails(of: mode).count == (word == "sent" ? 1 : 0), "\(mode)")
    }
    #expect(await send(to: "box", via: try lab.server("ok", password: "wrong")).word == "misconfigured")
    #expect(
      lab.mails(of: "smtps").first?.suffix(MailTransportTests.message.count)
        == MailTransportTests.message[...])

    let recipientFaults = [
      "grey": "retry", "reject": "bounced", "full": "retry", "quota": "bounced", "down": "retry",
      "junk": "retry",
      "drop+10": "ambiguous", "dropdot": "ambiguous", "lost250": "ambiguous", "dot451": "retry",
      "dot554": "bounced",
      "dot421": "retry", "long": "sent", "late+9": "ambiguous",
    ]
    // A message as short as ours has left us whole before the server cuts it after ten bytes.
    for (mailbox, word) in recipientFaults.sorted(by: { $0.key < $1.key }) {
      let delivery = await send(to: mailbox, via: try lab.server("ok"))
      #expect(delivery.word == word, "\(mailbox): \(delivery)")
    }
    #expect(await send(to: "grey", via: try lab.server("ok")).word == "sent")
    #expect(lab.mails(of: "grey").count == 1)
  }
}
