// SPDX-License-Identifier: Apache-2.0
import Sentiment

/// What training is done with; written into the manifest.
struct FitSettings {
  var seed: UInt64 = 1
  var epochs = 3
  var rate: Float = 0.05
  var shrink: Float = 1e-6
  /// How many trainings with orders of their own are averaged.
  var runs = 3
}

/// A text's features and what is to be learned from them.
struct Lesson {
  var features: Range<Int>
  var label: Label
  /// The set it comes from.
  var set: Int
  /// How much it counts.
  var weight: Float
  /// Whether the set knows neutral texts.
  var isTernary: Bool
}

/// A linear model of three classes, found by stochastic gradient descent with AdaGrad's rates. Each data set
/// has biases of its own, which are dropped at the end: they hold what is peculiar to its making.
struct Fit {
  /// The weights of every place, a lane a class.
  private(set) var weights: [SIMD4<Float>]
  private(set) var biases: [SIMD4<Float>]
  private var squares: [SIMD4<Float>]
  private var biasSquares: [SIMD4<Float>]
  private let settings: FitSettings

  private init(places: Int, sets: Int, settings: FitSettings) {
    weights = .init(repeating: .zero, count: places)
    biases = .init(repeating: .zero, count: sets)
    biasSquares = .init(repeating: .init(repeating: 1e-3), count: sets)
    squares = .init(repeating: .init(repeating: 1e-4), count: places)
    self.settings = settings
  }

  /// The mean of several trainings over the lessons.
  init(_ lessons: [Lesson], from extraction: Extraction, sets: Int, _ settings: FitSettings) {
    self.init(places: extraction.placeCount, sets: sets, settings: settings)
    for run in 0..<settings.runs {
      var fit = Fit(places: extraction.placeCount, sets: sets, settings: settings)
      fit.learn(lessons, from: extraction, seed: settings.seed &+ UInt64(run))
      let share = 1 / Float(settings.runs)
      for place in weights.indices { weights[place] += fit.weights[place] * share }
      for set in biases.indices { biases[set] += fit.biases[set] * share }
    }
  }

  private mutating func learn(_ lessons: [Lesson], from extraction: Extraction, seed: UInt64) {
    var order = Array(lessons.indices)
    var random = Order(seed: seed)
    for epoch in 0..<settings.epochs {
      random.shuffle(&order)
      let rate = settings.rate * (1 - 0.85 * Float(epoch) / Float(settings.epochs))
      for index in order { step(lessons[index], extraction.places.span, extraction.values.span, rate) }
    }
  }

  private mutating func step(_ lesson: Lesson, _ places: Span<UInt32>, _ values: Span<Float>, _ rate: Float) {
    var logits = biases[lesson.set]
    for index in lesson.features { logits += weights[Int(places[index])] * values[index] }
    let gradient = Self.gradient(logits, lesson)
    biasSquares[lesson.set] += gradient * gradient
    biases[lesson.set] -= rate * gradient / biasSquares[lesson.set].squareRoot()
    for index in lesson.features {
      let place = Int(places[index])
      let slope = gradient * values[index] + settings.shrink * weights[place]
      squares[place] += slope * slope
      weights[place] -= rate * slope / squares[place].squareRoot()
    }
  }

  /// The slope of the loss in the logits.
  private static func gradient(_ logits: SIMD4<Float>, _ lesson: Lesson) -> SIMD4<Float> {
    let highest = lesson.isTernary ? max(logits.x, logits.y, logits.z) : max(logits.x, logits.z)
    var shares = SIMD4<Float>(
      Curves.exponential(logits.x - highest), lesson.isTernary ? Curves.exponential(logits.y - highest) : 0,
      Curves.exponential(logits.z - highest), 0)
    shares /= shares.x + shares.y + shares.z
    shares[lesson.label.rawValue] -= 1
    return shares * lesson.weight
  }
}

/// A reproducible order (SplitMix64), our own so that no change of the standard library changes the weights.
struct Order {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number of 0..<count.
  mutating func below(_ count: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(count)).high) }

  mutating func shuffle(_ order: inout [Int]) {
    for last in stride(from: order.count - 1, to: 0, by: -1) {
      order.swapAt(last, Int(next().multipliedFullWidth(by: UInt64(last + 1)).high))
    }
  }
}
