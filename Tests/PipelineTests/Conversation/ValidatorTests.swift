// SPDX-License-Identifier: Apache-2.0
import Loopback
import Model
import Pipeline
import Settings
import Store
import Support
import Testing
import Transport

/// Rows 1 to 7 of the checklist: what is sent back so that little has to be sent.
@Suite(.serialized) struct ValidatorTests {
  @Test func `validators are kept and sent back byte for byte`() async throws {
    let date = "Sat, 21 Nov 2026 9:30:00 +0000"
    let talk = try await Conversation([
      "/feed": .feed(quietFeed(), [("ETag", "W/\"x  y\""), ("Last-Modified", date)])
    ])
    try await talk.poll()
    let again = try await talk.poll()
    #expect(again.poll == .unchanged)
    #expect(talk.requests().map { $0.header("if-none-match") } == [nil, "W/\"x  y\""])
    #expect(talk.requests().map { $0.header("if-modified-since") } == [nil, date])
  }

  @Test func `a 304 replaces each validator that it brings and leaves the other`() async throws {
    let (old, new) = ("Fri, 20 Nov 2026 08:00:00 GMT", "Sat, 21 Nov 2026 08:00:00 GMT")
    let talk = try await Conversation([
      "/feed": .inTurn([
        .feed(quietFeed(), [("ETag", "\"a\""), ("Last-Modified", old)]),
        .reply(Reply(status: 304, headers: [("ETag", "\"b\"")])),
        .reply(Reply(status: 304, headers: [("Last-Modified", new)])), .reply(Reply(status: 304)),
      ])
    ])
    for _ in 1...4 { try await talk.poll() }
    #expect(talk.requests().map { $0.header("if-none-match") } == [nil, "\"a\"", "\"b\"", "\"b\""])
    #expect(talk.requests().map { $0.header("if-modified-since") } == [nil, old, old, new])
  }

  @Test func `a new body brings its own validators, though one of them is as before`() async throws {
    let date = "Fri, 20 Nov 2026 08:00:00 GMT"
    let talk = try await Conversation([
      "/feed": .inTurn([
        .feed(quietFeed(), [("ETag", "\"a\""), ("Last-Modified", date)]),
        .feed(quietFeed(items: 2), [("ETag", "\"b\""), ("Last-Modified", date)]),
        .feed(quietFeed(items: 3), [("ETag", "\"c\"")]), .reply(Reply(status: 304)),
      ])
    ])
    for _ in 1...4 { try await talk.poll() }
    #expect(talk.requests().map { $0.header("if-none-match") } == [nil, "\"a\"", "\"b\"", "\"c\""])
    #expect(talk.requests().map { $0.header("if-modified-since") } == [nil, date, date, nil])
  }

  @Test func `validators belong to the address after the redirects`() async throws {
    let talk = try await Conversation(["/feed": .redirect(302, to: "/real"), "/real": .feed()])
    try await talk.poll()
    #expect(try await talk.poll().poll == .unchanged)
    #expect(talk.requests().map { $0.header("if-none-match") } == [nil, nil])
    #expect(talk.requests("/real").map { $0.header("if-none-match") } == [nil, "\"a\""])
  }

  @Test func `a source at a new address is asked without the validators of the old one`() async throws {
    let talk = try await Conversation(["/feed": .feed(), "/other": .feed()]) { settings, server in
      settings.sources = []
    }
    let now = talk.shop.clock.now
    _ = try await talk.shop.store.add(source: Source(name: "feed", url: talk.server.url("/feed")), now: now)
    try await talk.poll()
    _ = try await talk.shop.store.add(source: Source(name: "feed", url: talk.server.url("/other")), now: now)
    try await talk.poll()
    #expect(talk.requests("/other").map { $0.header("if-none-match") } == [nil])
  }

  @Test func `a 304 is a success that ends a row of failures and writes no item`() async throws {
    let talk = try await Conversation([
      "/feed": .inTurn([.redirect(302, to: "/real"), .status(500), .redirect(302, to: "/real")]),
      "/real": .inTurn([.feed(), .reply(Reply(status: 304))]),
    ])
    try await talk.poll()
    try await talk.poll()
    #expect(try await talk.health().consecutiveFailures == 1)
    let visited = try await talk.poll()
    #expect(visited.poll == .unchanged && visited.recorded.newItems == 0 && visited.recorded.editedItems == 0)
    let health = try await talk.health()
    #expect(health.consecutiveFailures == 0)
    #expect(health.lastSuccess == talk.shop.clock.now && health.lastAttempt == talk.shop.clock.now)
    #expect(try await talk.kept()?.etag == "\"a\"")
  }

  @Test func `validators older than eight days are dropped once, and the feed is read in full`() async throws
  {
    let talk = try await Conversation(["/feed": .feed()])
    try await talk.poll()
    talk.shop.clock.advance(by: .days(7))
    #expect(try await talk.poll().poll == .unchanged)
    talk.shop.clock.advance(by: .days(2))
    try await talk.poll()
    try await talk.poll()
    #expect(talk.requests().map { $0.header("if-none-match") } == [nil, "\"a\"", nil, "\"a\""])
  }

  @Test func `a delta is no whole answer: after eight days the whole is asked for, and then deltas again`()
    async throws
  {
    let delta = Script.reply(
      Reply(
        status: 226, headers: [("ETag", "\"b\""), ("Content-Type", "application/rss+xml")],
        body: Array(quietFeed(items: 2).utf8)))
    let talk = try await Conversation(["/feed": .inTurn([.feed(), delta, delta, .feed(), delta])])
    for days in [0, 5, 2, 2, 1] {
      talk.shop.clock.advance(by: .days(days))
      #expect(try await talk.poll().poll.isSuccess)
    }
    #expect(talk.requests().map { $0.header("a-im") } == [nil, "feed", "feed", nil, "feed"])
    #expect(talk.requests()[3].header("if-none-match") == nil)
  }

  @Test func `a Last-Modified of 2038 is none, and one in a form of its own goes back as it came`()
    async throws
  {
    let (never, odd) = ("Tue, 19 Jan 2038 03:14:07 GMT", "yesterday, about noon")
    let talk = try await Conversation([
      "/feed": .inTurn([
        .feed(quietFeed(), [("ETag", "\"a\""), ("Last-Modified", never)]),
        .feed(quietFeed(items: 2), [("ETag", "\"b\""), ("Last-Modified", odd)]), .reply(Reply(status: 304)),
      ])
    ])
    for _ in 1...3 { try await talk.poll() }
    #expect(talk.requests().map { $0.header("if-none-match") } == [nil, "\"a\"", "\"b\""])
    #expect(talk.requests().map { $0.header("if-modified-since") } == [nil, nil, odd])
  }

  @Test func `a body that is the same is not read again, whatever its headers say`() async throws {
    let talk = try await Conversation([
      "/feed": .inTurn([.feed(quietFeed(), []), .feed(quietFeed(), [("ETag", "\"new\"")])])
    ])
    try await talk.poll()
    #expect(try await talk.poll().poll == .unchanged)
    #expect(try await talk.kept()?.etag == "\"new\"", "its validators count all the same")
  }

  @Test func `Expires 0 keeps nobody from asking conditionally`() async throws {
    let talk = try await Conversation(["/feed": .feed(quietFeed(), [("ETag", "\"a\""), ("Expires", "0")])])
    try await talk.poll()
    try await talk.poll()
    #expect(talk.requests().last?.header("if-none-match") == "\"a\"")
  }

  @Test func `a source that is read as something else is read anew`() async throws {
    let talk = try await Conversation(["/feed": .feed(), "/robots.txt": .status(404)])
    try await talk.poll()
    #expect(try await talk.poll().poll == .unchanged)
    var settings = Settings.town
    settings.sources = [Source(name: "feed", kind: .page, url: talk.server.url("/feed"))]
    try await talk.shop.listening.enforce(settings, at: talk.shop.clock.now)
    #expect(try await talk.wait() == .zero)
    #expect(try await talk.poll().poll == .items([]))
    #expect(talk.requests().last?.header("if-none-match") == nil)
  }

  @Test(
    arguments: [[0x22, 0x63, 0xE9, 0x22], [0x22, 0x63, 0xC3, 0xA9, 0x22], [0x22, 0xFF, 0x80, 0x22]]
      as [[UInt8]])
  func `a validator that is no ASCII goes back as the bytes that came`(etag: [UInt8]) async throws {
    let head = Array("HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: ".utf8) + etag
    let body = Array("\r\nConnection: close\r\n\r\n\(quietFeed())".utf8)
    let talk = try await Conversation(["/feed": .acts([.send(head + body)])])
    try await talk.poll()
    try await talk.poll()
    // The server takes bytes that are no UTF-8 for what they are in ISO 8859-1.
    let sent = try #require(talk.requests().last?.header("if-none-match"))
    #expect(
      Array(sent.utf8) == etag || sent.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } == etag)
  }

  @Test func `a server that says 304 to whoever asks for the whole is in trouble, not without news`()
    async throws
  {
    let talk = try await Conversation(["/feed": .inTurn([.feed(), .reply(Reply(status: 304))])])
    try await talk.poll()
    #expect(try await talk.poll().poll == .unchanged)
    talk.shop.clock.advance(by: .days(9))
    #expect(try await talk.poll().poll.reason?.contains("304") == true)
    #expect(try await talk.health().state == .failing)

    let never = try await Conversation(["/feed": .reply(Reply(status: 304))])
    #expect(try await never.poll().poll.word == "failed")
  }
}
