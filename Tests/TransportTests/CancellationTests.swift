// SPDX-License-Identifier: Apache-2.0
import Loopback
import Testing
import Transport

@Suite struct CancellationTests {
  @Test func `a cancelled fetch ends and its connection with it`() async throws {
    let (asked, bell) = AsyncStream<Void>.makeStream()
    let server = try LoopbackServer([
      "/": .depending { _ in
        bell.yield()
        return .acts([.stall])
      }
    ])
    let transport = try makeTransport()
    let task = Task { await transport.fetch(Request(url: server.url())) }
    for await _ in asked { break }
    task.cancel()
    #expect(await task.value.failure?.kind == .cancelled)
    server.set("/", .page("hello"))
    #expect(try await transport.fetch(Request(url: server.url())).get().status == 200)
  }

  @Test func `a fetch cancelled while it waits for its turn asks nobody`() async throws {
    let (asked, bell) = AsyncStream<Void>.makeStream()
    let server = try LoopbackServer([
      "/first": .depending { _ in
        bell.yield()
        return .acts([.stall])
      }, "/second": .page("never"),
    ])
    let transport = try makeTransport()
    let first = Task { await transport.fetch(Request(url: server.url("/first"))) }
    for await _ in asked { break }
    let second = Task { await transport.fetch(Request(url: server.url("/second"))) }
    second.cancel()
    #expect(await second.value.failure?.kind == .cancelled)
    first.cancel()
    #expect(await first.value.failure?.kind == .cancelled)
    #expect(server.requests.map(\.path) == ["/first"])
  }

  @Test func `a fetch cancelled before it begins asks nobody`() async throws {
    let server = try LoopbackServer(["/": .page("never")])
    let transport = try makeTransport()
    let task = Task {
      unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
      return await transport.fetch(Request(url: server.url()))
    }
    #expect(await task.value.failure?.kind == .cancelled)
    #expect(server.requests.isEmpty)
  }

  @Test func `shutting down ends what is under way and what comes later`() async throws {
    let (asked, bell) = AsyncStream<Void>.makeStream()
    let server = try LoopbackServer([
      "/": .depending { _ in
        bell.yield()
        return .acts([.stall])
      }
    ])
    let transport = try makeTransport()
    let running = Task { await transport.fetch(Request(url: server.url())) }
    for await _ in asked { break }
    let waiting = Task { await transport.fetch(Request(url: server.url())) }
    await transport.shutdown()
    for result in [
      await running.value, await waiting.value, await transport.fetch(Request(url: server.url())),
    ] {
      #expect(result.failure?.kind == .cancelled)
    }
    #expect(server.requests.count == 1)
  }

  @Test func `a hundred cancelled at any moment leave the transport whole`() async throws {
    let server = try LoopbackServer(["/": .page("hello")])
    let transport = Transport(
      userAgent: "t", allow: [try NetworkRange(parsing: "127.0.0.1")],
      politeness: Politeness(pace: Pace(permits: 8, spacing: .zero)))
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<100 {
        group.addTask {
          let task = Task { await transport.fetch(Request(url: server.url())) }
          for _ in 0..<number % 10 { await Task.yield() }
          task.cancel()
          _ = await task.value
        }
      }
    }
    #expect(try await transport.fetch(Request(url: server.url())).get().status == 200)
  }
}

extension Result {
  /// The failure, if it is one.
  var failure: Failure? {
    if case .failure(let failure) = self { failure } else { nil }
  }
}
