// SPDX-License-Identifier: Apache-2.0

/// Where a verdict comes from: the leaning of the whole item, and what each token of it added toward praise.
struct Account {
  /// The sum.
  private(set) var leaning = Leaning.zero
  /// The leaning of the passage that decides the most: a title is often no more than a name.
  private(set) var body = Leaning.zero
  private var bodyShare: Float = 0
  /// The grounds found, each with its share in `leaning.y - leaning.x`.
  private(set) var grounds: [Ground] = []
  /// Whether there was anything to judge.
  private(set) var hasWords = false

  /// Adds what a passage says.
  mutating func add(_ passage: Passage, _ weights: Weights) {
    guard !passage.reading.tokens.isEmpty else { return }
    hasWords = true
    let own = weights.leaning(of: passage.reading, toward: passage.targets)
    leaning += own * passage.share
    if passage.share > bodyShare { (body, bodyShare) = (own, passage.share) }
    var tokens = [Float](repeating: 0, count: passage.reading.tokens.count)
    for (target, share) in Weights.views(of: passage.reading, toward: passage.targets) {
      var attribution = Attribution(weights: weights, count: tokens.count)
      weights.features(of: passage.reading, toward: target, into: &attribution)
      for (index, value) in attribution.shares(in: passage.reading).enumerated() {
        tokens[index] += value * share * passage.share
      }
    }
    grounds += Grounds(passage, tokens).found
  }

  /// Adds what the pictographs of a passage say, whose words are in a language that is not read.
  mutating func addSigns(of passage: Passage) {
    let signs = passage.reading.leaningOfSigns * passage.share
    guard signs != .zero else { return }
    hasWords = true
    leaning += signs
    let values = passage.reading.tokens.map { $0.kind == .symbol ? $0.entry.valence : 0 }
    let sum = values.reduce(0) { $0 + abs($1) }
    grounds += Grounds(passage, values.map { $0 / max(1, sum) * abs(signs.y - signs.x) }).found
  }
}

extension Account {
  /// Puts the leaning right as people have done with others of its kind, and tells so where that moves it.
  mutating func adjust(by adjustment: Adjustment) {
    guard hasWords, adjustment != .none else { return }
    let adjusted = adjustment.applied(to: leaning)
    let moved = (adjusted.y - adjusted.x) - (leaning.y - leaning.x)
    leaning = adjusted
    guard abs(moved) >= 0.1 else { return }
    grounds.append(Ground(quote: "", reason: "put right by earlier corrections", weight: moved))
  }
}

extension Reading {
  /// How the pictographs alone lean; zero if there are none, or as many kind as angry ones.
  var leaningOfSigns: Leaning {
    let sum = tokens.reduce(Float(0)) { $1.kind == .symbol ? $0 + $1.entry.valence : $0 }
    guard abs(sum) >= 1 else { return .zero }
    let strength = Curves.squash(abs(sum) / 4) * 2
    return sum < 0 ? Leaning(strength, -strength) : Leaning(-strength, strength)
  }
}

/// Adds the weights of features up token by token.
private struct Attribution: FeatureSink {
  let weights: Weights
  private var grams: [Float]
  private var dense: Float = 0
  private var count = 0

  init(weights: Weights, count: Int) {
    self.weights = weights
    grams = Array(repeating: 0, count: count)
  }

  mutating func add(_ hash: UInt64, _ value: Float, at token: Int) {
    let weight = weights.gram(hash)
    grams[token] += (weight.y - weight.x) * value
    count += 1
  }

  mutating func add(dense place: Int, _ value: Float) {
    guard place != DensePlace.constant, place != DensePlace.length else { return }
    dense += (weights.dense[place].y - weights.dense[place].x) * value
  }

  /// What each token added; the rules' part is divided among the words that feel as the rules decided.
  func shares(in reading: Reading) -> [Float] {
    let scale = weights.step * Weights.gramScale / Float(max(1, count)).squareRoot()
    let feelings = grams.indices.map { index in
      let valence = reading.valence(at: index)
      return valence * dense > 0 ? abs(valence) : 0
    }
    let sum = feelings.reduce(0, +)
    return grams.indices.map { grams[$0] * scale + (sum > 0 ? dense * feelings[$0] / sum : 0) }
  }
}
