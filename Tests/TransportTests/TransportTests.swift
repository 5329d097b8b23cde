// SPDX-License-Identifier: Apache-2.0
import Loopback
import Testing
import Transport

/// A transport as the tests want it: this machine may be reached, and nobody waits between two requests.
func makeTransport(allow: [String] = ["127.0.0.0/8", "::1"]) throws -> Transport {
  Transport(
    userAgent: "Earshot/0 (+https://earshot.example)", allow: try allow.map { try NetworkRange(parsing: $0) },
    politeness: Politeness(pace: Pace(permits: 1, spacing: .zero)))
}

@Suite struct TransportTests {
  @Test func `an answer has status, headers, body and address`() async throws {
    let server = try LoopbackServer(["/feed": .page("<rss/>", type: "application/rss+xml", etag: "\"a\"")])
    let answer = try await makeTransport().fetch(Request(url: server.url("/feed"))).get()
    #expect(answer.status == 200)
    #expect(answer.url == server.url("/feed"))
    #expect(answer.hops.isEmpty)
    #expect(String(decoding: answer.body, as: UTF8.self) == "<rss/>")
    #expect(answer.header("ETag") == "\"a\"")
    #expect(answer.header("content-type") == "application/rss+xml")
    #expect(answer.bytesReceived == 6)
  }

  @Test func `a request says who asks, for what, and nothing else`() async throws {
    let server = try LoopbackServer(["/": .page("hello")])
    _ = try await makeTransport().fetch(Request(url: server.url(), headers: [("Authorization", "Bearer 1")]))
      .get()
    let request = try #require(server.requests.first)
    #expect(request.method == "GET")
    #expect(request.header("user-agent") == "Earshot/0 (+https://earshot.example)")
    #expect(request.header("accept") == Request.acceptsFeeds)
    #expect(request.header("accept-encoding") == "deflate, gzip, br, zstd")
    #expect(request.header("authorization") == "Bearer 1")
    #expect(
      Set(request.headers.map { $0.name.lowercased() })
        == ["host", "user-agent", "accept", "accept-encoding", "authorization"])
  }

  @Test func `validators go back byte for byte and bring 304`() async throws {
    let date = "Sat, 21 Nov 2026 9:30:00 +0000"
    let server = try LoopbackServer(["/": .page("hello", etag: "W/\"x y\"", lastModified: date)])
    let request = Request(url: server.url(), etag: "W/\"x y\"", lastModified: date)
    let answer = try await makeTransport().fetch(request).get()
    #expect(answer.status == 304)
    #expect(answer.body.isEmpty)
    #expect(answer.header("etag") == "W/\"x y\"")
    #expect(server.requests.first?.header("if-none-match") == "W/\"x y\"")
    #expect(server.requests.first?.header("if-modified-since") == date)
  }

  @Test func `validators go to no other address than the one they belong to`() async throws {
    let server = try LoopbackServer([
      "/old": .redirect(301, to: "/new"), "/new": .page("hello", etag: "\"a\""),
    ])
    let request = Request(url: server.url("/old"), etag: "\"a\"", validatorsURL: server.url("/new"))
    #expect(try await makeTransport().fetch(request).get().status == 304)
    #expect(server.requests.map { $0.header("if-none-match") } == [nil, "\"a\""])
  }

  @Test func `a validator that would break out of its line is left out`() async throws {
    let server = try LoopbackServer(["/": .page("hello")])
    let request = Request(url: server.url(), etag: "\"a\"\r\nX-Evil: 1")
    #expect(try await makeTransport().fetch(request).get().status == 200)
    #expect(server.requests.first?.header("x-evil") == nil)
    #expect(server.requests.first?.header("if-none-match") == nil)
  }

  @Test func `deltas are asked for only with a validator`() async throws {
    let server = try LoopbackServer(["/": .status(226, [("IM", "feed")])])
    let transport = try makeTransport()
    _ = try await transport.fetch(Request(url: server.url(), acceptsDelta: true)).get()
    let answer = try await transport.fetch(Request(url: server.url(), etag: "\"a\"", acceptsDelta: true))
      .get()
    #expect(answer.status == 226)
    #expect(server.requests.map { $0.header("a-im") } == [nil, "feed"])
  }

  @Test(arguments: [200, 304, 403, 404, 410, 429, 500, 503])
  func `every status is an answer`(status: Int) async throws {
    let server = try LoopbackServer(["/": .status(status, [("Retry-After", "120")])])
    let answer = try await makeTransport().fetch(Request(url: server.url())).get()
    #expect(answer.status == status)
    #expect(answer.header("retry-after") == "120")
  }

  @Test func `connections are kept`() async throws {
    let server = try LoopbackServer(["/": .page("hello")])
    let transport = try makeTransport()
    for _ in 1...3 { _ = try await transport.fetch(Request(url: server.url())).get() }
    #expect(server.requests.map(\.connection) == [1, 1, 1])
  }

  @Test func `interim answers and trailers are not taken for headers`() async throws {
    let server = try LoopbackServer([
      "/": .acts([
        .say("HTTP/1.1 103 Early Hints\r\nETag: \"no\"\r\n\r\n"),
        .say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: ETag\r\n\r\n"),
        .say("5\r\nhello\r\n0\r\nETag: \"never\"\r\n\r\n"),
      ])
    ])
    let answer = try await makeTransport().fetch(Request(url: server.url())).get()
    #expect(answer.status == 200)
    #expect(answer.header("etag") == nil)
    #expect(String(decoding: answer.body, as: UTF8.self) == "hello")
  }

  @Test func `two hundred requests at once all come back`() async throws {
    let server = try LoopbackServer([
      "/": .depending { .page($0.target) }
    ])
    let transport = Transport(
      userAgent: "t", allow: [try NetworkRange(parsing: "127.0.0.1")],
      politeness: Politeness(pace: Pace(permits: 16, spacing: .zero)))
    let bodies = await withTaskGroup(of: String?.self, returning: Set<String?>.self) { group in
      for number in 0..<200 {
        group.addTask {
          let answer = try? await transport.fetch(Request(url: server.url("/?\(number)"))).get()
          return answer.map { String(decoding: $0.body, as: UTF8.self) }
        }
      }
      return await group.reduce(into: []) { $0.insert($1) }
    }
    #expect(bodies == Set((0..<200).map { "/?\($0)" }))
  }
}
