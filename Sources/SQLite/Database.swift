// SPDX-License-Identifier: Apache-2.0
import CSQLite

/// A connection to an SQLite file, closed when the value goes.
///
/// Its calls block and it has no lock of its own: one caller at a time, which its owner (an actor)
/// guarantees. Compiled statements are kept and used again for the same SQL text, so that text should not
/// hold values.
@safe package struct Database: ~Copyable {
  private let handle: OpaquePointer
  private let prepared = PreparedStatements()
  /// Where the texts of one statement at a time stand while it runs.
  private let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 16_384, alignment: 1)

  /// Opens the file, making it where there is none; `busyTimeout` is how long a locked file is waited for.
  package init(path: String, busyTimeout: Duration = .seconds(5)) throws(SQLiteError) {
    _ = isConfigured
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    var code = unsafe sqlite3_open_v2(path, &opened, flags, nil)
    if code == SQLITE_OK { code = unsafe earshot_harden(opened) }
    guard code == SQLITE_OK, let connection = unsafe opened else {
      let error = unsafe SQLiteError(of: opened, code: code, sql: nil)
      unsafe sqlite3_close_v2(opened)
      throw error
    }
    unsafe handle = connection
    unsafe sqlite3_busy_timeout(handle, Int32(busyTimeout / .milliseconds(1)))
  }

  deinit {
    prepared.removeAll()
    unsafe sqlite3_close_v2(handle)
    unsafe room.deallocate()
  }

  /// Runs several statements without parameters or answers, such as a schema.
  package borrowing func execute(_ script: String) throws(SQLiteError) {
    let code = unsafe sqlite3_exec(handle, script, nil, nil, nil)
    guard code == SQLITE_OK else { throw unsafe SQLiteError(of: handle, code: code, sql: script) }
  }

  /// Runs one statement; its answer, if it has one, is left unread.
  package borrowing func run<each Given: Storable>(
    _ sql: String, _ values: repeat each Given
  ) throws(SQLiteError) {
    let kept = try compiled(sql)
    defer { putBack(kept) }
    try kept.statement.bind(repeat each values)
    _ = try kept.statement.step()
  }

  /// Runs one statement whose parameters the closure gives their values: the short way for what is written of every item.
  package borrowing func run(_ sql: String, binding: (inout Parameters) -> Void) throws(SQLiteError) {
    let kept = try compiled(sql)
    defer { putBack(kept) }
    try unsafe kept.statement.bind(texts: room, binding)
    _ = try kept.statement.step()
  }

  /// Every row of the answer, each read by the closure.
  package borrowing func all<Element, each Given: Storable>(
    _ sql: String, _ values: repeat each Given, read: (inout Row) throws(SQLiteError) -> Element
  ) throws(SQLiteError) -> [Element] {
    let kept = try compiled(sql)
    defer { putBack(kept) }
    try kept.statement.bind(repeat each values)
    return try kept.rows(read)
  }

  /// The first column of every row of the answer.
  package borrowing func column<Wanted: Storable, each Given: Storable>(
    _ sql: String, _ values: repeat each Given, as type: Wanted.Type = Wanted.self
  ) throws(SQLiteError) -> [Wanted] {
    try all(sql, repeat each values) { (row) throws(SQLiteError) in try row.next(type) }
  }

  /// Every row of the answer where the values come as a list.
  package borrowing func all<Element>(
    _ sql: String, values: [any Storable], read: (inout Row) throws(SQLiteError) -> Element
  ) throws(SQLiteError) -> [Element] {
    let kept = try compiled(sql)
    defer { putBack(kept) }
    try kept.statement.bind(list: values)
    return try kept.rows(read)
  }

  /// The first row of the answer, or nil where it has none.
  package borrowing func first<Element, each Given: Storable>(
    _ sql: String, _ values: repeat each Given, read: (inout Row) throws(SQLiteError) -> Element
  ) throws(SQLiteError) -> Element? {
    let kept = try compiled(sql)
    defer { putBack(kept) }
    try kept.statement.bind(repeat each values)
    guard try kept.statement.step() else { return nil }
    var row = kept.statement.row()
    return try read(&row)
  }

  /// The first column of the first row, or nil where the answer has none.
  package borrowing func value<Wanted: Storable, each Given: Storable>(
    _ sql: String, _ values: repeat each Given, as type: Wanted.Type = Wanted.self
  ) throws(SQLiteError) -> Wanted? {
    try first(sql, repeat each values) { (row) throws(SQLiteError) in try row.next(type) }
  }

  /// The first column of the first row for one number, or nil where the answer has none: the short way for what is asked
  /// of every item.
  package borrowing func number(_ sql: String, for key: Int64) throws(SQLiteError) -> Int64? {
    let kept = try compiled(sql)
    defer { prepared.put(kept) }
    return try kept.statement.number(for: key)
  }

  /// Calls the closure for every row of the answer: where many are read and few are wanted.
  package borrowing func forEach(
    _ sql: String, read: (inout Row) throws(SQLiteError) -> Void
  ) throws(SQLiteError) {
    let kept = try compiled(sql)
    defer { putBack(kept) }
    try kept.forEach(read)
  }

  /// Runs the closure as one transaction: all of it is kept, or nothing of it where it throws.
  package borrowing func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    try transaction("BEGIN IMMEDIATE", body)
  }

  /// Runs the closure, which only reads, on one state of the database; the file is locked once for all of it.
  package borrowing func snapshot<Result>(_ body: () throws -> Result) throws -> Result {
    try transaction("BEGIN", body)
  }

  private borrowing func transaction<Result>(_ begin: String, _ body: () throws -> Result) throws -> Result {
    try run(begin)
    do {
      let result = try body()
      try run("COMMIT")
      return result
    } catch {
      // A full disk or an I/O error may have rolled back already.
      if isInTransaction { try? execute("ROLLBACK") }
      throw error
    }
  }

  /// Whether a transaction is open.
  package var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

  /// The number of the row that was inserted last.
  package var lastInsertedRow: Int64 { unsafe sqlite3_last_insert_rowid(handle) }

  /// How many rows the last INSERT, UPDATE or DELETE changed.
  package var changes: Int { unsafe Int(sqlite3_changes64(handle)) }

  /// How many rows were ever inserted, changed or deleted over this connection.
  package var totalChanges: Int64 { unsafe sqlite3_total_changes64(handle) }

  /// How many bytes it holds of pages it has read, so as not to ask the system for them again.
  package var cachedBytes: Int {
    var (bytes, most): (Int32, Int32) = (0, 0)
    unsafe sqlite3_db_status(handle, SQLITE_DBSTATUS_CACHE_USED, &bytes, &most, 0)
    return Int(bytes)
  }

  /// Gives these back, as far as nobody is reading them.
  ///
  /// No `PRAGMA shrink_memory`: that acts when it is compiled, which is once for a statement that is kept.
  package borrowing func giveBackMemory() { unsafe sqlite3_db_release_memory(handle) }

  private func putBack(_ kept: PreparedStatement) {
    kept.statement.reset()
    prepared.put(kept)
  }

  private borrowing func compiled(_ sql: String) throws(SQLiteError) -> PreparedStatement {
    if let waiting = prepared.take(sql) { return waiting }
    return PreparedStatement(try unsafe Statement(sql, on: handle))
  }
}

/// Whether SQLite was told, once in a process, how it is used.
private let isConfigured = earshot_skip_memory_accounts() == SQLITE_OK

/// A statement in a box, for a dictionary cannot hold what cannot be copied.
private final class PreparedStatement {
  let statement: Statement
  /// Whether it is answering; then the same SQL, nested, is compiled once more.
  var isInUse = true
  /// Whether it is kept for the next time.
  var isKept = false

  init(_ statement: consuming Statement) { self.statement = statement }

  /// Every row from where it stands, each read by the closure.
  func rows<Element>(_ read: (inout Row) throws(SQLiteError) -> Element) throws(SQLiteError) -> [Element] {
    var elements: [Element] = []
    try forEach { (row) throws(SQLiteError) in elements.append(try read(&row)) }
    return elements
  }

  /// Calls the closure for every row from where it stands.
  func forEach(_ read: (inout Row) throws(SQLiteError) -> Void) throws(SQLiteError) {
    while try statement.step() {
      var row = statement.row()
      try read(&row)
    }
  }
}

/// The compiled statements, each used again for the same SQL once it is not in use.
private final class PreparedStatements {
  private var kept: [Text: PreparedStatement] = [:]

  func take(_ sql: String) -> PreparedStatement? {
    guard let statement = kept[Text(sql: sql)], !statement.isInUse else { return nil }
    statement.isInUse = true
    return statement
  }

  func put(_ prepared: PreparedStatement) {
    prepared.isInUse = false
    if prepared.isKept { return }
    prepared.isKept = true
    kept[Text(sql: prepared.statement.sql)] = prepared
  }

  func removeAll() { kept.removeAll() }

  /// A statement's text as a key: its length tells nearly all apart, and hashing the whole of a long one costs as much
  /// as running a short one. Equal literals are compared by their address.
  private struct Text: Hashable {
    let sql: String

    func hash(into hasher: inout Hasher) { hasher.combine(sql.utf8.count) }
  }
}
