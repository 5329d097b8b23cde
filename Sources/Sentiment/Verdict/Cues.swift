// SPDX-License-Identifier: Apache-2.0

/// Phrases that tell what an author is after, or that something is meant otherwise than said.
struct Cues {
  /// What a phrase is a sign of.
  enum Kind {
    case question, recommendation, leaving, joining, thanks, mockery, mishap
  }

  /// The kinds that were met.
  private(set) var kinds: Set<Kind> = []
  /// Whether somebody asks something.
  private(set) var asks = false
  /// The words that sound mocking.
  private(set) var mockery: String?

  /// How many tokens of a passage are looked at.
  private static let most = 400
  /// The longest phrase of the lists, in words.
  private static let longest = 4

  /// The cues of some passages.
  init(of passages: [Passage]) {
    for passage in passages {
      let words = passage.reading.words
      asks = asks || passage.reading.questions > 0
      for start in words.indices.prefix(Self.most) { take(words, from: start, in: passage) }
    }
    if asks, passages.contains(where: { Self.opensQuestion($0.reading) }) { kinds.insert(.question) }
  }

  private mutating func take(_ words: [Reading.Word], from start: Int, in passage: Passage) {
    var hash = words[start].hash
    for end in start..<min(words.count, start + Self.longest) {
      if end > start { hash = Hashing.phrase(hash, words[end].hash) }
      guard let kind = CuePhrases.kind(of: hash) else { continue }
      kinds.insert(kind)
      guard kind == .mockery, mockery == nil else { continue }
      let bytes = Int(words[start].start)..<Int(words[end].end)
      mockery = String(decoding: Array(passage.text.utf8)[bytes], as: UTF8.self)
    }
  }

  private static func opensQuestion(_ reading: Reading) -> Bool {
    reading.words.prefix(6).contains { CuePhrases.kind(of: $0.hash) == .question }
  }

  /// Whether the text may mean the opposite of what it says: a mocker's phrase, or thanks beside a mishap.
  var isMocking: Bool {
    kinds.contains(.mockery) || kinds.contains(.thanks) && kinds.contains(.mishap)
  }
}
