// SPDX-License-Identifier: Apache-2.0

/// The features of many texts, one after the other: what a trainer learns from.
package struct Extraction {
  /// The places of the features; those of their own come after the hashed ones.
  package private(set) var places: [UInt32] = []
  /// Their values, scaled as in judging.
  package private(set) var values: [Float] = []
  /// Where each text's features end.
  package private(set) var ends: [Int] = []
  /// What the hashes of features are cut down to, in bits.
  package let bits: Int
  /// Whether only what holds in every language is taken.
  package let isShared: Bool
  private let lexicon: Lexicon
  private var reading = Reading()

  /// How many places there are.
  package var placeCount: Int { (1 << bits) + DensePlace.count }

  /// No texts yet.
  package init(lexicon: Lexicon, bits: Int = Weights.bits, isShared: Bool = false) {
    self.lexicon = lexicon
    self.bits = bits
    self.isShared = isShared
  }

  /// Takes the features of a text, seen from the target on the given bytes if there is one.
  package mutating func take(_ text: String, target: Range<Int>?) {
    reading.read(text.utf8.span, with: lexicon)
    let target = target.flatMap { Target(on: $0, in: reading) }
    var collector = Collector(places: places, values: values, grams: 1 << bits)
    places = []
    values = []
    let first = collector.values.count
    if isShared {
      reading.sharedFeatures(toward: target, into: &collector)
    } else {
      reading.features(toward: target, into: &collector)
    }
    collector.scale(from: first)
    places = collector.places
    values = collector.values
    ends.append(places.count)
  }
}

/// Lists features as they come.
private struct Collector: FeatureSink {
  var places: [UInt32]
  var values: [Float]
  private var count = 0
  private let grams: Int

  init(places: [UInt32], values: [Float], grams: Int) {
    self.grams = grams
    self.places = places
    self.values = values
  }

  mutating func add(_ hash: UInt64, _ value: Float, at token: Int) {
    places.append(UInt32(Int(truncatingIfNeeded: hash) & (grams - 1)))
    values.append(value)
    count += 1
  }

  mutating func add(dense place: Int, _ value: Float) {
    places.append(UInt32(grams + place))
    values.append(value)
  }

  /// Scales the hashed features of the last text by the root of their number.
  mutating func scale(from first: Int) {
    guard count > 0 else { return }
    let factor = Weights.gramScale / Float(count).squareRoot()
    for index in first..<values.count where places[index] < UInt32(grams) {
      values[index] *= factor
    }
  }
}
