// SPDX-License-Identifier: Apache-2.0
import Model
import Sentiment

private let scorer = Scorer()

/// Any bytes as a title and a text with the brand somewhere in it, as a line, and as a pack: a score stays on its scale,
/// and its grounds add up to it.
func scoreAnything(_ bytes: [UInt8]) {
  _ = try? Weights(pack: bytes)
  let text = String(decoding: bytes.dropFirst(2), as: UTF8.self)
  let from = Int(bytes.first ?? 0)
  let target = from..<from + Int(bytes.dropFirst().first ?? 0) % 16
  let verdict = scorer.score(
    title: String(text.prefix(from)), text: text, targets: [Span(field: .text, range: target)])
  precondition((-1...1).contains(verdict.score) && (0...1).contains(verdict.negativeProbability))
  if verdict.isJudged {
    let sum = verdict.evidence.reduce(0) { $0 + $1.weight }
    precondition(abs(sum - verdict.score) < 1e-6, "the grounds do not add up")
  }
  var lines = LineScorer(scorer)
  let line = String(decoding: bytes.map { $0 == 10 ? 32 : $0 }, as: UTF8.self)
  precondition(lines.answer(to: line, targets: true).split(separator: " ").count == 3)
}
