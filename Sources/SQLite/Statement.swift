// SPDX-License-Identifier: Apache-2.0
import CSQLite

/// A compiled statement; finalized when the value goes.
@safe struct Statement: ~Copyable {
  let sql: String
  private let handle: OpaquePointer
  /// How many parameters it has.
  private let wanted: Int32

  /// Compiles one statement for a connection that outlives it.
  init(_ sql: String, on database: OpaquePointer) throws(SQLiteError) {
    var compiled: OpaquePointer?
    let code = unsafe sqlite3_prepare_v3(
      database, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &compiled, nil)
    guard code == SQLITE_OK, let statement = unsafe compiled else {
      throw unsafe SQLiteError(of: database, code: code, sql: sql)
    }
    unsafe handle = statement
    wanted = unsafe sqlite3_bind_parameter_count(statement)
    self.sql = sql
  }

  deinit { unsafe sqlite3_finalize(handle) }

  /// Gives the parameters their values, in order; their number must be the statement's.
  borrowing func bind<each Given: Storable>(_ values: repeat each Given) throws(SQLiteError) {
    var parameters = unsafe Parameters(of: handle)
    repeat (each values).bind(to: &parameters)
    try check(parameters)
  }

  /// Gives the parameters the values that the closure gives them; their texts stand in the room until it is reset.
  @unsafe borrowing func bind(
    texts room: UnsafeMutableRawBufferPointer, _ binding: (inout Parameters) -> Void
  ) throws(SQLiteError) {
    var parameters = unsafe Parameters(of: handle, texts: room)
    binding(&parameters)
    try check(parameters)
  }

  /// Gives the parameters their values where these come as a list.
  borrowing func bind(list values: [any Storable]) throws(SQLiteError) {
    var parameters = unsafe Parameters(of: handle)
    for value in values { value.bind(to: &parameters) }
    try check(parameters)
  }

  private borrowing func check(_ parameters: borrowing Parameters) throws(SQLiteError) {
    guard parameters.count == wanted else {
      throw SQLiteError(
        code: SQLITE_RANGE, message: "\(parameters.count) values for \(wanted) parameters", sql: sql)
    }
    guard parameters.code == SQLITE_OK else { throw error(parameters.code) }
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
  borrowing func row() -> Row { unsafe Row(of: handle, sql: sql) }

  /// Runs it on one number and is ready again; the first column of the first row, nil where there is none.
  borrowing func number(for key: Int64) throws(SQLiteError) -> Int64? {
    defer { unsafe sqlite3_reset(handle) }
    let code = unsafe sqlite3_bind_int64(handle, 1, key)
    guard code == SQLITE_OK else { throw error(code) }
    return try step() ? unsafe sqlite3_column_int64(handle, 0) : nil
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
