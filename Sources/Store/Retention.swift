// SPDX-License-Identifier: Apache-2.0
package import Model
import SQLite

/// How many items are deleted in one transaction: a small one fits even where the disk is nearly full.
private let batch = 500

/// Items with mentions, all of them stored before an instant; the oldest mentions first.
private let mentionedItems = """
  SELECT DISTINCT item FROM mentions AS old WHERE stored < ?1
    AND NOT EXISTS (SELECT 1 FROM mentions WHERE item = old.item AND stored >= ?1)
  LIMIT ?2
  """

/// Items without mentions that were stored before an instant.
private let otherItems = """
  SELECT id FROM items WHERE stored < ?1 AND NOT EXISTS (SELECT 1 FROM mentions WHERE item = items.id)
  ORDER BY stored LIMIT ?2
  """

extension Store {
  /// Deletes items whose last mention was stored before an instant, with their mentions, and notifications that were
  /// settled before it; and items stored before another instant that have no mention. Says how many items these
  /// were; where an instant is nil, those are kept.
  ///
  /// What an item was known by stays as a tombstone, so that a source which still holds it does not bring it
  /// back.
  package func prune(
    mentionsBefore mentions: Instant?, othersBefore others: Instant?
  ) throws(StoreError) -> Int {
    var pruned = 0
    if let mentions {
      pruned += try prune(mentionedItems, before: mentions)
      try writing {
        try database.run(
          "DELETE FROM outbox WHERE created < ? AND state NOT IN ('queued', 'sending', 'held')", mentions)
        try database.run("DELETE FROM outages WHERE ended < ?", mentions)
      }
    }
    if let others { pruned += try prune(otherItems, before: others) }
    return pruned
  }

  private func prune(_ doomed: String, before limit: Instant) throws(StoreError) -> Int {
    var pruned = 0
    while true {
      let count = try writing { try pruneBatch(of: doomed, before: limit) }
      pruned += count
      if count < batch { return pruned }
    }
  }

  private func pruneBatch(of doomed: String, before limit: Instant) throws(SQLiteError) -> Int {
    let items = try database.column(doomed, limit, batch, as: Int64.self)
    if items.isEmpty { return 0 }
    let list = "[" + items.map(String.init).joined(separator: ",") + "]"
    try sortFreshKeys(from: 1)
    // One way through the table finds the keys of a whole batch: an index of them by items would double what every new
    // item costs.
    let keys = try database.all(
      """
      SELECT key, stored FROM identities JOIN items ON items.id = item
      WHERE item IN (SELECT value FROM json_each(?))
      """, list
    ) { (row) throws(SQLiteError) in (key: try row.next(Int64.self), stored: try row.next(Instant.self)) }
    for (key, stored) in keys {
      tombstones.insert(key)
      try database.run("INSERT OR REPLACE INTO tombstones(key, stored) VALUES (?, ?)", key, stored)
      try database.run("DELETE FROM identities WHERE key = ?", key)
    }
    try keepLastItem()
    try database.run("DELETE FROM items WHERE id IN (SELECT value FROM json_each(?))", list)
    freshKeys.remove()
    return items.count
  }
}
