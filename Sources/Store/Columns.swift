// SPDX-License-Identifier: Apache-2.0
import Model
import SQLite
import Text

extension Instant: Storable {
  /// Microseconds since 1970.
  func bind(to parameters: inout Parameters) { parameters.append(microseconds) }
  /// From microseconds since 1970.
  init(column: borrowing Column) throws(Mismatch) {
    guard let value = column.integer else { throw Mismatch() }
    self.init(microseconds: value)
  }
}

extension Duration: Storable {
  /// Microseconds.
  func bind(to parameters: inout Parameters) { parameters.append(microseconds) }
  /// From microseconds.
  init(column: borrowing Column) throws(Mismatch) {
    guard let value = column.integer else { throw Mismatch() }
    self = .microseconds(value)
  }
}

extension Identifier: Storable {
  /// The number of the row.
  func bind(to parameters: inout Parameters) { parameters.append(value) }
  /// From the number of a row.
  init(column: borrowing Column) throws(Mismatch) {
    guard let value = column.integer else { throw Mismatch() }
    self.init(value)
  }
}

extension JSON: Storable {
  /// Its text.
  func bind(to parameters: inout Parameters) { parameters.append(text()) }
  /// From a text that is JSON.
  init(column: borrowing Column) throws(Mismatch) {
    guard let text = column.text, let value = try? JSON(parsing: text) else { throw Mismatch() }
    self = value
  }
}

extension Array where Element == String {
  /// A JSON array of strings.
  var json: JSON { .array(map { .string($0) }) }

  /// The strings of a JSON array.
  init(json: JSON) { self = (json.array ?? []).compactMap(\.string) }
}

extension Row {
  /// The next column as one of an enumeration's words; throws where it is none of them.
  mutating func word<Word: RawRepresentable<String>>(
    _ type: Word.Type = Word.self
  ) throws(SQLiteError) -> Word {
    let text = try next(String.self)
    guard let word = Word(rawValue: text) else {
      throw SQLiteError(code: 20, message: "“\(text)” is no \(type)", sql: nil)
    }
    return word
  }

  /// The next column as the strings of a JSON array.
  mutating func strings() throws(SQLiteError) -> [String] { [String](json: try next(JSON.self)) }
}
