// SPDX-License-Identifier: Apache-2.0
import Model
import Sentiment
import Testing

@Suite struct StarsTests {
  static let texts = [
    "", "Great, lovely, wonderful!", "Horrible. Never again.", "We were there.", "Sehr schön",
  ]

  @Test(arguments: texts)
  func `one and two stars are a complaint, four and five are praise`(text: String) {
    for value in [1.0, 2, 4, 5] {
      let verdict = scorer.score(title: "", text: text, rating: Rating(value))
      #expect(verdict.label == (value < 3 ? .negative : .positive))
      #expect((verdict.score < 0) == (value < 3))
      #expect(verdict.isJudged)
    }
  }

  @Test func `three stars leave it to the words`() {
    #expect(scorer.score(title: "", text: "Horrible food, rude staff.", rating: Rating(3)).label == .negative)
    #expect(scorer.score(title: "", text: "Lovely food, kind staff!", rating: Rating(3)).label == .positive)
    #expect(!scorer.score(title: "", text: "", rating: Rating(3)).isJudged)
  }

  @Test func `other scales are brought to five stars`() {
    #expect(
      scorer.score(title: "", text: "We were there.", rating: Rating(2, best: 10, worst: 0)).label
        == .negative)
    #expect(
      scorer.score(title: "", text: "We were there.", rating: Rating(95, best: 100, worst: 0)).label
        == .positive)
  }

  @Test func `more stars never lower the score`() {
    for text in Self.texts {
      let scores = [1.0, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5].map {
        scorer.score(title: "", text: text, rating: Rating($0)).score
      }
      #expect(scores == scores.sorted(), "\(text): \(scores)")
    }
  }

  @Test func `stars that the words contradict are flagged`() {
    let angry = scorer.assess(title: "", text: "Horrible food, rude staff. Never again!", rating: Rating(5))
    let kind = scorer.assess(
      title: "", text: "Lovely food, wonderful staff, highly recommended!", rating: Rating(1))
    let agreed = scorer.assess(title: "", text: "Horrible food, rude staff.", rating: Rating(1))
    #expect(angry.hints.contains(.starsDisagree))
    let titled = scorer.assess(
      title: "Acme Coffee visit", text: "Acme Coffee: cold coffee and rude staff, never again.",
      rating: Rating(5))
    #expect(titled.hints.contains(.starsDisagree))
    #expect(kind.hints.contains(.starsDisagree))
    #expect(!agreed.hints.contains(.starsDisagree))
    #expect(
      angry.sentiment.evidence.contains { $0.reason == "the stars and the words disagree" && $0.weight == 0 })
  }
}
