// SPDX-License-Identifier: Apache-2.0
import SQLite
import Support
import Testing

@testable import Store

@Suite struct KeyFilterTests {
  @Test(arguments: Seed.first(3)) func `what was added is told for sure, most other keys too`(seed: Seed) {
    var random = seed
    var filter = KeyFilter(layerCapacity: 4096)
    let added = (0..<5000).map { _ in Int64.random(in: .min ... .max, using: &random) }
    for key in added { filter.insert(key) }
    #expect(added.allSatisfy(filter.mayHold))
    let mistaken = (0..<10_000).count { _ in filter.mayHold(.random(in: .min ... .max, using: &random)) }
    #expect(mistaken < 600)
    #expect(filter.size == 8192, "two layers")
  }

  @Test func `an empty filter holds nothing and takes no room`() {
    let filter = KeyFilter()
    #expect(!filter.mayHold(0) && !filter.mayHold(.min) && filter.size == 0)
  }

  @Test func `however much comes, it takes no more room and denies nothing`() {
    var random = Seed(1)
    var filter = KeyFilter(layerCapacity: 256, mostLayers: 3)
    let added = (0..<20_000).map { _ in Int64.random(in: .min ... .max, using: &random) }
    for key in added { filter.insert(key) }
    #expect(added.allSatisfy(filter.mayHold))
    #expect(filter.size == 768)
  }
}

@Suite struct KeyTableTests {
  /// A table with some keys, each beside the number before it.
  private func database(of keys: [Int64]) throws -> Database {
    let database = try Database(path: ":memory:")
    try database.execute("CREATE TABLE kept(key INTEGER PRIMARY KEY, before INTEGER NOT NULL)")
    for key in keys { try database.run("INSERT INTO kept VALUES (?, ?)", key, key &- 1) }
    return database
  }

  @Test(arguments: Seed.first(5)) func `however much was read, what is there is found`(seed: Seed) throws {
    var random = seed
    let keys =
      [Int64.min, .max, 0]
      + (0..<Int.random(in: 0..<200, using: &random)).map { _ in
        Int64.random(in: .min ... .max, using: &random)
      }
    let database = try database(of: keys)
    var table = KeyTable(KeyRows("kept", "before"))
    for _ in 0...keys.count / 7 + 1 {
      for key in keys { #expect(try table.value(of: key, in: database) == key &- 1) }
      for _ in 0..<10 {
        #expect(try table.value(of: .random(in: 1 ... .max - 1, using: &random), in: database) == nil)
      }
      try table.readOn(by: 7, in: database)
    }
    #expect(!table.mayHold(1), "all is read")
  }

  @Test func `what is asked in vain is read, what is written is known`() throws {
    let database = try database(of: [5, 7, 9])
    var table = KeyTable(KeyRows("kept", "before"))
    #expect(table.mayHold(6))
    #expect(try table.value(of: 7, in: database) == 6)
    try table.readOn(in: database)
    #expect(table.mayHold(6), "nothing was asked in vain")
    #expect(try table.value(of: 6, in: database) == nil)
    try table.readOn(in: database)
    #expect(!table.mayHold(6))
    table.insert(6)
    try database.run("INSERT INTO kept VALUES (?, ?)", 6, 60)
    #expect(try table.value(of: 6, in: database) == 60)
  }
}
