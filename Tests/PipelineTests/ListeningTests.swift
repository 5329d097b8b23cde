// SPDX-License-Identifier: Apache-2.0
import Model
import Pipeline
import Settings
import Store
import Testing

private let roadworks = (guid: "3", title: "Roadworks", text: "The mill bridge is closed until Friday.")
private let market = (
  guid: "4", title: "Market", text: "A stall number 7 sells mill bread, number 99 sells jam."
)

@Suite struct ListeningTests {
  /// Adds a keyword as the control socket does: first to the store.
  private func add(_ expression: String, of brand: String = "Acme", to shop: Shop) async throws {
    let committed = try await shop.store.add(
      keyword: Keyword(brand: brand, expression: expression), now: shop.clock.now)
    #expect(committed.isNew)
    try await shop.listening.listen(for: committed.record.keyword, at: shop.clock.now)
  }

  private func keywordsFound(by shop: Shop, _ items: [(guid: String, title: String, text: String)])
    async throws
    -> [[String]]
  {
    shop.web.put(gazette, rss(items))
    _ = try await shop.poll()
    return try await shop.store.mentions().map(\.keywords)
  }

  @Test func `a keyword added counts in the next visit, and one removed no more`() async throws {
    let shop = try await Shop()
    try await add("\"mill bridge\"", to: shop)
    #expect(try await keywordsFound(by: shop, [roadworks]) == [["\"mill bridge\""]])
    let bridge = Keyword(brand: "acme", expression: "\"mill bridge\"")
    let removed = try await shop.store.removeKeyword(bridge, now: shop.clock.now)
    try await shop.listening.forget(removed.keyword, at: shop.clock.now)
    let again = (guid: "9", title: "Roadworks", text: "The mill bridge is open.")
    #expect(try await keywordsFound(by: shop, [again, roadworks]).count == 1)
  }

  @Test func `the configuration in force is whole, though its sources are in the store alone`() async throws {
    let shop = try await Shop()
    var settings = try await shop.listening.wholeSettings()
    settings.brands = [Brand(name: "Mill")]
    settings.sources = ["bakery", "mill"].map {
      Source(name: $0, url: "https://\($0).example/feed", cadence: .minutes(5), floor: .seconds(2))
    }
    try await shop.listening.enforce(settings, at: shop.clock.now)
    #expect(try await shop.listening.wholeSettings() == settings)
    // What is added by control leaves the files' sources as they are, and is none of them.
    let herald = Source(name: "herald", url: "https://herald.example/feed")
    _ = try await shop.store.add(source: herald, now: shop.clock.now)
    try await add("flour", of: "Baker", to: shop)
    #expect(try await shop.listening.wholeSettings() == settings)
    #expect(
      try await shop.store.sources().map(\.source) == [settings.sources[0], herald, settings.sources[1]])
  }

  @Test func `a keyword of a new brand counts too`() async throws {
    let shop = try await Shop()
    try await add("mill", of: "Mill", to: shop)
    _ = try await keywordsFound(by: shop, [roadworks])
    #expect(try await shop.store.mentions().map(\.brand) == ["Mill"])
  }

  @Test func `many keywords added while everything is compiled anew all count`() async throws {
    let shop = try await Shop()
    for number in 0..<600 { try await add("\"number \(number)\" sells", to: shop) }
    async let first: Void = shop.listening.refresh(at: shop.clock.now)
    async let second: Void = add("stall", to: shop)
    async let third: Void = shop.listening.refresh(at: shop.clock.now)
    _ = try await (first, second, third)
    let found = try await keywordsFound(by: shop, [market])
    #expect(found.map(Set.init) == [["\"number 7\" sells", "\"number 99\" sells", "stall"]])
  }
}
