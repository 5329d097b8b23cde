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

  /// A comment (WHATWG 13.2.5.43 to 13.2.5.52): ends at `-->`, at `--!>`, at once in `<!-->`, or at the end.
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

  /// Where the data of a comment that is cut off ends: before a `-`, `--` or `--!` that could have ended it.
  private func cutEnd(of start: Int) -> Int {
    for ending in ["--!", "--", "-"] where bytes.count - ending.utf8.count >= start {
      if starts(with: ending, at: bytes.count - ending.utf8.count) { return bytes.count - ending.utf8.count }
    }
    return bytes.count
  }

  /// The text of a range of the input, line ends and NULs as the tokenizer would give them.
  package func text(in range: Range<Int>) -> String { source.text(in: range) }
}
