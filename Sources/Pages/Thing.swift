// SPDX-License-Identifier: Apache-2.0

/// Something a page describes in the words of schema.org, whichever markup it does so in.
struct Thing: Hashable, Sendable {
  /// A value of a property.
  enum Value: Hashable, Sendable {
    case text(String)
    /// A link with the text it stands on: some properties want the one, some the other.
    case link(url: String, text: String)
    case thing(Thing)

    /// The words of the value; of a thing its name.
    var text: String? {
      switch self {
      case .text(let text), .link(_, let text): text.isEmpty ? nil : text
      case .thing(let thing): thing.text("name")
      }
    }
  }

  /// A name with a value; the name is what follows the vocabulary, such as `reviewBody`.
  struct Property: Hashable, Sendable {
    var name: String
    var value: Value
  }

  /// How deep things hold things; what is deeper is left out.
  static let maximumDepth = 16

  /// What it is, without the vocabulary, such as `Review`.
  var types: [String] = []
  /// The identifier the page gives it, as written.
  var id: String?
  /// The `id` of the element that describes it, which is an address within the page.
  var anchor: String?
  /// What is said about it, in the order of the page.
  var properties: [Property] = []

  /// The identifier, unless it is a blank node's (`_:b0`), which means nothing beyond the page.
  var globalID: String? { id.flatMap { $0.hasPrefix("_:") ? nil : $0 } }

  /// Whether it is of one of these types.
  func isAny(of types: Set<String>) -> Bool { self.types.contains { types.contains($0) } }

  /// The values of the first of these properties that has any.
  func values(_ names: String...) -> [Value] { values(named: names) }

  /// The text of the first of these properties that has one.
  func text(_ names: String...) -> String? {
    for name in names {
      if let text = values(named: [name]).lazy.compactMap(\.text).first { return text }
    }
    return nil
  }

  /// The address in a property: a link, or the text where that is one.
  func link(_ name: String) -> String? {
    let addresses = values(named: [name]).lazy.map { value in
      switch value {
      case .link(let url, _): url
      case .text(let text): text
      case .thing(let thing): thing.globalID ?? ""
      }
    }
    return addresses.first { !$0.isEmpty }
  }

  private func values(named names: [String]) -> [Value] {
    for name in names {
      let values = properties.filter { $0.name == name }.map(\.value)
      if !values.isEmpty { return values }
    }
    return []
  }
}

/// The last part of a name with its vocabulary: `Review` of `https://schema.org/Review`, `schema:Review`,
/// `Review`.
func localName(_ name: Substring) -> String {
  let mark = name.utf8.lastIndex {
    $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: ":")
  }
  guard let mark else { return String(name) }
  return String(name[name.utf8.index(after: mark)...])
}

/// The last part of a name with its vocabulary.
func localName(_ name: String) -> String { localName(name[...]) }
