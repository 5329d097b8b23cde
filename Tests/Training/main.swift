// SPDX-License-Identifier: Apache-2.0
import Foundation
import Sentiment
import Text

// train DATA                       trains on DATA/train, writes the weights and their manifest
// train DATA packs LISTS           builds the packs of other languages, with the lists that Packs/fetch brought
// train DATA page [NAME=FILE ...]  renews the module's page; FILE: what another scorer got on the same sets
//
// Run in the root of the repository. DATA is the folder of labelled texts, which the repository does not hold.
let arguments = CommandLine.arguments
guard arguments.count >= 2 else {
  print("usage: train DATA [packs LISTS | page [NAME=RESULTS.json ...]]")
  exit(64)
}
let data = URL(fileURLWithPath: arguments[1])
let own = URL(fileURLWithPath: "Tests/Training")
let output = URL(fileURLWithPath: "Sources/CWeights")

func development(of scorer: Scorer) throws -> Development {
  try Development(
    scorer, folder: data.appendingPathComponent("evalonly"),
    idioms: URL(fileURLWithPath: "Tests/SentimentTests/Fixtures/idioms.tsv"))
}

func train() throws {
  let settings = FitSettings()
  let training = try Training(folder: data.appendingPathComponent("train"), own: own)
  let weights = training.weights(settings)
  let manifest = Manifest(weights, training, settings, try development(of: Scorer(weights: weights)))
  try Data(weights.encoded).write(to: output.appendingPathComponent("weights.bin"))
  try manifest.text.write(
    to: output.appendingPathComponent("manifest.json"), atomically: true, encoding: .utf8)
  print(manifest.text)
}

func renewPage(beside others: ArraySlice<String>) throws {
  let weights = [UInt8](try Data(contentsOf: output.appendingPathComponent("weights.bin")))
  // Safe because decoding checks every place it reads.
  let scorer = unsafe Scorer(weights: .decode(weights.span.bytes))
  var page = try Page(file: URL(fileURLWithPath: "Sources/Sentiment/Sentiment.docc/Sentiment.md"))
  let results = try others.compactMap { argument -> (name: String, results: JSON)? in
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return nil }
    return (parts[0], try JSON(parsing: [UInt8](try Data(contentsOf: URL(fileURLWithPath: parts[1])))))
  }
  page.showFigures(try development(of: scorer), beside: results)
  let training = try Training(folder: data.appendingPathComponent("train"), own: own)
  page.showCrossing(Crossing(training, FitSettings()), beside: results)
  page.showPacks(try packResults(installed()))
  page.showVerdicts(scorer, try DataSet.rows(of: own.appendingPathComponent("explained.tsv")))
  try page.write()
}

func trainPacks(lists: String) throws {
  let folder = data.appendingPathComponent("train")
  let shared = try Training(folder: folder, own: own, isShared: true).weights(FitSettings())
  let training = try PackTraining(
    shared, lists: URL(fileURLWithPath: lists), own: own.appendingPathComponent("Packs"))
  let target = output.appendingPathComponent("Packs")
  try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
  for pack in training.packs {
    try Data(pack.weights.packed).write(to: target.appendingPathComponent(pack.language + ".pack"))
  }
  try (training.manifest.text(pretty: true) + "\n").write(
    to: target.appendingPathComponent("manifest.json"), atomically: true, encoding: .utf8)
  for result in try packResults(training.packs.map(\.weights)) { print(Page.row(result)) }
}

/// The packs as they were built last.
func installed() throws -> [Weights] {
  try PackTraining.languages.map { language in
    let file = output.appendingPathComponent("Packs/\(language).pack")
    return try Weights(pack: [UInt8](try Data(contentsOf: file)))
  }
}

/// How packs do on tweets in their languages, none of which trained anything: with the language told, and without.
func packResults(_ packs: [Weights]) throws -> [(language: String, told: Metrics, guessed: Metrics)] {
  let names = ["de": "german", "es": "spanish", "fr": "french", "it": "italian", "pt": "portuguese"]
  let scorer = Scorer(packs: packs)
  return try packs.compactMap { pack in
    guard let name = names[pack.language] else { return nil }
    let set = try DataSet(file: data.appendingPathComponent("evalonly/ml_\(name)_train.tsv"))
    return (
      pack.language, Metrics(of: scorer, on: set, language: pack.language), Metrics(of: scorer, on: set)
    )
  }
}

if arguments.count > 3, arguments[2] == "packs" {
  try trainPacks(lists: arguments[3])
} else if arguments.count > 2, arguments[2] == "page" {
  try renewPage(beside: arguments.dropFirst(3))
} else {
  try train()
}
