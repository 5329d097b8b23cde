// SPDX-License-Identifier: Apache-2.0

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

/// Where an attribute stands in the input.
struct RawAttribute: Hashable, Sendable {
  var name: Range<Int>
  var value: Range<Int>
}

extension HTMLTokenizer {
  /// The name of the last tag, in lower case.
  package var name: String { source.name(in: nameRange) }

  /// The decoded value of an attribute of the last tag, or nil where it has none of that name.
  ///
  /// The name must be in lower case; of attributes of the same name the first one counts.
  package func attribute(_ name: String) -> String? { source.attribute(name, among: rawAttributes[...]) }

  /// The attributes of the last tag, the first one of each name.
  package var attributes: [HTMLAttribute] {
    var seen: Set<String> = []
    return rawAttributes.compactMap { raw in
      let name = source.name(in: raw.name)
      return seen.insert(name).inserted ? HTMLAttribute(name, source.value(in: raw.value)) : nil
    }
  }

  var source: HTMLSource { HTMLSource(bytes: bytes) }
}

/// The input of a tokenizer, and how ranges of it are decoded.
struct HTMLSource: Sendable {
  let bytes: [UInt8]

  /// A range without carriage returns and NULs.
  func text(in range: Range<Int>) -> String {
    String(decoding: decoded(range, references: false), as: UTF8.self)
  }

  /// The name of a tag or attribute.
  func name(in range: Range<Int>) -> String {
    String(decoding: decoded(range, references: false).map(lowercased), as: UTF8.self)
  }

  /// The value of an attribute.
  func value(in range: Range<Int>) -> String {
    String(decoding: decoded(range, references: true), as: UTF8.self)
  }

  /// The decoded value of the first attribute of a name.
  func attribute(_ name: String, among attributes: ArraySlice<RawAttribute>) -> String? {
    guard let found = attributes.first(where: { isName($0.name, name) }) else { return nil }
    return value(in: found.value)
  }

  private func isName(_ range: Range<Int>, _ name: String) -> Bool {
    guard range.count == name.utf8.count else { return false }
    return zip(bytes[range], name.utf8).allSatisfy { lowercased($0) == $1 }
  }

  /// The bytes of a range without carriage returns and NULs, its character references decoded if wished.
  func decoded(_ range: Range<Int>, references: Bool) -> [UInt8] {
    let slice = bytes[range]
    guard slice.contains(where: { $0 == 0 || $0 == 0x0D || (references && $0 == UInt8(ascii: "&")) }) else {
      return Array(slice)
    }
    var out: [UInt8] = []
    out.reserveCapacity(range.count)
    let whole = bytes.span
    let span = whole.extracting(0..<range.upperBound)
    var at = range.lowerBound
    while at < range.upperBound {
      switch bytes[at] {
      case 0: out += replacement.utf8
      case 0x0D: if at + 1 >= range.upperBound || bytes[at + 1] != 0x0A { out.append(0x0A) }
      case UInt8(ascii: "&") where references:
        guard let found = characterReference(in: span, at: at, .attribute) else { fallthrough }
        out += found.text
        at += found.length - 1
      default: out.append(bytes[at])
      }
      at += 1
    }
    return out
  }
}
