// SPDX-License-Identifier: Apache-2.0
internal import SQLite

/// What keeps numbers by keys in the database.
protocol NumbersByKeys: Sendable {
  /// What stands beside a key; nil where the key is not there.
  func number(of key: Int64, in database: borrowing Database) throws(SQLiteError) -> Int64?
  /// The keys from one on in their order: so many, or some more, unless there are no more.
  func keys(from first: Int64, atLeast count: Int, in database: borrowing Database) throws(SQLiteError)
    -> [Int64]
}

/// A table with a row for each key.
struct KeyRows: NumbersByKeys {
  private let lookup: String
  private let sequel: String

  /// The table of that name with a column `key` and another one.
  init(_ name: String, _ column: String) {
    lookup = "SELECT \(column) FROM \(name) WHERE key = ?"
    sequel = "SELECT key FROM \(name) WHERE key >= ? ORDER BY key LIMIT ?"
  }

  func number(of key: Int64, in database: borrowing Database) throws(SQLiteError) -> Int64? {
    try database.number(lookup, for: key)
  }

  func keys(from first: Int64, atLeast count: Int, in database: borrowing Database) throws(SQLiteError)
    -> [Int64]
  {
    try database.column(sequel, first, count)
  }
}

/// Numbers by keys that are asked only for keys that may be among them.
///
/// Most keys that are looked up are those of new items and in no table; in a large one each would lead to a page of its
/// own, which must be read. What the table held before this start is read little by little as it is asked in vain, so
/// that neither the start nor any visit waits for it.
struct KeyTable<Kept: NumbersByKeys>: Sendable {
  /// How they are kept.
  let kept: Kept
  /// The keys that were read, and all that were written since.
  private var filter = KeyFilter()
  /// The first key that may be in the table without having been read; nil where there is none.
  private var unread: Int64? = .min
  /// How often a key that was not read was looked up and is not there, since keys were read last.
  private var vain = 0

  /// Those that are kept so, of which nothing is known yet.
  init(_ kept: Kept) { self.kept = kept }

  /// Whether a key may be there.
  func mayHold(_ key: Int64) -> Bool { unread.map { key >= $0 } ?? false || filter.mayHold(key) }

  /// What stands beside a key.
  mutating func value(of key: Int64, in database: borrowing Database) throws(SQLiteError) -> Int64? {
    guard mayHold(key) else { return nil }
    let value = try kept.number(of: key, in: database)
    if value == nil, unread.map({ key >= $0 }) ?? false { vain += 1 }
    return value
  }

  /// Notes a key that is written; nothing is lost where that comes to nothing.
  mutating func insert(_ key: Int64) { filter.insert(key) }

  /// Reads more of what was there before, as much as it pays: a lookup costs as much as a dozen keys read in order.
  ///
  /// To be called where nothing is written, for what is deleted for the time being would be missed.
  mutating func readOn(in database: borrowing Database) throws(SQLiteError) {
    if vain > 0 { try readOn(by: 16 * vain, in: database) }
  }

  /// Reads so many more keys.
  mutating func readOn(by count: Int, in database: borrowing Database) throws(SQLiteError) {
    guard let first = unread else { return }
    let keys = try kept.keys(from: first, atLeast: count, in: database)
    for key in keys { filter.insert(key) }
    vain = 0
    unread = keys.count >= count ? keys.last.flatMap { $0 == .max ? nil : $0 + 1 } : nil
  }
}
