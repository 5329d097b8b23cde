// SPDX-License-Identifier: Apache-2.0
import Model
import Text

/// Many expressions compiled to be tried together: those that may hold are found by the words of the text, so that the
/// cost grows with what is found and not with how many expressions there are. Never changes once made.
final class ExpressionIndex: Sendable {
  /// What must be known of a literal when its words were found.
  struct Traits: OptionSet, BitwiseCopyable, Sendable {
    let rawValue: UInt16
    /// Expressions wait for it.
    static let isAnchor = Traits(rawValue: 1)
    /// Its words must be compared one by one.
    static let checksWords = Traits(rawValue: 2)
    /// Symbols, letters or bytes must be compared in the original.
    static let checksOriginal = Traits(rawValue: 4)
    /// It stands in title or body, where words of addresses do not count.
    static let isProse = Traits(rawValue: 8)
    static let isTitleOnly = Traits(rawValue: 16)
    static let isBodyOnly = Traits(rawValue: 32)
    static let seesAddresses = Traits(rawValue: 64)
    static let isOpenAtStart = Traits(rawValue: 128)
    static let isOpenAtEnd = Traits(rawValue: 256)
    /// It is a domain and no word.
    static let isSite = Traits(rawValue: 512)
  }

  /// How many expressions there are.
  let count: Int
  let fields: SearchedFields
  let program: [Int32]
  let starts: [Int32]
  let facts: [FactTest]
  /// How many literals there are.
  let literalCount: Int
  /// Where the words of each literal start in `words`, and where those of the last one end.
  let wordStarts: [Int32]
  let words: [WordHash]
  /// The literals whose original or letters must be compared.
  let phrases: [Int32: Phrase]
  let index: LiteralIndex
  let patterns: PatternIndex
  /// Where the expressions that wait for each literal start in `waiting`, and where those of the last one end.
  let waitingStarts: [Int32]
  let waiting: [Int32]
  /// The expressions that wait for nothing and are always tried.
  let always: [Int32]
  let spare = Spare<ScratchBox>()

  init(_ expressions: some Sequence<Expression>, _ frequencies: Frequencies) {
    var compiler = Compiler(frequencies)
    for expression in expressions { compiler.add(expression) }
    count = compiler.anchors.count
    program = compiler.program
    starts = compiler.starts
    facts = compiler.facts
    fields = compiler.literals.reduce(into: SearchedFields()) { $0.formUnion(SearchedFields($1.place)) }
    let (waitingStarts, waiting, always) = Self.waiting(compiler.anchors, literals: compiler.literals.count)
    (self.waitingStarts, self.waiting, self.always) = (waitingStarts, waiting, always)

    var layout = LiteralLayout(frequencies)
    for (number, literal) in compiler.literals.enumerated() {
      let own = waiting[Int(waitingStarts[number])..<Int(waitingStarts[number + 1])]
      let isWhole =
        own.count == 1
        && compiler.program[Int(compiler.starts[Int(own[own.startIndex])])] == Operation.literal.rawValue
      layout.add(
        literal, number: Int32(number), isAnchor: !own.isEmpty, expression: isWhole ? own[own.startIndex] : -1
      )
    }
    literalCount = compiler.literals.count
    wordStarts = layout.wordStarts
    words = layout.words
    phrases = layout.phrases
    patterns = layout.patterns
    index = layout.builder.index()
  }

  /// Which expressions wait for which literal, laid out in one row.
  private static func waiting(_ anchors: [[Int32]], literals: Int) -> ([Int32], [Int32], [Int32]) {
    var starts = [Int32](repeating: 0, count: literals + 1)
    var always: [Int32] = []
    for (expression, anchor) in anchors.enumerated() {
      if anchor.isEmpty { always.append(Int32(expression)) }
      for literal in anchor { starts[Int(literal) + 1] += 1 }
    }
    for literal in 0..<literals { starts[literal + 1] += starts[literal] }
    var waiting = [Int32](repeating: 0, count: Int(starts[literals]))
    var next = starts
    for (expression, anchor) in anchors.enumerated() {
      for literal in anchor {
        waiting[Int(next[Int(literal)])] = Int32(expression)
        next[Int(literal)] += 1
      }
    }
    return (starts, waiting, always)
  }

  /// A scratch for one thread: the spare one, or a new one.
  func takeScratch() -> ScratchBox {
    spare.take() ?? ScratchBox(Scratch(literals: literalCount, expressions: count))
  }
}

/// Lays literals out for the index.
private struct LiteralLayout {
  private(set) var wordStarts: [Int32] = [0]
  private(set) var words: [WordHash] = []
  private(set) var phrases: [Int32: Phrase] = [:]
  private(set) var patterns = PatternIndex()
  private(set) var builder = LiteralIndex.Builder()
  private let frequencies: Frequencies

  init(_ frequencies: Frequencies) { self.frequencies = frequencies }

  /// `expression` is the one that is nothing but this literal, or -1.
  mutating func add(_ literal: Literal, number: Int32, isAnchor: Bool, expression: Int32) {
    var own: ExpressionIndex.Traits = isAnchor ? .isAnchor : []
    if case .site(let domain) = literal.place {
      let hash = WordHash(Word(kind: .plain(domain), exact: nil), salt: literal.salt)
      words.append(hash)
      own.insert(.isSite)
      let posting = LiteralIndex.Posting(
        literal: number, expression: expression, offset: 0, count: 1, traits: own)
      builder.add(posting, word: hash)
    } else {
      let hashes = literal.phrase.words.map { WordHash($0, salt: literal.salt) }
      words += hashes
      own.formUnion(traits(of: literal, hashes))
      if !own.isDisjoint(with: [.checksOriginal]) || hashes.contains(where: \.isPattern) {
        phrases[number] = literal.phrase
      }
      let posting = LiteralIndex.Posting(
        literal: number, expression: expression, offset: 0, count: UInt16(hashes.count), traits: own)
      enter(literal, hashes, posting)
    }
    wordStarts.append(Int32(words.count))
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

  /// Enters a literal under its rarest pair of words, else its rarest word, else the pattern it begins with.
  private mutating func enter(_ literal: Literal, _ hashes: [WordHash], _ whole: LiteralIndex.Posting) {
    let costs = zip(literal.phrase.words, hashes).map { frequencies.estimate(of: $0, $1) }
    func posting(_ offset: Int) -> LiteralIndex.Posting {
      var posting = whole
      posting.offset = UInt16(offset)
      return posting
    }
    let pairs = hashes.indices.dropLast().filter { !hashes[$0].isPattern && !hashes[$0 + 1].isPattern }
    if let rarest = pairs.min(by: { min(costs[$0], costs[$0 + 1]) < min(costs[$1], costs[$1 + 1]) }) {
      builder.add(posting(rarest), word: hashes[rarest], before: hashes[rarest + 1])
    } else if let rarest = hashes.indices.filter({ !hashes[$0].isPattern }).min(by: { costs[$0] < costs[$1] })
    {
      builder.add(posting(rarest), word: hashes[rarest])
    } else if let first = literal.phrase.words.first {
      patterns.add(first, posting(0), salt: literal.salt)
    }
  }
}
