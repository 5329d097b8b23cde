// SPDX-License-Identifier: Apache-2.0

extension HTMLTokenizer {
  /// What begins with `<`: a tag, a declaration, or no more than the sign (WHATWG 13.2.5.6).
  mutating func markup() -> Token? {
    guard let byte = byte(at: offset + 1) else { return literal(1) }
    if isLetter(byte) { return tag(from: offset + 1, isEnd: false) }
    switch byte {
    case UInt8(ascii: "/"): return endTag()
    case UInt8(ascii: "!"): return declaration()
    case UInt8(ascii: "?"): return bogusComment(from: offset + 1)
    default: return literal(1)
    }
  }

  /// Bytes that turned out to be text.
  private mutating func literal(_ count: Int) -> Token {
    offset += count
    return .text(offset - count..<offset)
  }

  private mutating func endTag() -> Token? {
    guard let byte = byte(at: offset + 2) else { return literal(2) }
    if isLetter(byte) { return tag(from: offset + 2, isEnd: true) }
    if byte == UInt8(ascii: ">") {
      offset += 3
      return nil
    }
    return bogusComment(from: offset + 2)
  }

  /// A tag whose name begins at an offset; a tag that the end of the input cuts off is none.
  private mutating func tag(from start: Int, isEnd: Bool) -> Token? {
    var packed = PackedName()
    var at = start
    while at < bytes.count, !endsTagName(bytes[at]) {
      packed.append(bytes[at])
      at += 1
    }
    nameRange = start..<at
    isSelfClosing = false
    rawAttributes.removeAll(keepingCapacity: true)
    guard readAttributes(from: at) else { return nil }
    element = HTMLElementIndex.shared.element(named: packed)
    if isEnd { return .endTag }
    state = element.content
    if state != .data {
      rawName = bytes[nameRange].map(lowercased)
      script = HTMLScriptText()
    }
    return .startTag
  }

  /// Reads to the `>` of a tag; false where the input ends before it.
  private mutating func readAttributes(from start: Int) -> Bool {
    offset = start
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: ">"):
        offset += 1
        return true
      case UInt8(ascii: "/"):
        offset += 1
        isSelfClosing = byte(at: offset) == UInt8(ascii: ">")
      case 0x20, 0x09, 0x0A, 0x0C, 0x0D: offset += 1
      default: readAttribute()
      }
    }
    return false
  }

  /// An attribute (WHATWG 13.2.5.33 to 13.2.5.39); an equals sign may begin its name.
  private mutating func readAttribute() {
    let start = offset
    offset += 1
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "="), !endsTagName(bytes[offset]) {
      offset += 1
    }
    let name = start..<offset
    skipSpace()
    var value = offset..<offset
    if byte(at: offset) == UInt8(ascii: "=") {
      offset += 1
      skipSpace()
      value = readValue()
    }
    guard rawAttributes.count < Self.maximumAttributes else { return }
    rawAttributes.append(RawAttribute(name: name, value: value))
  }

  private mutating func readValue() -> Range<Int> {
    guard let quote = byte(at: offset), quote != UInt8(ascii: ">") else { return offset..<offset }
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let start = offset + 1
      offset = start
      while offset < bytes.count, bytes[offset] != quote { offset += 1 }
      defer { offset = min(offset + 1, bytes.count) }
      return start..<offset
    }
    let start = offset
    while offset < bytes.count, bytes[offset] != UInt8(ascii: ">"), !isSpace(bytes[offset]) { offset += 1 }
    return start..<offset
  }

  private mutating func skipSpace() {
    while offset < bytes.count, isSpace(bytes[offset]) { offset += 1 }
  }
}

/// Whether a byte is what HTML takes for space.
func isSpace(_ byte: UInt8) -> Bool {
  byte <= 0x20 && (byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D || byte == 0x0C)
}

/// Whether a byte is an ASCII letter.
func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

/// An ASCII letter in lower case, anything else as it is.
func lowercased(_ byte: UInt8) -> UInt8 { byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte }

/// Whether the name of a tag or attribute ends before a byte.
func endsTagName(_ byte: UInt8) -> Bool {
  isSpace(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">")
}
