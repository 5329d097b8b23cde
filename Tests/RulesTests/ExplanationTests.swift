// SPDX-License-Identifier: Apache-2.0
import Model
import Support
import Testing

@testable import Rules

@Suite struct ExplanationTests {
  /// The terms that make an expression hold for a text, with what they found there.
  private func grounds(_ text: String, _ words: String) throws -> [String] {
    let bytes = Array(words.utf8)
    return try Expression(parsing: text, .keyword).explain(Subject(text: words)).grounds.flatMap { ground in
      ground.spans.map { "\(ground.expression): \(String(decoding: bytes[$0.range], as: UTF8.self))" }
    }
  }

  @Test(arguments: [
    ("apple pie", "a pie of Apples and APPLE", ["apple: APPLE", "pie: pie"]),
    ("apple OR pie", "pie alone", ["pie: pie"]),
    ("apple NOT pie", "apple alone", ["apple: apple"]),
    ("apple NOT pie", "apple pie", []),
    ("apple NEAR/1 pie", "apple pie and so on and on and apple", ["apple: apple", "pie: pie"]),
    ("apple NOT NEAR/1 pie", "apple pie and so on and on: Apple", ["apple: Apple"]),
    ("text:(apple OR \"cold pie\")", "Cold pie", ["\"cold pie\": Cold pie"]),
  ])
  func `the grounds are the terms that count, with their places`(
    text: String, words: String, expected: [String]
  ) throws {
    #expect(try grounds(text, words) == expected)
  }

  @Test(arguments: Seed.first(20))
  func `an explanation says of every part what evaluation says`(_ seed: Seed) throws {
    var generator = Generator(seed: seed)
    for _ in 0..<20 {
      let (expression, subject) = (generator.expression(), generator.subject())
      let explanation = expression.explain(subject)
      #expect(explanation.holds == (expression.matches(subject) != nil), "\(expression)")
      let spans = Set(explanation.grounds.flatMap(\.spans))
      #expect(spans.isSubset(of: explanation.spans), "\(expression) on \(subject)")
      #expect(spans.isEmpty == explanation.spans.isEmpty || !explanation.holds, "\(expression) on \(subject)")
    }
  }

  @Test func `places are told in characters too`() {
    let text = "café ☕️ 任天堂"
    let bytes = Array(text.utf8)
    for (needle, expected) in [("café", 0..<4), ("☕", 5..<6), ("任天堂", 8..<11)] {
      let start = bytes.indices.first { bytes[$0...].starts(with: needle.utf8) } ?? 0
      let span = Span(field: .text, range: start..<start + needle.utf8.count)
      #expect(span.characters(in: text) == expected)
    }
    #expect(Span(field: .text, range: 0..<99).characters(in: "ab") == 0..<2)
  }
}
