// SPDX-License-Identifier: Apache-2.0
package import Model
import SQLite

/// A visit that is planned after one that was made.
package struct PlannedVisit: Hashable, Sendable {
  /// The source.
  package var source: Identifier<Source>
  /// The cadence chosen for it; nil for the default.
  package var cadence: Duration?
  /// When it was visited last.
  package var last: Instant
  /// When it is visited next.
  package var at: Instant
  /// Why then, such as `its cadence`.
  package var reason: String
}

extension Store {
  /// The next visits to the sources that were visited before.
  package func plannedVisits() throws(StoreError) -> [PlannedVisit] {
    try reading {
      try database.all(
        """
        SELECT source, cadence, last_attempt, next_poll, next_reason
        FROM health JOIN sources ON sources.id = source
        WHERE retired IS NULL AND last_attempt IS NOT NULL AND next_reason IS NOT NULL
        """
      ) { (row) throws(SQLiteError) in
        PlannedVisit(
          source: try row.next(), cadence: try row.next(), last: try row.next(), at: try row.next(),
          reason: try row.next())
      }
    }
  }

  /// Plans visits anew; one that was made or put off meanwhile has been planned since, and stays.
  package func replace(_ plans: [(plan: PlannedVisit, at: Instant, reason: String)]) throws(StoreError) {
    if plans.isEmpty { return }
    try writing {
      for (plan, at, reason) in plans {
        try database.run(
          """
          UPDATE health SET next_poll = ?, next_reason = ? WHERE source = ? AND last_attempt = ? AND next_poll = ?
          """, at, reason, plan.source, plan.last, plan.at)
      }
    }
  }
}
