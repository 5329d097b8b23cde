// SPDX-License-Identifier: Apache-2.0

/// Whose fields are being read.
enum Owner: UInt8, Sendable {
  case nobody, feed, entry, source, person
  /// Something whose title and address are its own: an image, a search box.
  case aside
}

/// An element that has begun.
struct OpenElement: Sendable {
  /// The hash of its name.
  let hash: UInt64
  /// What it means.
  let meaning: Meaning
  /// Whose fields its children are.
  let owner: Owner
  /// How many scopes of xml:base and xml:lang there were before it.
  let scopes: Int
  /// How many prefixes were bound before it.
  let bindings: Int
}

/// The base address and the language in force.
struct Scope: Sendable {
  /// xml:base, resolved; nil where nobody has set one.
  var base: String?
  /// xml:lang with hyphens.
  var language: String?
}

/// The elements that are open, no deeper than a limit, so that neither memory nor the search for an end tag's
/// start grows with what somebody nests.
struct ElementStack: Sendable {
  /// How many elements may be open at once.
  static let limit = 256

  private(set) var elements: [OpenElement] = []
  /// Beyond the limit only the depth is counted.
  var overflow = 0

  var count: Int { elements.count }
  var last: OpenElement? { elements.last }
  var owner: Owner { elements.last?.owner ?? .nobody }
  var isFull: Bool { elements.count >= Self.limit }

  mutating func push(_ element: OpenElement) { elements.append(element) }
  mutating func pop() -> OpenElement? { elements.popLast() }
  func lastIndex(ofHash hash: UInt64) -> Int? { elements.lastIndex { $0.hash == hash } }
  func lastIndex(where matches: (Meaning) -> Bool) -> Int? { elements.lastIndex { matches($0.meaning) } }
  subscript(index: Int) -> OpenElement { elements[index] }
}
