// SPDX-License-Identifier: Apache-2.0
import Control
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
    let first = talk.shop.clock.now + .hours(8)
    try await poll(talk, times: 9)
    #expect(try await talk.health().movedTo == nil)
    #expect(try await talk.shown().movedTo == nil)
    #expect(
      try await talk.shown().move
        == MoveReport(
          to: talk.server.url("/new"), since: first, count: 9, needed: 10, earliest: first + .days(3)))
    #expect(talk.requests().count == 9)
    try await poll(talk, times: 3)
    #expect(try await talk.shown().movedTo == talk.server.url("/new"))
    #expect(try await talk.shown().move == nil)
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

  /// A source that has moved to `/new`, where something else is by now, as there is where it is declared.
  private func moved(to there: Script, from here: Script) async throws -> Conversation {
    let talk = try await talk(.redirect(301, to: "/new"))
    try await poll(talk, times: 12)
    #expect(try await talk.health().movedTo == talk.server.url("/new"))
    talk.server.set("/new", there)
    talk.server.set("/feed", here)
    return talk
  }

  /// What the next visits ask for, each made when its time has come.
  private func asked(_ talk: Conversation, times: Int) async throws -> [String] {
    let before = talk.server.requests.count
    for _ in 0..<times { try await talk.pollWhenDue() }
    return talk.server.requests.dropFirst(before).map(\.path)
  }

  @Test
  func `an address that was believed is forgotten when it is gone, and the declared one asked once more`()
    async throws
  {
    let talk = try await moved(to: .status(410), from: .inTurn([.redirect(301, to: "/new"), .feed()]))
    #expect(try await talk.pollWhenDue().poll == .gone)
    #expect(try await talk.health().movedTo == nil)
    #expect(try await talk.health().state == .failing)
    #expect(isAbout(try await talk.wait(), .hours(1)))
    #expect(try await asked(talk, times: 1) == ["/feed", "/new"])
    #expect(try await talk.health().state == .gone)
    #expect(try await talk.wait() > .days(1000), "now the declared address has said so")

    let other = try await moved(to: .status(410), from: .feed())
    #expect(try await asked(other, times: 3) == ["/new", "/feed", "/feed"])
    #expect(try await other.health().state.isWell)
  }

  @Test(arguments: [
    Script.status(404), .status(403), .status(500), .page("<html>This name is for sale</html>"),
  ])
  func `an address that was believed and fails for long is given up when the declared one answers`(
    failure: Script
  ) async throws {
    let talk = try await moved(to: failure, from: .feed())
    #expect(try await asked(talk, times: 5) == ["/new", "/new", "/new", "/feed", "/feed"])
    #expect(try await talk.health().movedTo == nil)
    #expect(try await talk.health().state.isWell)
  }

  @Test func `where neither address answers both are asked by turns, and none is lost`() async throws {
    let talk = try await moved(to: .status(404), from: .inTurn([.status(410), .status(429), .status(404)]))
    #expect(
      try await asked(talk, times: 9)
        == ["/new", "/new", "/new", "/feed", "/new", "/feed", "/new", "/feed", "/new"])
    #expect(try await talk.health().movedTo == talk.server.url("/new"))
    talk.server.set("/new", .feed())
    talk.server.set("/feed", .redirect(301, to: "/new"))
    #expect(try await asked(talk, times: 2) == ["/feed", "/new", "/new"])
    #expect(try await talk.health().state == .moved)
    #expect(try await talk.health().movedTo == talk.server.url("/new"))
  }
}
