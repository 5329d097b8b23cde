// SPDX-License-Identifier: Apache-2.0

extension HTMLTokenizer {
  /// What begins with `<!` (WHATWG 13.2.5.42).
  mutating func declaration() -> Token? {
    if starts(with: "<!--", at: offset) { return comment() }
    if isDoctype(at: offset + 2) { return doctype(from: offset + 9) }
    return bogusComment(from: offset + 2)
  }

  /// What ends at the next `>` whatever it is.
  mutating func bogusComment(from start: Int) -> Token {
    var end = start
    while end < bytes.count, bytes[end] != UInt8(ascii: ">") { end += 1 }
    offset = min(end + 1, bytes.count)
    return .comment(start..<end)
  }

  /// A comment (WHATWG 13.2.5.43 to 13.2.5.52): ends at `-->`, at `--!>`, at once in `<!-->`, or with the input.
  private mutating func comment() -> Token {
    let start = offset + 4
    if byte(at: start) == UInt8(ascii: ">") { return endComment(start..<start, next: start + 1) }
    if starts(with: "->", at: start) { return endComment(start..<start, next: start + 2) }
    var at = start
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "-"), byte(at: at + 1) == UInt8(ascii: "-") {
        if byte(at: at + 2) == UInt8(ascii: ">") { return endComment(start..<at, next: at + 3) }
        if starts(with: "!>", at: at + 2) { return endComment(start..<at, next: at + 4) }
      }
      at += 1
    }
    return endComment(start..<cutEnd(of: start), next: bytes.count)
  }

  private mutating func endComment(_ data: Range<Int>, next: Int) -> Token {
    offset = next
    return .comment(data)
  }

  /// Where the data of a comment that the input cuts off ends: before a `-`, `--` or `--!` that could have ended it.
  private func cutEnd(of start: Int) -> Int {
    for ending in ["--!", "--", "-"] where bytes.count - ending.utf8.count >= start {
      if starts(with: ending, at: bytes.count - ending.utf8.count) { return bytes.count - ending.utf8.count }
    }
    return bytes.count
  }

  /// The text of a range of the input, line ends and NULs as the tokenizer would give them.
  package func text(in range: Range<Int>) -> String {
    String(decoding: decoded(range, references: false), as: UTF8.self)
  }

  /// The bytes of a range without carriage returns and NULs, and with its character references decoded if wished.
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
