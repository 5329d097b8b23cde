// SPDX-License-Identifier: Apache-2.0
import Model
import SQLite
import Support
import Testing

@testable import Store

@Suite struct FreshKeysTests {
  /// What a store says of a month of random visits, stopped and begun anew now and then.
  private func account(of seed: Seed, mostFreshKeys: Int) async throws -> [[Int]] {
    var random = seed
    let folder = try TemporaryFolder()
    func open() throws -> Store {
      try Store(at: folder.path("earshot.db"), now: Ledger.start, mostFreshKeys: mostFreshKeys)
    }
    var store = try open()
    var sources: [Identifier<Source>] = []
    for name in ["one", "two", "three"] { sources.append(try await store.source(name)) }
    var counts: [[Int]] = []
    for visit in 1...60 {
      if Int.random(in: 0..<12, using: &random) == 0 { store = try open() }
      if Int.random(in: 0..<15, using: &random) == 0 {
        counts.append([try await store.prune(olderThan: Ledger.minute(60 * (visit - 20)))])
      }
      let items = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        let number = Int.random(in: 0...30, using: &random)
        let host = Int.random(in: 0...1, using: &random)
        return Item(
          guid: "tag:\(number)", url: "https://blog\(host).example/\(number % 20)",
          title: "A headline of some length \(number)", text: "Number \(number % 25) of thirty.")
      }
      let source = try #require(sources.randomElement(using: &random))
      let recorded = try await store.visit(source, items, at: Ledger.minute(60 * visit))
      counts.append([recorded.newItems, recorded.editedItems])
    }
    counts.append([try await store.status().items])
    return counts
  }

  @Test(arguments: Seed.first(8))
  func `what is known does not depend on when it is sorted in`(seed: Seed) async throws {
    let unsorted = try await account(of: seed, mostFreshKeys: .max)
    #expect(try await account(of: seed, mostFreshKeys: 1) == unsorted)
    #expect(try await account(of: seed, mostFreshKeys: 40) == unsorted)
    #expect(unsorted.contains { $0.first ?? 0 > 0 })
  }

  @Test func `what was not written is not known`() async throws {
    let ledger = try await Ledger()
    let source = try await ledger.emptySource()
    let items = [article("a"), article("b")]
    await #expect(throws: StoreError.self) { try await ledger.store.lose(items, from: source) }
    #expect(try await ledger.store.visit(source, items, at: Ledger.minute(2)).newItems == 2)
    #expect(try await ledger.store.visit(source, items, at: Ledger.minute(3)).newItems == 0)
  }

  @Test func `the log is emptied as it is sorted in`() async throws {
    let ledger = try await Ledger()
    let store = try Store(at: ledger.folder.path("other.db"), now: Ledger.start, mostFreshKeys: 8)
    let source = try await store.source("blog")
    try await store.visit(source, [article("a")], at: Ledger.minute(1))
    #expect(try await store.keyCounts.sorted == 0)
    try await store.visit(source, [article("b"), article("c")], at: Ledger.minute(2))
    let counts = try await store.keyCounts
    #expect(counts.fresh == 0)
    #expect(counts.sorted >= 8)
  }
}

extension Store {
  /// Places items in a transaction that comes to nothing.
  fileprivate func lose(_ items: [Item], from source: Identifier<Source>) throws {
    let sifted = try sift(items, from: source)
    try writing {
      _ = try place(sifted, [], now: Ledger.minute(1))
      throw StoreError.refused(reason: "the disk is full")
    }
  }

  fileprivate var keyCounts: (fresh: Int, sorted: Int) {
    get throws {
      (
        try database.value("SELECT count(*) FROM fresh_identities", as: Int.self) ?? 0,
        try database.value("SELECT count(*) FROM identities", as: Int.self) ?? 0
      )
    }
  }
}
