// SPDX-License-Identifier: Apache-2.0
import Foundation
import Sentiment

/// Reads the data, fits the model, cuts it down to what the program carries.
struct Training {
  /// How much a text of each set counts: only sets whose licence allows what ships (see NOTICE). Found on the
  /// development sets; worth less than .003 of F1.
  static let sets: KeyValuePairs<String, Float> = [
    "tse": 0.6, "goemotions": 1, "pros_cons": 0.5, "huliu_9products": 1, "xed_en": 0.5, "senti4sd": 0.6,
    "vader_tweets": 2, "vader_amazon": 3, "vader_movies": 0.7, "vader_nyt": 2, "subj_plots": 0.5,
    "uci_amazon": 2, "uci_yelp": 2, "uci_imdb": 2, "semeval_train": 1, "t_mams_train": 0.6, "t_mams_val": 0.6,
    "t_news_train": 0.6,
  ]

  let lexicon: Lexicon
  let data: [(set: DataSet, weight: Float)]

  /// Reads the licensed sets of `shared` and our own sentences.
  init(shared: URL, own: URL) throws {
    let folder = shared.appendingPathComponent("train")
    lexicon = try LexiconSources(data: folder, own: own.appendingPathComponent("Lexicon")).lexicon
    var data = try Self.sets.map { name, weight in
      (try DataSet(file: folder.appendingPathComponent(name + ".tsv")), weight)
    }
    let sentences = own.appendingPathComponent("Sentences")
    for name in try FileManager.default.contentsOfDirectory(atPath: sentences.path).sorted() {
      data.append((try DataSet(sentences: sentences.appendingPathComponent(name)), Self.ownWeight))
    }
    self.data = data
  }

  static let ownWeight: Float = Float(ProcessInfo.processInfo.environment["OWN"] ?? "2") ?? 2

  /// The weights the settings find in the data.
  func weights(_ settings: FitSettings, version: String) -> Weights {
    var extraction = Extraction(lexicon: lexicon)
    var lessons: [Lesson] = []
    for (index, (set, weight)) in data.enumerated() {
      let isTernary = set.isTernary
      for example in index < Self.sets.count ? set.examples : set.examples.flatMap(Self.variants) {
        let start = extraction.places.count
        extraction.take(example.text, target: example.target)
        lessons.append(
          Lesson(
            features: start..<extraction.places.count, label: example.label, set: index, weight: weight,
            isTernary: isTernary))
      }
    }
    let fit = Fit(lessons, from: extraction, sets: data.count, settings)
    return quantized(fit, version: version)
  }

  static let otherNames = [
    ("Northwind", "Initech"), ("@northwind", "@initech"), ("Hooli", "Umbrella"),
    ("my bank", "the other bank"),
    ("Contoso", "Fabrikam"), ("Stark", "Wayne"), ("this shop", "the other shop"),
  ]

  /// A sentence of ours as different people would write it: other names, no capitals, no full stop, a
  /// greeting.
  static func variants(of example: Example) -> [Example] {
    var variants = [example]
    for (own, other) in otherNames {
      var variant = example
      variant.text = variant.text.replacing("Globex", with: other)
      variant.text = variant.text.replacing("Acme", with: own)
      if variant.text == example.text { variant.text = variant.text.lowercased() }
      if let target = example.target {
        let name = String(decoding: Array(example.text.utf8)[target], as: UTF8.self)
        let replaced = name.replacing("Acme", with: own)
        guard let place = variant.text.firstRange(of: replaced) else { continue }
        let start = variant.text.utf8.distance(from: variant.text.startIndex, to: place.lowerBound)
        variant.target = start..<start + replaced.utf8.count
      }
      if variants.count % 2 == 0, variant.text.hasSuffix(".") { variant.text.removeLast() }
      variants.append(variant)
    }
    return variants
  }

  /// Two outputs of the three, a byte a weight.
  private func quantized(_ fit: Fit, version: String) -> Weights {
    let outputs = fit.weights.map { Leaning($0.x - $0.y, $0.z - $0.y) }
    let grams = outputs.prefix(1 << Weights.bits)
    let sizes = grams.flatMap { [abs($0.x), abs($0.y)] }.filter { $0 != 0 }.sorted()
    let step = sizes.isEmpty ? 1 : sizes[Int(Double(sizes.count) * 0.9995)] / 127
    return Weights(
      version: version, bias: bias(of: fit), step: step, dense: Array(outputs.dropFirst(1 << Weights.bits)),
      grams: grams.map { Self.byte($0.x / step) | Self.byte($0.y / step) << 8 }, lexicon: lexicon)
  }

  private static func byte(_ steps: Float) -> UInt16 {
    UInt16(UInt8(bitPattern: Int8(max(-127, min(127, steps.rounded())))))
  }

  /// The mean of the biases of the sets that know all three classes.
  private func bias(of fit: Fit) -> Leaning {
    let ternary = data.indices.filter { index in
      Label.allCases.allSatisfy { label in data[index].set.examples.contains { $0.label == label } }
    }
    let sum = ternary.reduce(SIMD4<Float>.zero) { $0 + fit.biases[$1] } / Float(max(1, ternary.count))
    return Leaning(sum.x - sum.y, sum.z - sum.y)
  }
}
