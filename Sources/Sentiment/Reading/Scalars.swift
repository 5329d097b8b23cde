// SPDX-License-Identifier: Apache-2.0

/// A Unicode scalar met in UTF-8, and how many bytes it took.
struct Scalar {
  var value: UInt32
  var width: Int

  /// The scalar that begins at `index`; a byte that begins none stands for itself.
  @inline(__always)
  init(in text: Span<UInt8>, at index: Int) {
    let lead = text[index]
    value = UInt32(lead)
    width = 1
    if lead >= 0x80 { decode(text, at: index) }
  }

  private mutating func decode(_ text: Span<UInt8>, at index: Int) {
    let lead = text[index]
    let count = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1
    guard count > 1, index + count <= text.count else { return }
    value = UInt32(lead) & (0x7f >> UInt32(count))
    for offset in 1..<count { value = value << 6 | UInt32(text[index + offset] & 0x3f) }
    width = count
  }

  /// The curly apostrophes, which are one with the straight one.
  static func isCurlyApostrophe(_ value: UInt32) -> Bool { value == 0x2019 || value == 0x2018 }

  /// Whether it belongs into a word: letters, digits and marks of all scripts, and the underscore.
  @inline(__always)
  static func isWord(_ value: UInt32) -> Bool {
    if value < 0x80 { return isLetter(UInt8(value)) || isDigit(UInt8(value)) || value == 0x5f }
    if value < 0xc0 { return false }
    if value < 0x2000 { return value != 0xd7 && value != 0xf7 }
    return (0x2c00..<0xd800).contains(value) && !(0x3000...0x303f).contains(value)
      || (0xf900..<0xfe00).contains(value) || (0x20000..<0x30000).contains(value)
  }

  /// Whether it is a pictograph.
  @inline(__always)
  static func isEmoji(_ value: UInt32) -> Bool {
    value >= 0x203c
      && ((0x1f000...0x1faff).contains(value) || (0x2600...0x27bf).contains(value)
        || (0x2b00...0x2bff).contains(value) || value == 0x203c || value == 0x2049)
  }

  /// Whether it only dresses the pictograph before it: variation, joiner, skin tone.
  static func dressesEmoji(_ value: UInt32) -> Bool {
    value == 0xfe0f || value == 0x200d || (0x1f3fb...0x1f3ff).contains(value)
  }

  /// Whether it is a letter of ASCII.
  @inline(__always)
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  /// Whether it is a digit of ASCII.
  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// Whether it may stand in a handle such as `@acme_1`.
  @inline(__always)
  static func isHandle(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || byte == 0x5f }

  /// The small form of a letter of ASCII.
  @inline(__always)
  static func lowered(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
}
