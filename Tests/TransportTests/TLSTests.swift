// SPDX-License-Identifier: Apache-2.0
import Foundation
import Loopback
import Model
import Support
import Testing
import Transport

/// A web server with a certificate that nobody has signed.
private final class SelfSigned: Sendable {
  static let tool = "/usr/bin/openssl"

  private let folder: TemporaryFolder
  private let peer: Peer
  private let port: UInt16

  init() throws {
    folder = try TemporaryFolder()
    let (key, certificate) = (folder.path("key.pem"), folder.path("certificate.pem"))
    try Peer.run(
      Self.tool,
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key,
        "-out", certificate, "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
      ])
    let started = try Peer.start(onPorts: 1) { ports in
      try Peer(
        Self.tool,
        ["s_server", "-accept", "127.0.0.1:\(ports[0])", "-key", key, "-cert", certificate, "-www"],
        listeningWhen: "ACCEPT")
    }
    peer = started.peer
    port = started.ports[0]
  }

  var url: String { "https://127.0.0.1:\(port)/" }
}

@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: SelfSigned.tool), "needs openssl"))
struct TLSTests {
  @Test func `a certificate nobody signed is refused, unless the source accepts it`() async throws {
    let server = try SelfSigned()
    let transport = try makeTransport()
    let error = await expectFailure(.tls, Request(url: server.url), by: transport)
    #expect(error?.message.contains("the certificate is not to be trusted") == true)
    let lenient = Request(url: server.url, acceptsAnyCertificate: true)
    #expect(try await transport.fetch(lenient).get().status == 200)
    await expectFailure(.tls, Request(url: server.url), by: transport)
  }

  @Test func `rules are read behind any certificate by whom the page may be`() async throws {
    let (server, now) = (try SelfSigned(), Instant(seconds: 1_795_262_400))
    let cache = RobotsCache(product: "earshot", fetching: try makeTransport())
    #expect(await cache.objection(to: server.url, now: now) != nil)
    #expect(await cache.objection(to: server.url, acceptsAnyCertificate: true, now: now) == nil)
    #expect(await cache.objection(to: server.url, now: now) != nil)
  }

  @Test func `what one server may show is not accepted from where it redirects to`() async throws {
    let stranger = try SelfSigned()
    let server = try LoopbackServer(["/": .redirect(302, to: stranger.url)])
    await expectFailure(.tls, Request(url: server.url(), acceptsAnyCertificate: true))
    #expect(server.requests.count == 1)
  }
}
