// SPDX-License-Identifier: Apache-2.0
import Text

/// What a reader sees of a piece of HTML: blocks parted by one line feed, cells and runs of space by one
/// space.
///
/// Scripts, styles, templates, frames, what `noscript` holds and the texts that stand for images are left
/// out. Any bytes will do; what is no UTF-8 becomes U+FFFD. Time is linear in the length.
package func visibleText(ofHTML utf8: [UInt8]) -> String { visibleText(ofHTML: utf8[...]) }

/// What a reader sees of a piece of HTML that is part of a document; see `visibleText(ofHTML:)` for bytes.
package func visibleText(ofHTML utf8: ArraySlice<UInt8>) -> String {
  if utf8.span.isTidyProse { return String(utf8: utf8.span) }
  var reader = VisibleTextReader(roomFor: utf8.count)
  return reader.read(utf8)
}

/// What a reader sees of a piece of HTML; see `visibleText(ofHTML:)` for bytes.
package func visibleText(ofHTML text: String) -> String { visibleText(ofHTML: Array(text.utf8)) }

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
  package var string: String { String(utf8: bytes.span) }

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
    while at < range.upperBound { at = appendPiece(of: source.span, from: at, to: range.upperBound) }
  }

  /// Adds text up to the next `<` or `&` and says where that is.
  mutating func appendProse(of source: Span<UInt8>, from start: Int) -> Int {
    var at = start
    while at < source.count, source[at] != UInt8(ascii: "<"), source[at] != UInt8(ascii: "&") {
      at = appendPiece(of: source, from: at, to: source.count)
    }
    return at
  }

  /// Adds a space, or a run that can be copied as it is; says where it ends.
  @inline(__always)
  private mutating func appendPiece(of source: Span<UInt8>, from start: Int, to limit: Int) -> Int {
    if source[start] <= 0x20 || isNoBreakSpace(source, start, limit) {
      if gap == .none { gap = .space }
      return source[start] <= 0x20 ? start + 1 : start + 2
    }
    let end = source.endOfProse(from: start + 1, to: limit)
    flushGap()
    // One space at the end counts only if something comes after it.
    if source[end - 1] == 0x20 {
      bytes.append(source.extracting(start..<end - 1))
      gap = .space
    } else {
      bytes.append(source.extracting(start..<end))
    }
    return end
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

extension Span<UInt8> {
  /// Whether it is a line of text that stays as it is: no markup, no space at its ends, no runs of it.
  var isTidyProse: Bool {
    count == 0 || self[0] != 0x20 && self[count - 1] != 0x20 && endOfProse(from: 0, to: count) == count
  }
}

/// Whether U+00A0 is at an offset.
private func isNoBreakSpace(_ source: Span<UInt8>, _ at: Int, _ limit: Int) -> Bool {
  source[at] == 0xC2 && at + 1 < limit && source[at + 1] == 0xA0
}
