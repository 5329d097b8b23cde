// SPDX-License-Identifier: Apache-2.0
import Model
import Text

/// One text of a subject, cut into words.
struct Stream {
  /// The most words of a text that are looked at; what follows is not searched.
  static let maximumTokens = 100_000

  let field: TextField
  let bytes: [UInt8]
  let tokens: [Token]
  /// The addresses whose words plain terms do not see; none in texts that are no prose.
  let links: [Link]

  init(_ field: TextField, _ text: String) {
    self.field = field
    bytes = Array(text.utf8)
    tokens = Array(Text.tokens(of: text).prefix(Self.maximumTokens))
    links = field == .title || field == .text ? Text.links(in: text) : []
  }

  /// What a mention's spans call this text, if people see it.
  var spanField: Span.Field? {
    switch field {
    case .title: .title
    case .text: .text
    case .author: .author
    case .url: .url
    case .source, .tag, .keyword: nil
    }
  }
}

/// A run of words of one text: where a term, or terms near each other, stand.
struct Occurrence: Hashable, Comparable {
  /// Which text.
  var stream: Int
  /// Which of its tokens.
  var tokens: Range<Int>

  static func < (a: Self, b: Self) -> Bool {
    (a.stream, a.tokens.lowerBound, a.tokens.upperBound) < (
      b.stream, b.tokens.lowerBound, b.tokens.upperBound
    )
  }
}

/// The texts of a subject, cut into words: what the plain evaluation of an expression looks at.
struct Reading {
  let subject: Subject
  let streams: [Stream]

  init(_ subject: Subject) {
    self.subject = subject
    var streams = [
      Stream(.title, subject.title), Stream(.text, subject.text), Stream(.author, subject.author),
      Stream(.url, subject.url), Stream(.source, subject.source),
    ]
    streams += subject.tags.map { Stream(.tag, $0) }
    streams += (subject.mention?.keywords ?? []).map { Stream(.keyword, $0) }
    self.streams = streams
  }

  /// Where a term stands in the texts of a field, or in title and body where none is named; in order.
  func occurrences(of term: Term, in field: TextField?) -> [Occurrence] {
    let phrase = Phrase(term)
    return streams.indices.filter { isSearched(streams[$0].field, field) }.flatMap { index in
      if let slop = term.slop { return windows(phrase.singleWords, slop, in: index) }
      return starts(of: phrase, in: streams[index]).map {
        Occurrence(stream: index, tokens: $0..<$0 + phrase.words.count)
      }
    }
  }

  private func isSearched(_ stream: TextField, _ named: TextField?) -> Bool {
    named.map { $0 == stream } ?? (stream == .title || stream == .text)
  }

  private func starts(of phrase: Phrase, in stream: Stream) -> [Int] {
    let count = phrase.words.count
    guard count > 0, stream.tokens.count >= count else { return [] }
    return (0...stream.tokens.count - count).filter { start in
      let found = stream.tokens[start..<start + count]
      let isSame = zip(phrase.words, found).allSatisfy {
        $0.matches($1.folded, isPossessive: $1.isPossessive)
      }
      guard isSame, isVisible(found, to: phrase, in: stream) else { return false }
      let places = found.map { Phrase.Place(range: $0.range, isPossessive: $0.isPossessive) }
      return phrase.stands(at: places, in: stream.bytes.span)
    }
  }

  private func isVisible(_ found: ArraySlice<Token>, to phrase: Phrase, in stream: Stream) -> Bool {
    stream.links.allSatisfy { link in
      link.kind == .address && phrase.seesAddresses || !found.contains { $0.range.overlaps(link.range) }
    }
  }

  /// The shortest runs that hold all words, in any order, with at most `slop` others among them.
  private func windows(_ words: [Phrase], _ slop: Int, in index: Int) -> [Occurrence] {
    let stream = streams[index]
    let starts = words.map { Set(self.starts(of: $0, in: stream)) }
    let needed = Dictionary(words.map { ($0, 1) }, uniquingKeysWith: +)
    func isFull(_ range: Range<Int>) -> Bool {
      zip(words, starts).allSatisfy { word, places in range.count { places.contains($0) } >= needed[word] ?? 1
      }
    }
    let used = Set(starts.joined()).sorted()
    return used.flatMap { first in
      used.compactMap { last -> Occurrence? in
        guard last >= first, last - first + 1 - words.count <= slop, isFull(first..<last + 1),
          !isFull(first + 1..<last + 1), !isFull(first..<last)
        else { return nil }
        return Occurrence(stream: index, tokens: first..<last + 1)
      }
    }
  }
}

extension Occurrence {
  /// Whether another occurrence is near enough to this one.
  func isNear(_ other: Occurrence, _ nearness: Nearness) -> Bool {
    guard stream == other.stream, other != self else { return false }
    if tokens.overlaps(other.tokens) { return nearness.isNegated }
    if tokens.upperBound <= other.tokens.lowerBound {
      return other.tokens.lowerBound - tokens.upperBound <= nearness.distance
    }
    return !nearness.isOrdered && tokens.lowerBound - other.tokens.upperBound <= nearness.distance
  }

  /// The run from the first word of both to the last.
  func hull(_ other: Occurrence) -> Occurrence {
    Occurrence(
      stream: stream,
      tokens: min(
        tokens.lowerBound, other.tokens.lowerBound)..<max(tokens.upperBound, other.tokens.upperBound))
  }
}
