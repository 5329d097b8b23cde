// SPDX-License-Identifier: Apache-2.0
import Model

/// How likely a text is negative, neutral and positive; the three add up to 1.
struct Shares {
  private(set) var negative: Double
  private(set) var neutral: Double
  private(set) var positive: Double
  /// The calibrated probability that the text is negative: of texts given 0.8 or more, at least 84 % are. It
  /// stands a little below `negative`, which leans to finding too many complaints rather than too few.
  private(set) var negativeProbability: Double

  /// What is added to the logits: the model was trained on sets with fewer complaints than brands get to
  /// hear. Chosen on training sets left out.
  private static let shift = Leaning(0.3, 0.05)

  /// The shares of a leaning; `isTargeted` says that it was reckoned toward a place of the text, which is told with
  /// less certainty than how a whole text feels.
  init(_ leaning: Leaning, isTargeted: Bool = false) {
    (negative, neutral, positive) = Self.shares(leaning + Self.shift)
    negativeProbability = (isTargeted ? Trust.targeted : .whole).calibrated(Self.shares(leaning).negative)
  }

  /// How far the odds of “negative” are believed: so far that of texts with 0.8 or more at least 84 in 100 are negative,
  /// in the mean of sets that the model did not meet.
  private struct Trust {
    /// What is taken from the logit.
    var shift: Float
    /// What it is divided by then.
    var temperature: Float

    static let whole = Trust(shift: 0, temperature: 1.3)
    static let targeted = Trust(shift: 0.4, temperature: 1.5)

    func calibrated(_ share: Double) -> Double {
      let bounded = Float(min(0.999_999, max(0.000_001, share)))
      let logit = Curves.logarithm(bounded) - Curves.logarithm(1 - bounded)
      return 1 / (1 + Double(Curves.exponential((shift - logit) / temperature)))
    }
  }

  private static func shares(_ leaning: Leaning) -> (negative: Double, neutral: Double, positive: Double) {
    let highest = max(0, leaning.x, leaning.y)
    let negative = Double(Curves.exponential(leaning.x - highest))
    let neutral = Double(Curves.exponential(-highest))
    let positive = Double(Curves.exponential(leaning.y - highest))
    let sum = negative + neutral + positive
    return (negative / sum, neutral / sum, positive / sum)
  }

  /// Nothing could be judged.
  static let undecided = Shares(negative: 0, neutral: 1, positive: 0)

  private init(negative: Double, neutral: Double, positive: Double) {
    self.negative = negative
    self.neutral = neutral
    self.positive = positive
    negativeProbability = negative
  }

  /// The likeliest of the three.
  var label: Sentiment.Label {
    if negative >= neutral && negative >= positive { return .negative }
    return positive >= neutral ? .positive : .neutral
  }

  /// -1...1.
  var score: Double { positive - negative }

  /// How much of the score a step of the leaning toward praise is worth: the score divided by what made it,
  /// which has the same sign, so that every ground can be told as a part of the score.
  var scorePerLeaning: Double {
    let leaning = Double(Curves.logarithm(Float(positive)) - Curves.logarithm(Float(negative)))
    return abs(leaning) < 0.001 ? positive : score / leaning
  }
}
