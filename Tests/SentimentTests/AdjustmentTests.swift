// SPDX-License-Identifier: Apache-2.0
import Model
import Sentiment
import Support
import Testing

@Suite struct AdjustmentTests {
  /// Texts whose true label is the one their leaning has after biases of our choice.
  private func lessons(_ seed: UInt64, negative: Float, positive: Float, count: Int = 80) -> [Lesson] {
    var random = Seed(seed)
    return (0..<count).map { _ in
      let leaning = Leaning(
        Float.random(in: -3...3, using: &random), Float.random(in: -3...3, using: &random))
      let (x, y) = (leaning.x + negative, leaning.y + positive)
      return Lesson(leaning: leaning, label: x > max(0, y) ? .negative : y > 0 ? .positive : .neutral)
    }
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `biases are found again`(seed: UInt64) {
    let learned = Adjustment(learning: lessons(seed, negative: -1, positive: 0.8))
    #expect(learned.negative < -0.4, "seed \(seed): \(learned)")
    #expect(learned.positive > 0.3, "seed \(seed): \(learned)")
    #expect((0.25...4).contains(learned.temperature), "seed \(seed): \(learned)")
  }

  @Test func `where the model is right it is let be`() {
    let learned = Adjustment(learning: lessons(3, negative: 0, positive: 0))
    #expect(abs(learned.negative) < 0.4)
    #expect(abs(learned.positive) < 0.4)
    #expect(learned.temperature < 1)  // surer of itself
    #expect(Adjustment(learning: []) == .none)
  }

  @Test func `the same lessons give the same numbers`() {
    let lessons = lessons(5, negative: 1, positive: -1)
    #expect(Adjustment(learning: lessons) == Adjustment(learning: lessons))
  }

  @Test func `it moves the verdict, and says so`() {
    let text = "Terrible service, never again."
    let before = scorer.score(title: "", text: text)
    let gentle = Adjustment(negative: -9, positive: 0, temperature: 1)
    let after = scorer.score(title: "", text: text, adjustment: gentle)
    #expect(before.label == .negative)
    #expect(after.label != .negative)
    #expect(after.evidence.contains { $0.reason == "put right by earlier corrections" && $0.weight > 0 })
    #expect(abs(after.evidence.reduce(0) { $0 + $1.weight } - after.score) < 1e-6)
  }

  @Test func `it invents no verdict where there was none`() {
    let loud = Adjustment(negative: 4, positive: 0, temperature: 1)
    #expect(!scorer.score(title: "", text: "", adjustment: loud).isJudged)
    #expect(scorer.score(title: "", text: "Fine.", rating: Rating(5), adjustment: loud).label == .positive)
  }
}
