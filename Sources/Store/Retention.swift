// SPDX-License-Identifier: Apache-2.0
package import Model
import SQLite

/// How many are deleted in one transaction: a small one fits even where the disk is nearly full, and keeps visits, mail
/// and the heartbeat waiting for a moment only.
private let batch = 500

/// Items with mentions, all of them stored before an instant; the oldest mentions first.
private let mentionedItems = """
  SELECT DISTINCT item FROM mentions AS old WHERE stored < ?1
    AND NOT EXISTS (SELECT 1 FROM mentions WHERE item = old.item AND stored >= ?1)
  LIMIT ?2
  """

/// Items without mentions that were stored before an instant, as far as a number.
private let otherItems = """
  SELECT id FROM items WHERE id < ?3 AND stored < ?1
    AND NOT EXISTS (SELECT 1 FROM mentions WHERE item = items.id)
  ORDER BY id LIMIT ?2
  """

/// Notifications that were settled and became owed before an instant.
private let settledNotifications = """
  SELECT id FROM outbox WHERE created < ?1 AND state NOT IN ('queued', 'sending', 'held') LIMIT \(batch)
  """

extension Store {
  /// Deletes a batch of what is too old, to be called until it returns nil, since nothing of it is left: items whose
  /// last mention was stored before an instant, with their mentions; items stored before another instant that have no
  /// mention; then notifications that were settled before the first one. Says how many items these were; where an
  /// instant is nil, those are kept.
  ///
  /// What an item was known by stays as a tombstone, so that a source which still holds it does not bring it
  /// back.
  package func prune(
    mentionsBefore mentions: Instant?, othersBefore others: Instant?
  ) throws(StoreError) -> Int? {
    try writing {
      var doomed: [Int64] = []
      if let mentions { doomed = try database.column(mentionedItems, mentions, batch, as: Int64.self) }
      if let others, doomed.isEmpty {
        doomed = try database.column(
          otherItems, others, batch, firstItem(storedFrom: others), as: Int64.self)
      }
      if !doomed.isEmpty { return try delete(doomed) }
      guard let mentions else { return nil }
      try database.run("DELETE FROM outages WHERE ended < ?", mentions)
      try database.run("DELETE FROM outbox WHERE id IN (\(settledNotifications))", mentions)
      return database.changes > 0 ? 0 : nil
    }
  }

  /// The number below which items were stored before an instant, for numbers rise with time. Where a clock was put back
  /// some of them may not have been, or one that was may have a higher number.
  private func firstItem(storedFrom limit: Instant) throws(SQLiteError) -> Int64 {
    var low: Int64 = 0
    var high = try database.value("SELECT coalesce(max(id), 0) + 1 FROM items", as: Int64.self) ?? 1
    while low < high {
      let middle = low + (high - low) / 2
      let isBefore = try database.value(
        "SELECT stored < ?2 FROM items WHERE id >= ?1 ORDER BY id LIMIT 1", middle, limit, as: Bool.self)
      if isBefore == true { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func delete(_ items: [Int64]) throws(SQLiteError) -> Int {
    let list = "[" + items.map(String.init).joined(separator: ",") + "]"
    try sortFreshKeys(from: 1)
    // One way through all keys finds those of a whole batch: an index of them by items would double what every new
    // item costs.
    let stored = try database.all(
      "SELECT id, stored FROM items WHERE id IN (SELECT value FROM json_each(?))", list
    ) { (row) throws(SQLiteError) in (try row.next(Int64.self), try row.next(Instant.self)) }
    let times = Dictionary(uniqueKeysWithValues: stored)
    for (key, item) in try sortedKeys.kept.remove(keysOf: Set(times.keys), in: database) {
      tombstones.insert(key)
      try database.run("INSERT OR REPLACE INTO tombstones(key, stored) VALUES (?, ?)", key, times[item])
    }
    try keepLastItem()
    try database.run("DELETE FROM items WHERE id IN (SELECT value FROM json_each(?))", list)
    try countItems(-database.changes)
    freshKeys.remove()
    return items.count
  }
}
