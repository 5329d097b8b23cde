// SPDX-License-Identifier: Apache-2.0

/// What a reader sees of a piece of HTML: blocks parted by one line feed, cells and runs of space by one
/// space.
///
/// Scripts, styles, templates, frames, what `noscript` holds and the texts that stand for images are left
/// out. Any bytes will do; what is no UTF-8 becomes U+FFFD. Time is linear in the length.
package func visibleText(ofHTML utf8: [UInt8]) -> String {
  var tokenizer = HTMLTokenizer(utf8)
  var text = VisibleText()
  text.reserveCapacity(utf8.count)
  var hidden = HiddenContent()
  while let token = tokenizer.next() {
    switch token {
    case .text(let range): if hidden.isShown { text.append(utf8, range) }
    case .character(let character): if hidden.isShown { text.append(character) }
    case .startTag:
      hidden.enter(tokenizer.element, isEmpty: tokenizer.isSelfClosing)
      if tokenizer.isSelfClosing { tokenizer.readAsMarkup() }
      text.mark(tokenizer.element)
    case .endTag:
      hidden.leave(tokenizer.element)
      text.mark(tokenizer.element)
    case .comment, .doctype: continue
    }
  }
  return text.string
}

/// What a reader sees of a piece of HTML; see `visibleText(ofHTML:)` for bytes.
package func visibleText(ofHTML text: String) -> String { visibleText(ofHTML: Array(text.utf8)) }

/// Whether the text that is read now is shown; raw text hides one element, templates nest.
private struct HiddenContent {
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

/// Text that is put together from pieces of a page, with white space as a browser would lay it out.
package struct VisibleText: Sendable {
  /// What parts the next text from what is there; the greater one wins.
  private enum Gap: Int {
    case none, space, block
  }

  private var bytes: [UInt8] = []
  private var gap = Gap.none

  /// Nothing yet.
  package init() {}

  /// Makes room for a number of bytes.
  package mutating func reserveCapacity(_ count: Int) { bytes.reserveCapacity(count) }

  /// How many bytes there are so far.
  package var count: Int { bytes.count }

  /// The text so far, without space at its ends.
  package var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Ends the block or the cell, if a tag of this element does.
  package mutating func mark(_ element: HTMLElement) {
    if element.isBlock {
      gap = .block
    } else if element.isCell, gap == .none {
      gap = .space
    }
  }

  /// Adds a range of UTF-8 text.
  package mutating func append(_ source: [UInt8], _ range: Range<Int>) {
    var at = range.lowerBound
    while at < range.upperBound {
      if let width = spaceWidth(source, at, range.upperBound) {
        if gap == .none { gap = .space }
        at += width
        continue
      }
      let start = at
      at = endOfRun(source, at, range.upperBound)
      flushGap()
      bytes += source[start..<at]
    }
  }

  /// Adds a decoded character.
  package mutating func append(_ character: ShortText) {
    if character[0] <= 0x20 || character.elementsEqual("\u{A0}".utf8) {
      if gap == .none { gap = .space }
    } else {
      flushGap()
      bytes += character
    }
  }

  private mutating func flushGap() {
    if gap != .none, !bytes.isEmpty { bytes.append(gap == .space ? 0x20 : 0x0A) }
    gap = .none
  }
}

/// How long the space at an offset is: 1 for ASCII space and controls, 2 for U+00A0; nil for anything else.
private func spaceWidth(_ source: [UInt8], _ at: Int, _ end: Int) -> Int? {
  if source[at] <= 0x20 { return 1 }
  return source[at] == 0xC2 && at + 1 < end && source[at + 1] == 0xA0 ? 2 : nil
}

/// Where a run that can be copied as it is ends; one space between two words does not end it.
private func endOfRun(_ source: [UInt8], _ start: Int, _ end: Int) -> Int {
  let source = source.span
  var at = start + 1
  while at < end {
    let byte = source[at]
    if byte <= 0x20 {
      guard byte == 0x20, at + 1 < end, source[at + 1] > 0x20, source[at + 1] != 0xC2 else { break }
    } else if byte == 0xC2, at + 1 < end, source[at + 1] == 0xA0 {
      break
    }
    at += 1
  }
  return at
}
