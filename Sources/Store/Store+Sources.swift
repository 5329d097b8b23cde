// SPDX-License-Identifier: Apache-2.0
package import Model
import SQLite

extension Store {
  /// The sources that are visited, by name.
  package func sources() throws(StoreError) -> [SourceRecord] {
    try reading {
      try database.all(
        "SELECT \(SourceRecord.columns) WHERE retired IS NULL ORDER BY key", read: SourceRecord.init(row:))
    }
  }

  /// Adds a source, due at once, or changes the one of that name; throws `declaredInFile` where it differs
  /// from one in the files.
  package func add(source: Source, now: Instant) throws(StoreError) -> Committed<SourceRecord> {
    try writing {
      if let held = try sourceRecord(source.name), held.origin == .file {
        guard held.source == source else {
          throw StoreError.declaredInFile(noun: "source", name: source.name)
        }
        return Committed(record: held, isNew: false)
      }
      let isNew = try upsert(source, origin: .runtime, now: now)
      return Committed(record: try stored(sourceRecord(source.name), "source", source.name), isNew: isNew)
    }
  }

  /// Visits a source no more; what was found there stays.
  package func removeSource(named name: String, now: Instant) throws(StoreError) -> SourceRecord {
    try writing {
      let record = try stored(sourceRecord(name), "source", name)
      guard record.origin == .runtime else { throw StoreError.declaredInFile(noun: "source", name: name) }
      try database.run("UPDATE sources SET retired = ? WHERE id = ?", now, record.id)
      return record
    }
  }

  /// The sources whose time has come, the longest due first.
  package func due(by now: Instant, limit: Int) throws(StoreError) -> [Identifier<Source>] {
    try reading {
      try database.column(
        """
        SELECT source FROM health JOIN sources ON sources.id = source
        WHERE next_poll <= ? AND retired IS NULL ORDER BY next_poll, source LIMIT ?
        """, now, limit)
    }
  }

  /// When the next source is due; nil where there is none.
  package func nextDue() throws(StoreError) -> Instant? {
    try reading {
      try database.value(
        "SELECT min(next_poll) FROM health JOIN sources ON sources.id = source WHERE retired IS NULL",
        as: Instant?.self) ?? nil
    }
  }

  /// What a visit to a source needs to know; throws `notFound` for one that is not visited any more.
  package func visit(to id: Identifier<Source>) throws(StoreError) -> Visit {
    try reading {
      let held = try database.first(
        "SELECT \(SourceRecord.columns) WHERE sources.id = ? AND retired IS NULL", id,
        read: SourceRecord.init(row:))
      let record = try stored(held, "source", id.description)
      let url = record.health.movedTo ?? record.source.url
      let firstRead = try database.value(
        "SELECT first_read FROM health WHERE source = ?", id, as: Instant?.self)
      return Visit(
        record: record, url: url, validators: try validators(of: id), isFirst: (firstRead ?? nil) == nil)
    }
  }

  private func validators(of id: Identifier<Source>) throws(SQLiteError) -> Validators? {
    try database.first(
      "SELECT url, etag, last_modified, body_hash, obtained FROM validators WHERE source = ?", id
    ) { (row) throws(SQLiteError) in
      Validators(
        url: try row.next(), etag: try row.next(), lastModified: try row.next(), bodyHash: try row.next(),
        obtained: try row.next())
    }
  }

  // What the transactions above and those of `declare` are made of.

  func sourceRecord(_ name: String) throws(SQLiteError) -> SourceRecord? {
    try database.first(
      "SELECT \(SourceRecord.columns) WHERE key = ? AND retired IS NULL", name.lowercased(),
      read: SourceRecord.init(row:))
  }

  /// Writes a source; says whether there was none of that name. At another address it is due at once and what
  /// is known of the old address is forgotten.
  @discardableResult
  func upsert(_ source: Source, origin: Origin, now: Instant) throws(SQLiteError) -> Bool {
    let held = try sourceRecord(source.name)
    try database.run(
      """
      INSERT INTO sources(key, name, kind, url, cadence, credential, allow_private, origin, created)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT(key) DO UPDATE SET
        name = excluded.name, kind = excluded.kind, url = excluded.url, cadence = excluded.cadence,
        credential = excluded.credential, allow_private = excluded.allow_private, origin = excluded.origin,
        retired = NULL
      """,
      source.name.lowercased(), source.name, source.kind.rawValue, source.url, source.cadence,
      source.credential,
      source.allowPrivate, origin.rawValue, now)
    let key = source.name.lowercased()
    try database.run(
      """
      INSERT OR IGNORE INTO health(source, state, since, next_poll)
      SELECT id, 'never', ?, ? FROM sources WHERE key = ?
      """, now, now, key)
    if held?.source.url != source.url {
      let id = "(SELECT id FROM sources WHERE key = ?)"
      try database.run("UPDATE health SET moved_to = NULL, next_poll = ? WHERE source = \(id)", now, key)
      try database.run("DELETE FROM validators WHERE source = \(id)", key)
    }
    return held == nil
  }
}
