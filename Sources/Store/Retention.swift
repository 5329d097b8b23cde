// SPDX-License-Identifier: Apache-2.0
package import Model
import SQLite

/// How many items are deleted in one transaction: a small one fits even where the disk is nearly full.
private let batch = 500

extension Store {
  /// Deletes items stored before an instant with their mentions, and notifications that were settled before
  /// it; says how many items these were.
  ///
  /// What an item was known by stays as a tombstone, so that a source which still holds it does not bring it
  /// back.
  package func prune(olderThan limit: Instant) throws(StoreError) -> Int {
    var pruned = 0
    while true {
      let count = try writing { try pruneBatch(olderThan: limit) }
      pruned += count
      if count < batch { break }
    }
    try writing {
      try database.run(
        "DELETE FROM outbox WHERE created < ? AND state NOT IN ('queued', 'sending', 'held')", limit)
      try database.run("DELETE FROM outages WHERE ended < ?", limit)
    }
    return pruned
  }

  private func pruneBatch(olderThan limit: Instant) throws(SQLiteError) -> Int {
    let doomed = "SELECT id FROM items WHERE stored < ?1 ORDER BY stored LIMIT ?2"
    guard try database.first(doomed, limit, 1, read: { _ in true }) ?? false else { return 0 }
    try sortFreshKeys(from: 1)
    // One way through the table finds the keys of a whole batch: an index of them by items would double what every new
    // item costs.
    let keys = try database.all(
      "SELECT key, stored FROM identities JOIN items ON items.id = item WHERE item IN (\(doomed))", limit, batch
    ) { (row) throws(SQLiteError) in (key: try row.next(Int64.self), stored: try row.next(Instant.self)) }
    for (key, stored) in keys {
      try database.run("INSERT OR REPLACE INTO tombstones(key, stored) VALUES (?, ?)", key, stored)
      try database.run("DELETE FROM identities WHERE key = ?", key)
    }
    try database.run("DELETE FROM items WHERE id IN (\(doomed))", limit, batch)
    let count = database.changes
    freshKeys.remove()
    return count
  }
}
