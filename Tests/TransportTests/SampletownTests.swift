// SPDX-License-Identifier: Apache-2.0
import Foundation
import Loopback
import Model
import Support
import Testing
import Transport

@testable import sampletown

@Suite struct SampletownTests {
  private let noon = Instant(seconds: 1_795_262_400)

  private func fill(_ text: String, later: Bool = false) -> String {
    let placeholders = Placeholders(now: noon, base: "http://127.0.0.1:80", isLater: later)
    return String(decoding: placeholders.fill(Array(text.utf8)), as: UTF8.self)
  }

  @Test(arguments: [
    ("{{now}}", "2026-11-21T12:00:00Z"), ("{{now-3h}}", "2026-11-21T09:00:00Z"),
    ("{{now+2d rfc822}}", "Mon, 23 Nov 2026 12:00:00 GMT"), ("{{now-90m rfc3339}}", "2026-11-21T10:30:00Z"),
    ("<a href=\"{{base}}/x\">", "<a href=\"http://127.0.0.1:80/x\">"), ("{\"a\": {}}", "{\"a\": {}}"),
    ("{{nonsense}} {{now-3y}} {{now", "{{nonsense}} {{now-3y}} {{now"),
    ("{{{now}}}", "{2026-11-21T12:00:00Z}"),
  ])
  func `placeholders are filled in and nothing else is touched`(text: String, filled: String) {
    #expect(fill(text) == filled)
  }

  @Test func `what is kept back comes later`() {
    let text = "a{{later}}b{{now}}{{end}}c{{later}}d"
    #expect(fill(text) == "ac")
    #expect(fill(text, later: true) == "ab2026-11-21T12:00:00Zcd")
  }

  @Test func `pages keep their ETag until time goes on`() async throws {
    let root = repository.appendingPathComponent("Tests/Sampletown/Town").path
    let town = try #require(Town(root: root, now: noon))
    let server = try LoopbackServer(otherwise: .depending { town.answer($0) })
    let transport = try makeTransport()
    for path in ["/gazette/feed.rss", "/board/feed.json", "/reviews/feed.rss", "/plate/feed.atom"] {
      let first = try await transport.fetch(Request(url: server.url(path))).get()
      #expect(first.status == 200)
      #expect(first.body.range(of: "{{") == nil)
      let again = Request(url: server.url(path), etag: first.header("etag"))
      #expect(try await transport.fetch(again).get().status == 304)
    }
    let before = try await transport.fetch(Request(url: server.url("/board/feed.json"))).get()
    town.moveOn()
    let after = try await transport.fetch(
      Request(url: server.url("/board/feed.json"), etag: before.header("etag"))
    ).get()
    #expect(after.status == 200)
    #expect(after.body.count > before.body.count)
    #expect(try await transport.fetch(Request(url: server.url("/gazette"))).get().hops.map(\.status) == [301])
    #expect(try await transport.fetch(Request(url: server.url("/nowhere"))).get().status == 404)
    #expect(try await transport.fetch(Request(url: server.url("/.%2e/main.swift"))).get().status == 404)
  }
}

extension [UInt8] {
  /// Where a text stands first.
  fileprivate func range(of text: String) -> Range<Int>? { firstRange(of: Array(text.utf8)) }
}
