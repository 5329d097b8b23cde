// SPDX-License-Identifier: Apache-2.0

/// What SQLite refused, with its own words.
package struct SQLiteError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The extended result code, such as 2067 (a unique key held already); its low byte is the primary one.
  package var code: Int32
  /// What SQLite says about it.
  package var message: String
  /// The statement that was being run, without its values; nil where there was none.
  package var sql: String?

  /// The primary result code, such as 19 (a constraint) or 13 (full).
  package var primary: Int32 { code & 0xFF }

  /// What is wrong, as SQLite tells it or as SQLite would.
  package init(code: Int32, message: String, sql: String? = nil) {
    self.code = code
    self.message = message
    self.sql = sql
  }

  /// Such as `disk I/O error (sqlite 10/778) in “INSERT INTO items …”`.
  package var description: String {
    let place = sql.map { " in “\($0.prefix(120))”" } ?? ""
    return "\(message) (sqlite \(primary)/\(code))\(place)"
  }
}
