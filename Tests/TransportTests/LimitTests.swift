// SPDX-License-Identifier: Apache-2.0
import Loopback
import Testing
import Transport

@Suite struct LimitTests {
  @Test func `an endless body ends at the limit`() async throws {
    let server = try LoopbackServer(["/": .endlessBody])
    let error = await expectFailure(.tooLarge, Request(url: server.url(), limits: Limits(maxBytes: 100_000)))
    #expect(error?.message.contains("the body is longer than 100000 bytes") == true)
  }

  @Test func `a body of just the limit is taken`() async throws {
    let server = try LoopbackServer(["/": .page(String(repeating: "a", count: 1000))])
    let transport = try makeTransport()
    let fits = Request(url: server.url(), limits: Limits(maxBytes: 1000))
    #expect(try await transport.fetch(fits).get().body.count == 1000)
    await expectFailure(.tooLarge, Request(url: server.url(), limits: Limits(maxBytes: 999)), by: transport)
  }

  @Test func `a length announced beyond the limit is not even begun`() async throws {
    let server = try LoopbackServer([
      "/": .acts([.say("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"), .stall])
    ])
    await expectFailure(.tooLarge, Request(url: server.url()))
  }

  @Test func `endless headers end at the limit`() async throws {
    let server = try LoopbackServer(["/": .endlessHeaders])
    let error = await expectFailure(.tooLarge, Request(url: server.url()))
    #expect(error?.message.contains("the headers are longer than 65536 bytes") == true)
  }

  /// 200 MB of zeros.
  @Test func `a bomb of 152 bytes stops at the bound`() async throws {
    let server = try LoopbackServer(["/": .encoded("br", try fixture("bomb.br"))])
    #expect(try fixture("bomb.br").count == 152)
    let error = await expectFailure(.tooLarge, Request(url: server.url()))
    #expect(error?.message.contains("the body is longer than 10000000 bytes") == true)
  }

  @Test func `a server that says nothing is given up`() async throws {
    let server = try LoopbackServer(["/": .acts([.stall])])
    await expectFailure(.timeout, Request(url: server.url(), limits: Limits(total: .milliseconds(200))))
  }

  /// Long before the total time, which would be ten minutes.
  @Test(.timeLimit(.minutes(1)))
  func `a handshake that does not come to an end is given up`() async throws {
    let listener = try Listener { $0.waitForClose() }
    defer { listener.stop() }
    let limits = Limits(connect: .milliseconds(300), total: .seconds(600), lowSpeedTime: .seconds(600))
    await expectFailure(.timeout, Request(url: "https://127.0.0.1:\(listener.port)/", limits: limits))
  }

  @Test func `a drip is given up`() async throws {
    let server = try LoopbackServer([
      "/": .acts([.say("HTTP/1.1 200 OK\r\n\r\n"), .drip([0x61], milliseconds: 50)])
    ])
    let limits = Limits(lowSpeed: 1000, lowSpeedTime: .seconds(1))
    let error = await expectFailure(.timeout, Request(url: server.url(), limits: limits))
    #expect(error?.message.contains("Operation too slow") == true)
  }

  /// A server that keeps a reader busy by a byte now and then, before the answer has begun.
  @Test func `headers that drip are given up`() async throws {
    let server = try LoopbackServer([
      "/": .acts([.say("HTTP/1.1 200 OK\r\n"), .drip(Array("X: y\r\n".utf8), milliseconds: 20)])
    ])
    let limits = Limits(total: .milliseconds(300))
    await expectFailure(.timeout, Request(url: server.url(), limits: limits))
  }

  @Test func `redirects share the total time`() async throws {
    let server = try LoopbackServer(["/": .redirect(302, to: "/slow"), "/slow": .acts([.stall])])
    await expectFailure(.timeout, Request(url: server.url(), limits: Limits(total: .seconds(2))))
    #expect(server.requests.map(\.path) == ["/", "/slow"])
  }

  @Test(arguments: [
    [Script.Act.say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")],
    [.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nshort")],
    [.say("HTTP/1.1 200 OK\r\nContent-Len")],
    [.say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"), .reset],
    [],
    [.reset],
  ])
  func `an answer cut short is no answer`(acts: [Script.Act]) async throws {
    let server = try LoopbackServer(["/": .acts(acts)])
    await expectFailure(.cut, Request(url: server.url()))
  }

  @Test func `what is not HTTP is no answer`() async throws {
    let server = try LoopbackServer(["/": .acts([.say("SSH-2.0-OpenSSH_9.2\r\n")])])
    await expectFailure(.other, Request(url: server.url()))
  }

  @Test func `nobody listening is told from nobody there`() async throws {
    let server = try LoopbackServer()
    let url = server.url()
    server.stop()
    await expectFailure(.connect, Request(url: url))
    await expectFailure(.resolve, Request(url: "http://town.invalid/"))
  }

  @Test func `TLS is not spoken with a server that speaks none`() async throws {
    let listener = try Listener { connection in
      connection.send(Array("HTTP/1.1 400 Speak up\r\n\r\n".utf8))
      connection.waitForClose()
    }
    defer { listener.stop() }
    await expectFailure(.tls, Request(url: "https://127.0.0.1:\(listener.port)/"))
  }

  @Test func `errors show neither password nor query`() async throws {
    let error = await expectFailure(
      .protocolNotAllowed, Request(url: "ftp://ann:secret@town.example/?token=secret"))
    #expect(error?.message.contains("town.example") == true)
    #expect(error?.message.contains("secret") == false)
  }
}
