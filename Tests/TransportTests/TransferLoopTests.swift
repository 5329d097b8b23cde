// SPDX-License-Identifier: Apache-2.0
import Loopback
import Testing
import Transport

@Suite(.timeLimit(.minutes(1))) struct TransferLoopTests {
  @Test func `a flood of jobs leaves the sockets their turn`() async throws {
    let server = try LoopbackServer(["/": .page("hello")])
    let transport = try makeTransport()
    let flood = Flood(on: transport)
    async let jobs = flood.run()
    for _ in 0..<20 { #expect(try await transport.fetch(Request(url: server.url())).get().status == 200) }
    await flood.stop()
    #expect(await jobs > 0)
  }

  @Test func `a body that never ends leaves the others their turn`() async throws {
    let server = try LoopbackServer(["/": .endlessBody])
    let others = try (0..<4).map { _ in try LoopbackServer(["/": .page("hello")]) }
    let transport = try makeTransport()
    let endless = Task {
      await transport.fetch(
        Request(url: server.url(), limits: Limits(total: .seconds(600), maxBytes: 2_000_000_000)))
    }
    for other in others + others {
      #expect(try await transport.fetch(Request(url: other.url())).get().status == 200)
    }
    endless.cancel()
    let end = await endless.value.failure
    #expect(end?.kind == .cancelled, "\(String(describing: end))")
  }

  /// A kept connection stays watched between its requests, also when its server closes it or its number is used again.
  @Test func `connections that servers close between requests are made again`() async throws {
    let server = try LoopbackServer([
      "/": .page("hello"), "/last": .acts([.say("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nbye")]),
    ])
    let transport = try makeTransport()
    for round in 0..<50 {
      let path = round % 3 == 2 ? "/last" : "/"
      #expect(try await transport.fetch(Request(url: server.url(path))).get().status == 200)
    }
    server.stop()
    let next = try LoopbackServer(["/": .page("hello")])
    #expect(try await transport.fetch(Request(url: next.url())).get().status == 200)
  }

  @Test func `what one request was set to is not left to the next one`() async throws {
    let server = try LoopbackServer(["/": .page(String(repeating: "a", count: 1000), etag: "\"a\"")])
    let transport = try makeTransport()
    let special = Request(
      url: server.url(), etag: "\"b\"", headers: [("X-Own", "1")], limits: Limits(maxBytes: 10))
    await expectFailure(.tooLarge, special, by: transport)
    let answer = try await transport.fetch(Request(url: server.url())).get()
    #expect(answer.body.count == 1000)
    let request = try #require(server.requests.last)
    #expect(request.header("if-none-match") == nil && request.header("x-own") == nil)
  }

  /// Jobs on the transport's own loop, one after the other without a pause.
  private actor Flood {
    private let transport: Transport
    private var isStopped = false

    init(on transport: Transport) { self.transport = transport }

    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe transport.unownedExecutor }

    func run() async -> Int {
      var count = 0
      while !isStopped {
        await Task.yield()
        count += 1
      }
      return count
    }

    func stop() { isStopped = true }
  }
}
