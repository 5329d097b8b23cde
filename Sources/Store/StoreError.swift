// SPDX-License-Identifier: Apache-2.0
import SQLite

/// Why the store could not do what was asked.
package enum StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no such thing: its noun and the name or number that was asked for.
  case notFound(noun: String, name: String)
  /// It stands in the configuration files, so control cannot change or remove it.
  case declaredInFile(noun: String, name: String)
  /// The file is no database, or one of another program; it was left as it is.
  case notADatabase(path: String, reason: String)
  /// The file is damaged; it was left as it is.
  case corrupt(path: String, reason: String)
  /// The file was written by a newer version; it was left as it is.
  case newerSchema(path: String, found: Int, known: Int)
  /// The disk is full, cannot be written or fails; nothing of what was asked was kept, what was kept before
  /// still is.
  case storage(reason: String)
  /// Another process holds the database.
  case busy
  /// SQLite refused a statement: a mistake of ours.
  case refused(reason: String)

  /// What happened and what to do.
  package var description: String {
    switch self {
    case .notFound(let noun, let name): "there is no \(noun) “\(name)”"
    case .declaredInFile(let noun, let name):
      "the \(noun) “\(name)” is declared in the configuration files; change it there and reload"
    case .notADatabase(let path, let reason):
      "\(path): \(reason); move it away or name another state directory"
    case .corrupt(let path, let reason):
      "\(path): the database is damaged (\(reason)); restore a backup or try “sqlite3 \(path) .recover”"
    case .newerSchema(let path, let found, let known):
      "\(path): the database has schema \(found), but only \(known) is known here; install the newer version"
    case .storage(let reason):
      "the database cannot be written or read: \(reason); free some space or check the disk"
    case .busy: "the database is held by another process; stop it first"
    case .refused(let reason): "the database refused a statement: \(reason)"
    }
  }
}

extension StoreError {
  /// What an error of SQLite means for the file at this path.
  init(_ error: SQLiteError, path: String) {
    switch error.primary {
    case 5, 6: self = .busy
    case 8, 10, 13, 14, 15, 23: self = .storage(reason: error.description)
    case 11: self = .corrupt(path: path, reason: error.message)
    case 26: self = .notADatabase(path: path, reason: "the file is no database")
    default: self = .refused(reason: error.description)
    }
  }
}
