// SPDX-License-Identifier: Apache-2.0
package import Model
import SQLite
import Threads

/// What a visit needs to know. Put together once, as it is asked at each visit.
private let visitSQL = """
  SELECT first_read IS NULL, validators.url, etag, last_modified, body_hash, obtained, hints, unread,
    \(SourceRecord.columns) LEFT JOIN validators ON validators.source = sources.id
  WHERE sources.id = ? AND retired IS NULL
  """

extension Store {
  /// The sources that are visited, by name.
  package func sources() throws(StoreError) -> [SourceRecord] {
    try reading {
      try database.all(
        "SELECT \(SourceRecord.columns) WHERE retired IS NULL ORDER BY key", read: SourceRecord.init(row:))
    }
  }

  /// The source of that name, without regard to case; nil where none is visited under it.
  package func source(named name: String) throws(StoreError) -> SourceRecord? {
    try reading { try sourceRecord(name) }
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

  /// Plans anew what was planned by a clock that was ahead and has been set right since, and what is owed likewise; says
  /// of how many sources. Else they would wait until the clock is there again.
  ///
  /// - Parameter held: why sources wait that were not visited for their domain's sake.
  package func heedClock(at now: Instant, held: String) throws(StoreError) -> Int {
    let (ahead, day) = (now + .minutes(1), now + .days(1))
    let planned = "last_attempt > ?1 OR next_reason = ?2 AND next_poll > ?3"
    // No back-off is longer than five hours.
    let owed = "state = 'queued' AND (created > ?1 OR next_at > ?1 + 18000000000)"
    let isAhead = try reading {
      try database.value(
        "SELECT EXISTS(SELECT 1 FROM health WHERE \(planned))", ahead, held, day, as: Bool.self) ?? false
        || database.value("SELECT EXISTS(SELECT 1 FROM outbox WHERE \(owed))", ahead, as: Bool.self) ?? false
    }
    guard isAhead else { return 0 }
    return try writing {
      try database.run("UPDATE outbox SET next_at = ?1, created = min(created, ?1) WHERE \(owed)", now)
      try database.run("UPDATE validators SET obtained = ?1 WHERE obtained > ?1", now)
      try database.run("UPDATE holds SET until = min(until, ?)", day)
      try database.run(
        """
        UPDATE health SET next_poll = iif(state = 'gone', next_poll, ?1), next_reason = NULL,
          last_attempt = min(last_attempt, ?1), last_success = min(last_success, ?1), since = min(since, ?1)
        WHERE \(planned)
        """, now, held, day)
      return database.changes
    }
  }

  /// When each source is to be visited.
  package func timetable() throws(StoreError) -> [SourceTimes] {
    try reading {
      try database.all(
        """
        SELECT source, coalesce(moved_to, url), credential, host_key, floor, concurrency, next_poll
        FROM health JOIN sources ON sources.id = source WHERE retired IS NULL
        """
      ) { (row) throws(SQLiteError) in
        SourceTimes(
          id: try row.next(), url: try row.next(), credential: try row.next(), hostKey: try row.next(),
          floor: try row.next(), concurrency: try row.next(), nextPoll: try row.next())
      }
    }
  }

  /// The sources that are visited, by name, as a round of visits asks for them; those that have ceased are left out.
  package func candidates() throws(StoreError) -> [Candidate] {
    try reading {
      try database.all(
        """
        SELECT id, name, state, reason, next_poll, next_reason FROM sources JOIN health ON source = id
        WHERE retired IS NULL AND state != ? ORDER BY key
        """, SourceHealth.State.gone.rawValue, read: Candidate.init(row:))
    }
  }

  /// What a visit to a source needs to know; throws `notFound` for one that is not visited any more.
  package nonisolated func visit(to id: Identifier<Source>) async throws(StoreError) -> Visit {
    if let known = known.withLock({ $0[id] }) { return known }
    return try await read(visitTo: id)
  }

  /// The same as the database holds it.
  func read(visitTo id: Identifier<Source>) throws(StoreError) -> Visit {
    try reading {
      let held = try database.first(visitSQL, id) { (row) throws(SQLiteError) in
        let isFirst: Bool = try row.next()
        let validators = try Validators(row: &row)
        let record = try SourceRecord(row: &row)
        return Visit(record: record, url: record.address, validators: validators, isFirst: isFirst)
      }
      let visit = try stored(held, "source", id.description)
      known.withLock { $0.hold(visit) }
      return visit
    }
  }

  // What the transactions above and those of `declare` are made of.

  func sourceRecord(_ name: String) throws(SQLiteError) -> SourceRecord? {
    try database.first(
      "SELECT \(SourceRecord.columns) WHERE key = ? AND retired IS NULL", name.lowercased(),
      read: SourceRecord.init(row:))
  }

  /// Writes a source; says whether there was none of that name. At another address, or read as something else, it
  /// is due at once and what is known of the old one is forgotten.
  @discardableResult
  func upsert(_ source: Source, origin: Origin, now: Instant) throws(SQLiteError) -> Bool {
    let held = try sourceRecord(source.name)
    try database.run(
      """
      INSERT INTO sources(
        key, name, kind, url, cadence, credential, allow_private, host_key, floor, concurrency, verify_tls,
        allow, origin, created)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT(key) DO UPDATE SET
        name = excluded.name, kind = excluded.kind, url = excluded.url, cadence = excluded.cadence,
        credential = excluded.credential, allow_private = excluded.allow_private,
        host_key = excluded.host_key, floor = excluded.floor, concurrency = excluded.concurrency,
        verify_tls = excluded.verify_tls, allow = excluded.allow, origin = excluded.origin,
        retired = NULL
      """,
      source.name.lowercased(), source.name, source.kind.rawValue, source.url, source.cadence,
      source.credential, source.allowPrivate, source.hostKey, source.floor, source.concurrency,
      source.verifiesTLS, source.allow.json, origin.rawValue, now)
    let key = source.name.lowercased()
    try database.run(
      """
      INSERT OR IGNORE INTO health(source, state, since, next_poll)
      SELECT id, 'never', ?, ? FROM sources WHERE key = ?
      """, now, now, key)
    if held?.source.url != source.url || held?.source.kind != source.kind {
      let id = "(SELECT id FROM sources WHERE key = ?)"
      try database.run(
        "UPDATE health SET moved_to = NULL, move_to = NULL, next_poll = ?, next_reason = NULL WHERE source = \(id)",
        now, key)
      try database.run("DELETE FROM validators WHERE source = \(id)", key)
    }
    return held == nil
  }
}

extension Validators {
  /// Nil where none are kept.
  fileprivate init?(row: inout Row) throws(SQLiteError) {
    let url = try row.next(String?.self)
    let (etag, lastModified) = (try row.next(String?.self), try row.next(String?.self))
    let (bodyHash, obtained) = (try row.next([UInt8]?.self), try row.next(Instant?.self))
    let (hints, unread) = (try row.next(String?.self), try row.next(String?.self))
    guard let url, let obtained else { return nil }
    self.init(
      url: url, etag: etag, lastModified: lastModified, bodyHash: bodyHash, obtained: obtained, hints: hints,
      unread: unread)
  }
}
