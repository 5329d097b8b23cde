// SPDX-License-Identifier: Apache-2.0
import Model
import SQLite
import Support
import Testing
import Text

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

  /// A store that sorts keys in at once or never, and is begun anew before each visit or never.
  @Test(arguments: [1, .max], [false, true])
  func `a story that changes hands stays one`(mostFreshKeys: Int, isBegunAnew: Bool) async throws {
    let visits = try Visits(mostFreshKeys: mostFreshKeys, isBegunAnew: isBegunAnew)
    let text =
      "The third coffee house at the harbour opened on Friday, and the queue reached the fish market. "
    func telling(_ name: String, _ host: String) -> Item {
      Item(
        guid: "tag:\(host):\(name)", url: "https://\(host).example/\(name)", title: name, text: text + text)
    }
    #expect(try await visits.new("one", [telling("harbour", "one")]) == 1)
    // Told elsewhere by the same words, and there at greater length.
    #expect(try await visits.new("two", [telling("harbour", "two")]) == 0)
    var retold = telling("harbour", "two")
    retold.text =
      "It was a great day for all who like to drink their coffee by the water. " + text + text + text
    #expect(try await visits.new("two", [retold]) == 0)
    // Who has it now hands it on.
    var handedOn = retold
    handedOn.guid = "tag:three:other"
    handedOn.url = "https://three.example/other"
    #expect(try await visits.new("three", [handedOn]) == 0)
    #expect(try await visits.new("three", [telling("harbour", "one")]) == 0)
    #expect(try await visits.store.status().items == 1)
  }

  @Test(arguments: [1, .max], [false, true])
  func `an address that moves on to another story leads to its first`(
    mostFreshKeys: Int, isBegunAnew: Bool
  ) async throws {
    let visits = try Visits(mostFreshKeys: mostFreshKeys, isBegunAnew: isBegunAnew)
    func story(_ guid: String?, _ name: String) -> Item {
      Item(
        guid: guid, url: "https://one.example/latest", title: "The \(name) of the week, told at length",
        text: "All that is to be known of the \(name), and what people say about it.")
    }
    #expect(try await visits.new("one", [story("tag:1", "harbour")]) == 1)
    #expect(try await visits.new("one", [story("tag:2", "bakery")]) == 1)
    // Each is known by its guid, whatever the address shows.
    #expect(try await visits.new("one", [story("tag:2", "bakery"), story("tag:1", "harbour")]) == 0)
    // And without one by its words, be they those of the first story or of the second.
    #expect(try await visits.new("two", [story(nil, "harbour")]) == 0)
    #expect(try await visits.new("one", [story("tag:3", "library")]) == 1)
    #expect(try await visits.store.status().items == 3)
  }

  @Test func `what was not written is not known`() async throws {
    let ledger = try await Ledger()
    let source = try await ledger.emptySource()
    let items = [article("a"), article("b")]
    await #expect(throws: StoreError.self) { try await ledger.store.lose(items, from: source) }
    #expect(try await ledger.store.visit(source, items, at: Ledger.minute(2)).newItems == 2)
    #expect(try await ledger.store.visit(source, items, at: Ledger.minute(3)).newItems == 0)
  }

  @Test(arguments: Seed.first(5)) func `a key leads to the item that had it first`(seed: Seed) {
    var random = seed
    var (keys, plain) = (FreshKeys(), [Int64: Int64]())
    // More than one growth of them, some of which begin with the same bits, and some of which belong at the very end.
    let numbers = (0..<2000).map { _ in
      let number = Int64.random(in: .min ... .max, using: &random)
      return [number, number >> 12, .max - (number & 0xFFFF)][Int.random(in: 0..<3, using: &random)]
    }
    keys.begin()
    for (item, key) in (numbers + numbers.shuffled(using: &random)).enumerated() {
      let isNew = plain[key] == nil
      if isNew { plain[key] = Int64(item) }
      #expect(keys.add(key, of: Identifier(Int64(item))) == isNew)
    }
    #expect(keys.count == plain.count)
    #expect(plain.allSatisfy { keys.item(of: $0.key)?.value == $0.value })
    #expect(keys.item(of: 1) == nil)
    #expect(keys.inOrder.map(\.0) == plain.keys.sorted())
    #expect(keys.inOrder.allSatisfy { plain[$0.0] == $0.1 })
    keys.clear()
    #expect(keys.count == 0 && keys.inOrder.isEmpty && numbers.allSatisfy { keys.item(of: $0) == nil })
  }

  @Test func `the log of a visit is read as it was written`() {
    var log = KeyLog()
    let keys: [[Int64]] = [[1, 7], [.min, 7], [-2, 9]]
    for key in keys { log.append(key[0], of: Identifier(key[1])) }
    var read: [[Int64]] = []
    KeyLog.forEach(in: log.bytes) { read.append([$0, $1.value]) }
    #expect(read == keys)
    // A row that somebody cut short is read as far as it goes.
    read = []
    KeyLog.forEach(in: Array(log.bytes.dropLast(9))) { read.append([$0, $1.value]) }
    #expect(read == Array(keys.dropLast()))
    KeyLog.forEach(in: []) { _, _ in Issue.record("nothing was noted") }
  }

  @Test func `keys in a row for each item, as they were before, are known`() async throws {
    let folder = try TemporaryFolder()
    let items = [article("a"), article("b")]
    var store = try Store(at: folder.path("earshot.db"), now: Ledger.start)
    let source = try await store.source("blog")
    try await store.visit(source, items, at: Ledger.minute(1))
    try await store.rewriteLog(items, of: source)
    store = try Store(at: folder.path("earshot.db"), now: Ledger.start)
    #expect(try await store.visit(source, items, at: Ledger.minute(2)).newItems == 0)
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

/// Visits to sources of a store that is begun anew before each of them, or not.
private final class Visits {
  private(set) var store: Store
  private let folder: TemporaryFolder
  private let open: () throws -> Store
  private let isBegunAnew: Bool
  private var minute = 0

  init(mostFreshKeys: Int, isBegunAnew: Bool) throws {
    let folder = try TemporaryFolder()
    open = { try Store(at: folder.path("earshot.db"), now: Ledger.start, mostFreshKeys: mostFreshKeys) }
    store = try open()
    self.folder = folder
    self.isBegunAnew = isBegunAnew
  }

  /// How many items are new.
  func new(_ name: String, _ items: [Item]) async throws -> Int {
    if isBegunAnew { store = try open() }
    minute += 60
    return try await store.visit(try await store.source(name), items, at: Ledger.minute(minute)).newItems
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

  /// Writes the log anew, with a row for each item; these were stored last first.
  fileprivate func rewriteLog(_ items: [Item], of source: Identifier<Source>) async throws {
    let record = try await visit(to: source).record
    try database.execute("DELETE FROM fresh_identities")
    for (index, keys) in identified(items, from: record).keys.enumerated() {
      var bytes: [UInt8] = []
      keys.links.forEach { bytes.append(littleEndian: $0) }
      try database.run(
        "INSERT INTO fresh_identities(item, keys) VALUES (?, ?)", items.count - index, bytes)
    }
  }

  fileprivate var keyCounts: (fresh: Int, sorted: Int) {
    get throws {
      (
        try database.value("SELECT count(*) FROM fresh_identities", as: Int.self) ?? 0,
        try database.value("SELECT coalesce(sum(length(keys)), 0) / 16 FROM identity_runs", as: Int.self) ?? 0
      )
    }
  }
}
