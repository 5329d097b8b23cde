// SPDX-License-Identifier: Apache-2.0

/// What a column of a row holds: SQLite's five storage classes.
package enum Value: Hashable, Sendable {
  /// Nothing.
  case null
  /// 64 bits, signed.
  case integer(Int64)
  /// A floating-point number; NaN is stored as null by SQLite.
  case real(Double)
  /// Text in UTF-8.
  case text(String)
  /// Bytes.
  case blob([UInt8])
}

/// What can be bound to a parameter and read from a column.
package protocol Storable {
  /// As SQLite keeps it.
  var column: Value { get }
  /// From what SQLite keeps; nil where that is none of this type.
  init?(column: Value)
}

extension Int64: Storable {
  /// An integer.
  package var column: Value { .integer(self) }
  /// From an integer.
  package init?(column: Value) {
    guard case .integer(let value) = column else { return nil }
    self = value
  }
}

extension Int: Storable {
  /// An integer.
  package var column: Value { .integer(Int64(self)) }
  /// From an integer.
  package init?(column: Value) {
    guard case .integer(let value) = column else { return nil }
    self = Int(value)
  }
}

extension Bool: Storable {
  /// 1 or 0.
  package var column: Value { .integer(self ? 1 : 0) }
  /// From an integer: true unless 0.
  package init?(column: Value) {
    guard case .integer(let value) = column else { return nil }
    self = value != 0
  }
}

extension Double: Storable {
  /// A number.
  package var column: Value { .real(self) }
  /// From a number, whole or not.
  package init?(column: Value) {
    switch column {
    case .real(let value): self = value
    case .integer(let value): self = Double(value)
    default: return nil
    }
  }
}

extension String: Storable {
  /// Text.
  package var column: Value { .text(self) }
  /// From text.
  package init?(column: Value) {
    guard case .text(let value) = column else { return nil }
    self = value
  }
}

extension [UInt8]: Storable {
  /// Bytes.
  package var column: Value { .blob(self) }
  /// From bytes.
  package init?(column: Value) {
    guard case .blob(let value) = column else { return nil }
    self = value
  }
}

extension Optional: Storable where Wrapped: Storable {
  /// The value, or null.
  package var column: Value { self?.column ?? .null }
  /// From null or a value.
  package init?(column: Value) {
    if column == .null {
      self = .none
    } else {
      guard let value = Wrapped(column: column) else { return nil }
      self = .some(value)
    }
  }
}

/// One row of an answer, read from left to right.
package struct Row {
  private let columns: [Value]
  private let sql: String
  private var at = 0

  init(columns: [Value], sql: String) {
    self.columns = columns
    self.sql = sql
  }

  /// The next column as the type that is wanted; throws where it is of another or there is none left.
  package mutating func next<Wanted: Storable>(_ type: Wanted.Type = Wanted.self) throws(SQLiteError)
    -> Wanted
  {
    guard at < columns.count, let value = Wanted(column: columns[at]) else {
      throw SQLiteError(code: 20, message: "column \(at + 1) is no \(type)", sql: sql)
    }
    at += 1
    return value
  }
}
