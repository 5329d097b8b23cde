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
    let items = try database.column(
      "SELECT id FROM items WHERE stored < ? ORDER BY stored LIMIT ?", limit, batch, as: Identifier<Item>.self
    )
    for item in items {
      try database.run(
        """
        INSERT OR REPLACE INTO tombstones(key, stored)
        SELECT key, stored FROM identities JOIN items ON items.id = item WHERE item = ?
        """, item)
      try database.run("DELETE FROM items WHERE id = ?", item)
    }
    if !items.isEmpty { recentKeys.remove() }
    return items.count
  }
}
