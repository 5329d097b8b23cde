// SPDX-License-Identifier: Apache-2.0
import Loopback
import Testing

@testable import Transport

@Suite struct MailTransportTests {
  static let message = Array("Subject: hello\r\n\r\nA line.\r\n.\r\n..two dots\r\n".utf8)

  private func send(
    _ peer: SMTPPeer, by transport: MailTransport = MailTransport(patience: .seconds(20)),
    user: String? = nil, security: MailServer.Security = .none, to: String = "owner@acme.example",
    message: [UInt8] = message
  ) async -> Delivery {
    let server = MailServer(
      host: "127.0.0.1", port: peer.port, security: security, user: user,
      password: user.map { _ in Secret("pw") })
    return await transport.send(message, from: "earshot@acme.example", to: to, via: server)
  }

  @Test func `a mail arrives as it was given`() async throws {
    let peer = try SMTPPeer()
    #expect(await send(peer) == .sent("2.0.0 Ok: queued as 4F2A1"))
    let mail = try #require(peer.mails.first)
    #expect(mail.message == Self.message)
    #expect(mail.sender.hasPrefix("<earshot@acme.example>"))
    #expect(mail.recipients == ["<owner@acme.example>"])
  }

  @Test func `two mails share a connection`() async throws {
    let peer = try SMTPPeer()
    let transport = MailTransport()
    #expect(await send(peer, by: transport).word == "sent")
    #expect(await send(peer, by: transport).word == "sent")
    #expect(peer.mails.map(\.connection) == [1, 1])
  }

  @Test func `a connection that died in between is made anew`() async throws {
    let peer = try SMTPPeer([.message: [.keepAndCut]])
    let transport = MailTransport()
    #expect(await send(peer, by: transport).word == "ambiguous")
    #expect(await send(peer, by: transport).word == "sent")
    #expect(peer.mails.map(\.connection) == [1, 2])
  }

  @Test func `a connection no longer needed is ended properly`() async throws {
    let peer = try SMTPPeer()
    var transport: MailTransport? = MailTransport()
    if let transport { #expect(await send(peer, by: transport).word == "sent") }
    let other = try SMTPPeer()
    if let transport { #expect(await send(other, by: transport).word == "sent") }
    transport = nil
    while !peer.commands.contains("QUIT") { await Task.yield() }
    #expect(peer.mails.count == 1 && other.mails.count == 1)
  }

  @Test func `a user is authenticated before anything is sent, also on a kept connection`() async throws {
    let peer = try SMTPPeer(capabilities: ["AUTH PLAIN"])
    let transport = MailTransport()
    #expect(await send(peer, by: transport, user: "ann").word == "sent")
    #expect(await send(peer, by: transport, user: "ann").word == "sent")
    #expect(peer.commands.count { $0.hasPrefix("AUTH ") } == 1)
    #expect(peer.mails.count == 2)
  }

  @Test func `no mail goes to a server that does not ask who we are though it should`() async throws {
    let peer = try SMTPPeer()
    #expect(await send(peer, user: "ann").word == "misconfigured")
    #expect(peer.mails.isEmpty)
  }

  @Test func `no mail goes unencrypted where TLS is required`() async throws {
    let peer = try SMTPPeer()
    #expect(await send(peer, security: .starttls).word == "misconfigured")
    #expect(!peer.commands.contains { $0.hasPrefix("MAIL") })
  }

  @Test(arguments: [
    (SMTPPeer.Stage.greeting, "421 4.3.2 Too busy", Delivery.retry(code: 421, text: "4.3.2 Too busy")),
    (.greeting, "554 5.7.1 Go away", .retry(code: 554, text: "5.7.1 Go away")),
    (.sender, "451 4.3.0 Later", .retry(code: 451, text: "4.3.0 Later")),
    (.sender, "552 5.3.4 Too big", .bounced(code: 552, text: "5.3.4 Too big")),
    (
      .sender, "530 5.7.0 Who are you?",
      .misconfigured("the server wants other credentials: 5.7.0 Who are you?")
    ),
    (.recipient, "450 4.2.0 Greylisted", .retry(code: 450, text: "4.2.0 Greylisted")),
    (.recipient, "452 4.2.2 Full", .retry(code: 452, text: "4.2.2 Full")),
    (
      .recipient, "550-5.1.1 No such user\r\n550 5.1.1 here",
      .bounced(code: 550, text: "5.1.1 No such user 5.1.1 here")
    ),
    (.data, "451 4.3.0 Later", .retry(code: 451, text: "4.3.0 Later")),
    (.data, "554 5.5.1 No", .bounced(code: 554, text: "5.5.1 No")),
    (.message, "451 4.3.0 Later", .retry(code: 451, text: "4.3.0 Later")),
    (.message, "554 5.6.0 Spam", .bounced(code: 554, text: "5.6.0 Spam")),
  ])
  func `what the server says decides`(stage: SMTPPeer.Stage, reply: String, delivery: Delivery) async throws {
    let peer = try SMTPPeer([stage: [.say(reply)]])
    #expect(await send(peer) == delivery)
    #expect(peer.mails.isEmpty)
  }

  @Test func `a server that refuses EHLO is tried again`() async throws {
    let peer = try SMTPPeer([.hello: [.say("502 5.5.1 What?")]])
    guard case .retry = await send(peer, security: .starttls) else {
      Issue.record("not tried again")
      return
    }
  }

  @Test(arguments: [("535 5.7.8 Wrong password", "misconfigured"), ("454 4.7.0 Later", "retry")])
  func `a refused password stops the mail, a busy server delays it`(reply: String, word: String) async throws
  {
    let peer = try SMTPPeer([.authentication: [.say(reply)]], capabilities: ["AUTH PLAIN"])
    let delivery = await send(peer, user: "ann")
    #expect(delivery.word == word)
    #expect(peer.mails.isEmpty)
  }

  @Test(arguments: [SMTPPeer.Stage.greeting, .hello, .sender, .recipient, .data])
  func `a connection cut before the message is tried again`(stage: SMTPPeer.Stage) async throws {
    let peer = try SMTPPeer([stage: [.cut]])
    #expect(await send(peer).word == "retry")
  }

  @Test func `a connection cut within the message is tried again`() async throws {
    let peer = try SMTPPeer([.message: [.cut]])
    let line = String(repeating: "a", count: 78) + "\r\n"
    let long = Array(String(repeating: line, count: 40_000).utf8)
    #expect(await send(peer, message: long).word == "retry")
    #expect(peer.mails.isEmpty)
  }

  @Test func `no answer after the message is neither sent nor lost`() async throws {
    let peer = try SMTPPeer([.message: [.keepAndCut, .stall]])
    #expect(await send(peer).word == "ambiguous")
    #expect(await send(peer, by: MailTransport(patience: .seconds(1))).word == "ambiguous")
  }

  @Test func `nobody listening is tried again`() async throws {
    let server = MailServer(host: "127.0.0.1", port: 1, security: .none)
    let delivery = await MailTransport().send(
      Self.message, from: "a@b.example", to: "c@d.example", via: server)
    #expect(delivery.word == "retry")
  }

  @Test func `shutting down gives up a server that stalls`() async throws {
    let peer = try SMTPPeer([.hello: [.stall]])
    let transport = MailTransport()
    let sending = Task { await send(peer, by: transport) }
    while !peer.hasReached(.hello) { await Task.yield() }
    transport.shutdown()
    #expect(await sending.value.word == "retry")
    #expect(await send(peer, by: transport) == .retry(code: 0, text: "given up before it began"))
  }

  @Test func `a cancelled mail that was handed over whole is ambiguous`() async throws {
    let peer = try SMTPPeer([.message: [.stall]])
    let sending = Task { await send(peer) }
    while !peer.hasReached(.message) { await Task.yield() }
    sending.cancel()
    #expect(await sending.value.word == "ambiguous")
  }
}

@Suite struct EnvelopeTests {
  @Test(arguments: [
    "owner@acme.example", "o'neil+tag@acme.co.example", "a@b", "first.last@xn--bcher-kva.example",
    "x_1=2@127.example",
  ])
  func `an address passes`(address: String) {
    #expect(objection(toAddress: address) == nil)
  }

  @Test(arguments: [
    "", "owner", "@acme.example", "owner@", "a b@acme.example", "a@acme .example", "ok@h>\r\nRCPT TO:<evil@h",
    "a@b\n",
    "a@b\0", "<a@b>", "a@b> NOTIFY=NEVER", ".a@b", "a.@b", "a..b@c", "a@b..c", "a@.b", "jörg@acme.example",
    "a@bücher.example", "\"a b\"@c", "a@b@c", "a,b@c",
  ])
  func `an address that could break the envelope is refused`(address: String) async throws {
    let peer = try SMTPPeer()
    let server = MailServer(host: "127.0.0.1", port: peer.port, security: .none)
    let transport = MailTransport()
    let message = MailTransportTests.message
    #expect(await transport.send(message, from: "a@b.example", to: address, via: server).word == "bounced")
    #expect(
      await transport.send(message, from: address, to: "a@b.example", via: server).word == "misconfigured")
    #expect(peer.commands.isEmpty)
  }

  @Test(arguments: [
    "a\nb\r\n", "a\rb\r\n", "a", "", "a\r\n.\n", "\n", String(repeating: "a", count: 999) + "\r\n",
  ])
  func `a message that SMTP cannot carry is refused`(message: String) {
    #expect(objection(toMessage: Array(message.utf8)) != nil)
  }

  @Test(arguments: ["a\r\n", "\r\n", ".\r\n\r\n", String(repeating: "a", count: 998) + "\r\n"])
  func `a message of proper lines passes`(message: String) {
    #expect(objection(toMessage: Array(message.utf8)) == nil)
  }

  @Test(arguments: ["", "mail server", "mail/..", "mail@evil", "a\r\nb"])
  func `a host that is none is misconfigured`(host: String) async {
    let delivery = await MailTransport().send(
      MailTransportTests.message, from: "a@b.example", to: "c@d.example", via: MailServer(host: host))
    #expect(delivery == .misconfigured("the mail server’s host or port is malformed"))
  }

  @Test func `a password is never shown`() {
    let server = MailServer(host: "mail.example", user: "ann", password: Secret("hunter2"))
    var dumped = ""
    dump(server, to: &dumped)
    #expect(!"\(server)".contains("hunter2") && !String(reflecting: server).contains("hunter2"))
    #expect(!dumped.contains("hunter2"))
  }
}
