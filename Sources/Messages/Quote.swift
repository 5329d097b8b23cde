// SPDX-License-Identifier: Apache-2.0

internal import Model

/// The part of a text that is worth quoting: around the first match, at most so many characters, matches marked.
struct Quote: Hashable, Sendable {
  /// A stretch of the quote.
  struct Part: Hashable, Sendable {
    var text: String
    /// Whether a keyword matched it.
    var isMatch: Bool
  }

  private(set) var parts: [Part] = []

  /// The quote without marks.
  var text: String { parts.map(\.text).joined() }

  /// Quotes `text`; `matches` are UTF-8 ranges in it, those beyond its end are ignored.
  init(_ text: String, matches: [Range<Int>], limit: Int) {
    let first = matches.map(\.lowerBound).filter { $0 < text.utf8.count }.min() ?? 0
    let window = Self.window(of: text, around: first, bytes: limit * 8)
    var characters: [(Character, isMatch: Bool)] = []
    let slice = Self.slice(text, window)
    let matches = matches.filter { $0.overlaps(window) }
    var offset = text.utf8.distance(from: text.startIndex, to: slice.startIndex)
    var foundFirst = 0
    for character in slice {
      let range = offset..<offset + character.utf8.count
      if offset <= first { foundFirst = characters.count }
      let isMatch = matches.contains { $0.overlaps(range) }
      characters += String(character).onOneLineOrSpace.map { ($0, isMatch) }
      offset = range.upperBound
    }
    let isCutBefore = window.lowerBound > 0
    let isCutAfter = window.upperBound < text.utf8.count
    take(characters, around: foundFirst, limit: limit, isCutBefore, isCutAfter)
  }

  /// Keeps at most `limit` characters with the first match in their first third, cut between words.
  private mutating func take(
    _ characters: [(Character, isMatch: Bool)], around first: Int, limit: Int, _ isCutBefore: Bool,
    _ isCutAfter: Bool
  ) {
    var start = first <= limit / 2 && !isCutBefore ? 0 : max(0, first - limit / 3)
    if start > 0, let space = characters[start..<first].firstIndex(where: { $0.0 == " " }) {
      start = space + 1
    }
    var end = min(characters.count, start + limit)
    if end < characters.count {
      let near = characters[max(start, end - limit / 4)..<end]
      if let space = near.lastIndex(where: { $0.0 == " " }), space > first { end = space }
    }
    if start > 0 || isCutBefore { append("…", isMatch: false) }
    for (character, isMatch) in characters[start..<end] { append(character, isMatch: isMatch) }
    if end < characters.count || isCutAfter { append("…", isMatch: false) }
    trimEnds()
  }

  private mutating func append(_ character: Character, isMatch: Bool) {
    if character == " ", parts.last?.text.last.map({ $0 == " " }) ?? true { return }
    if parts.last?.isMatch == isMatch {
      parts[parts.count - 1].text.append(character)
    } else {
      parts.append(Part(text: String(character), isMatch: isMatch))
    }
  }

  private mutating func trimEnds() {
    while let last = parts.last, last.text.allSatisfy({ $0 == " " }) { parts.removeLast() }
    while parts.last?.text.last == " " { parts[parts.count - 1].text.removeLast() }
  }

  /// Some bytes around an offset, so that a long text is not walked through for a short quote.
  private static func window(of text: String, around offset: Int, bytes: Int) -> Range<Int> {
    let lower = max(0, offset - bytes / 2)
    return lower..<min(text.utf8.count, lower + bytes)
  }

  /// The text in a range of UTF-8 offsets; a slice begins and ends at whole code points.
  private static func slice(_ text: String, _ range: Range<Int>) -> Substring {
    let start = text.utf8.index(text.startIndex, offsetBy: range.lowerBound)
    return text[start..<text.utf8.index(start, offsetBy: range.count)]
  }
}

extension String {
  /// One character made safe: what it shows, a space for what parts words, nothing for what only deceives.
  fileprivate var onOneLineOrSpace: String {
    if unicodeScalars.allSatisfy(\.isSpaceOrControl) { return " " }
    // One character can carry any number of marks; nobody writes more than a few.
    return String(String.UnicodeScalarView(unicodeScalars.prefix(16))).onOneLine
  }
}
