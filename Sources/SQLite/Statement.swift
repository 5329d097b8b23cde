// SPDX-License-Identifier: Apache-2.0
import CSQLite

/// A compiled statement; finalized when the value goes.
@safe struct Statement: ~Copyable {
  let sql: String
  private let handle: OpaquePointer

  /// Compiles one statement for a connection that outlives it.
  init(_ sql: String, on database: OpaquePointer) throws(SQLiteError) {
    var compiled: OpaquePointer?
    let code = unsafe sqlite3_prepare_v3(
      database, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &compiled, nil)
    guard code == SQLITE_OK, let statement = unsafe compiled else {
      throw unsafe SQLiteError(of: database, code: code, sql: sql)
    }
    unsafe handle = statement
    self.sql = sql
  }

  deinit { unsafe sqlite3_finalize(handle) }

  /// Gives the parameters their values, in order; their number must be the statement's.
  borrowing func bind(_ values: [any Storable]) throws(SQLiteError) {
    let wanted = unsafe Int(sqlite3_bind_parameter_count(handle))
    guard values.count == wanted else {
      throw SQLiteError(
        code: SQLITE_RANGE, message: "\(values.count) values for \(wanted) parameters", sql: sql)
    }
    for (index, value) in values.enumerated() {
      let code = bind(value.column, at: Int32(index + 1))
      guard code == SQLITE_OK else { throw error(code) }
    }
  }

  private borrowing func bind(_ value: Value, at index: Int32) -> Int32 {
    switch value {
    case .null: return unsafe sqlite3_bind_null(handle, index)
    case .integer(let number): return unsafe sqlite3_bind_int64(handle, index, number)
    case .real(let number): return unsafe sqlite3_bind_double(handle, index, number)
    case .text(let text):
      var text = text
      return text.withUTF8 { utf8 in
        guard let start = utf8.baseAddress else { return unsafe earshot_bind_text(handle, index, "", 0) }
        return unsafe start.withMemoryRebound(to: CChar.self, capacity: utf8.count) {
          unsafe earshot_bind_text(handle, index, $0, Int32(clamping: utf8.count))
        }
      }
    case .blob(let bytes):
      guard !bytes.isEmpty else { return unsafe sqlite3_bind_zeroblob(handle, index, 0) }
      return unsafe bytes.withUnsafeBytes {
        unsafe earshot_bind_blob(handle, index, $0.baseAddress, Int32(clamping: $0.count))
      }
    }
  }

  /// Goes on to the next row; false at the end.
  borrowing func step() throws(SQLiteError) -> Bool {
    let code = unsafe sqlite3_step(handle)
    switch code {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw error(code)
    }
  }

  /// The row it stands on.
  borrowing func row() -> Row {
    let count = unsafe sqlite3_column_count(handle)
    return Row(columns: (0..<count).map { column($0) }, sql: sql)
  }

  private borrowing func column(_ index: Int32) -> Value {
    switch unsafe sqlite3_column_type(handle, index) {
    case SQLITE_INTEGER: return .integer(unsafe sqlite3_column_int64(handle, index))
    case SQLITE_FLOAT: return .real(unsafe sqlite3_column_double(handle, index))
    case SQLITE_TEXT:
      guard let start = unsafe sqlite3_column_text(handle, index) else { return .text("") }
      let count = unsafe Int(sqlite3_column_bytes(handle, index))
      let bytes = unsafe UnsafeBufferPointer(start: start, count: count)
      return .text(unsafe String(decoding: bytes, as: UTF8.self))
    case SQLITE_BLOB:
      guard let start = unsafe sqlite3_column_blob(handle, index) else { return .blob([]) }
      let count = unsafe Int(sqlite3_column_bytes(handle, index))
      return .blob(unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count)))
    default: return .null
    }
  }

  /// Runs it on one number and is ready again; the first column of the first row, nil where there is none.
  borrowing func number(for key: Int64) throws(SQLiteError) -> Int64? {
    defer { unsafe sqlite3_reset(handle) }
    let code = unsafe sqlite3_bind_int64(handle, 1, key)
    guard code == SQLITE_OK else { throw error(code) }
    return try step() ? unsafe sqlite3_column_int64(handle, 0) : nil
  }

  /// Runs it on two numbers and is ready again.
  borrowing func run(_ first: Int64, _ second: Int64) throws(SQLiteError) {
    defer { unsafe sqlite3_reset(handle) }
    let code = unsafe max(sqlite3_bind_int64(handle, 1, first), sqlite3_bind_int64(handle, 2, second))
    guard code == SQLITE_OK else { throw error(code) }
    _ = try step()
  }

  /// Makes it ready to be run again and forgets its values.
  borrowing func reset() {
    unsafe sqlite3_reset(handle)
    unsafe sqlite3_clear_bindings(handle)
  }

  private borrowing func error(_ code: Int32) -> SQLiteError {
    unsafe SQLiteError(of: sqlite3_db_handle(handle), code: code, sql: sql)
  }
}

extension SQLiteError {
  /// What a connection says of the call that gave this code.
  @unsafe init(of database: OpaquePointer?, code: Int32, sql: String?) {
    let words = unsafe database.flatMap { unsafe sqlite3_errmsg($0) } ?? sqlite3_errstr(code)
    let extended = unsafe database.map { unsafe sqlite3_extended_errcode($0) } ?? code
    self.init(
      code: extended & 0xFF == code & 0xFF ? extended : code,
      message: unsafe words.map { unsafe String(cString: $0) } ?? "unknown error", sql: sql)
  }
}
