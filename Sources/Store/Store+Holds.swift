// SPDX-License-Identifier: Apache-2.0
package import Model
import SQLite

extension Store {
  /// Keeps over a restart that a domain asked to be left alone until an instant; what is over by now is forgotten.
  package func hold(_ domain: String, until end: Instant, at now: Instant) throws(StoreError) {
    try writing {
      try database.run("DELETE FROM holds WHERE until <= ?", now)
      try database.run(
        """
        INSERT INTO holds(domain, until) VALUES (?, ?)
        ON CONFLICT(domain) DO UPDATE SET until = max(until, excluded.until)
        """, domain, end)
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
