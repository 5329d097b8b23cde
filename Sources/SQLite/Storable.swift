// SPDX-License-Identifier: Apache-2.0

/// What can be bound to a parameter and read from a column.
///
/// Values go straight from and to SQLite: no value is boxed on its way, for a visit binds and reads dozens of them.
package protocol Storable {
  /// Gives the next parameter this value.
  func bind(to parameters: inout Parameters)
  /// From what a column holds; throws where that is none of this type.
  ///
  /// It throws instead of giving nil: a type that is known at run time only would have to be wrapped for that.
  init(column: borrowing Column) throws(Mismatch)
}

/// A column holds something else than what is wanted.
package struct Mismatch: Error, Hashable, Sendable {
  /// Nothing but that.
  package init() {}
}

extension Int64: Storable {
  /// An integer.
  package func bind(to parameters: inout Parameters) { parameters.append(self) }
  /// From an integer.
  package init(column: borrowing Column) throws(Mismatch) {
    guard let value = column.integer else { throw Mismatch() }
    self = value
  }
}

extension Int: Storable {
  /// An integer.
  package func bind(to parameters: inout Parameters) { parameters.append(Int64(self)) }
  /// From an integer.
  package init(column: borrowing Column) throws(Mismatch) {
    guard let value = column.integer else { throw Mismatch() }
    self = Int(value)
  }
}

extension Bool: Storable {
  /// 1 or 0.
  package func bind(to parameters: inout Parameters) { parameters.append(Int64(self ? 1 : 0)) }
  /// From an integer: true unless 0.
  package init(column: borrowing Column) throws(Mismatch) {
    guard let value = column.integer else { throw Mismatch() }
    self = value != 0
  }
}

extension Double: Storable {
  /// A number; NaN is stored as null by SQLite.
  package func bind(to parameters: inout Parameters) { parameters.append(self) }
  /// From a number, whole or not.
  package init(column: borrowing Column) throws(Mismatch) {
    guard let value = column.real ?? column.integer.map(Double.init) else { throw Mismatch() }
    self = value
  }
}

extension String: Storable {
  /// Text.
  package func bind(to parameters: inout Parameters) { parameters.append(self) }
  /// From text.
  package init(column: borrowing Column) throws(Mismatch) {
    guard let value = column.text else { throw Mismatch() }
    self = value
  }
}

extension [UInt8]: Storable {
  /// Bytes.
  package func bind(to parameters: inout Parameters) { parameters.append(self) }
  /// From bytes.
  package init(column: borrowing Column) throws(Mismatch) {
    guard let value = column.blob else { throw Mismatch() }
    self = value
  }
}

extension Optional: Storable where Wrapped: Storable {
  /// The value, or null.
  package func bind(to parameters: inout Parameters) {
    if let value = self { value.bind(to: &parameters) } else { parameters.appendNull() }
  }
  /// From null or a value.
  package init(column: borrowing Column) throws(Mismatch) {
    self = column.isNull ? .none : .some(try Wrapped(column: column))
  }
}
