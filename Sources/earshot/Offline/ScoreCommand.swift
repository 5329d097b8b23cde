// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Control
import Model
import Sentiment
import Text

/// `earshot score`
struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score", abstract: "Judges texts without a daemon: a text a line in, a verdict a line out.",
    discussion: """
      A verdict is “label score pneg”: neg, neu or pos; -1 to 1; the probability that the text speaks ill. \
      With --json it is an object with the evidence.
      """)

  @Flag(help: "Lines are TEXT TAB FROM TAB TO: the brand's place in characters (Unicode scalars).")
  var targets = false

  @Flag(help: "Print an object a line, with the evidence.") var json = false

  func run() {
    let scorer = Scorer()
    var lines = Lines()
    var plain = LineScorer(scorer)
    while let line = lines.next() {
      lines.print(json ? verdict(on: line, by: scorer).text() : plain.answer(to: line, targets: targets))
    }
    lines.flush()
  }

  private func verdict(on line: String, by scorer: Scorer) -> JSON {
    let sentiment: Model.Sentiment
    if targets, let (text, scalars) = target(in: line) {
      sentiment = scorer.score(line: text, scalars: scalars)
    } else {
      sentiment = scorer.score(line: line)
    }
    return .object(of: [
      "label": sentiment.label.wire, "score": sentiment.score.wire,
      "negativeProbability": sentiment.negativeProbability.wire, "judged": sentiment.isJudged.wire,
      "evidence": sentiment.evidence.wire,
    ])
  }

  private func target(in line: String) -> (text: String, scalars: Range<Int>)? {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard fields.count >= 3, let from = Int(fields[fields.count - 2]), let to = Int(fields[fields.count - 1]),
      0 <= from, from <= to
    else { return nil }
    return (fields.dropLast(2).joined(separator: "\t"), from..<to)
  }
}
