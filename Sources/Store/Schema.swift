// SPDX-License-Identifier: Apache-2.0
import SQLite

/// "EARS" in ASCII: what tells a database of ours from one of another program.
private let applicationID = 0x4541_5253

extension Database {
  /// Sets the connection up, refuses what is not ours or damaged, and brings the schema to the present
  /// version.
  borrowing func prepare(at path: String) throws {
    try checkOwner(path)
    // Of any effect in a new file only: items are a page long, and half the pages are half the writes.
    try execute("PRAGMA page_size = 8192")
    try execute(
      """
      PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF;
      PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 33554432; PRAGMA temp_store = MEMORY;
      """)
    try checkIntegrity(path)
    // Without them, since a table that is made anew would take along what refers to it.
    try migrate(path)
    try execute("PRAGMA foreign_keys = ON")
  }

  /// Reads before anything is written, so that a file of somebody else stays as it is.
  private borrowing func checkOwner(_ path: String) throws {
    let tables = try value("SELECT count(*) FROM sqlite_schema", as: Int.self) ?? 0
    let owner = try value("PRAGMA application_id", as: Int.self) ?? 0
    guard owner == applicationID || (tables == 0 && owner == 0) else {
      throw StoreError.notADatabase(path: path, reason: "the file is the database of another program")
    }
    let version = try schemaVersion()
    guard version <= migrations.count else {
      throw StoreError.newerSchema(path: path, found: version, known: migrations.count)
    }
  }

  private borrowing func checkIntegrity(_ path: String) throws {
    let verdict = try value("PRAGMA quick_check(1)", as: String.self) ?? "no answer"
    guard verdict == "ok" else { throw StoreError.corrupt(path: path, reason: verdict) }
  }

  /// Runs the steps that are missing, each in a transaction of its own together with its number.
  private borrowing func migrate(_ path: String) throws {
    try execute("PRAGMA application_id = \(applicationID)")
    for version in try schemaVersion()..<migrations.count {
      try transaction {
        try migrations[version].run(on: self)
        try execute("PRAGMA user_version = \(version + 1)")
      }
    }
  }

  /// The number of migrations the file has seen.
  borrowing func schemaVersion() throws(SQLiteError) -> Int { try value("PRAGMA user_version") ?? 0 }
}
