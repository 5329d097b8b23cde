// SPDX-License-Identifier: Apache-2.0
import Text

/// Decodes the references of XML text into a buffer, the way feeds use them.
///
/// All names of HTML count, but only with their semicolon, so that `AT&T` and `?a=1&copy=2` stay as they are; what is
/// no reference stays literal. Numbers in 128...159 mean windows-1252. Adjacent references that spell the bytes of
/// UTF-8 (`&#226;&#128;&#166;`) are read as the character those bytes are.
package struct XMLReferences: Sendable {
  /// How many ampersands stayed literal because no reference began there.
  package private(set) var literal = 0
  /// The scalars of adjacent references, held back until it is clear that they are no bytes of UTF-8.
  private var run: [UInt32] = []

  /// Nothing decoded yet.
  package init() {}

  /// Appends what a range of bytes says to `output`.
  package mutating func decode(_ range: Range<Int>, of bytes: [UInt8], into output: inout [UInt8]) {
    var at = range.lowerBound
    // What comes after the range is none of its business: an ampersand may be megabytes away.
    let whole = bytes.span
    let span = whole.extracting(0..<range.upperBound)
    while at < range.upperBound {
      let ampersand = span.offset(of: UInt8(ascii: "&"), from: at)
      if ampersand > at {
        output.append(span.extracting(at..<ampersand))
        at = ampersand
      }
      guard at < range.upperBound else { return }
      at = reference(at, limit: range.upperBound, of: bytes, into: &output)
    }
  }

  /// Decodes the reference, or run of byte-like references, at an offset and says where to go on.
  private mutating func reference(_ start: Int, limit: Int, of bytes: [UInt8], into output: inout [UInt8])
    -> Int
  {
    let (byte, length) = predefined(start, limit: limit, of: bytes)
    if length > 0 {
      output.append(byte)
      return start + length
    }
    var at = start
    run.removeAll(keepingCapacity: true)
    while at < limit, bytes[at] == UInt8(ascii: "&"), run.count < 64 {
      let (scalar, length) = number(at, limit: limit, of: bytes)
      if length > 0 {
        run.append(scalar)
        at += length
      } else if let named = characterReference(in: bytes.span, at: at, .attribute),
        at + named.length <= limit,
        bytes[at + named.length - 1] == UInt8(ascii: ";")
      {
        at += named.length
        guard let scalar = singleLatin1Scalar(named.text) else {
          flush(into: &output)
          output.append(contentsOf: named.text)
          return at
        }
        run.append(scalar)
      } else {
        break
      }
    }
    if at == start {
      literal += 1
      output.append(UInt8(ascii: "&"))
      return start + 1
    }
    flush(into: &output)
    return at
  }

  private mutating func flush(into output: inout [UInt8]) {
    if run.count > 1, run.allSatisfy({ $0 < 256 }), run.contains(where: { $0 >= 0x80 }) {
      let bytes = run.map { UInt8(truncatingIfNeeded: $0) }
      if UTF8Survey(of: bytes).isValid {
        output += bytes
        return
      }
    }
    for scalar in run where isTextScalar(scalar) { appendUTF8(windows1252Scalar(scalar), to: &output) }
  }

  /// Whether text can hold it: NUL and other C0 controls are dropped as they are from the text itself.
  private func isTextScalar(_ scalar: UInt32) -> Bool {
    scalar >= 0x20 || scalar == 0x09 || scalar == 0x0A || scalar == 0x0D
  }

  /// The five references of XML itself, which are nearly all there are; length 0 if none of them is here.
  private func predefined(_ start: Int, limit: Int, of bytes: [UInt8]) -> (UInt8, Int) {
    guard start + 3 < limit else { return (0, 0) }
    switch bytes[start + 1] {
    case UInt8(ascii: "l"):
      if bytes[start + 2] == UInt8(ascii: "t") && bytes[start + 3] == UInt8(ascii: ";") {
        return (UInt8(ascii: "<"), 4)
      }
    case UInt8(ascii: "g"):
      if bytes[start + 2] == UInt8(ascii: "t") && bytes[start + 3] == UInt8(ascii: ";") {
        return (UInt8(ascii: ">"), 4)
      }
    case UInt8(ascii: "a"):
      if start + 4 < limit, bytes[start + 2] == UInt8(ascii: "m"), bytes[start + 3] == UInt8(ascii: "p"),
        bytes[start + 4] == UInt8(ascii: ";")
      {
        return (UInt8(ascii: "&"), 5)
      }
    case UInt8(ascii: "q"):
      if start + 5 < limit, bytes[start + 2] == UInt8(ascii: "u"), bytes[start + 3] == UInt8(ascii: "o"),
        bytes[start + 4] == UInt8(ascii: "t"), bytes[start + 5] == UInt8(ascii: ";")
      {
        return (UInt8(ascii: "\""), 6)
      }
    default: break
    }
    return (0, 0)
  }

  /// The number of `&#123;` or `&#x7B;` and the length of the reference; length 0 if there is none.
  private func number(_ start: Int, limit: Int, of bytes: [UInt8]) -> (UInt32, Int) {
    guard start + 3 < limit, bytes[start + 1] == UInt8(ascii: "#") else { return (0, 0) }
    let isHexadecimal = bytes[start + 2] | 0x20 == UInt8(ascii: "x")
    let first = start + (isHexadecimal ? 3 : 2)
    var at = first
    var value: UInt32 = 0
    while at < limit, let digit = digit(bytes[at], isHexadecimal) {
      value = min(0x11_0000, value * (isHexadecimal ? 16 : 10) + digit)
      at += 1
    }
    guard at > first, at < limit, bytes[at] == UInt8(ascii: ";") else { return (0, 0) }
    return (value, at + 1 - start)
  }

  private func digit(_ byte: UInt8, _ isHexadecimal: Bool) -> UInt32? {
    if byte &- UInt8(ascii: "0") < 10 { return UInt32(byte &- UInt8(ascii: "0")) }
    let letter = (byte | 0x20) &- UInt8(ascii: "a")
    return isHexadecimal && letter < 6 ? UInt32(letter) + 10 : nil
  }

  /// The scalar of a text that is one scalar of U+0080...U+00FF, as the names of Latin-1 letters are.
  private func singleLatin1Scalar(_ text: ShortText) -> UInt32? {
    guard text.count == 2, text[0] == 0xC2 || text[0] == 0xC3 else { return nil }
    return UInt32(text[0] & 0x1F) << 6 | UInt32(text[1] & 0x3F)
  }
}

/// Appends text so that HTML reads it as that text: `&`, `<`, `>` and `"` escaped.
package func appendEscaped(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) {
  for byte in text {
    switch byte {
    case UInt8(ascii: "&"): output += "&amp;".utf8
    case UInt8(ascii: "<"): output += "&lt;".utf8
    case UInt8(ascii: ">"): output += "&gt;".utf8
    case UInt8(ascii: "\""): output += "&quot;".utf8
    default: output.append(byte)
    }
  }
}
