// SPDX-License-Identifier: Apache-2.0
import CSQLite

/// One row of an answer, read from left to right while the statement stands on it: it cannot be copied, so that it is
/// not read later.
@safe package struct Row: ~Copyable {
  private let statement: OpaquePointer
  private let sql: String
  private let count: Int32
  private var at: Int32 = 0

  init(of statement: OpaquePointer, sql: String) {
    unsafe self.statement = statement
    self.sql = sql
    count = unsafe sqlite3_column_count(statement)
  }

  /// The next column as the type that is wanted; throws where it is of another or there is none left.
  package mutating func next<Wanted: Storable>(_ type: Wanted.Type = Wanted.self) throws(SQLiteError)
    -> Wanted
  {
    do throws(Mismatch) {
      guard at < count else { throw Mismatch() }
      let value = try Wanted(column: unsafe Column(at, of: statement))
      at += 1
      return value
    } catch {
      throw SQLiteError(code: SQLITE_MISMATCH, message: "column \(at + 1) is no \(type)", sql: sql)
    }
  }
}

/// What a column of a row holds: one of SQLite's five storage classes.
@safe package struct Column: ~Copyable {
  private let statement: OpaquePointer
  private let index: Int32

  init(_ index: Int32, of statement: OpaquePointer) {
    unsafe self.statement = statement
    self.index = index
  }

  private var type: Int32 { unsafe sqlite3_column_type(statement, index) }

  /// Whether it holds nothing.
  package var isNull: Bool { type == SQLITE_NULL }

  /// 64 bits, signed; nil where it holds no integer.
  package var integer: Int64? { type == SQLITE_INTEGER ? unsafe sqlite3_column_int64(statement, index) : nil }

  /// A floating-point number; nil where it holds none.
  package var real: Double? { type == SQLITE_FLOAT ? unsafe sqlite3_column_double(statement, index) : nil }

  /// Text; nil where it holds none.
  package var text: String? {
    guard type == SQLITE_TEXT else { return nil }
    guard let start = unsafe sqlite3_column_text(statement, index) else { return "" }
    let count = unsafe Int(sqlite3_column_bytes(statement, index))
    return unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// Bytes; nil where it holds none.
  package var blob: [UInt8]? {
    guard type == SQLITE_BLOB else { return nil }
    guard let start = unsafe sqlite3_column_blob(statement, index) else { return [] }
    let count = unsafe Int(sqlite3_column_bytes(statement, index))
    return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
  }
}
