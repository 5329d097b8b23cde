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

  @Test func `what was read is given back each time it is asked for`() throws {
    let database = try Database(path: folder.path("pages.db"))
    try database.execute("CREATE TABLE t(s TEXT) STRICT")
    for _ in 0..<50 { try database.run("INSERT INTO t VALUES (?)", String(repeating: "x", count: 4000)) }
    for _ in 0..<2 {
      _ = try database.value("SELECT max(length(s)) FROM t", as: Int.self)
      let held = database.cachedBytes
      database.giveBackMemory()
      let left = database.cachedBytes
      #expect(left < held / 4)
    }
  }

  @Test func `every row is seen once, as far as nothing is thrown`() throws {
    let database = try Database(path: folder.path("rows.db"))
    try database.execute("CREATE TABLE t(i INTEGER) STRICT; INSERT INTO t VALUES (1), (2), (3)")
    var seen: [Int] = []
    let sql = "SELECT i FROM t ORDER BY i"
    #expect(throws: SQLiteError.self) {
      try database.forEach(sql) { (row) throws(SQLiteError) in
        seen.append(try row.next())
        if seen.count == 2 { throw SQLiteError(code: 1, message: "enough", sql: nil) }
      }
    }
    try database.forEach(sql) { (row) throws(SQLiteError) in seen.append(try row.next()) }
    #expect(seen == [1, 2, 1, 2, 3])
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
