// SPDX-License-Identifier: Apache-2.0

/// The features of many texts, one after the other: what a trainer learns from.
package struct Extraction {
  /// The places of the features; those of their own come after the hashed ones.
  package private(set) var places: [UInt32] = []
  /// Their values, scaled as in judging.
  package private(set) var values: [Float] = []
  /// Where each text's features end.
  package private(set) var ends: [Int] = []
  private let lexicon: Lexicon
  private var reading = Reading()

  /// How many places there are.
  package static let placeCount = (1 << Weights.bits) + DensePlace.count

  /// No texts yet.
  package init(lexicon: Lexicon) { self.lexicon = lexicon }

  /// Takes the features of a text, seen from the target on the given bytes if there is one.
  package mutating func take(_ text: String, target: Range<Int>?) {
    reading.read(text.utf8.span, with: lexicon)
    let target = target.flatMap { Target(on: $0, in: reading) }
    var collector = Collector(places: places, values: values)
    places = []
    values = []
    let first = collector.values.count
    reading.features(toward: target, into: &collector)
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
  var grams = 0

  init(places: [UInt32], values: [Float]) {
    self.places = places
    self.values = values
  }

  mutating func add(_ hash: UInt64, _ value: Float, at token: Int) {
    places.append(UInt32(Weights.place(of: hash)))
    values.append(value)
    grams += 1
  }

  mutating func add(dense place: Int, _ value: Float) {
    places.append(UInt32((1 << Weights.bits) + place))
    values.append(value)
  }

  /// Scales the hashed features of the last text by the root of their number.
  mutating func scale(from first: Int) {
    guard grams > 0 else { return }
    let factor = Weights.gramScale / Float(grams).squareRoot()
    for index in first..<values.count where places[index] < 1 << UInt32(Weights.bits) {
      values[index] *= factor
    }
  }
}
