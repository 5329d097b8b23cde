// SPDX-License-Identifier: Apache-2.0
package import Model
import SQLite
import Text
import Threads

/// One visit as it is kept.
package struct PollRecord: Hashable, Sendable {
  /// When it was over.
  package var finished: Instant
  /// The word of its outcome, such as `items` or `failed`.
  package var outcome: String
  /// What happened, where it was no good one, or went wrong all the same.
  package var reason: String?
  /// What it cost.
  package var metrics: VisitOutcome.Metrics
  /// How many items the answer held.
  package var items: Int
  /// How many of them were new.
  package var newItems: Int
  /// How many mentions were new.
  package var newMentions: Int
}

/// How many visits to a source are kept at least.
private let keptPolls = 50

/// What is known of a source. Put together once, as whatever is asked at each visit.
private let visitedSQL = """
  SELECT name, kind, url, first_read IS NULL, \(SourceHealth.columns) FROM sources JOIN health ON source = id
  WHERE id = ?
  """

/// A visit as it was written: what came of it and, where that is known, what the next one needs to know.
private struct Written {
  var recorded: Recorded
  var next: Visit?
}

extension Store {
  /// Records a visit in one transaction: how it went, what to ask with next time, its items, the mentions in
  /// them and what is owed for those. Visits that wait for the disk at the same time share a transaction.
  ///
  /// The closure runs inside the transaction; it gets the mentions that are news (new ones that are neither a
  /// backlog's nor quiet, and those whose label has changed with their item) and says what is owed. What it
  /// says is written once for each key: a key that holds the label lets a changed verdict be told again.
  /// Throws `notFound` for a source that was never there.
  package nonisolated func record(
    _ outcome: VisitOutcome, at now: Instant, owing: @escaping @Sendable ([Mention]) -> [Notification]
  ) async throws(StoreError) -> Recorded {
    let result = await withCheckedContinuation { continuation in
      let visit = WaitingVisit(outcome: outcome, now: now, owing: owing, recorded: Waiter(continuation))
      if gathering.withLock({ $0.add(visit) }) { executor.call() }
    }
    return try result.get()
  }

  /// Writes the visits that have waited long enough, on the thread of the store between its jobs; says how long the
  /// others may wait.
  nonisolated func recordWhatIsDue() -> Duration? {
    while true {
      let visits = gathering.withLock { $0.takeDue() }
      if visits.isEmpty { return gathering.withLock { $0.pause } }
      assumeIsolated { $0.record(visits) }
    }
  }

  private func record(_ visits: [WaitingVisit]) {
    do throws(StoreError) {
      let written = try committing(atOnce: !visits.allSatisfy(\.outcome.isPassing)) {
        let written = try visits.map { try write($0) }
        try sortFreshKeys(from: mostFreshKeys)
        return written
      }
      tell(visits, written)
    } catch {
      // One visit that cannot be kept takes no other with it.
      for visit in visits {
        do throws(StoreError) {
          guard visits.count > 1 else { throw error }
          tell([visit], [try committing { try write(visit) }])
        } catch {
          visit.recorded.resume(returning: .failure(error))
        }
      }
    }
  }

  /// What is known from now on comes first, for whoever is told may ask at once.
  private func tell(_ visits: [WaitingVisit], _ written: [Written]) {
    known.withLock { known in
      for index in written.indices {
        // The second of two visits to one source was held against the database; what the first made known is over.
        if let next = written[index].next {
          known.hold(next)
        } else {
          _ = known.take(visits[index].outcome.source)
        }
      }
    }
    for index in written.indices {
      visits[index].recorded.resume(returning: .success(written[index].recorded))
    }
  }

  /// Writes a visit; says what came of it and, where that is known, what the next one needs to know.
  private func write(_ visit: WaitingVisit) throws -> Written {
    let (outcome, now) = (visit.outcome, visit.now)
    let held = known.withLock { $0.take(outcome.source) }
    let before = try held.map(SourceBefore.init) ?? visited(outcome.source)
    let placement =
      try outcome.sifted.map { (sifted) throws(SQLiteError) in
        try place(sifted, outcome.found, now: now)
      } ?? Placement()
    var recorded = Recorded(health: before.health)
    recorded.newItems = placement.placed.values.count(where: \.isNew)
    recorded.editedItems = placement.placed.values.count(where: \.isEdited)
    try countItems(recorded.newItems)
    let news = try store(
      outcome.found, in: placement.placed, asBacklog: before.isFirst, of: outcome.source, &recorded, now)
    recorded.owed = news.isEmpty ? 0 : try enqueue(visit.owing(news), now: now)
    // What another address said, or the same one as something else, holds for the source no longer.
    if let visited = outcome.visited, visited.url != before.url || visited.kind != before.kind {
      return Written(recorded: recorded, next: nil)
    }
    try conclude(outcome, before, placement.dates, &recorded, now: now)
    return Written(recorded: recorded, next: before.after(outcome, recorded))
  }

  /// The last visits to a source, newest first; 50 are kept.
  package func polls(of source: Identifier<Source>, limit: Int = 50) throws(StoreError) -> [PollRecord] {
    try reading {
      try database.all(
        """
        SELECT finished, outcome, reason, status, bytes, elapsed, items, new_items, new_mentions
        FROM polls WHERE source = ? ORDER BY id DESC LIMIT ?
        """, source, limit
      ) { (row) throws(SQLiteError) in
        PollRecord(
          finished: try row.next(), outcome: try row.next(), reason: try row.next(),
          metrics: VisitOutcome.Metrics(
            status: try row.next(), bytes: try row.next(), elapsed: try row.next()),
          items: try row.next(), newItems: try row.next(), newMentions: try row.next())
      }
    }
  }

  private func visited(_ id: Identifier<Source>) throws -> SourceBefore {
    let held = try database.first(visitedSQL, id) { (row) throws(SQLiteError) in
      let name: String = try row.next()
      let (kind, url) = (try row.word(Source.Kind.self), try row.next(String.self))
      let isFirst: Bool = try row.next()
      return SourceBefore(
        name: name, kind: kind, url: url, health: try SourceHealth(row: &row), isFirst: isFirst)
    }
    return try stored(held, "source", id.description)
  }

  /// Writes mentions; gives those that are news.
  private func store(
    _ found: [Finding], in placed: [Int: Placed], asBacklog isBacklog: Bool, of source: Identifier<Source>,
    _ recorded: inout Recorded, _ now: Instant
  ) throws -> [Mention] {
    var news: [Mention] = []
    // The oldest first, as they were placed.
    for finding in found.sorted(by: { $0.index > $1.index }) {
      guard let place = placed[finding.index] else { continue }
      for draft in finding.mentions {
        switch try keep(draft, in: place, of: source, isBacklog: isBacklog, now: now) {
        case .new(let mention):
          recorded.newMentions.append(mention)
          if !isBacklog && !draft.isQuiet { news.append(mention) }
        case .changed(let mention):
          recorded.changedMentions.append(mention)
          if mention.state != .ignored && !draft.isQuiet { news.append(mention) }
        case .unchanged: break
        }
      }
    }
    return news
  }

  /// Writes how the visit went: the poll, the validators, the source's health and its outages.
  private func conclude(
    _ outcome: VisitOutcome, _ before: SourceBefore, _ dates: [Instant],
    _ recorded: inout Recorded, now: Instant
  ) throws(SQLiteError) {
    let id = outcome.source
    var health = before.health.after(outcome, hasNews: recorded.newItems > 0)
    health.items += recorded.newItems
    health.mentions += recorded.newMentions.count
    var gaps: JSON?
    if !dates.isEmpty {
      var rhythm = Rhythm(newest: health.lastItem, gaps: try self.gaps(of: id))
      rhythm.add(dates)
      (health.lastItem, health.usualGap) = (rhythm.newest, rhythm.usualGap ?? health.usualGap)
      gaps = .array(rhythm.gaps.map { .integer($0) })
    }
    try save(health, gaps, of: id, after: before.health)
    if before.isFirst, case .items = outcome.poll {
      try database.run("UPDATE health SET first_read = ? WHERE source = ?", outcome.finished, id)
    }
    if let validators = outcome.validators { try save(validators, of: id) }
    try keep(outcome.ratings, of: id, now: now)
    try keepPoll(outcome, recorded)
    recorded.change = try noteOutage(of: id, named: before.name, from: before.health, to: health)
    recorded.isElsewhere = health.movedTo != before.health.movedTo
    recorded.health = health
  }

  private func keepPoll(_ outcome: VisitOutcome, _ recorded: Recorded) throws(SQLiteError) {
    let (metrics, items) = (outcome.metrics, outcome.sifted?.answer.items.count ?? 0)
    try database.run(
      """
      INSERT INTO polls(source, finished, outcome, reason, status, bytes, elapsed, items, new_items,
      new_mentions)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    ) {
      $0.append(outcome.source.value)
      $0.append(outcome.finished.microseconds)
      $0.append(outcome.poll.word)
      $0.append(outcome.poll.reason ?? outcome.note)
      $0.append(metrics.status.map(Int64.init))
      $0.append(metrics.bytes.map(Int64.init))
      $0.append(metrics.elapsed?.microseconds)
      $0.append(Int64(items))
      $0.append(Int64(recorded.newItems))
      $0.append(Int64(recorded.newMentions.count))
    }
    // At every eighth visit, by its number's hash so that no source is always left out: looking for what is too old
    // costs as much as the visit's own row.
    guard UInt64(bitPattern: database.lastInsertedRow) &* 0x9E37_79B9_7F4A_7C15 >> 61 == 0 else { return }
    try database.run(
      """
      DELETE FROM polls WHERE source = ?1
        AND id <= (SELECT id FROM polls WHERE source = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)
      """, outcome.source, keptPolls)
  }

  private func save(_ validators: Validators, of id: Identifier<Source>) throws(SQLiteError) {
    try database.run(
      """
      INSERT OR REPLACE INTO validators(source, url, etag, last_modified, body_hash, obtained, hints, unread)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """, id, validators.url, validators.etag, validators.lastModified, validators.bodyHash,
      validators.obtained, validators.hints, validators.unread)
  }

  /// Writes what has changed; the gaps stay where there are no others.
  private func save(
    _ health: SourceHealth, _ gaps: JSON?, of id: Identifier<Source>, after before: SourceHealth
  ) throws(SQLiteError) {
    var usual = before
    (usual.state, usual.lastSuccess, usual.lastAttempt) = (
      health.state, health.lastSuccess, health.lastAttempt
    )
    (usual.nextPoll, usual.nextReason) = (health.nextPoll, health.nextReason)
    if usual == health && gaps == nil {
      return try database.run(
        """
        UPDATE health SET state = ?, last_success = ?, last_attempt = ?, next_poll = ?, next_reason = ?
        WHERE source = ?
        """
      ) {
        $0.append(health.state.rawValue)
        $0.append(health.lastSuccess?.microseconds)
        $0.append(health.lastAttempt?.microseconds)
        $0.append(health.nextPoll.microseconds)
        $0.append(health.nextReason)
        $0.append(id.value)
      }
    }
    try database.run(
      """
      UPDATE health SET state = ?, since = ?, last_success = ?, last_attempt = ?, failures = ?, reason = ?,
        last_item = ?, usual_gap = ?, next_poll = ?, next_reason = ?, items = ?, mentions = ?, is_empty = ?,
        moved_to = ?, move_to = ?, move_since = ?, move_count = ?, gaps = coalesce(?, gaps)
      WHERE source = ?
      """,
      health.state.rawValue, health.since, health.lastSuccess, health.lastAttempt, health.consecutiveFailures,
      health.reason, health.lastItem, health.usualGap, health.nextPoll,
      health.nextReason, health.items, health.mentions, health.isEmpty,
      health.movedTo, health.move?.to, health.move?.since,
      health.move?.count ?? 0, gaps, id)
  }

  private func gaps(of id: Identifier<Source>) throws(SQLiteError) -> [Int64] {
    let gaps = try database.value("SELECT gaps FROM health WHERE source = ?", id, as: JSON.self)
    return (gaps?.array ?? []).compactMap(\.integer)
  }

  /// Opens an outage when a source goes into trouble and ends it when it is well again.
  private func noteOutage(
    of id: Identifier<Source>, named name: String, from before: SourceHealth, to after: SourceHealth
  ) throws(SQLiteError) -> HealthChange? {
    var change = HealthChange(source: name, from: before.state, to: after.state, reason: after.reason)
    switch (before.state.isCovered, after.state.isCovered) {
    case (true, false):
      try database.run(
        "INSERT OR IGNORE INTO outages(source, began, reason) VALUES (?, ?, ?)", id,
        before.lastSuccess ?? after.since, after.reason ?? after.state.rawValue)
      return change
    case (false, true):
      change.uncoveredSince = try database.value(
        "SELECT began FROM outages WHERE source = ? AND ended IS NULL", id)
      try database.run(
        "UPDATE outages SET ended = ? WHERE source = ? AND ended IS NULL", after.lastAttempt, id)
      return change
    case (false, false): return before.state == after.state ? nil : change
    case (true, true): return before.state.isWell == after.state.isWell ? nil : change
    }
  }
}
