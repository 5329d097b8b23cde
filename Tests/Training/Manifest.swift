// SPDX-License-Identifier: Apache-2.0
import Foundation
import Sentiment
import Text

/// What the weights were made of and what they are worth, kept beside them.
struct Manifest {
  private let json: JSON

  /// The manifest of a training.
  init(_ weights: Weights, _ training: Training, _ settings: FitSettings, _ development: Development) {
    json = .object([
      .init("version", .string(weights.version)),
      .init("bytes", .integer(Int64(weights.encoded.count))),
      .init("settings", Self.settings(settings)),
      .init("trained on", .array(training.data.map(Self.set))),
      .init("development sets", .array(development.results.map(Self.result))),
      .init(
        "own test sentences",
        .object([
          .init("right", .integer(Int64(development.idioms.right))),
          .init("of", .integer(Int64(development.idioms.count))),
        ])),
    ])
  }

  /// The file.
  var text: String { json.text(pretty: true) + "\n" }

  private static func settings(_ settings: FitSettings) -> JSON {
    .object([
      .init("seed", .integer(Int64(settings.seed))), .init("epochs", .integer(Int64(settings.epochs))),
      .init("rate", rounded(Double(settings.rate))), .init("shrink", .number(1e-6)),
      .init("runs averaged", .integer(Int64(settings.runs))),
      .init("hash bits", .integer(Int64(Weights.bits))),
    ])
  }

  private static func set(_ entry: (set: DataSet, weight: Float, licence: String)) -> JSON {
    .object([
      .init("name", .string(entry.set.name)), .init("texts", .integer(Int64(entry.set.examples.count))),
      .init("weight", rounded(Double(entry.weight))), .init("licence", .string(entry.licence)),
      .init("sha256", .string(entry.set.checksum)),
    ])
  }

  private static func result(_ result: (name: String, metrics: Metrics)) -> JSON {
    .object([
      .init("name", .string(result.name)), .init("texts", .integer(Int64(result.metrics.count))),
      .init("macro F1", rounded(result.metrics.macroF1)),
      .init("negative F1", rounded(result.metrics.negativeF1)), .init("AUC", rounded(result.metrics.area)),
      .init("flags at 0.8", .integer(Int64(result.metrics.flags))),
      .init("flags right", rounded(result.metrics.flagPrecision)),
    ])
  }

  private static func rounded(_ number: Double) -> JSON { .number((number * 10_000).rounded() / 10_000) }
}
