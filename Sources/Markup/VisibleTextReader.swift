// SPDX-License-Identifier: Apache-2.0
import Text

/// Reads HTML for its visible text alone: prose is copied in runs, of a tag no more than its element is looked at, and
/// what is rare (comments, raw text, stray signs) is left to the tokenizer, whose answer is the same but dearer.
struct VisibleTextReader {
  private var text = VisibleText()
  private var hidden = HiddenContent()

  init(roomFor count: Int) { text.reserveCapacity(count) }

  /// All the text there is.
  mutating func read(_ utf8: ArraySlice<UInt8>) -> String {
    let offset = readPlainly(utf8.span, from: 0)
    if offset < utf8.count {
      var tokenizer = HTMLTokenizer(Array(utf8))
      tokenizer.offset = offset
      readOn(&tokenizer)
    }
    return text.string
  }

  /// Reads all that is left, the tokenizer first, for what is there is rare.
  private mutating func readOn(_ tokenizer: inout HTMLTokenizer) {
    while let token = tokenizer.next() {
      take(token, of: &tokenizer)
      if tokenizer.state == .data, hidden.isShown {
        tokenizer.offset = readPlainly(tokenizer.bytes.span, from: tokenizer.offset)
      }
    }
  }

  private mutating func take(_ token: HTMLTokenizer.Token, of tokenizer: inout HTMLTokenizer) {
    switch token {
    case .text(let range): if hidden.isShown { text.append(tokenizer.bytes, range) }
    case .character(let character): if hidden.isShown { text.append(character) }
    case .startTag:
      hidden.enter(tokenizer.element, isEmpty: tokenizer.isSelfClosing)
      if tokenizer.isSelfClosing { tokenizer.readAsMarkup() }
      text.mark(tokenizer.element)
    case .endTag:
      hidden.leave(tokenizer.element)
      text.mark(tokenizer.element)
    case .comment, .doctype: break
    }
  }

  /// Reads prose, references and tags that change nothing but the text; says where something else begins, or the end.
  private mutating func readPlainly(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var at = start
    while at < bytes.count {
      at = text.appendProse(of: bytes, from: at)
      if at == bytes.count { break }
      if bytes[at] == UInt8(ascii: "&") {
        guard let found = characterReference(in: bytes, at: at) else { break }
        text.append(found.text)
        at += found.length
      } else {
        guard let tag = plainTag(in: bytes, at: at) else { break }
        text.mark(tag.element)
        at = tag.end
      }
    }
    return at
  }
}

/// The element and the end of the start or end tag that begins at an offset; nil where what is here is no tag or
/// changes how its content is read.
private func plainTag(in bytes: Span<UInt8>, at start: Int) -> (element: HTMLElement, end: Int)? {
  var at = start + 1
  if at < bytes.count, bytes[at] == UInt8(ascii: "/") { at += 1 }
  guard at < bytes.count, isLetter(bytes[at]) else { return nil }
  var name = PackedName()
  while at < bytes.count, !endsTagName(bytes[at]) {
    name.append(bytes[at])
    at += 1
  }
  let element = HTMLElementIndex.shared.element(named: name)
  guard !element.isHidden, element.content == .data else { return nil }
  return (element, endOfTag(in: bytes, from: at))
}

/// The offset after the `>` of a tag whose name ends at an offset, or the end of the input if there is none; the states
/// of WHATWG 13.2.5.32 to 13.2.5.40 without what they keep.
private func endOfTag(in bytes: Span<UInt8>, from start: Int) -> Int {
  var at = start
  while at < bytes.count {
    let byte = bytes[at]
    at += 1
    if byte == UInt8(ascii: ">") { return at }
    if byte == UInt8(ascii: "/") || isSpace(byte) { continue }
    while at < bytes.count, bytes[at] != UInt8(ascii: "="), !endsTagName(bytes[at]) { at += 1 }
    at = endOfSpace(in: bytes, from: at)
    if at < bytes.count, bytes[at] == UInt8(ascii: "=") { at = endOfValue(in: bytes, from: at + 1) }
  }
  return at
}

private func endOfValue(in bytes: Span<UInt8>, from start: Int) -> Int {
  var at = endOfSpace(in: bytes, from: start)
  guard at < bytes.count else { return at }
  if bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'") {
    return min(bytes.offset(of: bytes[at], from: at + 1) + 1, bytes.count)
  }
  while at < bytes.count, bytes[at] != UInt8(ascii: ">"), !isSpace(bytes[at]) { at += 1 }
  return at
}

private func endOfSpace(in bytes: Span<UInt8>, from start: Int) -> Int {
  var at = start
  while at < bytes.count, isSpace(bytes[at]) { at += 1 }
  return at
}

/// Whether the text that is read now is shown; raw text hides one element, templates nest.
struct HiddenContent {
  private var raw = HTMLElement.other
  private var templates = 0

  var isShown: Bool { raw == .other && templates == 0 }

  mutating func enter(_ element: HTMLElement, isEmpty: Bool) {
    guard element.isHidden, !isEmpty else { return }
    if element == .template { templates += 1 } else { raw = element }
  }

  mutating func leave(_ element: HTMLElement) {
    if element == .template { templates = max(0, templates - 1) }
    if element == raw { raw = .other }
  }
}
