// SPDX-License-Identifier: Apache-2.0
import Model
import Synchronization
import Text

/// Many expressions compiled to be tried together: those that may hold are found by the words of the text, so that the
/// cost grows with what is found and not with how many expressions there are. Never changes once made.
final class ExpressionIndex: Sendable {
  /// What must be known of a literal when its words were found.
  struct Traits: OptionSet, BitwiseCopyable, Sendable {
    let rawValue: UInt16
    /// One expression waits for it, and is nothing but this literal.
    static let isWhole = Traits(rawValue: 1)
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
    /// Of the postings of a key, the last one.
    static let isLast = Traits(rawValue: 1024)
    /// Something must be compared beyond its words' hashes, or it is looked for in one text only.
    static let isParticular: Traits = [.checksWords, .checksOriginal, .isTitleOnly, .isBodyOnly, .isSite]
  }

  /// Tells indexes apart, for scratches made for one of them.
  let serial: UInt64
  /// How many expressions there are.
  let count: Int
  let fields: SearchedFields
  /// All expressions, as `Operation` has them, before each its number and where the parts end that must be tried once
  /// the literal it waits for was found.
  let program: Row<Int32>
  /// Where each expression starts in the program.
  let starts: Row<Int32>
  let facts: [FactTest]
  /// How many literals there are.
  let literalCount: Int
  /// Of how many words each literal is made.
  let wordCounts: Row<UInt16>
  /// Where the words of a literal start in `words`, if they must be compared one by one.
  let wordStarts: Row<Int32>
  let words: Row<WordHash>
  /// What must be compared in the original or letter by letter, and by literal which of them.
  let phrases: [Phrase]
  let phraseNumbers: Row<Int32>
  let index: LiteralIndex
  let patterns: PatternIndex
  /// For each literal that expressions wait for, how many there are, and where each of them is in the program.
  let waiting: Row<Int32>
  /// The expressions that wait for nothing and are always tried.
  let always: [Int32]

  private static let made = Atomic<UInt64>(0)

  init(_ expressions: some Sequence<Expression>) {
    var compiler = Compiler()
    for expression in expressions { compiler.add(expression) }
    compiler.numberByFrequency()
    let literals = compiler.literals
    let (targets, waiting, always) = Self.waiting(compiler, literals: literals.count)

    var builder = LiteralIndex.Builder(costs: literals.costs)
    var patterns = PatternIndex()
    for number in 0..<literals.count {
      let target = targets[number]
      var whole: Int32?
      if target >= 0, waiting[Int(target)] == 1 {
        let place = Int(waiting[Int(target) + 1])
        if compiler.program[place + 2] == Operation.literal.rawValue { whole = compiler.program[place] }
      }
      literals.enter(number, isWhole: whole != nil, target: whole ?? target, &builder, &patterns)
    }
    serial = Self.made.add(1, ordering: .relaxed).newValue
    count = compiler.starts.count
    program = Row(compiler.program)
    starts = Row(compiler.starts)
    facts = compiler.facts
    fields = literals.fields
    literalCount = literals.count
    wordCounts = Row(literals.wordCounts)
    wordStarts = Row(literals.wordStarts)
    words = Row(literals.words)
    phrases = literals.phrases
    phraseNumbers = Row(literals.phraseNumbers)
    index = builder.index()
    self.patterns = patterns
    self.waiting = Row(waiting)
    self.always = always
  }

  /// Which expressions wait for which literal, laid out in one row, and where in it each literal's own are, or -1.
  private static func waiting(_ compiler: Compiler, literals: Int) -> ([Int32], [Int32], [Int32]) {
    let anchors = compiler.anchors
    var counts = [Int32](repeating: 0, count: literals)
    for literal in anchors.literals { counts[Int(literal)] += 1 }
    var targets = [Int32](repeating: -1, count: literals)
    var waiting: [Int32] = []
    waiting.reserveCapacity(anchors.literals.count + literals)
    for literal in 0..<literals where counts[literal] > 0 {
      targets[literal] = Int32(waiting.count)
      waiting.append(counts[literal])
      waiting += repeatElement(0, count: Int(counts[literal]))
    }
    var always: [Int32] = []
    var next = targets
    for (expression, start) in compiler.starts.enumerated() {
      let own = anchors.literals[Int(anchors.starts[expression])..<Int(anchors.starts[expression + 1])]
      if own.isEmpty { always.append(Int32(expression)) }
      for literal in own {
        next[Int(literal)] += 1
        waiting[Int(next[Int(literal)])] = start - 2
      }
    }
    return (targets, waiting, always)
  }
}
