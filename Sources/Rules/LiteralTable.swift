// SPDX-License-Identifier: Apache-2.0
import Text

/// The literals of many expressions, each once, as the index needs them: hashes of words, not the words themselves.
struct LiteralTable {
  /// How many there are.
  var count: Int { wordCounts.count }
  private(set) var fields: SearchedFields = []
  private(set) var wordCounts: [UInt16] = []
  private(set) var wordStarts: [Int32] = []
  private(set) var words: [WordHash] = []
  /// What must be compared in the original, or letter by letter, and by literal which of them, or -1.
  private(set) var phrases: [Phrase] = []
  private(set) var phraseNumbers: [Int32] = []
  /// How often each stands in texts, about.
  private(set) var costs: [Int32] = []
  private var keys: [Key] = []
  private var traits: [ExpressionIndex.Traits] = []
  /// Numbers of literals that nothing but their words' hashes tells apart, and of others.
  private var plainNumbers: [Fingerprint: Int32] = [:]
  private var numbers: [Literal: Int32] = [:]

  /// What the index knows a literal by.
  private enum Key {
    /// The word at an offset.
    case word(WordHash, UInt16)
    /// The word at an offset and the next.
    case pair(WordHash, WordHash, UInt16)
    /// The pattern it begins with, and the salt of its kind of text.
    case pattern(UInt64)
  }

  /// Two hashes over the words of a literal.
  private struct Fingerprint: Hashable {
    var first: UInt64
    var second: UInt64

    init(_ hashes: [WordHash], _ traits: ExpressionIndex.Traits) {
      first = UInt64(hashes.count)
      second = UInt64(traits.rawValue)
      for hash in hashes {
        first = LiteralIndex.pair(first ^ hash.letters, hash.stem)
        second = LiteralIndex.pair(hash.letters, second ^ hash.stem)
      }
    }
  }

  /// The number of a literal, which may have been met before.
  mutating func number(of literal: Literal) -> Int32 {
    var own: ExpressionIndex.Traits = []
    var hashes = literal.phrase.words.map { WordHash($0, salt: literal.salt) }
    if case .site(let domain) = literal.place {
      hashes = [WordHash(Word(kind: .plain(domain), exact: nil), salt: literal.salt)]
      own.insert(.isSite)
    } else {
      own = traits(of: literal, hashes)
    }
    if own.contains(.checksOriginal) || hashes.contains(where: \.isPattern) {
      if let known = numbers[literal] { return known }
      let number = append(literal, hashes, own)
      numbers[literal] = number
      phraseNumbers[Int(number)] = Int32(phrases.count)
      phrases.append(literal.phrase)
      return number
    }
    let fingerprint = Fingerprint(hashes, own)
    if let known = plainNumbers[fingerprint] { return known }
    let number = append(literal, hashes, own)
    plainNumbers[fingerprint] = number
    return number
  }

  private mutating func append(
    _ literal: Literal, _ hashes: [WordHash], _ own: ExpressionIndex.Traits
  ) -> Int32 {
    let number = Int32(count)
    fields.formUnion(SearchedFields(literal.place))
    if own.contains(.isSite) {
      keys.append(.word(hashes[0], 0))
      costs.append(1)
    } else {
      let estimates = zip(literal.phrase.words, hashes).map {
        commonness(of: $0, hash: $1.letters ^ literal.salt)
      }
      keys.append(key(of: literal, hashes, estimates))
      costs.append(Int32(clamping: estimates.min() ?? 1))
    }
    phraseNumbers.append(-1)
    wordCounts.append(UInt16(clamping: hashes.count))
    wordStarts.append(Int32(words.count))
    if own.contains(.checksWords) { words += hashes }
    traits.append(own)
    return number
  }

  /// Numbers the literals anew, the commonest first, so that what is known of those found most lies close together; the
  /// new number of each. No literal may be added after that.
  mutating func numberByFrequency() -> [Int32] {
    let order = costs.indices.sorted { (costs[$0], $1) > (costs[$1], $0) }
    func reordered<Value>(_ values: [Value]) -> [Value] { order.map { values[$0] } }
    wordCounts = reordered(wordCounts)
    wordStarts = reordered(wordStarts)
    phraseNumbers = reordered(phraseNumbers)
    keys = reordered(keys)
    traits = reordered(traits)
    costs = reordered(costs)
    (numbers, plainNumbers) = ([:], [:])
    var renumbered = [Int32](repeating: 0, count: order.count)
    for (number, old) in order.enumerated() { renumbered[old] = Int32(number) }
    return renumbered
  }

  private func traits(of literal: Literal, _ hashes: [WordHash]) -> ExpressionIndex.Traits {
    var own: ExpressionIndex.Traits = []
    if hashes.count > 2 || hashes.contains(where: { $0.stem != 0 || $0.isPattern }) {
      own.insert(.checksWords)
    }
    if !literal.phrase.isPlain { own.insert(.checksOriginal) }
    if literal.phrase.seesAddresses { own.insert(.seesAddresses) }
    if literal.phrase.isOpenAtStart { own.insert(.isOpenAtStart) }
    if literal.phrase.isOpenAtEnd { own.insert(.isOpenAtEnd) }
    switch literal.place {
    case .prose: own.insert(.isProse)
    case .field(.title): own.formUnion([.isProse, .isTitleOnly])
    case .field(.text): own.formUnion([.isProse, .isBodyOnly])
    case .field, .site: break
    }
    return own
  }

  /// The rarest pair of words of a literal, else its rarest word, else the pattern it begins with.
  private func key(of literal: Literal, _ hashes: [WordHash], _ costs: [Int]) -> Key {
    if hashes.count == 1 && !hashes[0].isPattern { return .word(hashes[0], 0) }
    let pairs = hashes.indices.dropLast().filter { !hashes[$0].isPattern && !hashes[$0 + 1].isPattern }
    func cost(_ pair: Int) -> (Int, Int) {
      let (first, second) = (costs[pair], costs[pair + 1])
      return (min(first, second), max(first, second))
    }
    if let rarest = pairs.min(by: { cost($0) < cost($1) }) {
      return .pair(hashes[rarest], hashes[rarest + 1], UInt16(clamping: rarest))
    }
    if let rarest = hashes.indices.filter({ !hashes[$0].isPattern }).min(by: { costs[$0] < costs[$1] }) {
      return .word(hashes[rarest], UInt16(clamping: rarest))
    }
    return .pattern(literal.salt)
  }

  /// Enters a literal in an index, with what happens where it is found.
  func enter(
    _ number: Int, isWhole: Bool, target: Int32, _ builder: inout LiteralIndex.Builder,
    _ patterns: inout PatternIndex
  ) {
    var posting = LiteralIndex.Posting(
      literal: Int32(number), target: target, offset: 0, count: wordCounts[number],
      traits: traits[number])
    if isWhole { posting.traits.insert(.isWhole) }
    let phrase = phraseNumbers[number] >= 0 ? phrases[Int(phraseNumbers[number])] : nil
    posting.sign = phrase?.lead.last ?? 0
    switch keys[number] {
    case .word(let word, let offset):
      posting.offset = offset
      builder.add(posting, word: word)
    case .pair(let word, let next, let offset):
      posting.offset = offset
      let neighbour = Int(offset) + 2 < posting.count ? 2 : -1
      let place = Int(offset) + neighbour
      if posting.count > 2, place < posting.count, !words[Int(wordStarts[number]) + place].hasAlternatives {
        posting.neighbourOffset = Int8(neighbour)
        posting.neighbour = words[Int(wordStarts[number]) + place].letters
        // Then all three are known.
        if posting.count == 3 && !word.hasAlternatives && !next.hasAlternatives {
          posting.traits.remove(.checksWords)
        }
      }
      builder.add(posting, word: word, before: next)
    case .pattern(let salt):
      if let first = phrase?.words.first { patterns.add(first, posting, salt: salt) }
    }
  }
}
