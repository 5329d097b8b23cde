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
}
