// SPDX-License-Identifier: Apache-2.0
import Model
import Sentiment
import Testing

@Suite struct EvidenceTests {
  static let texts = [
    "Terrible service, never again.", "The food was not good.", "ok", "Great!!! 😍",
    "The food was great but the waiter was rude, and we waited an hour for a cold soup 😡",
    "We met at the station and took the bus.", "I absolutely LOVE this shop, can't fault it",
  ]

  @Test(arguments: texts)
  func `the weights add up to the score`(text: String) {
    for rating in [nil, Rating(1), Rating(3), Rating(5)] {
      let verdict = scorer.score(title: "", text: text, rating: rating)
      let sum = verdict.evidence.reduce(0) { $0 + $1.weight }
      #expect(abs(sum - verdict.score) < 1e-6)
    }
  }

  @Test(arguments: texts)
  func `quotes stand in the text, strongest first`(text: String) {
    let grounds = scorer.score(line: text).evidence.filter { !$0.quote.isEmpty }
    #expect(grounds.allSatisfy { text.contains($0.quote) })
    let weights = grounds.map { abs($0.weight) }
    #expect(weights == weights.sorted(by: >))
  }

  @Test func `a negation says what it turns`() {
    let evidence = scorer.score(line: "The soup was never really good.").evidence
    #expect(evidence.first?.quote == "never really good")
    #expect(evidence.first?.reason == "“never” turns “really good”")
  }

  @Test func `a phrase is quoted whole`() {
    let evidence = scorer.score(line: "We stayed two nights. Never again.").evidence
    #expect(evidence.first?.quote == "Never again")
    #expect((evidence.first?.weight ?? 0) < 0)
  }

  @Test func `a rating is a ground of its own`() {
    let evidence = scorer.score(title: "", text: "We were there in May.", rating: Rating(1)).evidence
    #expect(
      evidence.first == Evidence(quote: "", reason: "1 of 5 stars", weight: evidence.first?.weight ?? 0))
    #expect((evidence.first?.weight ?? 0) < -0.3)
  }

  @Test func `offsets hold with signs of many bytes`() {
    let text = "Schön war’s 😀👍🏽: the “crème brûlée” was horrible… 😡"
    let verdict = scorer.score(line: text)
    #expect(verdict.evidence.contains { $0.quote.contains("horrible") && $0.weight < 0 })
  }
}
