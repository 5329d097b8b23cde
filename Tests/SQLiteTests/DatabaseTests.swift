// SPDX-License-Identifier: Apache-2.0
import SQLite
import Support
import Testing

@Suite struct DatabaseTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `every kind of value comes back as it went in`() throws {
    let database = try Database(path: folder.path("values.db"))
    try database.execute("CREATE TABLE t(i INTEGER, r REAL, s TEXT, b BLOB, n TEXT) STRICT")
    let text = "caf\u{E9} \u{0}\u{1F600} '; DROP TABLE t; --"
    try database.run(
      "INSERT INTO t VALUES (?, ?, ?, ?, ?)", Int64.min, 0.1, text, [0, 255] as [UInt8], String?.none)
    try database.run("INSERT INTO t VALUES (?, ?, ?, ?, ?)", true, 2.0, "", [] as [UInt8], "x")
    let rows = try database.all("SELECT i, r, s, b, n FROM t") { (row) throws(SQLiteError) in
      (
        try row.next(Int64.self), try row.next(Double.self), try row.next(String.self),
        try row.next([UInt8].self), try row.next(String?.self)
      )
    }
    #expect(rows.count == 2)
    #expect(rows[0] == (.min, 0.1, text, [0, 255], nil))
    #expect(rows[1] == (1, 2.0, "", [], "x"))
  }

  @Test func `a transaction that throws leaves nothing behind`() throws {
    struct Refusal: Error {}
    let database = try Database(path: folder.path("rollback.db"))
    try database.execute("CREATE TABLE t(i INTEGER UNIQUE) STRICT")
    #expect(throws: Refusal.self) {
      try database.transaction {
        try database.run("INSERT INTO t VALUES (?)", 1)
        throw Refusal()
      }
    }
    let isOpen = database.isInTransaction
    #expect(!isOpen)
    #expect(try database.value("SELECT count(*) FROM t") == 0)
    try database.transaction { try database.run("INSERT INTO t VALUES (?)", 1) }
    #expect(try database.value("SELECT count(*) FROM t") == 1)
  }

  @Test func `an error tells its code, its words and its statement`() throws {
    let database = try Database(path: folder.path("error.db"))
    try database.execute("CREATE TABLE t(i INTEGER UNIQUE) STRICT")
    let insert = "INSERT INTO t VALUES (?)"
    try database.run(insert, 1)
    let error = try #require(throws: SQLiteError.self) { try database.run(insert, 1) }
    #expect(error.primary == 19)
    #expect(error.code == 2067)
    #expect(error.sql == insert)
    #expect(error.message.contains("t.i"))
    try database.run(insert, 2)
    #expect(try database.value("SELECT count(*) FROM t") == 2)
  }

  @Test func `the number of values must be the number of parameters`() throws {
    let database = try Database(path: folder.path("count.db"))
    #expect(throws: SQLiteError.self) { try database.run("SELECT ?, ?", 1) }
    #expect(throws: SQLiteError.self) { try database.value("SELECT ?", 1, 2, as: Int.self) }
  }

  @Test func `a column of another type is an error, not a crash`() throws {
    let database = try Database(path: folder.path("type.db"))
    #expect(throws: SQLiteError.self) { try database.value("SELECT 'a'", as: Int.self) }
    #expect(throws: SQLiteError.self) { try database.value("SELECT NULL", as: Int.self) }
    #expect(try database.value("SELECT NULL", as: Int?.self) == .some(nil))
    #expect(try database.value("SELECT 1 WHERE 0", as: Int.self) == nil)
  }

  @Test func `a statement may be run while the same one is being read`() throws {
    let database = try Database(path: folder.path("nested.db"))
    let sql = "SELECT value FROM json_each('[1,2,3]') ORDER BY value"
    let sums = try database.all(sql) { (row) throws(SQLiteError) in
      let outer = try row.next(Int.self)
      return outer * (try database.column(sql, as: Int.self)).reduce(0, +)
    }
    #expect(sums == [6, 12, 18])
  }

  @Test func `a string in double quotes is no string`() throws {
    let database = try Database(path: folder.path("quotes.db"))
    #expect(throws: SQLiteError.self) { try database.value("SELECT \"text\"", as: String.self) }
  }

  @Test func `a folder that is not there cannot be opened`() throws {
    let error = #expect(throws: SQLiteError.self) { _ = try Database(path: folder.path("none/here.db")) }
    #expect(error?.primary == 14)
  }
}
