// SPDX-License-Identifier: Apache-2.0
import Model
import Testing

@Suite struct CorrectionTests {
  private func corrected(
    _ verdict: Sentiment.Label, _ intent: Intent, to label: Sentiment.Label, isJudged: Bool = true
  ) -> Sentiment {
    let score = verdict == .negative ? -0.7 : verdict == .positive ? 0.7 : 0
    let verdict = Sentiment(
      label: verdict, score: score, negativeProbability: verdict == .negative ? 0.8 : 0.1,
      isJudged: isJudged, model: "en1-test", intent: intent)
    return Correction(label: label, by: "ann", at: Instant(microseconds: 0), verdict: verdict).sentiment
  }

  @Test(arguments: [
    (Sentiment.Label.negative, Intent.complaint, Sentiment.Label.positive, Intent.praise),
    (.negative, .complaint, .neutral, .nothing), (.positive, .praise, .negative, .complaint),
    (.positive, .praise, .neutral, .nothing), (.positive, .recommendation, .negative, .complaint),
    (.neutral, .nothing, .negative, .complaint), (.neutral, .nothing, .positive, .praise),
  ])
  func `what an author is after follows the person's verdict`(
    verdict: Sentiment.Label, intent: Intent, label: Sentiment.Label, expected: Intent
  ) {
    #expect(corrected(verdict, intent, to: label).intent == expected)
  }

  @Test(arguments: [Intent.question, .switching], Sentiment.Label.allCases)
  func `a question stays one, and so does a change of sides`(intent: Intent, label: Sentiment.Label) {
    #expect(corrected(.neutral, intent, to: label).intent == intent)
  }

  @Test func `who agrees changes nothing`() {
    let confirmed = corrected(.positive, .recommendation, to: .positive)
    #expect(confirmed.intent == .recommendation)
    #expect(confirmed.score == 0.7)
    #expect(confirmed.evidence.isEmpty)
  }

  @Test func `a text that was not judged gets an intent with its verdict`() {
    let verdict = corrected(.neutral, .nothing, to: .negative, isJudged: false)
    #expect(verdict.isJudged)
    #expect(verdict.intent == .complaint)
    #expect(verdict.evidence.map(\.reason) == ["corrected by ann: the model said nothing"])
  }
}
