// SPDX-License-Identifier: Apache-2.0
import Model
import Settings
import Store
import Support
import Testing

@testable import Pipeline

/// A feed about a shop and its neighbours.
private let feed: [(guid: String, title: String, text: String)] = [
  ("a", "Beans and more", "The roastery Brightwater sells beans in the harbour."),
  ("b", "Harbour news", "brightwater coffee is the worst in town, says a reader."),
  ("c", "Acme Coffee opens", "Acme Coffee is wonderful, and so is Brightwater."),
  ("d", "Weather", "It rains."),
]

@Suite struct LookbackTests {
  private func shop() async throws -> Shop {
    let shop = try await Shop()
    shop.web.put(gazette, rss(feed))
    _ = try await shop.poll()
    return shop
  }

  private func lookback(of shop: Shop) -> Lookback {
    Lookback(store: shop.store, listening: shop.listening, clock: shop.clock, logger: shop.logger)
  }

  @Test func `a new keyword finds what is stored, which is kept and told nobody`() async throws {
    let shop = try await shop()
    let owed = try await shop.store.status().outbox
    let added = try await shop.store.add(
      keyword: Keyword(brand: "Brightwater", expression: "brightwater"), now: shop.clock.now)
    try await shop.listening.refresh(at: shop.clock.now)
    let looked = try await lookback(of: shop).look(for: added.record)
    #expect(looked.mentions == 3)
    let mentions = try await shop.store.mentions(MentionFilter(brand: "Brightwater"))
    #expect(mentions.count == 3)
    #expect(mentions.allSatisfy { $0.isBacklog && !$0.spans.isEmpty })
    #expect(mentions.contains { $0.sentiment.label == .negative })
    #expect(try await shop.store.status().outbox == owed)
    #expect(try await shop.store.keywords(of: "Brightwater").first?.mentions == 3)
    #expect(try await lookback(of: shop).look(for: added.record).mentions == 0)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a keyword looks once more when visits are over that were judged without it`() async throws {
    let shop = try await shop()
    let visit = shop.listening.enter()
    let added = try await shop.store.add(
      keyword: Keyword(brand: "Brightwater", expression: "brightwater"), now: shop.clock.now)
    try await shop.listening.refresh(at: shop.clock.now)
    #expect(shop.listening.settledEpoch == nil)
    let lookback = lookback(of: shop)
    #expect(try await lookback.look(for: added.record).mentions == 3)
    #expect(try await shop.store.keywordsToLookBack().contains { $0.id == added.record.id })
    // What the visit brings after that.
    shop.web.put(gazette, rss([("e", "Again", "Brightwater again.")] + feed))
    _ = try await shop.poll()
    let running = Task { await lookback.run() }
    for await _ in shop.clock.naps { break }
    shop.listening.leave(visit.epoch)
    while try await !shop.store.keywordsToLookBack().isEmpty { await Task.yield() }
    running.cancel()
    await running.value
    #expect(shop.listening.settledEpoch != nil)
    #expect(try await shop.store.mentions(MentionFilter(brand: "Brightwater")).count == 4)
  }

  @Test func `a mention that is there learns of the new keyword`() async throws {
    let shop = try await shop()
    let added = try await shop.store.add(
      keyword: Keyword(brand: "Acme", expression: "acme NEAR/3 wonderful"), now: shop.clock.now)
    let looked = try await lookback(of: shop).look(for: added.record)
    #expect(looked.mentions == 0)
    let mention = try #require(try await shop.store.mentions(MentionFilter(brand: "Acme")).first)
    #expect(mention.keywords == ["\"acme coffee\"", "acme NEAR/3 wonderful"])
    #expect(try await shop.store.keywords(of: "Acme").map(\.mentions) == [1, 1])
  }

  @Test func `a keyword of the files looks back too, once`() async throws {
    let shop = try await shop()
    var settings = Settings.town
    settings.keywords.append(Keyword(brand: "Acme", expression: "rains"))
    try await shop.listening.enforce(settings, at: shop.clock.now)
    #expect(try await shop.store.keywordsToLookBack().map(\.keyword.expression).contains("rains"))
    let lookback = lookback(of: shop)
    for record in try await shop.store.keywordsToLookBack() { _ = try await lookback.look(for: record) }
    #expect(try await shop.store.keywordsToLookBack().isEmpty)
    #expect(try await shop.store.keywords(of: "Acme").map(\.mentions) == [1, 1])
    try await shop.listening.enforce(settings, at: shop.clock.now)
    #expect(try await shop.store.keywordsToLookBack().isEmpty)
  }
}
