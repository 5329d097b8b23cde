// SPDX-License-Identifier: Apache-2.0

/// What a character reference such as `&eacute;` stands for, and how long it is.
package struct CharacterReference: Hashable, Sendable {
  /// How many bytes the reference takes, the ampersand and its semicolon included.
  package let length: Int
  /// The one or two scalars it stands for, in UTF-8.
  package let text: ShortText
}

/// At most seven bytes of UTF-8 in one word, so that a decoded character costs no allocation.
package struct ShortText: Hashable, Sendable, RandomAccessCollection {
  /// The bytes from the lowest up; the highest one is their count.
  private let word: UInt64

  /// Nothing.
  init() { word = 0 }

  /// One scalar.
  package init(_ scalar: Unicode.Scalar) { self = ShortText().appending(scalar) }

  /// The text with a scalar after it; at most seven bytes in all.
  func appending(_ scalar: Unicode.Scalar) -> ShortText {
    var word = word & 0x00FF_FFFF_FFFF_FFFF
    var count = self.count
    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter where count < 7 {
      word |= UInt64(byte) << (8 * UInt64(count))
      count += 1
    }
    return ShortText(word: word | UInt64(count) << 56)
  }

  private init(word: UInt64) { self.word = word }

  /// How many bytes there are, 0...7.
  package var count: Int { Int(word >> 56) }
  /// 0
  package var startIndex: Int { 0 }
  /// The count.
  package var endIndex: Int { count }
  /// The byte at an index.
  package subscript(index: Int) -> UInt8 { UInt8(truncatingIfNeeded: word >> (8 * UInt64(index))) }
  /// The bytes as a string.
  package var string: String { String(decoding: self, as: UTF8.self) }
}

/// Where a reference stands, which decides what counts as one.
package enum ReferenceContext: Sendable {
  /// Text between tags.
  case text
  /// The value of an attribute: `&copy=1` in an address stays as it is.
  case attribute
}

/// The character reference that begins at an offset, or nil if what is there is no more than an ampersand.
///
/// HTML's rules (WHATWG 13.2.5.72 to 13.2.5.80): the longest name counts, 106 of them also without a
/// semicolon; numbers in 128...159 mean windows-1252, and what is no scalar value is U+FFFD.
package func characterReference(
  in bytes: Span<UInt8>, at offset: Int, _ context: ReferenceContext = .text
) -> CharacterReference? {
  guard offset >= 0, offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "&") else { return nil }
  if bytes[offset + 1] == UInt8(ascii: "#") { return numericReference(in: bytes, at: offset) }
  var end = offset + 1
  while end < bytes.count, end - offset <= EntityIndex.longest, isAlphanumeric(bytes[end]) { end += 1 }
  if end < bytes.count, bytes[end] == UInt8(ascii: ";") {
    if let entry = EntityIndex.shared.entry(in: bytes, offset + 1, end) {
      return CharacterReference(length: end + 1 - offset, text: entry.text)
    }
  }
  var stop = min(end, offset + 1 + EntityIndex.longestWithoutSemicolon)
  while stop > offset + 2 {
    if let entry = EntityIndex.shared.entry(in: bytes, offset + 1, stop), entry.standsAlone {
      if context == .attribute, stop < bytes.count,
        isAlphanumeric(bytes[stop]) || bytes[stop] == UInt8(ascii: "=")
      {
        return nil
      }
      return CharacterReference(length: stop - offset, text: entry.text)
    }
    stop -= 1
  }
  return nil
}

/// `&#233;` or `&#xE9;`, the semicolon optional.
private func numericReference(in bytes: Span<UInt8>, at offset: Int) -> CharacterReference? {
  var at = offset + 2
  let isHexadecimal = at < bytes.count && bytes[at] | 0x20 == UInt8(ascii: "x")
  if isHexadecimal { at += 1 }
  let start = at
  var number: UInt32 = 0
  while at < bytes.count, let digit = digitValue(bytes[at], hexadecimal: isHexadecimal) {
    number = min(number * (isHexadecimal ? 16 : 10) + digit, 0x11_0000)
    at += 1
  }
  guard at > start else { return nil }
  if at < bytes.count, bytes[at] == UInt8(ascii: ";") { at += 1 }
  return CharacterReference(length: at - offset, text: ShortText(scalar(ofReference: number)))
}

/// The scalar a numeric reference means; feeds and pages alike say 146 and mean windows-1252.
package func scalar(ofReference number: UInt32) -> Unicode.Scalar {
  if (0x80...0x9F).contains(number) { return windows1252[Int(number) - 0x80] }
  return number == 0 ? replacement : Unicode.Scalar(number) ?? replacement
}

/// U+FFFD
let replacement: Unicode.Scalar = "\u{FFFD}"

/// What the bytes 128...159 are in windows-1252; the five that it leaves open stand for themselves.
private let windows1252: [Unicode.Scalar] = [
  "\u{20AC}", "\u{81}", "\u{201A}", "\u{192}", "\u{201E}", "\u{2026}", "\u{2020}", "\u{2021}",
  "\u{2C6}", "\u{2030}", "\u{160}", "\u{2039}", "\u{152}", "\u{8D}", "\u{17D}", "\u{8F}",
  "\u{90}", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{2022}", "\u{2013}", "\u{2014}",
  "\u{2DC}", "\u{2122}", "\u{161}", "\u{203A}", "\u{153}", "\u{9D}", "\u{17E}", "\u{178}",
]

private func digitValue(_ byte: UInt8, hexadecimal: Bool) -> UInt32? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) - 0x30
  case UInt8(ascii: "a")...UInt8(ascii: "f") where hexadecimal: UInt32(byte) - 0x57
  case UInt8(ascii: "A")...UInt8(ascii: "F") where hexadecimal: UInt32(byte) - 0x37
  default: nil
  }
}

/// Whether a byte is an ASCII letter or digit.
func isAlphanumeric(_ byte: UInt8) -> Bool {
  (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
}
