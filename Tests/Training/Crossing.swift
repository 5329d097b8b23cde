// SPDX-License-Identifier: Apache-2.0
import Foundation
import Sentiment

/// How well a model does on sets it never met, estimated by leaving out every training set once, together with
/// the sets that share its texts or its makers.
struct Crossing {
  /// What is left out at the same time. A training is dear, so that sets that have nothing to do with each other
  /// are left out together.
  static let folds: [[String]] = [
    ["semeval_train", "uci_amazon", "uci_yelp", "uci_imdb", "t_mams_train", "t_mams_val"],
    ["tse", "huliu_9products", "pros_cons", "vader_amazon"],
    ["goemotions", "vader_nyt", "t_news_train", "senti4sd"],
    ["vader_tweets", "vader_movies", "subj_plots", "xed_en"],
  ]

  /// The figures of the sets left out.
  private(set) var results: [(name: String, metrics: Metrics)] = []

  /// Trains once a fold and judges what was left out; film plots, which are all neutral, say nothing alone.
  init(_ training: Training, _ settings: FitSettings) {
    for fold in Self.folds {
      let names = Set(fold)
      let scorer = Scorer(weights: training.weights(settings, without: names))
      for entry in training.data where names.contains(entry.set.name) && entry.set.name != "subj_plots" {
        results.append((entry.set.name, Metrics(of: scorer, on: entry.set)))
      }
    }
  }
}
