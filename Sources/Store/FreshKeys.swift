// SPDX-License-Identifier: Apache-2.0
internal import Model
internal import SQLite
internal import Text

/// How far the store has come, as far as identities go: a verdict holds as long as nothing it rests on was
/// written since.
struct Stage: Sendable {
  /// How many visits have added identities.
  var additions: UInt64 = 0
  /// How many times some were taken away.
  var removals: UInt64 = 0
}

/// The keys of the chain that came lately, in memory to be asked; in the database they are a log.
///
/// Keys are random numbers, so that in a large table each lies on a page of its own: written there one by one, every
/// item would cost half a dozen pages. As a log eight hundred take one, and sorted into the table by the ten thousand
/// they share its pages (a log-structured merge of two levels; O'Neil and others, "The log-structured merge-tree", 1996).
///
/// It also tells whether what `sift` has asked still holds when `record` comes to it.
struct FreshKeys: Sendable {
  private(set) var stage = Stage()
  private var held: [Int64: Fresh] = [:]
  /// Before this addition they are not known any more.
  private var floor: UInt64 = 0

  private struct Fresh {
    let item: Int64
    let addition: UInt64
  }

  /// How many there are.
  var count: Int { held.count }

  /// The item that a key leads to.
  func item(of key: Int64) -> Identifier<Item>? { held[key].map { Identifier($0.item) } }

  /// Begins a visit that adds keys.
  mutating func begin() { stage.additions += 1 }

  /// Adds a key of the present visit; false where it leads to an item already.
  mutating func add(_ key: Int64, of item: Identifier<Item>) -> Bool {
    if held[key] != nil { return false }
    held[key] = Fresh(item: item.value, addition: stage.additions)
    return true
  }

  /// All keys in order, each with the item it leads to.
  var inOrder: [(key: Int64, item: Int64)] { held.map { ($0.key, $0.value.item) }.sorted { $0.key < $1.key } }

  /// Notes that some identities are gone.
  mutating func remove() { stage.removals += 1 }

  /// Forgets all: they are in the table now, or were never written.
  mutating func clear() {
    held.removeAll(keepingCapacity: true)
    floor = stage.additions
  }

  /// Whether verdicts of that stage on these keys still hold.
  func hold(since stage: Stage, for answer: Identified) -> Bool {
    if stage.additions == self.stage.additions && stage.removals == self.stage.removals { return true }
    guard stage.removals == self.stage.removals, stage.additions >= floor else { return false }
    return answer.keys.allSatisfy { keys in
      keys.links.all.allSatisfy { (held[$0]?.addition ?? 0) <= stage.additions }
    }
  }
}

extension Store {
  /// The item that a key leads to, whichever had it first.
  func item(knownBy key: Int64) throws(SQLiteError) -> Identifier<Item>? {
    if let item = try sortedKeys.value(of: key, in: database) { return Identifier(item) }
    return freshKeys.item(of: key)
  }

  /// Keeps the keys of an item, but for those that lead to another one.
  func remember(
    _ id: Identifier<Item>, _ keys: IdentityKeys, besides shared: Set<Int64>
  ) throws(SQLiteError) {
    let fresh = keys.links.all.filter { !shared.contains($0) && freshKeys.add($0, of: id) }
    if fresh.isEmpty { return }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 * fresh.count)
    for key in fresh { bytes.append(littleEndian: key) }
    try database.run("INSERT INTO fresh_identities(item, keys) VALUES (?, ?)", id, bytes)
  }

  /// Reads what a stop, or a transaction that came to nothing, has left of the log.
  func readFreshKeys() throws(SQLiteError) {
    if hasReadFreshKeys { return }
    freshKeys.clear()
    let rows = try database.all("SELECT item, keys FROM fresh_identities ORDER BY rowid") {
      (row) throws(SQLiteError) in
      (item: try row.next(Identifier<Item>.self), keys: try row.next([UInt8].self))
    }
    for row in rows {
      for key in row.keys.littleEndian(Int64.self) { _ = freshKeys.add(key, of: row.item) }
    }
    hasReadFreshKeys = true
  }

  /// Sorts the log into the table once it is long enough; a key that is there leads where it led.
  func sortFreshKeys(from length: Int) throws(SQLiteError) {
    try readFreshKeys()
    guard freshKeys.count >= max(1, length) else { return }
    for (key, item) in freshKeys.inOrder {
      sortedKeys.insert(key)
      try database.run("INSERT OR IGNORE INTO identities(key, item) VALUES (?, ?)", numbers: key, item)
    }
    try database.execute("DELETE FROM fresh_identities")
    freshKeys.clear()
  }
}
