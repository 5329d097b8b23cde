// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Sentiment

/// How a model does on the development sets, which it was not trained on.
struct Development {
  /// The sets that are judged as whole texts, and those that are judged toward a target.
  static let wholes = [
    "sst_dev", "selfdriving", "cf_weather", "course_eval", "senticr", "tw_entity_train", "womens_clothing",
  ]
  static let targeted = ["t_dong14_train", "t_laptop14_train", "t_rest14_train", "t_sentihood_train"]

  /// The figures set by set; sets that are not there are left out.
  let results: [(name: String, metrics: Metrics)]
  /// How many of our own test sentences are right, and how many there are.
  let idioms: (right: Int, count: Int)

  /// Judges the sets of a folder and our own test sentences.
  init(_ scorer: Scorer, folder: URL, idioms file: URL) throws {
    results = try (Self.wholes + Self.targeted).compactMap { name in
      let file = folder.appendingPathComponent(name + ".tsv")
      guard FileManager.default.fileExists(atPath: file.path) else { return nil }
      return (name, Metrics(of: scorer, on: try DataSet(file: file)))
    }
    let sentences = try DataSet(sentences: file).examples
    idioms = (
      sentences.count { Label(scorer.score(line: $0.text, target: $0.target).label) == $0.label },
      sentences.count
    )
  }
}
