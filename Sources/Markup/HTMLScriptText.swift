// SPDX-License-Identifier: Apache-2.0

/// Where in a script the tokenizer is: in a comment of it, and in a script named within that comment.
struct HTMLScriptText: Hashable, Sendable {
  /// After `<!--`, the "escaped" states.
  var isInComment = false
  /// After `<script` in such a comment, the "double escaped" states.
  var isNested = false
  /// How many dashes were read last, up to two.
  var dashes = 0

  /// Reads a byte that begins neither a tag nor a comment.
  mutating func pass(_ byte: UInt8) {
    if byte == UInt8(ascii: "-") {
      dashes = min(2, dashes + 1)
      return
    }
    if byte == UInt8(ascii: ">"), dashes == 2 { self = HTMLScriptText() }
    dashes = 0
  }

  /// Begins a comment.
  mutating func enterComment() {
    isInComment = true
    dashes = 2
  }
}

extension HTMLTokenizer {
  /// Script data (WHATWG 13.2.5.15 to 13.2.5.31): in a comment a `<script>` hides one `</script>`.
  mutating func nextInScript() -> Token? {
    let start = offset
    var end = start
    while end < bytes.count {
      let byte = bytes[end]
      if byte == 0 || byte == 0x0D {
        script.dashes = 0
        break
      }
      if byte == UInt8(ascii: "<") {
        if endsScript(at: end) { break }
        if !script.isInComment, starts(with: "<!--", at: end) {
          script.enterComment()
          end += 4
          continue
        }
      }
      script.pass(byte)
      end += 1
    }
    return text(from: start, to: end)
  }

  /// Whether the script ends here; keeps count of the script within a comment.
  private mutating func endsScript(at offset: Int) -> Bool {
    let isEndTag = byte(at: offset + 1) == UInt8(ascii: "/")
    if script.isInComment, script.isNested == isEndTag, isWord(Self.script, at: offset + (isEndTag ? 2 : 1)) {
      script.isNested.toggle()
      return false
    }
    return !script.isNested && isEndOfRawText(at: offset)
  }

  private static let script = Array("script".utf8)
}
