// SPDX-License-Identifier: Apache-2.0
import Model
import Pipeline
import Settings
import Store
import Testing

@Suite struct UpkeepTests {
  @Test func `what is too old is forgotten however much it is`() async throws {
    var settings = Settings.town
    settings.retention.items = .days(1)
    let shop = try await Shop(settings)
    let items = (0..<1203).map { (guid: "\($0)", title: "Parcel \($0)", text: "Number \($0) has come.") }
    for part in [items[..<601], items[601...]] {
      shop.web.put(gazette, rss(Array(part)))
      _ = try await shop.poll()
    }
    let stored = try await shop.store.status().items
    #expect(stored > 1000)
    let upkeep = Upkeep(
      store: shop.store, listening: shop.listening, clock: shop.clock, logger: shop.logger)
    await upkeep.prune()
    #expect(try await shop.store.status().items == stored)
    shop.clock.advance(by: .days(2))
    await upkeep.prune()
    #expect(try await shop.store.status().items == 0)
  }
}
