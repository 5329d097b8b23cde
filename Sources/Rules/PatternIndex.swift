// SPDX-License-Identifier: Apache-2.0
import Text

/// Finds which wildcard, misspelt and look-alike words a token may be: patterns by three letters in a row that they need,
/// misspelt words by what is left when letters are taken out (of the word and of the token, which also meets swapped
/// letters), look-alikes by their skeleton.
struct PatternIndex: Sendable {
  private(set) var words: [Word] = []
  private(set) var postings: [LiteralIndex.Posting] = []
  /// The salts of the kinds of text, by word.
  private(set) var salts: [UInt64] = []
  private var byGram: [UInt32: [Int32]] = [:]
  private var byRest: [Int: [Int32]] = [:]
  private var bySkeleton: [[Unicode.Scalar]: [Int32]] = [:]
  /// Patterns without three letters in a row.
  private var loose: [Int32] = []
  private var mostTypos = 0

  var isEmpty: Bool { words.isEmpty }

  mutating func add(_ word: Word, _ posting: LiteralIndex.Posting, salt: UInt64) {
    let number = Int32(words.count)
    words.append(word)
    postings.append(posting)
    salts.append(salt)
    switch word.kind {
    case .pattern(let pattern):
      let chunk = pattern.split(whereSeparator: isWildcard).max { $0.count < $1.count } ?? []
      let bytes = Array(String(String.UnicodeScalarView(chunk)).utf8)
      if bytes.count < 3 { return loose.append(number) }
      byGram[Self.gram(bytes, bytes.count - 3), default: []].append(number)
    case .misspelt(let letters, let typos):
      mostTypos = max(mostTypos, typos)
      for rest in Self.rests(of: letters, without: typos) { byRest[rest, default: []].append(number) }
    case .lookalike(_, let skeleton): bySkeleton[skeleton, default: []].append(number)
    case .plain, .possessive: break
    }
  }

  /// The numbers of the words that a token with these letters is, in order.
  func matching(_ folded: [UInt8]) -> [Int32] {
    var candidates = Set(loose)
    if folded.count >= 3 && !byGram.isEmpty {
      for at in 0...folded.count - 3 { candidates.formUnion(byGram[Self.gram(folded, at)] ?? []) }
    }
    if mostTypos > 0 {
      let letters = Array(String(decoding: folded, as: UTF8.self).unicodeScalars)
      if (3...64).contains(letters.count) {
        for rest in Self.rests(of: letters, without: mostTypos) { candidates.formUnion(byRest[rest] ?? []) }
      }
    }
    if !bySkeleton.isEmpty {
      let letters = skeleton(of: String(decoding: folded, as: UTF8.self).unicodeScalars)
      candidates.formUnion(bySkeleton[letters] ?? [])
    }
    return candidates.filter { words[Int($0)].matches(folded, isPossessive: false) }.sorted()
  }

  private static func gram(_ bytes: [UInt8], _ at: Int) -> UInt32 {
    UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at + 2]) << 16
  }

  /// Hashes of the letters without up to `count` of them.
  private static func rests(of letters: [Unicode.Scalar], without count: Int) -> Set<Int> {
    var rests: Set<Int> = [letters.hashValue]
    guard count > 0 else { return rests }
    for index in letters.indices {
      var rest = letters
      rest.remove(at: index)
      rests.formUnion(self.rests(of: rest, without: count - 1))
    }
    return rests
  }
}
