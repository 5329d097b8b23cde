// SPDX-License-Identifier: Apache-2.0
import Support
import Testing

@testable import Sentiment

@Suite struct ReadingTests {
  static let lexicon = Scorer().weights.lexicon

  static func read(_ text: String) -> Reading {
    var reading = Reading()
    reading.read(text.utf8.span, with: lexicon)
    return reading
  }

  @Test(arguments: [
    ("Don't STOP", ["don't", "stop"]), ("it’s soooo good", ["it's", "soo", "good"]),
    ("see https://acme.test/a?b now", ["see", "<url>", "now"]), ("@acme_uk hi", ["<user>", "hi"]),
    ("#Acme rocks", ["acme", "rocks"]), ("paid 250 for 3x", ["paid", "<num>", "for", "3x"]),
    ("what?! no!!", ["what", "?!", "no", "!!"]), ("well... ok…", ["well", "...", "ok", "..."]),
    ("fine :-) or :((", ["fine", ":-)", "or", ":("]), ("x<3y", ["x", "<3", "y"]),
    ("👍🏽👍 ok", ["👍", "ok"]), ("ÉCOLE", ["école"]), ("a-b c-", ["a-b", "c", "-"]),
    ("c://x", ["c", ":", "/", "/", "x"]),
  ])
  func `words and signs are told apart`(text: String, forms: [String]) {
    let reading = Self.read(text)
    #expect(reading.tokens.map { reading.form(of: $0) } == forms)
  }

  @Test func `a phrase becomes one word`() {
    let reading = Self.read("I can’t complain at all")
    #expect(reading.tokens.map(\.isPhrase) == [false, true, false, false])
    #expect(reading.tokens.allSatisfy { !$0.isNegated })
  }

  @Test func `a negation reaches five words, and no further than a comma or a but`() {
    #expect(
      Self.read("not a b c d e f").tokens.map(\.isNegated) == [false, true, true, true, true, true, false])
    #expect(Self.read("not a, b").tokens.map(\.isNegated) == [false, true, false, false])
    #expect(Self.read("not a but b").tokens.map(\.isNegated) == [false, true, false, false])
  }

  @Test(arguments: Seed.first(40))
  func `tokens stand in order within the text`(seed: Seed) {
    var random = seed
    let pieces = [
      "not", "GREAT", "😡", "can’t complain", "#x", "@y", "<3", ":-(", "...", "?!", "é", "日本", "\n", "12", "’",
    ]
    let text = (0..<40).map { _ in
      (pieces.randomElement(using: &random) ?? "") + (Bool.random(using: &random) ? " " : "")
    }.joined()
    let tokens = Self.read(text).tokens
    #expect(tokens.allSatisfy { $0.start < $0.end && $0.end <= text.utf8.count })
    #expect(zip(tokens, tokens.dropFirst()).allSatisfy { $0.end <= $1.start })
    let bytes = Array(text.utf8)
    #expect(tokens.allSatisfy { String(validating: bytes[$0.range], as: UTF8.self) != nil })
  }
}

@Suite struct SpeechTests {
  @Test(arguments: [
    ("> said\nmine", "      \nmine"), ("mine\n-- \nJane", "mine\n   \n    "),
    ("On Monday Jane wrote:\n> hi\nno", "                     \n    \nno"),
    ("> only a quotation", "> only a quotation"),
    ("Fine.\nSent from my phone", "Fine.\n                  "), ("a\n\nb", "a\n\nb"),
  ])
  func `what others said is blanked out, byte for byte`(text: String, spoken: String) {
    #expect(Speech.spoken(text) == spoken)
  }

  @Test(arguments: Seed.first(40))
  func `no byte changes its place`(seed: Seed) {
    var random = seed
    let lines = (0..<8).map { _ in
      ["> é q", "text 😀", "", "-- ", "On x wrote:", "\r"].randomElement(using: &random) ?? ""
    }
    let text = lines.joined(separator: "\n")
    #expect(Speech.spoken(text).utf8.count == text.utf8.count)
  }
}

@Suite struct CurvesTests {
  @Test func `the curves are the curves`() {
    for (x, power) in [(0, 1), (1, 2.7182817), (-1, 0.36787944), (10, 22026.465), (-20, 2.0611537e-09)]
      as [(Float, Float)]
    {
      #expect(abs(Curves.exponential(x) / power - 1) < 1e-6)
    }
    for (x, logarithm) in [(1, 0), (2, 0.6931472), (10, 2.3025851), (1000, 6.9077554)] as [(Float, Float)] {
      #expect(abs(Curves.logarithm(x) - logarithm) < 1e-6)
    }
    for (x, squashed) in [(0, 0), (0.5, 0.46211717), (-2, -0.9640276), (50, 1)] as [(Float, Float)] {
      #expect(abs(Curves.squash(x) - squashed) < 1e-6)
    }
    #expect(Curves.exponential(1_000).isFinite)
  }
}
