// SPDX-License-Identifier: Apache-2.0

/// HTML in tokens, after the state machine of WHATWG HTML 13.2.5, for input that is whole and UTF-8.
///
/// Nothing is copied: text is ranges of the input, names and attributes are decoded when asked for. The
/// machine switches its own content model (`script`, `title` ...), as a browser's tree construction stage
/// would. Time is linear in the length of the input; a tag keeps its first 1,024 attributes.
package struct HTMLTokenizer: Sendable {
  /// What the next piece of the input is.
  package enum Token: Hashable, Sendable {
    /// Bytes of the input that stand for themselves.
    case text(Range<Int>)
    /// What a character reference stands for, a line end, or U+FFFD for a NUL.
    case character(ShortText)
    /// A start tag; see `element`, `name`, `attributes`, `isSelfClosing`.
    case startTag
    /// An end tag; see `element` and `name`.
    case endTag
    /// The data of a comment, or of what HTML takes for one; see `text(in:)`.
    case comment(Range<Int>)
    /// A document type.
    case doctype(HTMLDoctype)
  }

  /// The content models.
  package enum State: Sendable {
    /// Tags, references and text.
    case data
    /// References and text until the matching end tag.
    case rcdata
    /// Text until the matching end tag.
    case rawtext
    /// Text until the end of a script, whose comments may hold the tag.
    case script
    /// Text until the end of the input.
    case plaintext
    /// Text until `]]>`.
    case cdata
  }

  static let maximumAttributes = 1024

  /// The input.
  package let bytes: [UInt8]
  /// The offset of what is read next.
  package internal(set) var offset = 0
  /// Where the token that was read last begins.
  package internal(set) var tokenStart = 0
  /// The element of the last tag.
  package internal(set) var element = HTMLElement.other
  /// Whether the last tag ended in `/>`.
  package internal(set) var isSelfClosing = false

  var state: State
  var script = HTMLScriptText()
  /// The name of the last start tag in lower case, which ends its raw text.
  var rawName: [UInt8] = []
  var nameRange = 0..<0
  var rawAttributes: [RawAttribute] = []

  /// Begins at the first byte, in a content model; `closing` names the element whose end tag ends it.
  package init(_ bytes: [UInt8], state: State = .data, closing name: String = "") {
    self.bytes = bytes
    self.state = state
    rawName = Array(name.utf8)
  }

  /// The next token, or nil at the end of the input.
  package mutating func next() -> Token? {
    while offset < bytes.count {
      tokenStart = offset
      let token =
        switch state {
        case .data: nextInData()
        case .rcdata, .rawtext: nextInRawText(decoding: state == .rcdata)
        case .script: nextInScript()
        case .plaintext: nextInPlaintext()
        case .cdata: nextInSection()
        }
      if let token { return token }
    }
    return nil
  }

  /// Stops reading the content of the last start tag as raw text, as for `<script/>` in a fragment of XHTML.
  package mutating func readAsMarkup() { state = .data }

  func byte(at offset: Int) -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

  /// Whether a text is here, letter for letter.
  func starts(with text: String, at offset: Int) -> Bool {
    var at = offset
    for byte in text.utf8 {
      guard at < bytes.count, bytes[at] == byte else { return false }
      at += 1
    }
    return true
  }
}

extension HTMLTokenizer {
  private mutating func nextInData() -> Token? {
    let start = offset
    var end = start
    while end < bytes.count {
      let byte = bytes[end]
      if byte == UInt8(ascii: "<") || byte == UInt8(ascii: "&") || byte == 0x0D { break }
      end += 1
    }
    offset = end
    if end > start { return .text(start..<end) }
    switch bytes[start] {
    case UInt8(ascii: "<"): return markup()
    case UInt8(ascii: "&"): return reference()
    default: return lineEnd()
    }
  }

  /// A character reference, or the ampersand that is none.
  private mutating func reference() -> Token {
    if let found = characterReference(in: bytes.span, at: offset) {
      offset += found.length
      return .character(found.text)
    }
    offset += 1
    return .text(offset - 1..<offset)
  }

  /// CR LF and CR alone are a line feed (WHATWG 13.2.3.5).
  private mutating func lineEnd() -> Token? {
    offset += 1
    return byte(at: offset) == 0x0A ? nil : .character(ShortText("\n"))
  }

  private mutating func nul() -> Token {
    offset += 1
    return .character(ShortText(replacement))
  }

  private mutating func nextInRawText(decoding: Bool) -> Token? {
    let start = offset
    var end = start
    while end < bytes.count {
      let byte = bytes[end]
      if byte == UInt8(ascii: "<"), isEndOfRawText(at: end) { break }
      if byte == 0x0D || byte == 0 || (decoding && byte == UInt8(ascii: "&")) { break }
      end += 1
    }
    return text(from: start, to: end)
  }

  /// The text before what stopped a scan in raw text, or else what stopped it.
  mutating func text(from start: Int, to end: Int) -> Token? {
    offset = end
    if end > start { return .text(start..<end) }
    switch bytes[start] {
    case 0: return nul()
    case 0x0D: return lineEnd()
    case UInt8(ascii: "&"): return reference()
    default:
      state = .data
      return markup()
    }
  }

  /// Whether `</name` of the last start tag is here, and a space, a slash or `>` after it.
  func isEndOfRawText(at offset: Int) -> Bool {
    guard !rawName.isEmpty, byte(at: offset + 1) == UInt8(ascii: "/") else { return false }
    return isWord(rawName, at: offset + 2)
  }

  /// Whether a name in lower case is here, in whatever case, and ended as the name of a tag is.
  func isWord(_ name: [UInt8], at offset: Int) -> Bool {
    let end = offset + name.count
    guard end < bytes.count, bytes[end] <= UInt8(ascii: ">"), endsTagName(bytes[end]) else { return false }
    for (index, letter) in name.enumerated() where lowercased(bytes[offset + index]) != letter {
      return false
    }
    return true
  }

  private mutating func nextInPlaintext() -> Token? {
    let start = offset
    var end = start
    while end < bytes.count, bytes[end] != 0, bytes[end] != 0x0D { end += 1 }
    return text(from: start, to: end)
  }

  private mutating func nextInSection() -> Token? {
    let start = offset
    var end = start
    while end < bytes.count, bytes[end] != 0x0D {
      if bytes[end] == UInt8(ascii: "]"), starts(with: "]]>", at: end) { break }
      end += 1
    }
    offset = end
    if end > start { return .text(start..<end) }
    if bytes[start] == 0x0D { return lineEnd() }
    offset += 3
    state = .data
    return nil
  }
}
