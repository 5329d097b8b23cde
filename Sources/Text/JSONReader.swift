// SPDX-License-Identifier: Apache-2.0

extension JSON {
  /// How strict the reader is.
  package enum Leniency: Sendable {
    /// RFC 8259 to the letter.
    case strict
    /// What pages and feeds really hold: raw control characters in strings, trailing commas, comments, a BOM.
    case lenient
  }

  /// Reads one JSON value that fills the whole input.
  ///
  /// Depth counts arrays and objects; invalid UTF-8 in strings becomes U+FFFD.
  /// Throws where the bytes are no JSON or nest deeper than `depth`.
  package init(parsing bytes: [UInt8], _ leniency: Leniency = .strict, depth: Int = 64) throws(JSONError) {
    var reader = JSONReader(bytes: bytes, lenient: leniency == .lenient, depth: depth)
    self = try reader.document()
  }

  /// Reads one JSON value that fills the whole text.
  package init(parsing text: String, _ leniency: Leniency = .strict, depth: Int = 64) throws(JSONError) {
    try self.init(parsing: Array(text.utf8), leniency, depth: depth)
  }
}

/// A recursive-descent reader; the recursion is bounded by `depth`.
private struct JSONReader {
  let bytes: [UInt8]
  let lenient: Bool
  let depth: Int
  var at = 0

  init(bytes: [UInt8], lenient: Bool, depth: Int) {
    self.bytes = bytes
    self.lenient = lenient
    self.depth = depth
  }

  mutating func document() throws(JSONError) -> JSON {
    if lenient && bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    let value = try value(depth)
    skipSpace()
    if at < bytes.count { throw error("expected the end") }
    return value
  }

  private func error(_ reason: String) -> JSONError { JSONError(offset: at, reason: reason) }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skipSpace() {
    while let byte = next {
      if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
        at += 1
      } else if lenient && byte == 0x2F && skipComment() {
        continue
      } else {
        return
      }
    }
  }

  private mutating func skipComment() -> Bool {
    guard at + 1 < bytes.count else { return false }
    if bytes[at + 1] == 0x2F {
      while let byte = next, byte != 0x0A { at += 1 }
      return true
    }
    guard bytes[at + 1] == 0x2A else { return false }
    at += 2
    while at < bytes.count {
      if bytes[at] == 0x2A && at + 1 < bytes.count && bytes[at + 1] == 0x2F {
        at += 2
        return true
      }
      at += 1
    }
    return true
  }

  private mutating func value(_ room: Int) throws(JSONError) -> JSON {
    skipSpace()
    switch next {
    case UInt8(ascii: "{"):
      guard room > 0 else { throw error("nested too deeply") }
      return try object(room - 1)
    case UInt8(ascii: "["):
      guard room > 0 else { throw error("nested too deeply") }
      return try array(room - 1)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case let byte? where byte == UInt8(ascii: "-") || isDigit(byte): return try number()
    default: throw error("expected a value")
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
    let expected = Array("\(word)".utf8)
    guard bytes[at...].starts(with: expected) else { throw error("expected a value") }
    at += expected.count
    return value
  }

  private mutating func object(_ room: Int) throws(JSONError) -> JSON {
    var members: [JSON.Member] = []
    at += 1
    while true {
      skipSpace()
      if next == UInt8(ascii: "}") && (members.isEmpty || lenient) { break }
      guard next == UInt8(ascii: "\"") else { throw error("expected a member's name") }
      let name = try string()
      skipSpace()
      guard next == UInt8(ascii: ":") else { throw error("expected “:”") }
      at += 1
      members.append(JSON.Member(name, try value(room)))
      skipSpace()
      if next == UInt8(ascii: "}") { break }
      guard next == UInt8(ascii: ",") else { throw error("expected “,” or “}”") }
      at += 1
    }
    at += 1
    return .object(members)
  }

  private mutating func array(_ room: Int) throws(JSONError) -> JSON {
    var elements: [JSON] = []
    at += 1
    while true {
      skipSpace()
      if next == UInt8(ascii: "]") && (elements.isEmpty || lenient) { break }
      elements.append(try value(room))
      skipSpace()
      if next == UInt8(ascii: "]") { break }
      guard next == UInt8(ascii: ",") else { throw error("expected “,” or “]”") }
      at += 1
    }
    at += 1
    return .array(elements)
  }

  private mutating func number() throws(JSONError) -> JSON {
    let start = at
    var isWhole = true
    if next == UInt8(ascii: "-") { at += 1 }
    guard let first = next, isDigit(first) else { throw error("expected a digit") }
    if first == UInt8(ascii: "0"), at + 1 < bytes.count, isDigit(bytes[at + 1]) {
      throw error("expected no digit after a leading zero")
    }
    skipDigits()
    if next == UInt8(ascii: ".") {
      isWhole = false
      at += 1
      guard let digit = next, isDigit(digit) else { throw error("expected a digit") }
      skipDigits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      isWhole = false
      at += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { at += 1 }
      guard let digit = next, isDigit(digit) else { throw error("expected a digit") }
      skipDigits()
    }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    if isWhole, let integer = Int64(text) { return .integer(integer) }
    guard let number = Double(text), number.isFinite else { throw error("expected a number in range") }
    return .number(number)
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  private mutating func skipDigits() {
    while let byte = next, isDigit(byte) { at += 1 }
  }

  private mutating func string() throws(JSONError) -> String {
    at += 1
    let start = at
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { at += 1 }
    if next == UInt8(ascii: "\"") {
      defer { at += 1 }
      return String(decoding: bytes[start..<at], as: UTF8.self)
    }
    var decoded = Array(bytes[start..<at])
    while let byte = next {
      at += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: decoded, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &decoded)
      case 0..<0x20 where !lenient:
        at -= 1
        throw error("expected no control character in a string")
      default: decoded.append(byte)
      }
    }
    throw error("expected the end of a string")
  }

  private mutating func escape(into decoded: inout [UInt8]) throws(JSONError) {
    guard let byte = next else { throw error("expected an escape") }
    at += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(byte)
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0C)
    case UInt8(ascii: "n"): decoded.append(0x0A)
    case UInt8(ascii: "r"): decoded.append(0x0D)
    case UInt8(ascii: "t"): decoded.append(0x09)
    case UInt8(ascii: "u"):
      decoded.append(contentsOf: String(try unicodeEscape()).utf8)
    case _ where lenient: decoded.append(byte)
    default:
      at -= 1
      throw error("expected an escape")
    }
  }

  /// The scalar of `\uXXXX`, with its second half where it is a surrogate; a lone half is U+FFFD.
  private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
    let replacement = Unicode.Scalar(0xFFFD as UInt16) ?? " "
    let high = try hexadecimal()
    guard high & 0xF800 == 0xD800 else { return Unicode.Scalar(high) ?? replacement }
    guard high < 0xDC00, bytes[at...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else {
      return replacement
    }
    let mark = at
    at += 2
    let low = try hexadecimal()
    guard (0xDC00...0xDFFF).contains(low) else {
      at = mark
      return replacement
    }
    return Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)) ?? replacement
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error("expected four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      at += 1
    }
    return value
  }
}
