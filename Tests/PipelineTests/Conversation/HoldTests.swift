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
  private func scheduler(_ talk: Conversation) -> Scheduler {
    Scheduler(
      store: talk.shop.store, poller: talk.shop.poller, clock: talk.shop.clock, logger: talk.shop.logger)
  }

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
    let scheduler = scheduler(talk)
    #expect(try await visit("b", of: talk, by: scheduler).poll.word == "throttled")
    #expect(try await visit("c", of: talk, by: scheduler).poll.isSuccess)
    #expect(talk.requests("/c").count == 2)
    #expect(try await talk.health("a").nextPoll == talk.health("b").nextPoll)
    #expect(try await talk.health("a").nextReason == "its host asked to be left alone")
    #expect(try await talk.wait("a") >= .hours(2) - .minutes(1))
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
    _ = try await visit("b", of: talk, by: scheduler(talk))
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
    _ = try await visit("ann", of: talk, by: scheduler(talk))
    #expect(try await talk.health("bob").nextPoll == talk.health("ann").nextPoll)
    #expect(try await talk.wait("other") < .hours(2))
  }
}
