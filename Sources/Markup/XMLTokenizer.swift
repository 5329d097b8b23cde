// SPDX-License-Identifier: Apache-2.0
import Text

/// A name and a value of a start tag, as offsets into the tokenizer's bytes; references are not decoded.
package struct XMLAttribute: Sendable, Equatable {
  /// Where the name stands, prefix included.
  package var name: Range<Int>
  /// Where the value stands, without its quotes.
  package var value: Range<Int>
}

/// Takes XML apart as feeds really write it, without copying and without ever failing.
///
/// There is no DTD and nothing external: a DOCTYPE is skipped, undeclared entities are for the reader to keep.
/// Names keep their case and prefix. What only looks like markup (`1 < 2`) is text. Memory does not grow with the
/// input: attributes beyond `attributeLimit` are skipped.
package struct XMLTokenizer: Sendable {
  /// A piece of the document; ranges are offsets into `bytes`.
  package enum Token: Sendable, Equatable {
    /// `<name ...>` or, where empty, `<name .../>`; the attributes are in `attributes` until the next token.
    case start(name: Range<Int>, isEmpty: Bool)
    /// `</name>`
    case end(name: Range<Int>)
    /// Text between tags, with its references where it holds any.
    case text(Range<Int>, hasReferences: Bool)
    /// The inside of `<![CDATA[...]]>`.
    case cdata(Range<Int>)
  }

  /// How many attributes of one tag are kept.
  package static let attributeLimit = 64

  /// The document, UTF-8.
  package let bytes: [UInt8]
  /// The attributes of the start tag that came last, in their order.
  package private(set) var attributes: [XMLAttribute] = []
  /// How many comments, CDATA sections, tags and quotes the end of the document cut off.
  package private(set) var unfinished = 0
  private var at = 0
  /// Terminators that do not occur any more, so that no search for one runs twice to the end.
  private var hasCommentEnd = true
  private var hasCDATAEnd = true
  private var hasInstructionEnd = true
  private var hasSubsetEnd = true

  /// Starts at the beginning of a document.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    attributes.reserveCapacity(16)
  }

  /// Where in the bytes the next token begins.
  package var offset: Int { at }

  /// The next piece, or nil at the end.
  package mutating func next() -> Token? {
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "<") else { return text() }
      guard at + 1 < bytes.count else { return literal() }
      switch bytes[at + 1] {
      case UInt8(ascii: "/"): if let token = endTag() { return token }
      case UInt8(ascii: "!"): if let token = declaration() { return token }
      case UInt8(ascii: "?"): skipInstruction()
      case let byte where isNameStart(byte):
        guard let token = startTag() else { return nil }
        return token
      default: return literal()
      }
    }
    return nil
  }

  /// Text up to the next `<`.
  private mutating func text() -> Token {
    let start = at
    at = find(UInt8(ascii: "<"), or: UInt8(ascii: "&"), from: start)
    guard at < bytes.count, bytes[at] == UInt8(ascii: "&") else {
      return .text(start..<at, hasReferences: false)
    }
    at = find(UInt8(ascii: "<"), from: at)
    return .text(start..<at, hasReferences: true)
  }

  /// A `<` that opens nothing.
  private mutating func literal() -> Token {
    at += 1
    return .text((at - 1)..<at, hasReferences: false)
  }

  private mutating func endTag() -> Token? {
    let start = skipSpace(from: at + 2)
    let end = endOfName(from: start)
    at = end
    while at < bytes.count, bytes[at] != UInt8(ascii: ">"), bytes[at] != UInt8(ascii: "<") { at += 1 }
    if at < bytes.count, bytes[at] == UInt8(ascii: ">") { at += 1 }
    return start == end ? nil : .end(name: start..<end)
  }

  /// A comment, CDATA section or DOCTYPE; only a CDATA section is a token.
  private mutating func declaration() -> Token? {
    if starts(with: "<!--") {
      (at, hasCommentEnd) = skip(from: at + 4, to: "-->", hasCommentEnd)
      return nil
    }
    guard starts(with: "<![CDATA[") else {
      skipDOCTYPE()
      return nil
    }
    let start = at + 9
    let end = hasCDATAEnd ? offset(of: "]]>", from: start) : nil
    if end == nil {
      hasCDATAEnd = false
      unfinished += 1
    }
    at = end.map { $0 + 3 } ?? bytes.count
    return .cdata(start..<(end ?? bytes.count))
  }

  private mutating func skipInstruction() {
    (at, hasInstructionEnd) = skip(from: at + 2, to: "?>", hasInstructionEnd)
  }

  /// The offset after a terminator, or, where it never comes, after the next `>`; and whether it does come.
  private mutating func skip(from start: Int, to terminator: String, _ exists: Bool) -> (Int, Bool) {
    if exists, let end = offset(of: terminator, from: start) { return (end + terminator.utf8.count, true) }
    unfinished += 1
    return (min(bytes.count, find(UInt8(ascii: ">"), from: start) + 1), false)
  }

  /// Skips a DOCTYPE with its internal subset, of which nothing is read: no entity of it can grow.
  private mutating func skipDOCTYPE() {
    let close = find(UInt8(ascii: ">"), or: UInt8(ascii: "["), from: at)
    var end = at
    if close < bytes.count, bytes[close] == UInt8(ascii: "["), hasSubsetEnd {
      let subsetEnd = find(UInt8(ascii: "]"), from: close)
      hasSubsetEnd = subsetEnd < bytes.count
      end = hasSubsetEnd ? subsetEnd : at
    }
    at = min(bytes.count, find(UInt8(ascii: ">"), from: end) + 1)
  }

  /// A start tag with its attributes; nil where the document ends inside it.
  private mutating func startTag() -> Token? {
    let nameStart = at + 1
    let nameEnd = endOfName(from: nameStart)
    if !attributes.isEmpty { attributes.removeAll(keepingCapacity: true) }
    at = nameEnd
    var isEmpty = false
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: ">"):
        at += 1
        return .start(name: nameStart..<nameEnd, isEmpty: isEmpty)
      case UInt8(ascii: "<"):
        // Somebody forgot the end of this tag.
        return .start(name: nameStart..<nameEnd, isEmpty: isEmpty)
      case UInt8(ascii: "/"):
        isEmpty = true
        at += 1
      case let byte where isSpace(byte): at += 1
      default:
        isEmpty = false
        attribute()
      }
    }
    unfinished += 1
    return nil
  }

  private mutating func attribute() {
    let nameStart = at
    at += 1
    while at < bytes.count, !isSpace(bytes[at]), !endsAttributeName(bytes[at]) { at += 1 }
    let name = nameStart..<at
    let afterName = skipSpace(from: at)
    guard afterName < bytes.count, bytes[afterName] == UInt8(ascii: "=") else {
      keep(XMLAttribute(name: name, value: at..<at))
      return
    }
    keep(XMLAttribute(name: name, value: attributeValue(from: skipSpace(from: afterName + 1))))
  }

  /// The value that begins at an offset; leaves `at` after it.
  private mutating func attributeValue(from start: Int) -> Range<Int> {
    guard start < bytes.count else {
      at = start
      return start..<start
    }
    let quote = bytes[start]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let end = find(quote, from: start + 1)
      if end < bytes.count {
        at = end + 1
        return (start + 1)..<end
      }
      unfinished += 1
    }
    at = start
    while at < bytes.count, !isSpace(bytes[at]), bytes[at] != UInt8(ascii: ">") { at += 1 }
    return start..<at
  }

  private mutating func keep(_ attribute: XMLAttribute) {
    if attributes.count < Self.attributeLimit { attributes.append(attribute) }
  }
}

extension XMLTokenizer {
  private func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 || byte == 0x0C
  }

  private func isNameStart(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":")
      || byte >= 0x80
  }

  private func endsAttributeName(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "=") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
      || byte == UInt8(ascii: "<")
  }

  private func skipSpace(from start: Int) -> Int {
    var at = start
    while at < bytes.count, isSpace(bytes[at]) { at += 1 }
    return at
  }

  private func endOfName(from start: Int) -> Int {
    var at = start
    while at < bytes.count {
      let byte = bytes[at]
      if isSpace(byte) || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "<")
      {
        break
      }
      at += 1
    }
    return at
  }

  private func find(_ first: UInt8, or second: UInt8, from start: Int) -> Int {
    bytes.span.offset(of: first, or: second, from: start)
  }

  private func find(_ byte: UInt8, from start: Int) -> Int { bytes.span.offset(of: byte, from: start) }

  private func starts(with word: String) -> Bool { matches(word, at: at) }

  private func matches(_ word: String, at start: Int) -> Bool {
    guard start + word.utf8.count <= bytes.count else { return false }
    var offset = start
    for byte in word.utf8 {
      if bytes[offset] != byte { return false }
      offset += 1
    }
    return true
  }

  /// Where a short ASCII word occurs at or after an offset.
  private func offset(of word: String, from start: Int) -> Int? {
    guard let first = word.utf8.first else { return start }
    var at = find(first, from: start)
    while at < bytes.count {
      if matches(word, at: at) { return at }
      at = find(first, from: at + 1)
    }
    return nil
  }
}
