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
        for source in hold.sources {
          try database.run(
            "UPDATE health SET next_poll = ?1, next_reason = ?2 WHERE source = ?3 AND next_poll < ?1",
            hold.end,
            reason, source)
        }
      }
    }
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
