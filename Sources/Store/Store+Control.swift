// SPDX-License-Identifier: Apache-2.0
package import Model
import SQLite

extension Store {
  /// How many mentions are kept of each brand, by its name in lower case.
  package func mentionCounts() throws(StoreError) -> [String: Int] {
    try reading {
      let counts = try database.all(
        "SELECT brands.key, count(*) FROM mentions JOIN brands ON brands.id = mentions.brand GROUP BY brands.key"
      ) { (row) throws(SQLiteError) in (try row.next(String.self), try row.next(Int.self)) }
      return Dictionary(counts) { first, _ in first }
    }
  }

  /// When a source could not be seen, latest first; at most 20.
  package func outages(of source: Identifier<Source>) throws(StoreError) -> [Outage] {
    try reading {
      try database.all(
        """
        SELECT name, began, ended, reason FROM outages JOIN sources ON sources.id = source
        WHERE source = ? ORDER BY began DESC LIMIT 20
        """, source
      ) { (row) throws(SQLiteError) in
        Outage(source: try row.next(), began: try row.next(), ended: try row.next(), reason: try row.next())
      }
    }
  }
}
