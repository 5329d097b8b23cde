// SPDX-License-Identifier: Apache-2.0

extension HTMLTokenizer {
  /// The name of the last tag, in lower case.
  package var name: String { lowercasedText(in: nameRange) }

  /// The decoded value of an attribute of the last tag, or nil where it has none of that name.
  ///
  /// The name must be in lower case; of attributes of the same name the first one counts.
  package func attribute(_ name: String) -> String? {
    guard let found = rawAttributes.first(where: { isName($0.name, name) }) else { return nil }
    return String(decoding: decoded(found.value, references: true), as: UTF8.self)
  }

  /// The attributes of the last tag with their names in lower case, the first one of each name.
  package var attributes: [HTMLAttribute] {
    var seen: Set<String> = []
    return rawAttributes.compactMap { raw in
      let name = lowercasedText(in: raw.name)
      guard seen.insert(name).inserted else { return nil }
      return HTMLAttribute(name, String(decoding: decoded(raw.value, references: true), as: UTF8.self))
    }
  }

  private func isName(_ range: Range<Int>, _ name: String) -> Bool {
    guard range.count == name.utf8.count else { return false }
    return zip(bytes[range], name.utf8).allSatisfy { lowercased($0) == $1 }
  }

  private func lowercasedText(in range: Range<Int>) -> String {
    String(decoding: decoded(range, references: false).map(lowercased), as: UTF8.self)
  }
}

/// An attribute of a tag, decoded.
package struct HTMLAttribute: Hashable, Sendable {
  /// The name in lower case.
  package var name: String
  /// The value, empty where none was written.
  package var value: String

  /// A name with its value.
  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}
