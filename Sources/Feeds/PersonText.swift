// SPDX-License-Identifier: Apache-2.0
import Text

extension Person {
  /// Takes in who `me@example.com (Example editor)`, `Example editor <me@example.com>` and the like are.
  mutating func take(_ text: String) {
    let bytes = Array(text.utf8)
    guard let address = Self.mailAddress(in: bytes) else {
      name = text
      return
    }
    email = String(decoding: bytes[address], as: UTF8.self)
    let before = Self.outer(bytes[..<address.lowerBound], isBefore: true)
    let after = Self.outer(bytes[address.upperBound...], isBefore: false)
    let rest = String(decoding: (before.isEmpty ? after : before), as: UTF8.self)
    name = rest.isEmpty ? nil : rest
  }

  /// What is left of the text beside an address without brackets and spaces.
  private static func outer(_ slice: ArraySlice<UInt8>, isBefore: Bool) -> ArraySlice<UInt8> {
    var slice = slice.trimmed
    func isBracket(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "<")
        || byte == UInt8(ascii: ">")
        || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]") || byte <= 0x20
    }
    while let last = slice.last, isBefore && isBracket(last) { slice.removeLast() }
    if isBefore, let last = slice.suffix(7).lastIndex(of: UInt8(ascii: ":")), last == slice.endIndex - 1 {
      // `<mailto:me@example.com>`
      slice = slice.dropLast(min(slice.count, 7)).trimmed
    }
    while let first = slice.first, !isBefore && isBracket(first) { slice.removeFirst() }
    while let last = slice.last, !isBefore && isBracket(last) { slice.removeLast() }
    return slice.trimmed
  }

  /// Where the first word that looks like a mail address stands.
  private static func mailAddress(in bytes: [UInt8]) -> Range<Int>? {
    guard let at = bytes.firstIndex(of: UInt8(ascii: "@")) else { return nil }
    var start = at
    while start > 0, isLocalByte(bytes[start - 1]) { start -= 1 }
    var end = at + 1
    while end < bytes.count, isDomainByte(bytes[end]) { end += 1 }
    while end > at + 1, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
    return start < at && end > at + 1 ? start..<end : nil
  }

  private static func isDomainByte(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte >= 0x80
  }

  private static func isLocalByte(_ byte: UInt8) -> Bool {
    isDomainByte(byte) || "_+%'!#$&*/=?^`{|}~".utf8.contains(byte)
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
  }
}
