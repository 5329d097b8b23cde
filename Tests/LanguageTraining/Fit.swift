// SPDX-License-Identifier: Apache-2.0
import Language

/// Fits a table by softmax regression over the hashed sequences, with weights rounded to 4 bits while it learns, so that
/// rounding is part of what is learned.
struct Fit {
  /// Passes over the sentences; the first half learns unrounded.
  var epochs = 9
  /// The largest weight; 7 steps.
  var largest: Float = 0.9
  var rate: Float = 0.12
  /// How much a sentence of the languages that are not told apart counts.
  var otherWeight: Float = 0.06

  private struct Example {
    let places: [Int32]
    let label: Int
    let weight: Float
  }

  /// A table for the languages of some sentences.
  func table(of sentences: [Sentence], rows: Int) -> LanguageModel.Table {
    let counts = Dictionary(grouping: sentences, by: \.tag).mapValues(\.count)
    let tags = counts.keys.filter { (counts[$0] ?? 0) >= 100 }.sorted()
    precondition(tags.count <= 32)
    let examples = sentences.compactMap { sentence -> Example? in
      guard let label = tags.firstIndex(of: sentence.tag) else { return nil }
      let weight =
        sentence.tag == "und" ? otherWeight : min(2, max(0.5, 900 / Float(counts[sentence.tag] ?? 900)))
      return Example(places: Self.places(sentence.text, rows), label: label, weight: weight)
    }
    var weights = [SIMD32<Float>](repeating: .zero, count: rows)
    // Of each row the sum of its squared gradients (AdaGrad).
    var squares = [Float](repeating: 1e-2, count: rows)
    let step = largest / 7
    var random = Seeded(state: 1)
    for epoch in 0..<epochs {
      var missed = 0
      let isRounded = epoch * 2 >= epochs
      let rate = rate * (1 - 0.8 * Float(epoch) / Float(epochs))
      for (number, example) in examples.shuffled(using: &random).enumerated() {
        if number % 4000 == 0 { clip(&weights) }
        let scores = Self.scores(weights, example.places, step: isRounded ? step : nil)
        var gradient = Self.softmax(scores, tags.count)
        if gradient[example.label] < 0.5 { missed += 1 }
        gradient[example.label] -= 1
        gradient *= example.weight
        let square = (gradient * gradient).sum()
        for place in example.places {
          squares[Int(place)] += square
          weights[Int(place)] -= gradient * (rate / squares[Int(place)].squareRoot())
        }
      }
      clip(&weights)
      print("epoch \(epoch): \(tags.count) classes, \(missed) of \(examples.count) missed")
    }
    return LanguageModel.Table(
      tags: tags,
      weights: weights.map { row in
        let rounded = (row / step).rounded(.toNearestOrEven)
        return tags.indices.map { max(-8, min(7, Int(rounded[$0]))) }
      }, step: Double(step))
  }

  private func clip(_ weights: inout [SIMD32<Float>]) {
    for row in weights.indices {
      for lane in 0..<32 { weights[row][lane] = max(-largest, min(largest, weights[row][lane])) }
    }
  }

  /// The sums of the rows, each rounded to steps if one is given.
  private static func scores(
    _ weights: [SIMD32<Float>], _ places: [Int32], step: Float?
  ) -> SIMD32<Float> {
    var scores = SIMD32<Float>(repeating: 0)
    guard let step else {
      for place in places { scores += weights[Int(place)] }
      return scores
    }
    // Adding and taking away so large a number rounds to whole ones.
    let large: Float = 0x1.8p23
    let inverse = 1 / step
    for place in places { scores += (weights[Int(place)] * inverse + large) - large }
    return scores * step
  }

  private static func places(_ text: String, _ rows: Int) -> [Int32] {
    var grams = Grams(rows: rows)
    return Letters(of: [text]).units.flatMap { unit -> [Int32] in
      let places = grams.next(unit)
      return (0..<4).map { Int32(places[$0]) }
    }
  }

  private static func softmax(_ scores: SIMD32<Float>, _ count: Int) -> SIMD32<Float> {
    var result = SIMD32<Float>(repeating: 0)
    var most = scores[0]
    for lane in 1..<count { most = max(most, scores[lane]) }
    var sum: Float = 0
    for lane in 0..<count {
      let value = Float.exp(scores[lane] - most)
      result[lane] = value
      sum += value
    }
    return result / sum
  }
}

extension Float {
  /// e to the power of a number that is 0 or less.
  fileprivate static func exp(_ x: Float) -> Float {
    if x < -40 { return 0 }
    var power = 1 + Double(x) / 4096
    for _ in 0..<12 { power *= power }
    return Float(power)
  }
}

/// Marsaglia's xorshift: the same order on every run.
private struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
