// SPDX-License-Identifier: Apache-2.0
package import Model

/// What verdicts on a brand, or in a source, are put right by, and what for.
package struct AdjustmentReport: Hashable, Sendable {
  /// brand or source.
  package var scope: String
  /// The name of the brand or source.
  package var name: String
  /// How many corrections stand.
  package var corrections: Int
  /// How many of them it was learned from; 0 where nothing was learned.
  package var learnedFrom: Int
  /// What is added to the leaning toward the negative, in logits.
  package var negative: Double
  /// What is added to the leaning toward the positive, in logits.
  package var positive: Double
  /// What leanings are divided by before.
  package var temperature: Double
  /// Whether it is switched off.
  package var isOff: Bool

  /// An adjustment with its facts.
  package init(
    scope: String, name: String, corrections: Int, learnedFrom: Int = 0, negative: Double = 0,
    positive: Double = 0, temperature: Double = 1, isOff: Bool = false
  ) {
    self.scope = scope
    self.name = name
    self.corrections = corrections
    self.learnedFrom = learnedFrom
    self.negative = negative
    self.positive = positive
    self.temperature = temperature
    self.isOff = isOff
  }
}

/// Which mentions are judged anew, and whether their new verdicts are kept.
package struct RejudgeRequest: Hashable, Sendable {
  /// Of this brand; nil of all.
  package var brand: String?
  /// Those of the present model too, whose corrections may have moved since.
  package var all: Bool
  /// Only tell what would change.
  package var isDry: Bool

  /// A request.
  package init(brand: String? = nil, all: Bool = false, isDry: Bool) {
    self.brand = brand
    self.all = all
    self.isDry = isDry
  }
}

/// What judging anew came to.
package struct RejudgeReply: Hashable, Sendable {
  /// The version of the model that judged.
  package var model: String
  /// How many mentions were judged.
  package var judged: Int
  /// How many have another label.
  package var changed: Int
  /// The first of those, newest first; at most `most`.
  package var changes: [Change]
  /// Whether the new verdicts are kept.
  package var isKept: Bool

  /// The most changes that are listed.
  package static let most = 200

  /// A result.
  package init(model: String, judged: Int = 0, changed: Int = 0, changes: [Change] = [], isKept: Bool) {
    self.model = model
    self.judged = judged
    self.changed = changed
    self.changes = changes
    self.isKept = isKept
  }

  /// A mention whose label is another.
  package struct Change: Hashable, Sendable {
    /// The mention.
    package var id: Identifier<Mention>
    /// Its title, or else the beginning of its text.
    package var title: String
    /// The version that judged it before.
    package var model: String
    /// What it was.
    package var before: Sentiment.Label
    /// Its score then.
    package var scoreBefore: Double
    /// What it is.
    package var after: Sentiment.Label
    /// Its score now.
    package var scoreAfter: Double

    /// A change.
    package init(
      id: Identifier<Mention>, title: String, model: String, before: Sentiment.Label, scoreBefore: Double,
      after: Sentiment.Label, scoreAfter: Double
    ) {
      self.id = id
      self.title = title
      self.model = model
      self.before = before
      self.scoreBefore = scoreBefore
      self.after = after
      self.scoreAfter = scoreAfter
    }
  }
}
