// SPDX-License-Identifier: Apache-2.0
import Model

/// A text a line in, `label score pneg` a line out: the protocol of `earshot score`. It skips the evidence
/// and uses its storage again, so that millions of lines cost no allocation but their answers.
package struct LineScorer {
  private let scorer: Scorer
  private var reading = Reading()

  /// A line scorer over a model.
  package init(_ scorer: Scorer) { self.scorer = scorer }

  /// Judges a text: -1...1, and the probability that it is negative.
  package mutating func shares(of text: String, target: Range<Int>? = nil) -> (
    score: Double, negative: Double
  ) {
    let shares = judge(text, target)
    return (shares.score, shares.negativeProbability)
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
    guard read(text) else {
      return reading.leaningOfSigns == .zero ? .undecided : Shares(reading.leaningOfSigns)
    }
    let targets = target.flatMap { Target(on: $0, in: reading) }.map { [$0] } ?? []
    return Shares(scorer.weights.leaning(of: reading, toward: targets))
  }

  /// Reads the text; false if there is none, or it is in a language that is not read.
  private mutating func read(_ text: String) -> Bool {
    let bytes = text.utf8.span
    reading.read(bytes.extracting(first: Reading.bounded(bytes)), with: scorer.weights.lexicon)
    return !reading.tokens.isEmpty && Tongue(counting: [reading], tag: nil).isRead
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
