// SPDX-License-Identifier: Apache-2.0
import Model
import Sentiment
import Support
import Testing

@Suite struct BoundsTests {
  @Test(arguments: Seed.first(60))
  func `any bytes get a verdict within bounds`(seed: Seed) {
    var random = seed
    let count = Int.random(in: 0...300, using: &random)
    let alphabet = Array("ab nN'’-—!?.,:;()<3#@/\\ \n\t>TÉé😡😍🏽\u{200d}\u{fe0f}日本0 9_".utf8)
    let bytes = (0..<count).map { _ in
      Bool.random(using: &random)
        ? UInt8.random(in: 0...255, using: &random) : alphabet.randomElement(using: &random) ?? 32
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let start = Int.random(in: 0...count, using: &random)
    let target = start..<Int.random(in: start...count + 5, using: &random)
    for verdict in [scorer.score(line: text), scorer.score(line: text, target: target)] {
      #expect((-1...1).contains(verdict.score))
      #expect((0...1).contains(verdict.negativeProbability))
      #expect(verdict.evidence.allSatisfy { $0.weight.isFinite })
    }
    var lines = LineScorer(scorer)
    #expect(lines.answer(to: text).split(separator: " ").count == 3)
  }

  @Test func `an empty text is not judged`() {
    for text in ["", " ", "\n\n\t"] {
      let verdict = scorer.score(title: text, text: text)
      #expect(!verdict.isJudged)
      #expect(verdict.label == .neutral)
      #expect(verdict.score == 0)
    }
  }

  @Test(arguments: ["x", "a ", "!", "😡", "( ", ":", "#", "é", "not ", "\u{0}", "> ", ">\n", "日"])
  func `a megabyte of the same is read up to 64 kB`(unit: String) {
    let verdict = scorer.score(line: String(repeating: unit, count: (1 << 20) / unit.utf8.count))
    #expect((-1...1).contains(verdict.score))
    let head = String(repeating: unit, count: (1 << 16) / unit.utf8.count)
    #expect(abs(verdict.score - scorer.score(line: head).score) < 1e-9)
  }

  @Test func `what stands beyond 64 kB does not count`() {
    let filler = String(repeating: "the bus went by. ", count: 4_000)
    #expect(scorer.score(line: filler + "Horrible!").score == scorer.score(line: filler).score)
  }

  @Test func `only emoji are judged by them`() {
    #expect(scorer.score(line: "😡😡😡").label == .negative)
    #expect(scorer.score(line: "😍 👍🏽").label == .positive)
  }
}
