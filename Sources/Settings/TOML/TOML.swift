// SPDX-License-Identifier: Apache-2.0

/// A value of a TOML 1.0 document, with its place, so that whoever finds fault with it can point at it.
package struct TOML: Hashable, Sendable {
  /// What it is.
  package enum Value: Hashable, Sendable {
    /// A string of any of the four kinds.
    case string(String)
    /// A whole number.
    case integer(Int64)
    /// A number with a fraction, an exponent, or none (`inf`, `nan`).
    case float(Double)
    /// `true` or `false`.
    case boolean(Bool)
    /// A date, a time or both, as written.
    case time(String)
    /// `[ ... ]` or `[[...]]`.
    case array([TOML])
    /// `{ ... }` or `[...]`.
    case table([Entry])
  }

  /// A key with its value.
  package struct Entry: Hashable, Sendable {
    /// The key, unquoted.
    package var key: String
    /// Where the key stands.
    package var place: Place
    /// The value.
    package var value: TOML
  }

  /// A place in a text.
  package struct Place: Hashable, Sendable {
    /// The line, 1 the first.
    package var line: Int
    /// The code point in the line, 1 the first.
    package var column: Int

    /// A line and a column.
    package init(line: Int, column: Int) { (self.line, self.column) = (line, column) }
  }

  /// What it is.
  package var value: Value
  /// Where it begins.
  package var place: Place
  /// Where the characters of a string begin, if it stands in one line without escapes, so that a column in the
  /// string can be told as a column of the line.
  package var verbatim: Place?

  /// Reads a document. Throws the first thing that is no TOML, with its place.
  package init(parsing text: String) throws(TOMLError) {
    var reader = TOMLReader(text)
    self = try reader.document()
  }

  init(_ value: Value, at place: Place, verbatim: Place? = nil) {
    self.value = value
    self.place = place
    self.verbatim = verbatim
  }

  /// The entries, where this is a table.
  package var entries: [Entry]? {
    guard case .table(let entries) = value else { return nil }
    return entries
  }

  /// The value of a table's key.
  package subscript(key: String) -> TOML? { entries?.first { $0.key == key }?.value }
}

/// Why a text is no TOML, and where.
package struct TOMLError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where reading stopped.
  package var place: TOML.Place
  /// What was found and what was expected.
  package var message: String

  /// Such as `3:9: expected a value`.
  package var description: String { "\(place.line):\(place.column): \(message)" }
}
