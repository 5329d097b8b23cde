// SPDX-License-Identifier: Apache-2.0
import Model
import SQLite
import Support
import Testing

@testable import Store

@Suite struct KeyRunsTests {
  private let runs = KeyRuns()

  private func database() throws -> Database {
    let database = try Database(path: ":memory:")
    try database.execute("CREATE TABLE identity_runs(first INTEGER PRIMARY KEY, keys BLOB NOT NULL) STRICT")
    return database
  }

  /// Keys of which some come again, in order, each with the next item.
  private func pairs(_ count: Int, _ item: inout Int64, using random: inout Seed) -> [(Int64, Int64)] {
    let keys = (0..<count).map { _ in
      Bool.random(using: &random)
        ? Int64.random(in: .min ... .max, using: &random) : Int64.random(in: -500...500, using: &random)
    }
    return Set(keys + [.min, .max]).sorted().map { key in
      item += 1
      return (key, item)
    }
  }

  @Test(arguments: Seed.first(10)) func `what goes in and out is what a dictionary holds`(seed: Seed) throws {
    var random = seed
    let database = try database()
    var plain: [Int64: Int64] = [:]
    var item: Int64 = 0
    for _ in 0..<12 {
      let count = Int.random(in: 0..<3000, using: &random)
      let fresh = pairs(count, &item, using: &random)
      try runs.insert(fresh, in: database)
      plain.merge(fresh.map { ($0.0, $0.1) }) { first, _ in first }
      let doomed = Set(
        (0..<Int.random(in: 0..<2000, using: &random)).map { _ in
          Int64.random(in: 0...item, using: &random)
        })
      let removed = try runs.remove(keysOf: doomed, in: database)
      let expected = plain.filter { doomed.contains($0.value) }
      #expect(Dictionary(uniqueKeysWithValues: removed.map { ($0.key, $0.item) }) == expected)
      for key in expected.keys { plain[key] = nil }

      #expect(try runs.keys(from: .min, atLeast: .max, in: database) == plain.keys.sorted())
      for (key, item) in plain.shuffled(using: &random).prefix(200) {
        #expect(try runs.number(of: key, in: database) == item)
      }
      for key in expected.keys { #expect(try runs.number(of: key, in: database) == nil) }
      let sizes = try database.column("SELECT length(keys) / 16 FROM identity_runs", as: Int.self)
      #expect(sizes.allSatisfy { $0 <= KeyRuns.most })
    }
    let all = Set(plain.values)
    #expect(try runs.remove(keysOf: all, in: database).count == plain.count)
    #expect(
      try database.value("SELECT count(*) FROM identity_runs", as: Int.self) == 1,
      "the one that holds the least")
  }

  @Test func `keys are read on from any of them, as many as are wanted`() throws {
    let database = try database()
    #expect(try runs.keys(from: .min, atLeast: 3, in: database).isEmpty)
    #expect(try runs.number(of: 5, in: database) == nil)
    try runs.insert((0..<2000).map { (Int64($0), 1) }, in: database)
    var met: [Int64] = []
    var next: Int64 = 0
    repeat {
      let keys = try runs.keys(from: next, atLeast: 7, in: database)
      #expect(keys.count >= 7 || keys.last == 1999)
      met += keys
      next = (keys.last ?? 1999) + 1
    } while next < 2000
    #expect(met == Array(0..<2000))
    #expect(try runs.keys(from: 2000, atLeast: 7, in: database).isEmpty)
  }

  @Test(arguments: [0, 1, 25_000]) func `keys that have a row each are moved, and are the same`(count: Int)
    throws
  {
    let database = try database()
    try database.execute("CREATE TABLE identities(key INTEGER PRIMARY KEY, item INTEGER NOT NULL) STRICT")
    for index in 0..<count {
      try database.run("INSERT INTO identities VALUES (?, ?)", Int64(index) * 3 - 7, index)
    }
    try database.moveIdentities()
    #expect(try runs.keys(from: .min, atLeast: .max, in: database) == (0..<count).map { Int64($0) * 3 - 7 })
    for index in [0, count / 2, count - 1] where (0..<count).contains(index) {
      #expect(try runs.number(of: Int64(index) * 3 - 7, in: database) == Int64(index))
    }
    #expect(
      try database.value("SELECT count(*) FROM sqlite_schema WHERE name = 'identities'", as: Int.self) == 0)
  }
}
