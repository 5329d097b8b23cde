// SPDX-License-Identifier: Apache-2.0
import Control
import Model
import Pipeline
import Settings
import Store
import Testing
import Transport

/// Visits that somebody asks for at the control socket.
@Suite struct PollNowTests {
  private let anyone = Caller(pid: 1, uid: 1000, gid: 1000, isAdmin: false)

  private func outcomes(of names: [String], in shop: Shop) async throws -> [String: String] {
    var outcomes: [String: String] = [:]
    for await visit in try await shop.switchboard.poll(names, each: true, caller: anyone) {
      if let source = visit.source { outcomes[source] = visit.outcome }
    }
    return outcomes
  }

  @Test func `what has ceased is asked again only by its name`() async throws {
    var settings = Settings.town
    settings.sources.append(Source(name: "herald", url: "http://far.example/herald.xml"))
    let shop = try await Shop(settings)
    shop.web.put(gazette, rss([]))
    shop.web.put("http://far.example/herald.xml", "", status: 410)
    for name in ["gazette", "herald"] { _ = try await shop.poll(name) }
    #expect(try await outcomes(of: [], in: shop) == ["gazette": "unchanged"])
    #expect(try await outcomes(of: ["herald"], in: shop) == ["herald": "gone"])
  }

  @Test func `who asked to be left alone is, with everybody of the domain`() async throws {
    var settings = Settings.town
    settings.sources = ["ann", "bob"].map { Source(name: $0, url: "http://\($0).blogs.example/feed") }
    let shop = try await Shop(settings)
    shop.web.put("http://bob.blogs.example/feed", rss([]))
    _ = try await shop.poll("bob")
    shop.web.put("http://ann.blogs.example/feed", "", status: 429, headers: [("retry-after", "7200")])
    let switchboard = shop.switchboard
    var outcomes: [String: String] = [:]
    for names in [["ann"], ["bob"]] {
      for await visit in try await switchboard.poll(names, each: true, caller: anyone) {
        if let source = visit.source { outcomes[source] = visit.outcome }
      }
    }
    #expect(outcomes == ["ann": "throttled", "bob": "throttled"])
    #expect(
      shop.web.requests.map(\.url) == ["http://bob.blogs.example/feed", "http://ann.blogs.example/feed"])
  }
}
