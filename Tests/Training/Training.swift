// SPDX-License-Identifier: Apache-2.0
import Foundation
import Sentiment

/// Reads the data, fits the model, cuts it down to what the program carries.
struct Training {
  /// The words and phrases.
  let lexicon: Lexicon
  /// What is learned from: the sets of others, then our own sentences.
  let data: [(set: DataSet, weight: Float, licence: String)]
  private var extraction: Extraction
  private var lessons: [Lesson] = []

  /// Reads the licensed sets of `folder` and our own lists and sentences in `own`; `isShared` is for what the packs
  /// of all languages share.
  init(folder: URL, own: URL, isShared: Bool = false) throws {
    lexicon = try LexiconSources(data: folder, own: own.appendingPathComponent("Lexicon")).lexicon
    let others = try TrainingSet.all.map { set in
      (try DataSet(file: folder.appendingPathComponent(set.name + ".tsv")), set.weight, set.licence)
    }
    let sentences = own.appendingPathComponent("Sentences")
    let names = try FileManager.default.contentsOfDirectory(atPath: sentences.path).sorted()
    data =
      try others
      + names.map { name in
        var set = try DataSet(sentences: sentences.appendingPathComponent(name))
        // A template has told itself often enough; its names are still to be those of others.
        let isTold = name.hasPrefix("templates")
        set.examples = set.examples.enumerated().flatMap {
          isTold ? [Variants.of($0.element, at: $0.offset)[0]] : Variants.of($0.element, at: $0.offset)
        }
        return (set, isTold ? TrainingSet.templateWeight : TrainingSet.ownWeight, "Apache-2.0")
      }
    extraction = Extraction(
      lexicon: lexicon, bits: isShared ? PackTraining.bits : Weights.bits, isShared: isShared)
    for (index, entry) in data.enumerated() { read(entry.set, index, weight: entry.weight) }
  }

  private mutating func read(_ set: DataSet, _ index: Int, weight: Float) {
    let isTernary = set.isTernary
    for example in set.examples {
      let start = extraction.places.count
      extraction.take(example.text, target: example.target)
      let features = start..<extraction.places.count
      lessons.append(
        Lesson(features: features, label: example.label, set: index, weight: weight, isTernary: isTernary))
    }
  }

  /// The weights the settings find in the data, but for the sets named.
  func weights(_ settings: FitSettings, without names: Set<String> = []) -> Weights {
    let taken = lessons.filter { !names.contains(data[$0.set].set.name) }
    let fit = Fit(taken, from: extraction, sets: data.count, settings)
    let sets = data.indices.filter { !names.contains(data[$0].set.name) }
    return quantized(fit, bias: bias(of: fit, sets))
  }

  /// Two outputs of the three, a byte a weight.
  private func quantized(_ fit: Fit, bias: Leaning) -> Weights {
    let outputs = fit.weights.map { Leaning($0.x - $0.y, $0.z - $0.y) }
    let places = 1 << extraction.bits
    let grams = outputs.prefix(places)
    let sizes = grams.flatMap { [abs($0.x), abs($0.y)] }.filter { $0 != 0 }.sorted()
    // The few largest weights may be cut: a step small enough for them would blur all the others.
    let step = sizes.isEmpty ? 1 : sizes[Int(Double(sizes.count) * 0.9995)] / 127
    let dense = outputs.dropFirst(places).prefix(DensePlace.count)
    var weights = Weights(
      version: "", isShared: extraction.isShared, bias: bias, step: step, dense: Array(dense),
      grams: grams.map { Self.byte($0.x / step) | Self.byte($0.y / step) << 8 }, lexicon: lexicon)
    weights.version = "en1-" + weights.fingerprint
    return weights
  }

  private static func byte(_ steps: Float) -> UInt16 {
    UInt16(UInt8(bitPattern: Int8(max(-127, min(127, steps.rounded())))))
  }

  /// The mean of the biases of the sets of others that know all three classes. Our own sentences are told for what
  /// they show, not for how often such things are said.
  private func bias(of fit: Fit, _ sets: [Int]) -> Leaning {
    let ternary = sets.filter { $0 < TrainingSet.all.count }.filter { index in
      Label.allCases.allSatisfy { label in data[index].set.examples.contains { $0.label == label } }
    }
    let sum = ternary.reduce(SIMD4<Float>.zero) { $0 + fit.biases[$1] } / Float(max(1, ternary.count))
    return Leaning(sum.x - sum.y, sum.z - sum.y)
  }
}
