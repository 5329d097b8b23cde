// SPDX-License-Identifier: Apache-2.0

/// Two logits against “neutral”: lane 0 how far a text leans to the negative, lane 1 to the positive.
package typealias Leaning = SIMD2<Float>

/// Everything training found: the lexicon and the weights of the features.
package struct Weights: Sendable {
  /// What the hashes of features are cut down to, in bits.
  package static let bits = 18
  /// How the sum of hashed features is scaled, before it is divided by the root of their number.
  package static let gramScale: Float = 3

  /// Which training this is: a date and the beginning of a checksum.
  package var version: String
  /// What every text starts from.
  package var bias: Leaning
  /// What one step of a hashed feature's weight is worth.
  package var step: Float
  /// The weights of the features with a place of their own.
  package var dense: [Leaning]
  /// The weights of the hashed features: negative in the low byte, positive in the high one.
  package var grams: [UInt16]
  /// The words.
  package var lexicon: Lexicon
  /// Which language's texts they are for: a tag of BCP 47.
  package let language: String
  /// Whether they weigh only what holds in every language.
  package let isShared: Bool

  /// Weights from their parts.
  package init(
    version: String, language: String = "en", isShared: Bool = false, bias: Leaning, step: Float,
    dense: [Leaning], grams: [UInt16], lexicon: Lexicon
  ) {
    self.version = version
    self.language = language
    self.isShared = isShared
    self.bias = bias
    self.step = step
    self.dense = dense
    self.grams = grams
    self.lexicon = lexicon
  }

  /// Where a hashed feature's weight stands.
  @inline(__always)
  package static func place(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash) & ((1 << bits) - 1) }

  /// A hashed feature's weight, in steps.
  @inline(__always)
  func gram(_ hash: UInt64) -> Leaning {
    let packed = grams[Int(truncatingIfNeeded: hash) & (grams.count - 1)]
    return Leaning(
      Float(Int8(truncatingIfNeeded: packed)), Float(Int8(truncatingIfNeeded: packed >> 8)))
  }

  /// The leaning of a text, seen as a whole and from each place of the brand.
  func leaning(of reading: Reading, toward targets: [Target]) -> Leaning {
    guard !targets.isEmpty else { return leaning(of: reading, from: nil) }
    return Self.views(of: reading, toward: targets).reduce(.zero) { sum, view in
      sum + leaning(of: reading, from: view.target) * view.share
    }
  }

  /// From where a text is looked at, and how much each look decides. A short text on one brand is best taken
  /// as a whole; where its author sets one thing against another, what is nearest the brand counts most.
  static func views(of reading: Reading, toward targets: [Target]) -> [(target: Target?, share: Float)] {
    guard !targets.isEmpty else { return [(nil, 1)] }
    let near: Float = reading.setsApart ? 0.85 : 0.6
    return [(nil, 1 - near)] + targets.map { ($0, near / Float(targets.count)) }
  }

  private func leaning(of reading: Reading, from target: Target?) -> Leaning {
    var sum = Sum(weights: self)
    features(of: reading, toward: target, into: &sum)
    return sum.total
  }

  /// Gives the features of a text that are weighed.
  @inline(__always)
  func features(of reading: Reading, toward target: Target?, into sink: inout some FeatureSink) {
    if isShared {
      reading.sharedFeatures(toward: target, into: &sink)
    } else {
      reading.features(toward: target, into: &sink)
    }
  }
}

/// Adds the weights of features up as they come. The values most features have are kept apart and added as
/// integers.
private struct Sum: FeatureSink {
  private let weights: Weights
  private var whole = SIMD2<Int>.zero
  private var letters = SIMD2<Int>.zero
  private var others = Leaning.zero
  private var dense = Leaning.zero
  private var count = 0
  private let mask: Int

  init(weights: Weights) {
    self.weights = weights
    mask = weights.grams.count - 1
  }

  @inline(__always)
  mutating func add(_ hash: UInt64, _ value: Float, at token: Int) {
    let packed = weights.grams[Int(truncatingIfNeeded: hash) & mask]
    let steps = SIMD2(Int(Int8(truncatingIfNeeded: packed)), Int(Int8(truncatingIfNeeded: packed >> 8)))
    count += 1
    if value == 1 {
      whole &+= steps
    } else if value == FeatureValue.letters {
      letters &+= steps
    } else {
      others += Leaning(Float(steps.x), Float(steps.y)) * value
    }
  }

  @inline(__always)
  mutating func add(dense place: Int, _ value: Float) { dense += weights.dense[place] * value }

  var total: Leaning {
    guard count > 0 else { return weights.bias + dense }
    let grams =
      Leaning(Float(whole.x), Float(whole.y)) + others
      + Leaning(Float(letters.x), Float(letters.y)) * FeatureValue.letters
    return weights.bias + dense + grams * (weights.step * Weights.gramScale / Float(count).squareRoot())
  }
}
