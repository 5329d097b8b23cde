// SPDX-License-Identifier: Apache-2.0
internal import SQLite
internal import Text

/// The identities that are sorted: keys in their order, each with its item, some hundreds in a row of `identity_runs`.
///
/// With a row for each key, to sort keys in took more time than all else that is written of an item but its texts. As it
/// is each run is read once, merged and written once, and takes a page of the database.
struct KeyRuns: NumbersByKeys {
  /// How many keys a run holds at most: as many as there is room for on a page.
  static let most = 500

  /// A run, from which key on it holds them, and the same of the next run.
  private struct Held {
    var first: Int64
    var run: Run
    var next: Int64?
  }

  func number(of key: Int64, in database: borrowing Database) throws(SQLiteError) -> Int64? {
    guard let run = try held(for: key, in: database)?.run else { return nil }
    let place = run.place(of: key)
    return place < run.count && run.key(at: place) == key ? run.item(at: place) : nil
  }

  func keys(from first: Int64, atLeast count: Int, in database: borrowing Database) throws(SQLiteError)
    -> [Int64]
  {
    var keys: [Int64] = []
    var start: Int64? = first
    while let at = start, keys.count < count, let held = try held(for: at, in: database) {
      for place in held.run.place(of: at)..<held.run.count { keys.append(held.run.key(at: place)) }
      start = held.next
    }
    return keys
  }

  /// Sorts keys in, which must be in order, each with its item; one that is there leads where it led.
  func insert(_ pairs: [(Int64, Int64)], in database: borrowing Database) throws(SQLiteError) {
    var rest = pairs[...]
    while let (key, _) = rest.first {
      let held = try held(for: key, in: database) ?? Held(first: .min, run: Run())
      let end = held.next.flatMap { next in rest.firstIndex { $0.0 >= next } } ?? rest.endIndex
      try write(held.run.merged(with: rest[..<end]), from: held.first, in: database)
      rest = rest[end...]
    }
  }

  /// Takes the keys of items away; gives them, each with its item.
  func remove(
    keysOf items: Set<Int64>, in database: borrowing Database
  ) throws(SQLiteError) -> [(key: Int64, item: Int64)] {
    var removed: [(key: Int64, item: Int64)] = []
    var start: Int64? = .min
    while let at = start, let held = try held(for: at, in: database) {
      let (left, gone) = held.run.parted(by: items)
      if !gone.isEmpty {
        removed += gone
        if left.count == 0 && held.first != .min {
          try database.run("DELETE FROM identity_runs WHERE first = ?", held.first)
        } else {
          try write(left, from: held.first, in: database)
        }
      }
      start = held.next
    }
    return removed
  }

  /// The run that a key belongs to; nil where there is none at all, for the first one begins with the least of all keys.
  private func held(for key: Int64, in database: borrowing Database) throws(SQLiteError) -> Held? {
    try database.first(
      """
      SELECT first, keys, (SELECT first FROM identity_runs WHERE first > held.first ORDER BY first LIMIT 1)
      FROM identity_runs AS held WHERE first <= ? ORDER BY first DESC LIMIT 1
      """, key
    ) { (row) throws(SQLiteError) in
      Held(first: try row.next(), run: Run(bytes: try row.next()), next: try row.next())
    }
  }

  /// Writes a run, or several where it is longer than one may be; then each has room for more.
  private func write(_ run: Run, from first: Int64, in database: borrowing Database) throws(SQLiteError) {
    let pieces = run.count <= Self.most ? 1 : run.count / (Self.most * 3 / 4) + 1
    for piece in 0..<pieces {
      let range = run.count * piece / pieces..<run.count * (piece + 1) / pieces
      try database.run(
        "INSERT OR REPLACE INTO identity_runs(first, keys) VALUES (?, ?)",
        piece == 0 ? first : run.key(at: range.lowerBound), run.bytes(of: range))
    }
  }
}

extension Database {
  /// Moves the keys of a database in which each has a row of its own; to be called within a transaction.
  borrowing func moveIdentities() throws {
    var pairs: [(Int64, Int64)] = []
    try forEach("SELECT key, item FROM identities ORDER BY key") { (row) throws(SQLiteError) in
      pairs.append((try row.next(), try row.next()))
      if pairs.count < 10_000 { return }
      try KeyRuns().insert(pairs, in: self)
      pairs = []
    }
    try KeyRuns().insert(pairs, in: self)
    try execute("DROP TABLE identities")
  }
}

/// Keys in their order, each before its item, both in eight bytes.
private struct Run {
  private var bytes: [UInt8] = []

  init() {}

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// How many keys there are.
  var count: Int { bytes.count / 16 }

  func key(at place: Int) -> Int64 { number(at: 16 * place) }

  func item(at place: Int) -> Int64 { number(at: 16 * place + 8) }

  func bytes(of range: Range<Int>) -> [UInt8] { Array(bytes[16 * range.lowerBound..<16 * range.upperBound]) }

  /// The place of the first key that is not less, from a place on.
  func place(of key: Int64, from start: Int = 0) -> Int {
    var (low, high) = (start, count)
    while low < high {
      let middle = (low + high) / 2
      if self.key(at: middle) < key { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// With other keys, which are in order as well; its own come first.
  func merged(with pairs: ArraySlice<(Int64, Int64)>) -> Run {
    var merged = Run()
    merged.bytes.reserveCapacity(bytes.count + 16 * pairs.count)
    var taken = 0
    for (key, item) in pairs {
      let place = place(of: key, from: taken)
      merged.bytes += bytes[16 * taken..<16 * place]
      taken = place
      if place < count && self.key(at: place) == key { continue }
      merged.bytes.append(littleEndian: key)
      merged.bytes.append(littleEndian: item)
    }
    merged.bytes += bytes[(16 * taken)...]
    return merged
  }

  /// Without the keys of some items, and these keys.
  func parted(by items: Set<Int64>) -> (left: Run, gone: [(key: Int64, item: Int64)]) {
    let places = (0..<count).filter { items.contains(item(at: $0)) }
    if places.isEmpty { return (self, []) }
    var left = Run()
    var taken = 0
    for place in places {
      left.bytes += bytes[16 * taken..<16 * place]
      taken = place + 1
    }
    left.bytes += bytes[(16 * taken)...]
    return (left, places.map { (key(at: $0), item(at: $0)) })
  }

  private func number(at offset: Int) -> Int64 {
    // Safe because any eight bytes are a number, and the offset is checked.
    unsafe Int64(littleEndian: bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: Int64.self))
  }
}
