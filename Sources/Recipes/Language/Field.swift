// SPDX-License-Identifier: Apache-2.0

import Text

/// Where the text of one field of an item comes from.
indirect enum Field: Hashable, Sendable {
  /// `"/a/b"`
  case pointer(Pointer)
  /// `"https://x.example/{/id}"`, and whether it is an address.
  case template(Template, isAddress: Bool)
  /// `["/a", "/b"]`: the first that has a value.
  case first([Field])
  /// `{ lookup = ... }`
  case lookup(Lookup)
  /// `{ path = ..., as = [...], none-if = [...] }`
  case shaped(Field, Shape)
}

/// What is done to a value after it was found.
struct Shape: Hashable, Sendable {
  /// One after the other.
  var transforms: [Transform] = []
  /// Texts that mean that there is no value, before the transforms.
  var absent: [String] = []
}

/// A value of a neighbouring list, found by a key: the name of an author where the item has the number only.
struct Lookup: Hashable, Sendable {
  /// What the key must be equal to.
  enum Wanted: Hashable, Sendable {
    /// The same as a value of the item.
    case item(Pointer)
    /// A constant.
    case constant(String)
  }

  /// The lists, tried in their order.
  var lists: [Pointer]
  /// Whether the lists are in the item itself, not in the whole answer.
  var isInItem: Bool
  /// Where an element has its key.
  var key: Pointer
  /// Which element is wanted.
  var wanted: Wanted
  /// Where the wanted element has the value.
  var value: Pointer

  /// How many elements are looked at, so that a hostile answer costs no more than a large one.
  static let reach = 2000

  /// The value in the first list that has it.
  func find(in answer: JSON, _ item: JSON) -> JSON? {
    let wanted: String?
    switch self.wanted {
    case .item(let pointer): wanted = pointer.value(in: item)?.fieldText
    case .constant(let text): wanted = text
    }
    guard let wanted else { return nil }
    for list in lists {
      let elements = list.value(in: isInItem ? item : answer)?.array ?? []
      let found = elements.prefix(Self.reach).first { key.value(in: $0)?.fieldText == wanted }
      if let value = found.flatMap({ value.value(in: $0) }), value.fieldText != nil { return value }
    }
    return nil
  }
}

extension JSON {
  /// The value as the text of a field: a text that is not blank or a number; nil for all else.
  var fieldText: String? {
    switch self {
    case .string(let text): trimmed(text).isEmpty ? nil : text
    case .integer(let number): String(number)
    case .number(let number): integer.map(String.init) ?? String(number)
    default: nil
    }
  }

  /// Whether it says yes: neither missing, `null`, `false`, 0, an empty text nor an empty list.
  var isTruthy: Bool {
    switch self {
    case .null: false
    case .bool(let value): value
    case .integer(let number): number != 0
    case .number(let number): number != 0
    case .string(let text): !text.isEmpty
    case .array(let elements): !elements.isEmpty
    case .object(let members): !members.isEmpty
    }
  }
}
