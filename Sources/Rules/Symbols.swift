// SPDX-License-Identifier: Apache-2.0

/// Whether a byte is a symbol that belongs to a name: those of AT&T, C++, C#, E*TRADE.
func isSymbol(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "&"), UInt8(ascii: "+"), UInt8(ascii: "#"), UInt8(ascii: "@"), UInt8(ascii: "$"),
    UInt8(ascii: "%"), UInt8(ascii: "*"), UInt8(ascii: "="):
    true
  default: false
  }
}

/// The symbols between two words, full-width ones as ASCII; a full stop counts where it stands right before the second
/// word after a space.
///
/// With `untilOther` reading stops at what is neither symbol nor space. At most 64 bytes are looked at: more than that
/// is no name.
func symbols(in bytes: Span<UInt8>, between start: Int, and end: Int, untilOther: Bool = false) -> [UInt8] {
  var found: [UInt8] = []
  var at = start
  let limit = min(end, start + 64)
  while at < limit {
    let (symbol, width) = symbol(at: at, in: bytes)
    if isSymbol(symbol) {
      found.append(symbol)
    } else if untilOther && symbol != 0x20 {
      return found
    }
    at += width
  }
  if end == limit, end - start >= 2, bytes[end - 1] == UInt8(ascii: "."), bytes[end - 2] <= 0x20 {
    found.append(0x2E)
  }
  return found
}

/// The character at an offset and its width; a full-width symbol as its ASCII twin, other characters as their first byte.
private func symbol(at: Int, in bytes: Span<UInt8>) -> (byte: UInt8, width: Int) {
  let byte = bytes[at]
  guard byte == 0xEF, at + 2 < bytes.count, bytes[at + 1] == 0xBC, bytes[at + 2] > 0x80 else {
    return (byte, 1)
  }
  return ((bytes[at + 2] & 0x3F) + 0x20, 3)
}

/// The character that ends at an offset and its width, as `symbol(at:)` has it.
func symbolBefore(_ end: Int, in bytes: Span<UInt8>) -> (byte: UInt8, width: Int)? {
  guard end > 0 else { return nil }
  if end >= 3, bytes[end - 3] == 0xEF, bytes[end - 2] == 0xBC { return symbol(at: end - 3, in: bytes) }
  return (bytes[end - 1], 1)
}

/// Whether an ASCII letter, a digit or `_` ends at an offset.
func isWordByte(before end: Int, in bytes: Span<UInt8>) -> Bool {
  guard end > 0 else { return false }
  let byte = bytes[end - 1]
  return (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
    || byte == UInt8(ascii: "_")
}
