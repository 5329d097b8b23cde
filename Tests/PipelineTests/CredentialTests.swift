// SPDX-License-Identifier: Apache-2.0
import Model
import Pipeline
import Settings
import Store
import Testing
import Transport

/// What a source's credential is sent to: the server that was declared with it, and no other.
@Suite struct CredentialTests {
  private let declared = "http://own.example/feed"

  /// What was sent as Authorization to each address that a visit asked, after a move for good where one is given.
  private func sent(_ feed: String, movedTo there: String? = nil) async throws -> [String: String?] {
    var settings = Settings.town
    settings.sources = [Source(name: "own", url: declared, credential: "token")]
    let shop = try await Shop(settings)
    let poller = Poller(
      store: shop.store, transport: shop.web, listening: shop.listening, credentials: { _ in "Bearer 1" },
      clock: shop.clock)
    let id = try #require(try await shop.store.sources().first?.id)
    shop.web.put(declared, rss([]))
    _ = try await poller.poll(id)
    for url in [declared, there].compactMap(\.self) { shop.web.put(url, feed) }
    if let there {
      shop.web.move(declared, to: there)
      for _ in 0..<10 {
        shop.clock.advance(by: .hours(10))
        _ = try await poller.poll(id)
      }
      #expect(try await shop.store.visit(to: id).url == there)
    }
    let before = shop.web.requests.count
    _ = try await poller.poll(id)
    let asked = shop.web.requests.dropFirst(before).map { ($0.url, $0.headers.first?.value) }
    return Dictionary(asked) { $1 }
  }

  private func feed(next: String) -> String {
    "<rss xmlns:a='http://www.w3.org/2005/Atom'><channel><a:link rel='prev-archive' href='\(next)'/>"
      + "<item><guid>1</guid><title>One</title></item></channel></rss>"
  }

  @Test func `it is sent to the declared address and along its archive`() async throws {
    #expect(
      try await sent(feed(next: "http://own.example/1"))
        == [declared: "Bearer 1", "http://own.example/1": "Bearer 1"])
    #expect(
      try await sent(feed(next: "https://own.example/1"))
        == [declared: "Bearer 1", "https://own.example/1": "Bearer 1"])
  }

  @Test func `it is not sent to another port of the host`() async throws {
    #expect(
      try await sent(feed(next: "http://own.example:8080/1"))
        == [declared: "Bearer 1", "http://own.example:8080/1": nil])
  }

  @Test func `it does not move along with the source`() async throws {
    #expect(try await sent(rss([]), movedTo: "https://new.example/feed") == ["https://new.example/feed": nil])
    #expect(
      try await sent(rss([]), movedTo: "https://own.example/feed") == ["https://own.example/feed": "Bearer 1"]
    )
  }
}
