// SPDX-License-Identifier: Apache-2.0

/// The characters of one and two bytes of GB 18030 or Shift_JIS, asked of the system's converter once, which takes ten
/// times as long to read a text.
struct CharacterPairs: Sendable {
  /// By byte from 0x80 on, the character that it is alone; 0 where it begins two bytes or means nothing.
  private let singles: [UInt16]
  /// By first byte from 0x80 on and second byte from 0x40 on, the character that they are; 0 where they are none of 16
  /// bits.
  private let pairs: [UInt16]
  private let hasSingles: Bool

  /// Second bytes a first byte may have.
  private static let row = 0xC0

  /// The characters of a charset by its WHATWG name; nil for one that is read otherwise.
  static func named(_ name: String) -> CharacterPairs? {
    switch name {
    case "gb18030": chinese
    case "shift_jis": japanese
    default: nil
    }
  }

  private static let chinese = CharacterPairs(from: "GB18030")
  private static let japanese = CharacterPairs(from: "CP932")

  /// Those of a charset as the system's converter names it; nil where it knows none, or its ASCII is another.
  private init?(from name: String) {
    let ascii = (0..<0x80).map { UInt8($0) }
    let high = (0x80...0xFF).map { UInt8($0) }
    guard let converted = convert(ascii, from: [name]), converted == (ascii, 0) else { return nil }
    // A line feed is never a second byte, so that each of them has a line to itself, whatever is wrong with it.
    func characters(_ bytes: [UInt8]) -> [UInt16] {
      let utf8 = convert(bytes, from: [name])?.0 ?? []
      return utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map(Self.character)
    }
    singles = characters(high.flatMap { [$0, 0x0A] })
    pairs = characters(high.flatMap { first in (0x40...0xFF).flatMap { [first, $0, 0x0A] } })
    hasSingles = singles.contains { $0 != 0 }
    guard singles.count == high.count + 1, pairs.count == high.count * Self.row + 1 else { return nil }
  }

  /// The one character of 16 bits that some UTF-8 is; 0 where it is none, or says that nothing was understood.
  private static func character(_ utf8: ArraySlice<UInt8>) -> UInt16 {
    let scalars = String(decoding: utf8, as: UTF8.self).unicodeScalars
    guard scalars.count == 1, let only = scalars.first, only != "\u{FFFD}" else { return 0 }
    return UInt16(exactly: only.value) ?? 0
  }

  /// The bytes as UTF-8; nil where there is anything else among them, which is for the system's converter to read.
  func decode(_ bytes: [UInt8]) -> [UInt8]? {
    var isAll = true
    // A single byte becomes at most three, and so do two.
    let room = hasSingles ? bytes.count * 3 : bytes.count + bytes.count / 2
    let utf8 = [UInt8](capacity: room) { isAll = decode(bytes.span, into: &$0) }
    return isAll ? utf8 : nil
  }

  private func decode(_ bytes: borrowing Span<UInt8>, into utf8: inout OutputSpan<UInt8>) -> Bool {
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      if byte < 0x80 {
        utf8.append(byte)
        continue
      }
      var scalar = singles[Int(byte & 0x7F)]
      if scalar == 0 {
        guard at < bytes.count, bytes[at] >= 0x40 else { return false }
        scalar = pairs[Int(byte & 0x7F) * Self.row + Int(bytes[at]) - 0x40]
        at += 1
      }
      guard scalar != 0 else { return false }
      append(scalar, to: &utf8)
    }
    return true
  }

  /// Appends a character beyond ASCII, or a pair that means one of ASCII.
  @inline(__always)
  private func append(_ scalar: UInt16, to utf8: inout OutputSpan<UInt8>) {
    func rest(_ shift: UInt16) -> UInt8 { UInt8(truncatingIfNeeded: scalar >> shift & 0x3F | 0x80) }
    if scalar >= 0x800 {
      utf8.append(UInt8(truncatingIfNeeded: scalar >> 12 | 0xE0))
      utf8.append(rest(6))
      utf8.append(rest(0))
    } else if scalar >= 0x80 {
      utf8.append(UInt8(truncatingIfNeeded: scalar >> 6 | 0xC0))
      utf8.append(rest(0))
    } else {
      utf8.append(UInt8(truncatingIfNeeded: scalar))
    }
  }
}
