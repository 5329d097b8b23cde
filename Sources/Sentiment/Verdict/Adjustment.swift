// SPDX-License-Identifier: Apache-2.0
package import Model

/// What the verdicts on one brand, or in one source, are put right by: two biases and a temperature, learned from
/// what people said of some of them. It changes how sure the model is and where it draws its lines, never what it
/// reads in a text.
package struct Adjustment: Hashable, Sendable {
  /// What is added to the leaning toward the negative, in logits.
  package var negative: Double
  /// What is added to the leaning toward the positive, in logits.
  package var positive: Double
  /// What leanings are divided by before, 0.25...4.
  package var temperature: Double

  /// As given.
  package init(negative: Double, positive: Double, temperature: Double) {
    self.negative = negative
    self.positive = positive
    self.temperature = temperature
  }

  /// The model as it is.
  package static let none = Adjustment(negative: 0, positive: 0, temperature: 1)

  /// The leaning after it.
  func applied(to leaning: Leaning) -> Leaning {
    leaning / Float(temperature) + Leaning(Float(negative), Float(positive))
  }
}

/// A text whose verdict a person gave, for learning an adjustment.
package struct Lesson: Sendable {
  /// How the words of the text lean.
  package var leaning: Leaning
  /// The person's verdict.
  package var label: Model.Sentiment.Label
  /// How much it counts, 0...1.
  package var weight: Double

  /// A text and a verdict.
  package init(leaning: Leaning, label: Model.Sentiment.Label, weight: Double = 1) {
    self.leaning = leaning
    self.label = label
    self.weight = weight
  }
}

extension Adjustment {
  /// The adjustment under which the persons' verdicts are likeliest, held back toward none: a bias of 1 is as
  /// unlikely beforehand as three lessons are worth. The same lessons give the same numbers.
  package init(learning lessons: [Lesson]) {
    // Three numbers and a convex loss (in biases and 1 / temperature): plain descent with halved steps is enough.
    var (biases, slope) = (SIMD2<Double>.zero, 1.0)
    var loss = Self.loss(lessons, biases, slope)
    var rate = 1.0
    for _ in 0..<300 where rate > 1e-6 {
      let (ofBiases, ofSlope) = Self.gradient(lessons, biases, slope)
      let next = (
        biases: biases - ofBiases * rate, slope: min(4, max(0.25, slope - ofSlope * rate))
      )
      let nextLoss = Self.loss(lessons, next.biases, next.slope)
      if nextLoss < loss {
        (biases, slope, loss, rate) = (next.biases, next.slope, nextLoss, rate * 1.5)
      } else {
        rate /= 2
      }
    }
    self.init(negative: biases.x, positive: biases.y, temperature: 1 / slope)
  }

  /// What the prior counts beside the lessons, whose mean loss is taken.
  private static func prior(_ lessons: [Lesson]) -> Double {
    3 / max(1, lessons.reduce(0) { $0 + $1.weight })
  }

  private static func loss(_ lessons: [Lesson], _ biases: SIMD2<Double>, _ slope: Double) -> Double {
    let total = max(1e-9, lessons.reduce(0) { $0 + $1.weight })
    let sum = lessons.reduce(0.0) { sum, lesson in
      sum - lesson.weight
        * Double(Curves.logarithm(Float(max(1e-9, shares(lesson, biases, slope)[lesson.place]))))
    }
    return sum / total + prior(lessons) / 2
      * (biases.x * biases.x + biases.y * biases.y + 4 * (slope - 1) * (slope - 1))
  }

  private static func gradient(
    _ lessons: [Lesson], _ biases: SIMD2<Double>, _ slope: Double
  ) -> (SIMD2<Double>, Double) {
    let total = max(1e-9, lessons.reduce(0) { $0 + $1.weight })
    let prior = prior(lessons)
    var (ofBiases, ofSlope) = (biases * prior, 4 * (slope - 1) * prior)
    for lesson in lessons {
      let shares = shares(lesson, biases, slope)
      let excess = SIMD2(
        shares[0] - (lesson.label == .negative ? 1 : 0), shares[2] - (lesson.label == .positive ? 1 : 0))
      let part = lesson.weight / total
      ofBiases += excess * part
      ofSlope += (excess.x * Double(lesson.leaning.x) + excess.y * Double(lesson.leaning.y)) * part
    }
    return (ofBiases, ofSlope)
  }

  /// How likely the text is negative, neutral and positive.
  private static func shares(_ lesson: Lesson, _ biases: SIMD2<Double>, _ slope: Double) -> [Double] {
    let leaning = SIMD2(Double(lesson.leaning.x), Double(lesson.leaning.y)) * slope + biases
    let shares = Shares(Leaning(Float(leaning.x), Float(leaning.y)))
    return [shares.negative, shares.neutral, shares.positive]
  }
}

extension Lesson {
  fileprivate var place: Int { label == .negative ? 0 : label == .neutral ? 1 : 2 }
}
