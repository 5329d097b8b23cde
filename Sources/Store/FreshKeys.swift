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
/// Keys are random numbers, so that among many each lies on a page of its own: written there one by one, every
/// item would cost half a dozen pages. As a log eight hundred take one, and sorted in by the ten thousand
/// they share the pages (a log-structured merge of two levels; O'Neil and others, "The log-structured merge-tree", 1996).
///
/// It also tells whether what `sift` has asked still holds when `record` comes to it.
struct FreshKeys: Sendable {
  private(set) var stage = Stage()
  /// How many there are.
  private(set) var count = 0
  /// A power of two of them, each key in the first free one from the place that its highest bits name, for keys are
  /// hashes: so they lie nearly in order.
  private var slots = [Slot](repeating: Slot(), count: fewestSlots)
  /// For each of these 0 where it is free, else some bits of its key: most keys that are looked for are not there, which
  /// is seen here, in a small part of the memory.
  private var tags = [UInt8](repeating: 0, count: fewestSlots)
  /// Before this addition they are not known any more.
  private var floor: UInt64 = 0

  private static let fewestSlots = 1 << 10
  /// As many as stay when the keys are sorted in, 3 MB.
  private static let keptSlots = 1 << 17

  private struct Slot {
    var key: Int64 = 0
    var item: Int64 = 0
    var addition: UInt64 = 0
  }

  /// The item that a key leads to.
  func item(of key: Int64) -> Identifier<Item>? {
    let place = place(of: key)
    return tags[place] == 0 ? nil : Identifier(slots[place].item)
  }

  /// Begins a visit that adds keys.
  mutating func begin() { stage.additions += 1 }

  /// Adds a key of the present visit; false where it leads to an item already.
  mutating func add(_ key: Int64, of item: Identifier<Item>) -> Bool {
    let place = place(of: key)
    guard tags[place] == 0 else { return false }
    slots[place] = Slot(key: key, item: item.value, addition: stage.additions)
    tags[place] = Self.tag(of: key)
    count += 1
    if count > slots.count / 4 * 3 { spread(over: 2 * slots.count) }
    return true
  }

  /// Where a key is, or would be.
  private func place(of key: Int64) -> Int {
    var place = Int(UInt64(bitPattern: key ^ .min) >> UInt64(slots.count.leadingZeroBitCount + 1))
    let tag = Self.tag(of: key)
    while tags[place] != 0 && (tags[place] != tag || slots[place].key != key) {
      place = (place + 1) & (slots.count - 1)
    }
    return place
  }

  private static func tag(of key: Int64) -> UInt8 { UInt8(truncatingIfNeeded: key) | 0x80 }

  private mutating func spread(over room: Int) {
    let (held, taken) = (slots, tags)
    slots = [Slot](repeating: Slot(), count: room)
    tags = [UInt8](repeating: 0, count: room)
    for old in held.indices where taken[old] != 0 {
      let place = place(of: held[old].key)
      (slots[place], tags[place]) = (held[old], taken[old])
    }
  }

  /// All keys in order, each with the item it leads to.
  var inOrder: [(Int64, Int64)] {
    var pairs: [(Int64, Int64)] = []
    pairs.reserveCapacity(count)
    for place in slots.indices where tags[place] != 0 {
      pairs.append((slots[place].key, slots[place].item))
    }
    // What is nearly in order is so soonest by moving each to its place.
    for place in pairs.indices.dropFirst() {
      let pair = pairs[place]
      var at = place
      while at > 0 && pairs[at - 1].0 > pair.0 {
        pairs[at] = pairs[at - 1]
        at -= 1
      }
      pairs[at] = pair
    }
    return pairs
  }

  /// Notes that some identities are gone.
  mutating func remove() { stage.removals += 1 }

  /// Forgets all: they are sorted in now, or were never written.
  mutating func clear() {
    count = 0
    if slots.count > Self.keptSlots {
      slots = [Slot](repeating: Slot(), count: Self.keptSlots)
      tags = [UInt8](repeating: 0, count: Self.keptSlots)
    } else {
      // In place: the room is no small part of all the memory.
      for place in tags.indices { tags[place] = 0 }
    }
    floor = stage.additions
  }

  /// Whether verdicts of that stage on these keys still hold.
  func hold(since stage: Stage, for answer: Identified) -> Bool {
    if stage.additions == self.stage.additions && stage.removals == self.stage.removals { return true }
    guard stage.removals == self.stage.removals, stage.additions >= floor else { return false }
    return answer.keys.allSatisfy { keys in
      keys.links.allSatisfy { key in
        let place = place(of: key)
        return tags[place] == 0 || slots[place].addition <= stage.additions
      }
    }
  }
}

/// The keys that one visit adds, as they stand in the log: each before the item it leads to, both in eight bytes.
struct KeyLog {
  private(set) var bytes: [UInt8] = []

  /// Notes a key of an item.
  mutating func append(_ key: Int64, of item: Identifier<Item>) {
    bytes.append(littleEndian: key)
    bytes.append(littleEndian: item.value)
  }

  /// Calls for each key that was noted.
  static func forEach(in bytes: [UInt8], _ body: (Int64, Identifier<Item>) -> Void) {
    let numbers = bytes.littleEndian(Int64.self)
    for place in stride(from: 0, to: numbers.count - 1, by: 2) {
      body(numbers[place], Identifier(numbers[place + 1]))
    }
  }
}

extension Store {
  /// The item that a key leads to, whichever had it first.
  func item(knownBy key: Int64) throws(SQLiteError) -> Identifier<Item>? {
    if let item = try sortedKeys.value(of: key, in: database) { return Identifier(item) }
    return freshKeys.item(of: key)
  }

  /// Notes the keys of an item, but for those that lead to another one; `write` keeps them.
  func note(
    _ keys: IdentityKeys, of id: Identifier<Item>, besides shared: Set<Int64>, in log: inout KeyLog
  ) {
    keys.links.forEach { key in
      if !shared.contains(key) && freshKeys.add(key, of: id) { log.append(key, of: id) }
    }
  }

  /// Writes what a visit has added to the log, in a row of no item.
  func write(_ log: KeyLog) throws(SQLiteError) {
    if log.bytes.isEmpty { return }
    try database.run("INSERT INTO fresh_identities(item, keys) VALUES (0, ?)", log.bytes)
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
      if row.item.value == 0 {
        KeyLog.forEach(in: row.keys) { _ = freshKeys.add($0, of: $1) }
      } else {
        // The keys of one item, as rows were before.
        for key in row.keys.littleEndian(Int64.self) { _ = freshKeys.add(key, of: row.item) }
      }
    }
    hasReadFreshKeys = true
  }

  /// Sorts the log in once it is long enough; a key that is there leads where it led.
  func sortFreshKeys(from length: Int) throws(SQLiteError) {
    try readFreshKeys()
    guard freshKeys.count >= max(1, length) else { return }
    let pairs = freshKeys.inOrder
    for (key, _) in pairs { sortedKeys.insert(key) }
    try sortedKeys.kept.insert(pairs, in: database)
    try database.execute("DELETE FROM fresh_identities")
    freshKeys.clear()
  }
}
