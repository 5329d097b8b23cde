// SPDX-License-Identifier: Apache-2.0
package import Model

/// A text a line in, `label score pneg` a line out: the protocol of `earshot score`. It skips the evidence
/// and uses its storage again, so that millions of lines cost no allocation but their answers.
package struct LineScorer {
  private let scorer: Scorer
  private var reading = Reading()
  /// The language the lines are said to be in; nil where that is not known.
  private let tag: String?
  /// Tells the language of a line by its letters, where it can.
  private let guess: (String) -> String?

  /// A line scorer over a model, for lines in a language that is known, or in one that is guessed line by line where
  /// the words do not tell it plainly.
  package init(
    _ scorer: Scorer, language tag: String? = nil, guess: @escaping (String) -> String? = { _ in nil }
  ) {
    self.scorer = scorer
    self.tag = tag
    self.guess = guess
  }

  /// Judges a text: the label, -1...1, and the probability that it is negative.
  package mutating func shares(of text: String, target: Range<Int>? = nil) -> (
    label: Model.Sentiment.Label, score: Double, negative: Double
  ) {
    let shares = judge(text, target)
    return (shares.label, shares.score, shares.negativeProbability)
  }

  /// Answers a line: `neg -0.6132 0.6810`. With `targets` the line is `text TAB from TAB to`, the brand's
  /// offsets in Unicode scalars; a line without them is judged as a whole.
  package mutating func answer(to line: String, targets: Bool = false) -> String {
    var text = line
    var target: Range<Int>?
    if targets, let parts = Self.split(line) {
      text = parts.text
      target = text.bytes(ofScalars: parts.scalars)
    }
    let shares = judge(text, target)
    let word = shares.label == .negative ? "neg" : shares.label == .positive ? "pos" : "neu"
    return word + " " + Self.fixed(shares.score) + " " + Self.fixed(shares.negativeProbability)
  }

  private mutating func judge(_ text: String, _ target: Range<Int>?) -> Shares {
    guard let weights = read(text) else {
      return reading.leaningOfSigns == .zero ? .undecided : Shares(reading.leaningOfSigns)
    }
    guard let target = target.flatMap({ Target(on: $0, in: reading) }) else {
      return Shares(weights.leaning(of: reading, toward: []))
    }
    return Shares(weights.leaning(of: reading, toward: [target]), isTargeted: true)
  }

  /// Reads the text and says what it is weighed with; nil if there is no word in it, or it is in a language that is
  /// not read.
  private mutating func read(_ text: String) -> Weights? {
    let bytes = text.utf8.span
    let count = Reading.bounded(bytes)
    reading.read(bytes.extracting(first: count), with: scorer.weights.lexicon)
    guard !reading.tokens.isEmpty else { return nil }
    let tag = tag ?? (reading.clues.arePlain ? nil : guess(text))
    let tongue = Tongue(counting: reading.clues, tag: tag)
    if tongue.isRead && (scorer.packs.isEmpty || !tongue.isDoubtful) { return scorer.weights }
    guard !scorer.packs.isEmpty else { return nil }
    var choice = PackChoice(english: tongue.isRead ? reading.clues.own : 0)
    for (index, pack) in scorer.packs.enumerated() {
      reading.read(bytes.extracting(first: count), with: pack.lexicon)
      choice.take(reading.clues, of: index, isTagged: pack.language == Tongue.primary(tag))
    }
    let pack = choice.chosen.map { scorer.packs[$0] }
    reading.read(bytes.extracting(first: count), with: (pack ?? scorer.weights).lexicon)
    return pack ?? (tongue.isRead && !choice.isForeign ? scorer.weights : nil)
  }

  private static func split(_ line: String) -> (text: String, scalars: Range<Int>)? {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard fields.count >= 3, let from = Int(fields[fields.count - 2]), let to = Int(fields[fields.count - 1]),
      0 <= from, from <= to
    else { return nil }
    return (fields.dropLast(2).joined(separator: "\t"), from..<to)
  }

  /// Four decimals.
  private static func fixed(_ number: Double) -> String {
    let tenThousandths = Int(abs(number) * 10_000 + 0.5)
    let digits = String(tenThousandths % 10_000)
    let sign = number < 0 && tenThousandths > 0 ? "-" : ""
    return sign + String(tenThousandths / 10_000) + "." + String(repeating: "0", count: 4 - digits.count)
      + digits
  }
}

extension String {
  /// The UTF-8 bytes of a range of Unicode scalars, cut to the string.
  func bytes(ofScalars scalars: Range<Int>) -> Range<Int> {
    let from = unicodeScalars.prefix(max(0, scalars.lowerBound))
    let to = unicodeScalars.prefix(max(0, scalars.upperBound))
    return utf8.distance(
      from: startIndex, to: from.endIndex)..<utf8.distance(from: startIndex, to: to.endIndex)
  }
}
