// SPDX-License-Identifier: Apache-2.0
import Control
import Model
import Pipeline
import SQLite
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

  /// A database whose rules cannot be written until the returned connection drops the trigger `no_room`.
  private func full(_ shop: Shop, at place: String = "DELETE ON rules") throws -> Database {
    let other = try Database(path: shop.store.path)
    try other.execute(
      """
      CREATE TRIGGER no_room BEFORE \(place)
      BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END
      """)
    return other
  }

  @Test func `a configuration that cannot be stored changes nothing that is in force`() async throws {
    let shop = try await Shop()
    let before = try await shop.listening.wholeSettings()
    var settings = before
    settings.polling.every = .hours(7)
    settings.mail = nil
    settings.brands = [Brand(name: "Mill")]
    settings.sources = [Source(name: "mill", url: "https://mill.example/feed")]
    let other = try full(shop)
    await #expect(throws: StoreError.self) {
      try await shop.listening.enforce(settings, at: shop.clock.now)
    }
    #expect(try await shop.listening.wholeSettings() == before)
    #expect(shop.listening.watchlist.sender != nil)
    try other.execute("DROP TRIGGER no_room")
    try await shop.listening.refresh(at: shop.clock.now)
    #expect(try await shop.listening.wholeSettings() == before)
  }

  @Test func `visits that could not be planned anew with a new configuration are at the next chance`()
    async throws
  {
    let shop = try await Shop()
    _ = try await keywordsFound(by: shop, [roadworks])
    var settings = try await shop.listening.wholeSettings()
    settings.sources[0].cadence = .minutes(10)
    let other = try full(shop, at: "UPDATE OF next_poll ON health")
    await #expect(throws: StoreError.self) {
      try await shop.listening.enforce(settings, at: shop.clock.now)
    }
    try other.execute("DROP TRIGGER no_room")
    let next = try #require(try await shop.store.sources().first?.health.nextPoll)
    #expect(next > shop.clock.now + .minutes(12))
    try await shop.listening.refresh(at: shop.clock.now)
    let sooner = try #require(try await shop.store.sources().first?.health.nextPoll)
    #expect(sooner <= shop.clock.now + .minutes(12))
  }

  @Test func `a brand or keyword that was stored before something failed counts when it is added again`()
    async throws
  {
    let shop = try await Shop()
    let switchboard = shop.switchboard
    let caller = Caller(pid: 1, uid: 0, gid: 0, isAdmin: true)
    let keyword = Keyword(brand: "Mill", expression: "mill")
    let other = try full(shop)
    await #expect(throws: ControlError.self) { try await switchboard.add(keyword, caller: caller) }
    await #expect(throws: ControlError.self) {
      try await switchboard.add(Brand(name: "Mill"), caller: caller)
    }
    try other.execute("DROP TRIGGER no_room")
    #expect(try await !switchboard.add(keyword, caller: caller).isNew)
    _ = try await keywordsFound(by: shop, [roadworks])
    #expect(try await shop.store.mentions().map(\.brand) == ["Mill"])
  }
}
