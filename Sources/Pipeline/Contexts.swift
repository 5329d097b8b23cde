// SPDX-License-Identifier: Apache-2.0
package import Model
package import Rules
internal import Text

/// What stands near a word in texts: by that the meanings of a name that is an ordinary word too are told apart.
package struct Contexts: Sendable {
  /// How many words on either side are near.
  package static let distance = 8

  /// How many texts were looked at, and how many of them held what was looked for.
  package private(set) var looked = 0
  package private(set) var held = 0
  /// How many places there were, and how many of them were written in lower case, as ordinary words are and names not.
  package private(set) var places = 0
  package private(set) var lowercased = 0
  /// Up to five of the places, each with the words round it.
  package private(set) var samples: [String] = []

  private var nearby: [Set<String>] = []
  private var everywhere: [String: Int] = [:]
  private var counted = 0

  /// Nothing looked at yet.
  package init() {}

  /// Takes in a text with the places where something was found, none where it was not.
  package mutating func add(_ subject: Subject, _ spans: [Span]) {
    looked += 1
    if counted < 2_000 {
      counted += 1
      for word in Set(Self.words(of: subject.title) + Self.words(of: subject.text)) {
        everywhere[word, default: 0] += 1
      }
    }
    guard !spans.isEmpty else { return }
    held += 1
    var near: Set<String> = []
    for span in spans.prefix(8) where span.field == .title || span.field == .text {
      let text = span.field == .title ? subject.title : subject.text
      note(text, span, &near)
    }
    if nearby.count < 500 { nearby.append(near) }
  }

  private mutating func note(_ text: String, _ span: Span, _ near: inout Set<String>) {
    let tokens = tokens(of: text)
    let bytes = Array(text.utf8)
    guard let first = tokens.firstIndex(where: { $0.range.upperBound > span.range.lowerBound }),
      let last = tokens.lastIndex(where: { $0.range.lowerBound < span.range.upperBound })
    else { return }
    let window = max(0, first - Self.distance)...min(tokens.count - 1, last + Self.distance)
    for index in window where index < first || index > last {
      let word = String(decoding: tokens[index].folded, as: UTF8.self)
      if Self.isTelling(word) { near.insert(word) }
    }
    places += 1
    if (0x61...0x7A).contains(bytes[tokens[first].range.lowerBound]) { lowercased += 1 }
    if samples.count < 5 {
      let range = tokens[window.lowerBound].range.lowerBound..<tokens[window.upperBound].range.upperBound
      let place = String(decoding: bytes[range], as: UTF8.self).split(whereSeparator: \.isWhitespace)
      samples.append(place.joined(separator: " "))
    }
  }

  /// Words of few letters and figures tell no meaning.
  private static func isTelling(_ word: String) -> Bool {
    word.utf8.count >= 4 && word.contains { $0.isLetter }
  }

  private static func words(of text: String) -> [String] {
    tokens(of: text).prefix(400).map { String(decoding: $0.folded, as: UTF8.self) }.filter(isTelling)
  }

  /// Groups of up to three words that stand near it, each in texts that have none of the groups before: most telling
  /// first, at most three groups.
  package var groups: [[String]] {
    var rest = nearby
    var groups: [[String]] = []
    while groups.count < 3, let seed = mostTelling(in: rest) {
      let around = rest.filter { $0.contains(seed) }
      var group = [seed]
      while group.count < 3, let next = mostTelling(in: around, besides: group) { group.append(next) }
      groups.append(group)
      rest.removeAll { !$0.isDisjoint(with: group) }
    }
    return groups
  }

  /// The word that stands near in the most texts beyond what chance would bring, in at least two.
  private func mostTelling(in texts: [Set<String>], besides known: [String] = []) -> String? {
    var counts: [String: Int] = [:]
    for text in texts { for word in text { counts[word, default: 0] += 1 } }
    let scored = counts.filter { $0.value >= 2 && !known.contains($0.key) && !isCommonWord($0.key.utf8) }.map
    {
      (
        word: $0.key,
        score: Double($0.value) * Double($0.value) / Double(max($0.value, everywhere[$0.key] ?? 0))
      )
    }
    return scored.max { ($0.score, $1.word) < ($1.score, $0.word) }?.word
  }
}
