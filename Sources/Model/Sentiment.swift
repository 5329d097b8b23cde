// SPDX-License-Identifier: Apache-2.0

/// How a text speaks of a brand, with the grounds for the verdict.
package struct Sentiment: Hashable, Sendable {
  /// The verdict.
  package enum Label: String, Sendable, CaseIterable {
    /// Speaks ill of the brand.
    case negative
    /// Neither, or could not be judged.
    case neutral
    /// Speaks well of the brand.
    case positive
  }

  /// The verdict.
  package var label: Label
  /// -1 (as bad as can be) ... 1.
  package var score: Double
  /// The calibrated probability that the text speaks ill of the brand, 0...1.
  package var negativeProbability: Double
  /// The grounds, strongest first.
  package var evidence: [Evidence]
  /// False where nothing could be judged (no text, a language without a pack): the label is then neutral.
  package var isJudged: Bool
  /// The version of the model that judged.
  package var model: String
  /// What the author is after.
  package var intent: Intent

  /// A verdict with its grounds.
  package init(
    label: Label, score: Double, negativeProbability: Double, evidence: [Evidence] = [],
    isJudged: Bool = true,
    model: String = "", intent: Intent = .nothing
  ) {
    self.label = label
    self.score = score
    self.negativeProbability = negativeProbability
    self.evidence = evidence
    self.isJudged = isJudged
    self.model = model
    self.intent = intent
  }
}

/// One ground for a verdict.
package struct Evidence: Hashable, Sendable {
  /// The words it stands on, as they stand in the text; empty for a ground outside the text, such as a rating.
  package var quote: String
  /// What they did, in words a shop owner understands: `“not” turns “good”`, `1 of 5 stars`.
  package var reason: String
  /// Its share in the score: negative pulls down.
  package var weight: Double

  /// A ground with its words and its weight.
  package init(quote: String, reason: String, weight: Double) {
    self.quote = quote
    self.reason = reason
    self.weight = weight
  }
}
