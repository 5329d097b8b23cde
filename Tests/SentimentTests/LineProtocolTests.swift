// SPDX-License-Identifier: Apache-2.0
import Model
import Sentiment
import Testing

@Suite struct LineProtocolTests {
  @Test(arguments: [
    "Terrible service, never again.", "", "Das Essen war nicht gut und nicht schön", "I love it 😍",
  ])
  func `a line gets the verdict of the scorer`(text: String) throws {
    var lines = LineScorer(scorer)
    let fields = lines.answer(to: text).split(separator: " ")
    let verdict = scorer.score(line: text)
    try #require(fields.count == 3)
    #expect(fields[0] == verdict.label.rawValue.prefix(3))
    #expect(abs((Double(fields[1]) ?? 9) - verdict.score) < 0.0001)
    #expect(abs((Double(fields[2]) ?? 9) - verdict.negativeProbability) < 0.0001)
  }

  @Test func `a target is given in scalars`() throws {
    var lines = LineScorer(scorer)
    let answer = lines.answer(to: "The décor is awful but their food is amazing\t4\t9", targets: true)
    let verdict = scorer.score(line: "The décor is awful but their food is amazing", scalars: 4..<9)
    #expect(answer.hasPrefix("neg "))
    #expect(answer.split(separator: " ").first.map(String.init) == String(verdict.label.rawValue.prefix(3)))
  }

  @Test(arguments: ["no tabs", "one\ttab", "bad\tx\ty", "bad\t9\t2", "neg\t-4\t2", "far\t99\t2000"])
  func `a line without a proper target is judged as a whole`(line: String) {
    var lines = LineScorer(scorer)
    #expect(lines.answer(to: line, targets: true).split(separator: " ").count == 3)
  }

  @Test func `one line does not colour the next`() {
    var lines = LineScorer(scorer)
    let first = lines.answer(to: "It was fine")
    _ = lines.answer(to: "HORRIBLE!!! but 😡 never again, rude, awful?")
    #expect(lines.answer(to: "It was fine") == first)
  }

  @Test func `a guess is asked for where the words do not tell the language`() {
    var lines = LineScorer(scorer) { _ in "de" }
    var plain = LineScorer(scorer)
    #expect(lines.answer(to: "Super Preise") == "neu 0.0000 0.0000")
    let text = "The staff were rude and it was the worst meal that we have ever had."
    #expect(lines.answer(to: text) == plain.answer(to: text))
  }

  @Test func `a language that was said is not guessed`() {
    var lines = LineScorer(scorer, language: "en") { _ in "de" }
    var plain = LineScorer(scorer)
    #expect(lines.answer(to: "Super shop!") == plain.answer(to: "Super shop!"))
  }
}
