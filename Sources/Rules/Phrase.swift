// SPDX-License-Identifier: Apache-2.0
import Text

/// A term taken apart into what must stand in a text.
struct Phrase: Hashable, Sendable {
  /// The words that must follow one another.
  private(set) var words: [Word] = []
  /// The symbols that must stand between a word and the next, spaces allowed round them; empty where anything may.
  private(set) var gaps: [[UInt8]] = []
  /// The symbols that must stand right before the first word: the `.` of .NET, the sign of a tag.
  private(set) var lead: [UInt8] = []
  /// The symbols that must stand after the last word: the `++` of C++.
  private(set) var trail: [UInt8] = []
  /// The bytes that must stand there to the letter, and where in them the first word starts.
  private(set) var raw: Raw?
  /// Whether it finds hosts and mail addresses: it is written like one.
  private(set) var seesAddresses = false
  /// Whether `_` may stand right before it, or right after.
  private(set) var isOpenAtStart = false
  private(set) var isOpenAtEnd = false

  /// What `raw:` compares.
  struct Raw: Hashable, Sendable {
    let bytes: [UInt8]
    let firstWord: Int
  }

  /// Takes a term apart; without words where it holds none.
  init(_ term: Term) {
    let text = term.form == .quoted ? term.text.withoutQuestionMarksAtEnds : term.text
    let bytes = Array(text.utf8)
    let found = tokens(of: text, wildcards: term.form != .raw && term.form != .lookalike).filter {
      !$0.isLoneWildcard
    }
    guard let first = found.first, let last = found.last else { return }
    for token in found {
      let exact = term.isExact ? exactLetters(of: bytes.span, token.range, withoutPossessive: false) : nil
      words.append(Word(kind: token.kind(of: term), exact: exact))
    }
    for (word, next) in zip(found, found.dropFirst()) {
      gaps.append(symbols(in: bytes.span, between: word.range.upperBound, and: next.range.lowerBound))
    }
    lead = Self.lead(bytes[..<first.range.lowerBound])
    trail = symbols(in: bytes.span, between: last.range.upperBound, and: bytes.count).filter { $0 != 0x2E }
    if term.form == .raw { raw = Raw(bytes: bytes, firstWord: first.range.lowerBound) }
    seesAddresses = zip(found, found.dropFirst()).contains { word, next in
      let between = bytes[word.range.upperBound..<next.range.lowerBound]
      return between == [UInt8(ascii: ".")] || between == [UInt8(ascii: "@")]
    }
    isOpenAtStart = words[0].isOpenAtStart || bytes[..<first.range.lowerBound].last == UInt8(ascii: "_")
    isOpenAtEnd =
      words[words.count - 1].isOpenAtEnd || bytes[last.range.upperBound...].first == UInt8(ascii: "_")
  }

  /// Single words of a phrase whose words may stand in any order.
  var singleWords: [Phrase] {
    words.map { word in
      var phrase = self
      phrase.words = [word]
      phrase.gaps = []
      phrase.lead = []
      phrase.trail = []
      phrase.isOpenAtStart = word.isOpenAtStart
      phrase.isOpenAtEnd = word.isOpenAtEnd
      return phrase
    }
  }

  /// The symbols that stand right before the first word; several full stops are no name's.
  private static func lead(_ before: ArraySlice<UInt8>) -> [UInt8] {
    let run = Array(before.reversed().prefix { isSymbol($0) || $0 == UInt8(ascii: ".") }.reversed())
    return run.count > 1 && run.allSatisfy { $0 == UInt8(ascii: ".") } ? [] : run
  }

  /// Whether it is a tag: its sign must not stand inside a word.
  private var isTag: Bool {
    lead == [UInt8(ascii: "#")] || lead == [UInt8(ascii: "@")] || lead == [UInt8(ascii: "$")]
  }

  /// Whether nothing but the words themselves must be checked in the original.
  var isPlain: Bool {
    lead.isEmpty && trail.isEmpty && raw == nil && gaps.allSatisfy(\.isEmpty)
      && words.allSatisfy { $0.exact == nil }
  }
}

extension Phrase {
  /// Where a word stands in the original.
  struct Place {
    var range: Range<Int>
    var isPossessive: Bool
  }

  /// Whether a run of words that match stands in the original as the term was written: symbols, exact letters, raw
  /// bytes, and no underscore at its ends.
  func stands(at places: [Place], in bytes: Span<UInt8>) -> Bool {
    guard let first = places.first?.range.lowerBound, let last = places.last?.range.upperBound else {
      return false
    }
    if !isOpenAtStart && lead.isEmpty && first > 0 && bytes[first - 1] == UInt8(ascii: "_") { return false }
    if !isOpenAtEnd && trail.isEmpty && last < bytes.count && bytes[last] == UInt8(ascii: "_") {
      return false
    }
    if isPlain { return true }
    for (index, gap) in gaps.enumerated() where !gap.isEmpty {
      let (start, end) = (places[index].range.upperBound, places[index + 1].range.lowerBound)
      if !hasSymbols(gap, in: bytes, between: start, and: end) { return false }
    }
    for (word, place) in zip(words, places) {
      guard let exact = word.exact else { continue }
      var dropsPossessive = place.isPossessive
      if case .possessive = word.kind { dropsPossessive = false }
      if exactLetters(of: bytes, place.range, withoutPossessive: dropsPossessive) != exact { return false }
    }
    return hasLead(before: first, in: bytes) && hasTrail(after: last, in: bytes)
      && hasRawBytes(at: first, in: bytes)
  }

  private func hasRawBytes(at first: Int, in bytes: Span<UInt8>) -> Bool {
    guard let raw else { return true }
    let start = first - raw.firstWord
    guard start >= 0, start + raw.bytes.count <= bytes.count else { return false }
    for (index, byte) in raw.bytes.enumerated() where bytes[start + index] != byte { return false }
    return true
  }

  private func hasLead(before first: Int, in bytes: Span<UInt8>) -> Bool {
    var at = first
    for symbol in lead.reversed() {
      guard let (found, width) = symbolBefore(at, in: bytes), found == symbol else { return false }
      at -= width
    }
    return !isTag || !isWordByte(before: at, in: bytes)
  }

  private func hasTrail(after last: Int, in bytes: Span<UInt8>) -> Bool {
    trail.isEmpty
      || startsWithSymbols(
        trail, in: bytes, from: last, to: min(bytes.count, last + 3 * trail.count + 3))
  }
}

extension Token {
  /// How a word of a term is compared.
  fileprivate func kind(of term: Term) -> Word.Kind {
    let letters = Array(String(decoding: folded, as: UTF8.self).unicodeScalars)
    if term.form == .lookalike { return .lookalike(letters, skeleton: skeleton(of: letters)) }
    if letters.contains(where: isWildcard) { return .pattern(letters) }
    if term.typos > 0 { return .misspelt(letters, typos: term.typos) }
    return isPossessive ? .possessive(stem: folded, joined: joined) : .plain(folded)
  }

  /// Whether it is nothing but wildcards.
  fileprivate var isLoneWildcard: Bool {
    String(decoding: folded, as: UTF8.self).unicodeScalars.allSatisfy(isWildcard)
  }
}

/// Whether a scalar stands for `*` or `?`.
func isWildcard(_ scalar: Unicode.Scalar) -> Bool { scalar == Wildcard.any || scalar == Wildcard.one }

extension String {
  /// The text without `?` at the ends of its words: in quotes it is punctuation there.
  fileprivate var withoutQuestionMarksAtEnds: String {
    split(separator: " ").map { word in
      var scalars = Substring(word).unicodeScalars
      while scalars.last == Wildcard.one { scalars.removeLast() }
      return String(scalars)
    }.joined(separator: " ")
  }
}
