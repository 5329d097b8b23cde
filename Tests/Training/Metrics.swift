// SPDX-License-Identifier: Apache-2.0
import Language
import Model
import Sentiment

/// How well verdicts agree with labels, counted as `sentiment_bench.py` counts.
struct Metrics {
  /// Mean F1 over the classes: by label, or by the sign of the score where nothing is neutral.
  var macroF1 = 0.0
  /// F1 of the printed label “negative”.
  var negativeF1 = 0.0
  /// The chance that a negative text has a higher P(negative) than another.
  var area = 0.0
  /// Of the texts with P(negative) of at least 0.8, how many are negative, and how many such texts there are.
  var flagPrecision = 0.0
  var flags = 0
  /// How many texts were counted.
  var count = 0

  /// What a scorer says of an example.
  typealias Verdict = (label: Sentiment.Label, score: Double, negative: Double)

  /// The agreement of a scorer with a set, toward the targets the set has; the language is told, or by the letters.
  init(of scorer: Scorer, on set: DataSet, language: String? = nil) {
    var lines = LineScorer(scorer, language: language) { LanguageGuess(of: $0).clearTag }
    self.init(set.examples.map { ($0, lines.shares(of: $0.text, target: $0.target)) })
  }

  /// The agreement of verdicts with the labels of their examples.
  init(_ all: [(example: Example, verdict: Verdict)]) {
    let pairs = all.filter { !$0.example.isStarred || $0.example.label != .neutral }
    count = pairs.count
    let isTernary = pairs.contains { $0.example.label == .neutral }
    let classes: [Label] = isTernary ? [.negative, .neutral, .positive] : [.negative, .positive]
    let gold = pairs.map(\.example.label)
    let labels = pairs.map { Label($0.verdict.label) }
    let predicted = isTernary ? labels : pairs.map { $0.verdict.score < 0 ? .negative : .positive }
    macroF1 = classes.map { Self.f1($0, gold, predicted) }.reduce(0, +) / Double(max(1, classes.count))
    negativeF1 = Self.f1(.negative, gold, labels)
    area = Self.area(pairs.map { ($0.verdict.negative, $0.example.label == .negative) })
    let flagged = pairs.filter { $0.verdict.negative >= 0.8 }
    flags = flagged.count
    flagPrecision = Double(flagged.count { $0.example.label == .negative }) / Double(max(1, flags))
  }

  private static func f1(_ label: Label, _ gold: [Label], _ predicted: [Label]) -> Double {
    let hits = zip(gold, predicted).count { $0 == label && $1 == label }
    let errors = zip(gold, predicted).count { ($0 == label) != ($1 == label) }
    return hits == 0 ? 0 : 2 * Double(hits) / Double(2 * hits + errors)
  }

  /// The area under the curve, ties counting half (Mann and Whitney).
  private static func area(_ scored: [(score: Double, isNegative: Bool)]) -> Double {
    let sorted = scored.sorted { $0.score < $1.score }
    let positives = Double(sorted.count { $0.isNegative })
    let others = Double(sorted.count) - positives
    var ranks = 0.0
    var start = 0
    while start < sorted.count {
      let end = sorted[start...].firstIndex { $0.score != sorted[start].score } ?? sorted.count
      let rank = Double(start + end + 1) / 2
      ranks += rank * Double(sorted[start..<end].count { $0.isNegative })
      start = end
    }
    guard positives > 0, others > 0 else { return 0.5 }
    return (ranks - positives * (positives + 1) / 2) / (positives * others)
  }
}

extension Label {
  init(_ label: Sentiment.Label) {
    switch label {
    case .negative: self = .negative
    case .neutral: self = .neutral
    case .positive: self = .positive
    }
  }
}
