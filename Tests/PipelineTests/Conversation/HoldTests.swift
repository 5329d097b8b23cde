// SPDX-License-Identifier: Apache-2.0
import Loopback
import Model
import Pipeline
import Schedule
import Settings
import Store
import Support
import Testing
import Transport

/// Rows 11 to 13 and 23 of the checklist: what one source of a server is told holds for the others there.
@Suite(.serialized) struct HoldTests {
  /// Visits a source as the scheduler does, far enough from the visit before.
  private func visit(_ name: String, of talk: Conversation, by scheduler: Scheduler) async throws -> Visited {
    talk.shop.clock.advance(by: .minutes(1))
    return try await scheduler.visit(talk.record(name).id).get()
  }

  @Test(arguments: [429, 503])
  func `who asks to be left alone is left alone by every source of the host, others go on`(
    status: Int
  ) async throws {
    let talk = try await Conversation([
      "/a": .feed(), "/b": .inTurn([.feed(), .status(status, [("Retry-After", "7200")])]), "/c": .feed(),
    ]) { settings, server in
      settings.sources = ["a", "b"].map { Source(name: $0, url: server.url("/\($0)")) }
      settings.sources.append(Source(name: "c", url: "http://localhost:\(server.port)/c"))
    }
    for name in ["a", "b", "c"] { try await talk.poll(name) }
    let scheduler = talk.scheduler()
    #expect(try await visit("b", of: talk, by: scheduler).poll.word == "throttled")
    #expect(try await visit("c", of: talk, by: scheduler).poll.isSuccess)
    #expect(talk.requests("/c").count == 2)
    #expect(try await talk.wait("a") == .hours(2) - .minutes(1))
    #expect(try await talk.health("a").nextReason == "its host asked to be left alone")
    #expect(try await talk.wait("c") < .hours(1) + .minutes(7))
  }

  @Test func `a hold is kept across a restart`() async throws {
    let talk = try await Conversation([
      "/a": .feed(), "/b": .inTurn([.feed(), .status(429, [("Retry-After", "7200")])]),
    ]) {
      settings, server in
      settings.sources = ["a", "b"].map { Source(name: $0, url: server.url("/\($0)")) }
    }
    for name in ["a", "b"] { try await talk.poll(name) }
    _ = try await visit("b", of: talk, by: talk.scheduler())
    let reopened = try Store(at: talk.shop.folder.path("earshot.db"), now: talk.shop.clock.now)
    let due = try await reopened.timetable().map(\.nextPoll)
    #expect(due.allSatisfy { $0 >= talk.shop.clock.now + .hours(2) })
  }

  @Test func `a hold is for the domain: each blog of a platform has a host of its own`() async throws {
    let talk = try await Conversation([
      "/ann": .inTurn([.feed(), .status(429, [("Retry-After", "7200")])]), "/bob": .feed(), "/other": .feed(),
    ]) { settings, server in
      settings.sources = [
        ("ann", "ann.blogs.localhost"), ("bob", "bob.blogs.localhost"), ("other", "localhost"),
      ]
      .map { Source(name: $0, url: "http://\($1):\(server.port)/\($0)", allowPrivate: true) }
    }
    for name in ["ann", "bob", "other"] { try await talk.poll(name) }
    _ = try await visit("ann", of: talk, by: talk.scheduler())
    #expect(try await talk.wait("bob") == .hours(2))
    #expect(try await talk.wait("other") < .hours(2))
  }

  @Test func `who says it behind a redirect is left alone, and not who led there`() async throws {
    let talk = try await Conversation(["/there": .feed(), "/beside": .feed()]) { settings, server in
      settings.sources = [
        ("a", "127.0.0.1", "a"), ("beside", "127.0.0.1", "beside"), ("there", "localhost", "there"),
      ]
      .map { Source(name: $0, url: "http://\($1):\(server.port)/\($2)") }
    }
    talk.server.set("/a", .redirect(302, to: "http://localhost:\(talk.server.port)/busy"))
    talk.server.set("/busy", .status(429, [("Retry-After", "7200")]))
    for name in ["beside", "there"] { try await talk.poll(name) }
    #expect(try await visit("a", of: talk, by: talk.scheduler()).poll.word == "throttled")
    #expect(try await talk.wait("there") == .hours(2))
    #expect(try await talk.health("there").nextReason == "its host asked to be left alone")
    #expect(isAbout(try await talk.wait("beside") + .minutes(1), .hours(1)))
  }

  @Test func `where a source has moved to it takes its turns, and is held back with the others`() async throws
  {
    let talk = try await Conversation(["/there": .feed()]) { settings, server in
      settings.sources = [("feed", "127.0.0.1"), ("there", "localhost")]
        .map { Source(name: $0, url: "http://\($1):\(server.port)/\($0)") }
    }
    let new = "http://localhost:\(talk.server.port)/new"
    talk.server.set("/feed", .redirect(301, to: new))
    talk.server.set("/new", .feed())
    let scheduler = talk.scheduler()
    _ = try await visit("there", of: talk, by: scheduler)
    for _ in 1...10 {
      talk.shop.clock.advance(by: .hours(10))
      _ = try await visit("feed", of: talk, by: scheduler)
    }
    #expect(try await talk.health().movedTo == new)
    talk.server.set("/there", .status(429, [("Retry-After", "7200")]))
    #expect(try await visit("there", of: talk, by: scheduler).poll.word == "throttled")
    let until = talk.shop.clock.now + .hours(2)
    #expect(try await talk.health().nextPoll == until)
    #expect(try await talk.health().nextReason == "its host asked to be left alone")
  }

  @Test func `a redirect to where somebody asked to be left alone is not followed`() async throws {
    let talk = try await Conversation([
      "/there": .inTurn([.feed(), .feed(), .status(429, [("Retry-After", "7200")]), .feed()])
    ]) { settings, server in
      settings.sources = [("a", "127.0.0.1"), ("there", "localhost")]
        .map { Source(name: $0, url: "http://\($1):\(server.port)/\($0)") }
    }
    talk.server.set("/a", .redirect(301, to: "http://localhost:\(talk.server.port)/there"))
    for name in ["a", "there"] { try await talk.poll(name) }
    let scheduler = talk.scheduler()
    #expect(try await visit("there", of: talk, by: scheduler).poll.word == "throttled")
    let until = talk.shop.clock.now + .hours(2)
    #expect(try await visit("a", of: talk, by: scheduler).poll == .throttled(until: until))
    #expect(talk.requests("/there").count == 3)
    #expect(try await talk.health("a").consecutiveFailures == 0)
    talk.shop.clock.advance(by: .hours(3))
    #expect(try await visit("a", of: talk, by: scheduler).poll.isSuccess)
  }

  @Test func `who stands in line where somebody asks to be left alone goes away`() async throws {
    let names = (0..<6).map { "\($0)" }
    let talk = try await Conversation(["/busy": .status(429, [("Retry-After", "7200")])]) {
      settings, server in
      settings.sources = names.map {
        Source(name: $0, url: "http://blog.name\($0).localhost:\(server.port)/\($0)", allowPrivate: true)
      }
    }
    for name in names { talk.server.set("/\(name)", .redirect(302, to: talk.server.url("/busy"))) }
    try await withThrowingTaskGroup(of: Visited.self) { group in
      for name in names { group.addTask { try await talk.poll(name) } }
      for try await visited in group { #expect(visited.poll.word == "throttled") }
    }
    #expect(talk.requests("/busy").count == 1)
  }

  @Test(arguments: [429, 503])
  func `who says it to the question for robots.txt has said it`(status: Int) async throws {
    let talk = try await Conversation([
      "/robots.txt": .inTurn([.status(status, [("Retry-After", "7200")]), .status(404)]),
      "/page": .page("<title>Reviews</title>", type: "text/html"), "/feed": .feed(),
    ]) { settings, server in
      settings.sources.append(Source(name: "page", kind: .page, url: server.url("/page")))
    }
    try await talk.poll("feed")
    let scheduler = talk.scheduler()
    #expect(
      try await visit("page", of: talk, by: scheduler).poll
        == .throttled(until: talk.shop.clock.now + .hours(2)))
    #expect(talk.server.requests.map(\.path) == ["/feed", "/robots.txt"])
    #expect(try await talk.wait("feed") == .hours(2))
    talk.shop.clock.advance(by: .hours(3))
    #expect(try await visit("page", of: talk, by: scheduler).poll.isSuccess)
  }

  @Test func `who says it to the second page of several has said it`() async throws {
    func page(_ review: String, next: String) -> Script {
      .page(
        """
        <html><head><link rel="next" href="\(next)"><script type="application/ld+json">{"@context":"https://schema.org",
        "@type":"Review","@id":"\(review)","reviewBody":"Good \(review)","author":"Ann"}</script></head></html>
        """, type: "text/html")
    }
    let talk = try await Conversation([
      "/page": page("one", next: "/page/2"), "/page/2": .status(429, [("Retry-After", "7200")]),
      "/feed": .feed(),
    ]) { settings, server in
      settings.sources.append(Source(name: "page", kind: .page, url: server.url("/page")))
    }
    try await talk.poll("feed")
    #expect(try await visit("page", of: talk, by: talk.scheduler()).recorded.newItems == 1)
    #expect(try await talk.wait("feed") == .hours(2))
    #expect(try await talk.wait("page") >= .hours(2))
  }

  @Test func `who is new where somebody asked to be left alone waits as well, after a restart too`()
    async throws
  {
    let talk = try await Conversation([
      "/feed": .status(429, [("Retry-After", "7200")]), "/new": .feed(), "/newer": .feed(), "/far": .feed(),
    ])
    let scheduler = talk.scheduler()
    #expect(try await visit("feed", of: talk, by: scheduler).poll.word == "throttled")
    let end = talk.shop.clock.now + .hours(2)
    func add(_ name: String, at host: String, to scheduler: Scheduler) async throws {
      talk.shop.clock.advance(by: .minutes(1))
      let source = Source(name: name, url: "http://\(host):\(talk.server.port)/\(name)")
      _ = try await talk.shop.store.add(source: source, now: talk.shop.clock.now)
      await scheduler.wake()
    }
    try await add("new", at: "127.0.0.1", to: scheduler)
    try await add("far", at: "localhost", to: scheduler)
    #expect(try await visit("far", of: talk, by: scheduler).poll.isSuccess)
    #expect(try await talk.health("new").nextPoll == end)
    #expect(try await talk.health("new").nextReason == "its host asked to be left alone")

    let restarted = talk.scheduler()
    try await add("newer", at: "127.0.0.1", to: restarted)
    await #expect(throws: HeldBack.self) { try await visit("newer", of: talk, by: restarted) }
    #expect(try await talk.health("newer").nextPoll == end)
    #expect(talk.server.requests.map(\.path) == ["/feed", "/far"])
    talk.shop.clock.advance(by: .hours(2))
    #expect(try await visit("newer", of: talk, by: restarted).poll.isSuccess)
  }

  @Test func `a visit that was about to begin when its host asked to be left alone is none`() async throws {
    let talk = try await Conversation([
      "/a": .status(429, [("Retry-After", "7200")]), "/b": .feed(),
    ]) { settings, server in
      settings.sources = ["a", "b"].map { Source(name: $0, url: server.url("/\($0)")) }
    }
    try await talk.poll("b")
    let before = try await talk.health("b")
    try await talk.poll("a")
    let until = talk.shop.clock.now + .hours(2)
    let visited = try await talk.poll("b")
    #expect(visited.poll == .throttled(until: until))
    #expect(visited.recorded.health.nextPoll == until, "not at once again")
    #expect(try await talk.health("b") == before)
    #expect(try await talk.shop.store.polls(of: talk.record("b").id).count == 1)
    #expect(talk.requests("/b").count == 1)
  }
}
