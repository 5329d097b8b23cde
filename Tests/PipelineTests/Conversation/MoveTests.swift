// SPDX-License-Identifier: Apache-2.0
import Loopback
import Model
import Pipeline
import Settings
import Store
import Support
import Testing
import Transport

/// Row 14 of the checklist: a source that says it has moved for good is believed when it has said so for a while.
@Suite(.serialized) struct MoveTests {
  private func talk(_ redirect: Script) async throws -> Conversation {
    try await Conversation([
      "/feed": redirect, "/new": .feed(), "/other": .feed(), "/login": .page("<html>Log in</html>"),
    ])
  }

  /// Visits it every eight hours, so many times.
  private func poll(_ talk: Conversation, times: Int) async throws {
    for _ in 0..<times {
      talk.shop.clock.advance(by: .hours(8))
      try await talk.poll()
    }
  }

  @Test(arguments: [301, 308])
  func `a permanent redirect that stands for days changes the address, not before`(status: Int) async throws {
    let talk = try await talk(.redirect(status, to: "/new"))
    try await poll(talk, times: 9)
    #expect(try await talk.health().movedTo == nil)
    #expect(talk.requests().count == 9)
    try await poll(talk, times: 3)
    #expect(try await talk.health().movedTo == talk.server.url("/new"))
    let asked = talk.requests().count
    try await poll(talk, times: 2)
    #expect(talk.requests().count == asked, "the old address is asked no more")
    #expect(
      try await talk.record().source.url == talk.server.url("/feed"), "what was declared stays declared")
  }

  @Test func `a permanent redirect that stands for an hour is not believed, however often it is met`()
    async throws
  {
    let talk = try await talk(.redirect(301, to: "/new"))
    for _ in 0..<30 { try await talk.poll() }
    #expect(try await talk.health().movedTo == nil)
  }

  @Test func `a redirect that changes its mind begins anew`() async throws {
    let there = Script.redirect(301, to: "/new")
    let talk = try await talk(
      .inTurn(Array(repeating: there, count: 9) + [.redirect(301, to: "/other"), there]))
    try await poll(talk, times: 12)
    #expect(try await talk.health().movedTo == nil)
  }

  @Test func `one hop for now among permanent ones changes nothing`() async throws {
    let talk = try await talk(.redirect(301, to: "/hop"))
    talk.server.set("/hop", .redirect(302, to: "/new"))
    try await poll(talk, times: 20)
    #expect(try await talk.health().movedTo == nil)
  }

  @Test func `a permanent redirect to what is no feed changes nothing`() async throws {
    let talk = try await talk(.redirect(301, to: "/login"))
    try await poll(talk, times: 20)
    #expect(try await talk.health().movedTo == nil)
    #expect(try await talk.health().state == .broken)
  }

  @Test func `an address that was believed is forgotten when it is gone`() async throws {
    let talk = try await talk(.redirect(301, to: "/new"))
    try await poll(talk, times: 12)
    talk.server.set("/new", .status(410))
    try await talk.poll()
    #expect(try await talk.health().movedTo == nil)
  }
}
