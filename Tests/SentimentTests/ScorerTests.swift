// SPDX-License-Identifier: Apache-2.0
import Model
import Sentiment
import Support
import Testing

/// One scorer for all tests: it is a value and never changes.
let scorer = Scorer()

@Suite struct ScorerTests {
  @Test(arguments: [
    "Terrible service, never again.", "The delivery was late and the box was broken.",
    "Acme is down again and nobody answers the phone!", "Worst hotel I have ever stayed in 😡",
    "I want my money back. What a joke.",
  ])
  func `a complaint is negative`(text: String) {
    let verdict = scorer.score(line: text)
    #expect(verdict.label == .negative)
    #expect(verdict.score < 0)
    #expect(verdict.negativeProbability > 0.5)
  }

  @Test(arguments: [
    "Lovely staff and the best coffee in town!", "Works like a charm, highly recommended.",
    "Thank you so much for the quick help 😍", "Not bad at all, I am very happy with it.",
  ])
  func `praise is positive`(text: String) {
    let verdict = scorer.score(line: text)
    #expect(verdict.label == .positive)
    #expect(verdict.score > 0)
    #expect(verdict.negativeProbability < 0.3)
  }

  @Test(arguments: [
    "Acme opens a second shop in Leeds on Monday.", "The meeting is at 10 in room 4.",
    "What time does the Acme store close today?",
  ])
  func `news and questions are neutral`(text: String) {
    #expect(scorer.score(line: text).label == .neutral)
  }

  @Test func `the same text is judged the same`() {
    let text = "The food was great but the waiter was rude, and we waited an hour."
    #expect(scorer.score(line: text) == Scorer().score(line: text))
  }

  @Test func `the verdict is about the brand where two things are compared`() {
    let text = "The decor is awful but their food is amazing"
    func verdict(on word: String) -> Model.Sentiment {
      scorer.score(line: text, target: place(of: word, in: text))
    }
    #expect(verdict(on: "decor").score < verdict(on: "food").score)
    #expect(verdict(on: "food").label == .positive)
    #expect(verdict(on: "decor").label == .negative)
  }

  @Test func `scalar offsets name the same target as byte offsets`() {
    let text = "Mañana 😍 the café is awful but Acmé is great"
    let bytes = place(of: "Acmé", in: text)
    let scalars = text.unicodeScalars.count - "Acmé is great".unicodeScalars.count
    #expect(
      scorer.score(line: text, scalars: scalars..<scalars + 4) == scorer.score(line: text, target: bytes))
  }

  @Test func `targets beyond the text are passed over`() {
    let text = "Great food."
    #expect(scorer.score(line: text, target: 50..<60).label == .positive)
    #expect(scorer.score(line: text, scalars: 50..<60).label == .positive)
    let spans = [Span(field: .url, range: 0..<3), Span(field: .title, range: 900..<901)]
    #expect(scorer.score(title: "Lunch", text: text, targets: spans).label == .positive)
  }

  @Test func `title and body both count`() {
    let both = scorer.score(
      title: "Terrible experience", text: "We went there on Friday evening with friends.")
    let body = scorer.score(title: "", text: "We went there on Friday evening with friends.")
    #expect(both.score < body.score)
    #expect(both.label == .negative)
  }

  @Test func `a title that the body repeats is read once`() {
    let body = "Terrible coffee at the new place in town, and slow service too."
    let repeated = scorer.score(title: "Terrible coffee at the new place…", text: body)
    #expect(repeated.score == scorer.score(title: "", text: body).score)
  }

  @Test func `quotations and signatures do not count`() {
    let quoting = """
      > This is the worst, most horrible product, I hate it.
      I love mine, it is great.
      --\u{20}
      Awful Disaster Ltd.
      """
    #expect(scorer.score(title: "", text: quoting).label == .positive)
  }

  @Test func `a long text is judged where it names the brand`() {
    let others = String(repeating: "The flood was a horrible disaster and many people died. ", count: 40)
    let text = others + "Wonderful Acme gave away free soup, and everybody loved it. " + others
    let near = scorer.score(line: text, target: place(of: "Acme", in: text))
    #expect(near.score > scorer.score(line: text).score + 0.2)
    #expect(near.evidence.allSatisfy { text.contains($0.quote) })
  }

  @Test func `a name told a thousand times takes no longer than told thrice`() {
    let text = String(repeating: "Acme is fine. ", count: 1_000)
    let spans = (0..<1_000).map { Span(field: .text, range: $0 * 14..<$0 * 14 + 4) }
    let thrice = scorer.score(title: "", text: text, targets: Array(spans.prefix(3)))
    #expect(scorer.score(title: "", text: text, targets: spans) == thrice)
  }

  @Test func `the version of the model is told`() {
    #expect(!scorer.version.isEmpty)
    #expect(scorer.score(line: "fine").model == scorer.version)
  }
}

/// The bytes of the first place of a word.
func place(of word: String, in text: String) -> Range<Int> {
  guard let range = text.firstRange(of: word) else { return 0..<0 }
  let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
  return start..<start + word.utf8.count
}
