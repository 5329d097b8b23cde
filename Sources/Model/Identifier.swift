// SPDX-License-Identifier: Apache-2.0

/// The number of a stored row, typed by its noun so that a brand's number is never taken for a mention's.
package struct Identifier<Noun>: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The row's number, 1 or greater.
  package let value: Int64

  /// Takes a row's number as stored.
  package init(_ value: Int64) { self.value = value }

  /// The number in decimal digits.
  package var description: String { String(value) }

  /// Orders by number, which is the order of storing.
  package static func < (a: Self, b: Self) -> Bool { a.value < b.value }
}
