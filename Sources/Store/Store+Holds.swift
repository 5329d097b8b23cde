// SPDX-License-Identifier: Apache-2.0
package import Model
import SQLite

/// That a domain asked to be left alone, and which sources wait for it.
package struct Hold: Hashable, Sendable {
  /// The registrable domain.
  package var domain: String
  /// Until when.
  package var end: Instant
  /// The sources that are due no earlier.
  package var sources: [Identifier<Source>]

  /// A hold of a domain.
  package init(_ domain: String, until end: Instant, sources: [Identifier<Source>] = []) {
    self.domain = domain
    self.end = end
    self.sources = sources
  }
}

extension Store {
  /// Keeps over a restart who asked to be left alone, and that sources wait for it; what is over by now is forgotten.
  ///
  /// One transaction for all that came meanwhile: a network that is overloaded says so at a thousand hosts at once.
  package func keep(_ holds: [Hold], because reason: String, at now: Instant) throws(StoreError) {
    try writing {
      try database.run("DELETE FROM holds WHERE until <= ?", now)
      for hold in holds {
        try database.run(
          """
          INSERT INTO holds(domain, until) VALUES (?, ?)
          ON CONFLICT(domain) DO UPDATE SET until = max(until, excluded.until)
          """, hold.domain, hold.end)
        for source in hold.sources { try keepAway(from: source, until: hold.end, because: reason, at: now) }
      }
    }
  }

  /// Lets a source wait with its domain. Whoever was heard until now is not meanwhile: that is kept as if it had asked
  /// for it itself, and the next good answer ends it.
  private func keepAway(
    from source: Identifier<Source>, until end: Instant, because reason: String, at now: Instant
  ) throws(SQLiteError) {
    try database.run(
      "UPDATE health SET next_poll = ?1, next_reason = ?2 WHERE source = ?3 AND next_poll < ?1", end, reason,
      source)
    if database.changes == 0 { return }
    let words = "\(reason) until \(end)"
    try database.run(
      """
      INSERT OR IGNORE INTO outages(source, began, reason)
      SELECT source, coalesce(last_success, since), ? FROM health WHERE source = ? AND state IN (\(heard))
      """, words, source)
    try database.run(
      "UPDATE health SET state = ?, since = ?, reason = ? WHERE source = ? AND state IN (\(heard))",
      SourceHealth.State.throttled.rawValue, now, words, source)
  }

  /// The domains that asked to be left alone, and until when.
  package func holds(at now: Instant) throws(StoreError) -> [String: Instant] {
    try reading {
      let held = try database.all("SELECT domain, until FROM holds WHERE until > ?", now) {
        (row) throws(SQLiteError) in (try row.next(String.self), try row.next(Instant.self))
      }
      return Dictionary(uniqueKeysWithValues: held)
    }
  }
}

/// The states of sources that answer, as SQL: those that never did, or are in other trouble, stay as they are.
private let heard = SourceHealth.State.list { $0.isCovered && $0 != .never }
