// SPDX-License-Identifier: Apache-2.0
import Foundation
import Sentiment
import Text

// train DATA                       trains on DATA/train, writes the weights and their manifest
// train DATA page [NAME=FILE ...]  renews the module's page; FILE: what another scorer got on the same sets
//
// Run in the root of the repository. DATA is the folder of labelled texts, which the repository does not hold.
let arguments = CommandLine.arguments
guard arguments.count >= 2 else {
  print("usage: train DATA [page [NAME=RESULTS.json ...]]")
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
  page.showVerdicts(scorer, try DataSet.rows(of: own.appendingPathComponent("explained.tsv")))
  try page.write()
}

if arguments.count > 2, arguments[2] == "page" {
  try renewPage(beside: arguments.dropFirst(3))
} else {
  try train()
}
