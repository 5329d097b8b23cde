// SPDX-License-Identifier: Apache-2.0
package import Model
import SQLite

/// That a source went into trouble which has lasted, or is well again after such trouble was told.
package struct SourceTurn: Hashable, Sendable {
  /// The source and how its visits go now.
  package var record: SourceRecord
  /// Whether it is well again.
  package var isRecovery: Bool
  /// What had happened; of trouble, what happens now.
  package var reason: String
  /// Since when it was not covered; nil where it was all the time.
  package var since: Instant?
}

extension Store {
  /// Finds the turns of sources that nobody was told of, and in one transaction marks them as told and owes what the
  /// closure makes of them: each trouble is told once, and once when it is over.
  ///
  /// - Parameter usual: the time between two visits to a source that has no cadence of its own.
  package func tellTurns(
    usual: Duration, now: Instant, owing: @Sendable ([SourceTurn]) -> [Notification]
  ) throws(StoreError) -> (turns: [SourceTurn], owed: Int) {
    // Once a minute it is asked, and thousands of sources in trouble are megabytes to read.
    if let untold, untold.changes == database.totalChanges, untold.usual == usual, now < untold.next {
      return ([], 0)
    }
    let (candidates, next) = try reading { try turns(usual: usual, now: now) }
    if candidates.isEmpty {
      untold = (database.totalChanges, usual, next)
      return ([], 0)
    }
    return try writing {
      for turn in candidates {
        try database.run(
          "UPDATE health SET told = ? WHERE source = ?", turn.isRecovery ? nil : now, turn.record.id)
      }
      return (candidates, try enqueue(owing(candidates), now: now))
    }
  }

  /// The turns to be told now, and when the next trouble has lasted long enough if nothing is written until then.
  private func turns(usual: Duration, now: Instant) throws(SQLiteError) -> ([SourceTurn], next: Instant) {
    let well = SourceHealth.State.list(where: \.isWell)
    var turns: [SourceTurn] = []
    var next = Instant(microseconds: .max)
    // Of thousands that fail at the same time few are to be told: the others are not collected, once a minute.
    try database.forEach(
      """
      SELECT \(SourceRecord.columns) WHERE retired IS NULL AND (told IS NULL) = (state NOT IN (\(well)))
      """
    ) { (row) throws(SQLiteError) in
      let record = try SourceRecord(row: &row)
      let expected = max(record.source.cadence ?? usual, record.health.expectedGap ?? .zero)
      let isRecovery = record.health.told != nil
      if !isRecovery {
        guard let tellable = record.health.tellable(expected: expected) else { return }
        guard tellable <= now else { return next = min(next, tellable) }
      }
      let outage = try lastOutage(of: record.id)
      let isOfThis = outage.map { $0.ended == nil || isRecovery } ?? false
      turns.append(
        SourceTurn(
          record: record, isRecovery: isRecovery,
          reason: (isRecovery ? outage?.reason : record.health.reason) ?? record.health.state.rawValue,
          since: isOfThis ? outage?.began : nil))
    }
    return (turns.sorted { $0.record.source.name.lowercased() < $1.record.source.name.lowercased() }, next)
  }

  private func lastOutage(of source: Identifier<Source>) throws(SQLiteError) -> (
    began: Instant, ended: Instant?, reason: String
  )? {
    try database.first(
      "SELECT began, ended, reason FROM outages WHERE source = ? ORDER BY began DESC LIMIT 1", source
    ) { (row) throws(SQLiteError) in (began: try row.next(), ended: try row.next(), reason: try row.next()) }
  }
}
