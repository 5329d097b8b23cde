// SPDX-License-Identifier: Apache-2.0

/// What somebody said of a verdict: that it is another one, or that it is right. It stands beside the model's own
/// until it is withdrawn, or until the item says something else.
package struct Correction: Hashable, Sendable {
  /// The verdict of the person.
  package var label: Sentiment.Label
  /// Who said so.
  package var by: String
  /// What they noted.
  package var note: String?
  /// When.
  package var at: Instant
  /// The verdict of the model.
  package var verdict: Sentiment

  /// A person's verdict beside the model's.
  package init(label: Sentiment.Label, by: String, note: String? = nil, at: Instant, verdict: Sentiment) {
    self.label = label
    self.by = by
    self.note = note
    self.at = at
    self.verdict = verdict
  }

  /// Whether the model was right.
  package var agrees: Bool { label == verdict.label && verdict.isJudged }

  /// What counts from then on. Where the person agrees it is the model's verdict as it was; else the score is half
  /// way to the end of the scale, since nobody said how strong the feeling is, and what its author is after follows.
  package var sentiment: Sentiment {
    guard !agrees else { return verdict }
    var sentiment = verdict
    sentiment.label = label
    sentiment.score = label == .negative ? -0.5 : label == .positive ? 0.5 : 0
    sentiment.negativeProbability = label == .negative ? 1 : 0
    sentiment.isJudged = true
    sentiment.intent = verdict.intent.following(label)
    let reason = "corrected by \(by): the model said \(verdict.isJudged ? verdict.label.rawValue : "nothing")"
    sentiment.evidence.insert(
      Evidence(quote: "", reason: reason, weight: sentiment.score - verdict.score), at: 0)
    return sentiment
  }
}

extension Intent {
  /// What an author is after whose text speaks so after all. That something is asked, or that somebody changes sides,
  /// the words say however they feel; a complaint, praise and a recommendation are what the verdict makes of them.
  func following(_ label: Sentiment.Label) -> Intent {
    switch (self, label) {
    case (.question, _), (.switching, _): self
    case (.recommendation, .positive): .recommendation
    case (_, .negative): .complaint
    case (_, .neutral): .nothing
    case (_, .positive): .praise
    }
  }
}
