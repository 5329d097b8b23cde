// SPDX-License-Identifier: Apache-2.0

package import Text

/// A JSON Pointer (RFC 6901): where in an answer a value stands.
package struct Pointer: Hashable, Sendable, CustomStringConvertible {
  /// The names and indices on the way, unescaped; none is the whole document.
  let tokens: [String]

  /// Reads `""` or `/a/b~1c/0`; nil where it does not begin with a slash or a `~` is followed by neither 0
  /// nor 1.
  package init?(parsing text: String) {
    guard text.isEmpty || text.hasPrefix("/") else { return nil }
    var tokens: [String] = []
    for part in text.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      guard let token = Self.unescaped(part) else { return nil }
      tokens.append(token)
    }
    self.tokens = tokens
  }

  private static func unescaped(_ part: Substring) -> String? {
    guard part.contains("~") else { return String(part) }
    var out = ""
    var rest = part.unicodeScalars
    while let scalar = rest.popFirst() {
      guard scalar == "~" else {
        out.unicodeScalars.append(scalar)
        continue
      }
      switch rest.popFirst() {
      case "0": out += "~"
      case "1": out += "/"
      default: return nil
      }
    }
    return out
  }

  /// The value there, or nil where something on the way is missing or of another type.
  package func value(in json: JSON) -> JSON? {
    var json = json
    for token in tokens {
      guard let next = Self.step(token, into: json) else { return nil }
      json = next
    }
    return json
  }

  static func step(_ token: String, into json: JSON) -> JSON? {
    guard case .array(let elements) = json else { return json[token] }
    guard let index = index(token), index < elements.count else { return nil }
    return elements[index]
  }

  /// An index has no sign and no leading zero.
  private static func index(_ token: String) -> Int? {
    guard token == "0" || (token.first != "0" && token.utf8.allSatisfy { $0 &- 0x30 < 10 }) else {
      return nil
    }
    return Int(token)
  }

  /// As it is written.
  package var description: String {
    tokens.map { token in
      "/"
        + token.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
        .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
    }.joined()
  }
}

/// A pointer to the items of an answer, in which `*` stands for every element of a list.
struct ItemPath: Hashable, Sendable {
  let pointer: Pointer

  /// What is there, at most `limit` values: the elements of lists, an object as a list of one, nothing for
  /// `null`.
  ///
  /// Nil where the path leads nowhere; below a `*` that is an empty list, since not every element has all
  /// members.
  func items(in json: JSON, limit: Int) -> [JSON]? {
    var found = [json]
    var isBelowStar = false
    for token in pointer.tokens {
      if token == "*" {
        isBelowStar = true
        found = Array(found.lazy.compactMap(\.array).joined().prefix(limit))
      } else {
        found = found.compactMap { Pointer.step(token, into: $0) }
        if found.isEmpty && !isBelowStar { return nil }
      }
    }
    var items: [JSON] = []
    for value in found where items.count < limit {
      switch value {
      case .array(let elements): items += elements.prefix(limit - items.count)
      case .object: items.append(value)
      case .null: continue
      default: return nil
      }
    }
    return items
  }
}
