// SPDX-License-Identifier: Apache-2.0
package import Model
import SQLite
import Threads

/// What the store holds.
package struct StoreStatus: Hashable, Sendable {
  /// Brands listened for.
  package var brands: Int
  /// Keywords watched.
  package var keywords: Int
  /// Sources visited.
  package var sources: Int
  /// Sources that are not as they should be: throttled, blocked, gone, failing, broken, empty or silent.
  package var sourcesInTrouble: Int
  /// When the next of them is due; nil where there is none.
  package var nextDue: Instant?
  /// Items stored.
  package var items: Int
  /// Mentions stored.
  package var mentions: Int
  /// Mentions nobody has looked at.
  package var newMentions: Int
  /// Notifications by how far they are; states of none are left out.
  package var outbox: [OutboxRecord.State: Int]
  /// The size of the database without its log, in bytes.
  package var databaseBytes: Int
  /// The number of the newest migration.
  package var schemaVersion: Int
}

extension Store {
  /// Counts what the store holds, where anything was written since it was counted last: it is asked twice a minute, and
  /// thousands of sources are a megabyte to read.
  package func status() throws(StoreError) -> StoreStatus {
    if let counted, counted.changes == database.totalChanges { return counted.status }
    let status = try counts()
    counted = (status, database.totalChanges)
    return status
  }

  private func counts() throws(StoreError) -> StoreStatus {
    try reading {
      let states = try database.all("SELECT state, count(*) FROM outbox GROUP BY state") {
        (row) throws(SQLiteError) in (try row.word(OutboxRecord.State.self), try row.next(Int.self))
      }
      return StoreStatus(
        brands: try count("brands WHERE retired IS NULL"),
        keywords: try count("keywords WHERE retired IS NULL"),
        sources: try count("sources WHERE retired IS NULL"),
        sourcesInTrouble: try count(
          """
          health JOIN sources ON sources.id = source
          WHERE retired IS NULL AND state IN ('throttled', 'blocked', 'gone', 'failing', 'broken', 'empty', 'silent')
          """),
        nextDue: try database.value(
          "SELECT min(next_poll) FROM health JOIN sources ON sources.id = source WHERE retired IS NULL",
          as: Instant?.self) ?? nil,
        items: try itemCount(), mentions: try count("mentions"),
        newMentions: try count("mentions WHERE state = 'new'"),
        outbox: Dictionary(uniqueKeysWithValues: states),
        databaseBytes: try (database.value("PRAGMA page_count") ?? 0)
          * (database.value("PRAGMA page_size") ?? 0),
        schemaVersion: try database.schemaVersion())
    }
  }

  /// Brings the log into the database and empties it, as before a shutdown.
  package func checkpoint() throws(StoreError) {
    try reading { try database.run("PRAGMA wal_checkpoint(TRUNCATE)") }
  }

  /// Returns when the store can answer, which is what the watchdog wants to know, and tells how it stands.
  ///
  /// In the same step, since each wakes the store's thread, it gives back the memory in which SQLite keeps what it has
  /// read, for the system has it at hand as well, and forgets what is known of sources where none was visited since the
  /// last time. What a store at rest reads for this stays: the system may have to fetch it from the disk.
  package func heartbeat() throws(StoreError) -> StoreStatus {
    defer {
      if database.cachedBytes > 512 << 10 { database.giveBackMemory() }
      known.withLock { $0.forgetIfIdle() }
    }
    try reading { _ = try database.value("SELECT count(*) FROM meta", as: Int.self) }
    return try status()
  }

  private func itemCount() throws(SQLiteError) -> Int {
    try database.value("SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'item count'") ?? 0
  }

  /// Counts items that were stored, or deleted where negative: the table has no index that could be counted in its stead,
  /// and its texts are nearly all of the database.
  func countItems(_ difference: Int) throws(SQLiteError) {
    if difference == 0 { return }
    try database.run(
      "UPDATE meta SET value = CAST(CAST(value AS INTEGER) + ? AS TEXT) WHERE name = 'item count'", difference
    )
  }

  private func count(_ rows: StaticString) throws(SQLiteError) -> Int {
    try database.value("SELECT count(*) FROM \(rows)") ?? 0
  }
}
