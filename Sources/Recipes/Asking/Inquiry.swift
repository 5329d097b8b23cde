// SPDX-License-Identifier: Apache-2.0

package import Model

/// One question to a platform: what is filled into its recipe.
package struct Inquiry: Hashable, Sendable {
  /// The values of the recipe's variables.
  package var variables: [String: String]
  /// What is searched for, one of `Recipe.queries(for:)`; empty for a recipe that searches for nothing.
  package var terms: String
  /// From where on it is new; nil for everything.
  package var since: Mark?
  /// Which page; nil for the first.
  package var page: Cursor?

  /// A question for the first page of everything, unless said otherwise.
  package init(
    variables: [String: String] = [:], terms: String = "", since: Mark? = nil, page: Cursor? = nil
  ) {
    (self.variables, self.terms, self.since, self.page) = (variables, terms, since, page)
  }

  /// The words that templates may use beside variables.
  static let words = ["terms", "since"]

  /// From where on something is new.
  package enum Mark: Hashable, Sendable {
    /// What was published from then on.
    case time(Instant)
    /// What came after the item of this identifier.
    case id(String)
  }

  /// What leads to a page, as the page before it said.
  package enum Cursor: Hashable, Sendable {
    /// The number of the page, or of the items before it.
    case number(Int)
    /// A word of the platform.
    case token(String)
    /// The address of the page, of the same server as the first one.
    case url(String)
    /// Parameters that replace those of the same name.
    case parameters([Parameter])
  }

  /// A parameter of an address, not encoded.
  package struct Parameter: Hashable, Sendable {
    /// Its name.
    package var name: String
    /// Its value.
    package var value: String

    /// A name with its value.
    package init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
  }
}

extension Recipe.Variable {
  /// What is wrong with a value of this variable; nil where nothing is.
  package func fault(in value: String) -> String? {
    let hasControls = value.unicodeScalars.contains { $0.properties.generalCategory == .control }
    if value.isEmpty || value.unicodeScalars.count > 500 || hasControls {
      return "expected one line of 1 to 500 characters for “\(name)”"
    }
    switch kind {
    case .text: return nil
    case .number:
      return value.utf8.allSatisfy { $0 &- 0x30 < 10 }
        ? nil : "expected digits for “\(name)”, found “\(value)”"
    case .word:
      let isWord = value.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
      return isWord && value != "." && value != ".."
        ? nil : "expected letters, digits, - _ and . for “\(name)”, found “\(value)”"
    case .host:
      return Self.isHost(value)
        ? nil : "expected a host such as forum.acme.example for “\(name)”, found “\(value)”"
    }
  }

  /// Letters, digits and hyphens in parts separated by full stops, with a port or without.
  private static func isHost(_ text: String) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts[0].utf8.count <= 253 else { return false }
    if parts.count == 2 { guard UInt16(parts[1]) != nil, parts[1].first != "+" else { return false } }
    return parts[0].split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
      !label.isEmpty && label.first != "-" && label.last != "-"
        && label.utf8.allSatisfy {
          ($0 | 0x20) &- UInt8(ascii: "a") < 26 || $0 &- UInt8(ascii: "0") < 10 || $0 == UInt8(ascii: "-")
        }
    }
  }
}
