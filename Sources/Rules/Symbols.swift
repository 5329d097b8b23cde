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
/// At most 64 bytes are looked at: more than that is no name.
func symbols(in bytes: Span<UInt8>, between start: Int, and end: Int) -> [UInt8] {
  var found: [UInt8] = []
  forEachSymbol(in: bytes, between: start, and: end) { found.append($0) }
  return found
}

/// Whether these are the symbols between two words.
func hasSymbols(_ wanted: [UInt8], in bytes: Span<UInt8>, between start: Int, and end: Int) -> Bool {
  var (count, isSame) = (0, true)
  forEachSymbol(in: bytes, between: start, and: end) { symbol in
    isSame = isSame && count < wanted.count && wanted[count] == symbol
    count += 1
  }
  return isSame && count == wanted.count
}

/// Whether these symbols come first from an offset on, with nothing but spaces among them.
func startsWithSymbols(_ wanted: [UInt8], in bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
  var count = 0
  var at = start
  let limit = min(end, start + 64)
  while at < limit, count < wanted.count {
    let (symbol, width) = symbol(at: at, in: bytes)
    if isSymbol(symbol) {
      if symbol != wanted[count] { return false }
      count += 1
    } else if symbol != 0x20 {
      return false
    }
    at += width
  }
  return count == wanted.count
}

private func forEachSymbol(
  in bytes: Span<UInt8>, between start: Int, and end: Int, _ report: (UInt8) -> Void
) {
  var at = start
  let limit = min(end, start + 64)
  while at < limit {
    let (symbol, width) = symbol(at: at, in: bytes)
    if isSymbol(symbol) { report(symbol) }
    at += width
  }
  if end == limit, end - start >= 2, bytes[end - 1] == UInt8(ascii: "."), bytes[end - 2] <= 0x20 {
    report(0x2E)
  }
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
