// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Control
import Language
import Model
import Sentiment
import Text

/// `earshot score`
struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score", abstract: "Judges texts without a daemon: a text a line in, a verdict a line out.",
    discussion: """
      A verdict is “label score pneg”: neg, neu or pos; -1 to 1; the probability that the text speaks ill. \
      With --json it is an object with the evidence. English is built in; other languages are judged by the packs \
      in /usr/share/earshot/packs, or those named, and without one not at all. Where --language is not given, \
      the letters tell it line by line.
      """)

  @Flag(help: "Lines are TEXT TAB FROM TAB TO: the brand's place in characters (Unicode scalars).")
  var targets = false

  @Flag(help: "Print an object a line, with the evidence.") var json = false

  @Option(help: ArgumentHelp("The language of the lines where it is known.", valueName: "tag"))
  var language: String?

  @Option(
    help: ArgumentHelp("Judge another language by this pack; may be given again.", valueName: "file"),
    completion: .file(extensions: ["pack"]))
  var pack: [String] = []

  func run() throws {
    let scorer = Scorer(packs: try packs())
    var lines = Lines()
    var plain = LineScorer(scorer, language: language, guess: guess)
    while let line = lines.next() {
      lines.print(json ? verdict(on: line, by: scorer).text() : plain.answer(to: line, targets: targets))
    }
    lines.flush()
  }

  private func verdict(on line: String, by scorer: Scorer) -> JSON {
    let sentiment: Model.Sentiment
    if targets, let (text, scalars) = target(in: line) {
      sentiment = scorer.score(line: text, scalars: scalars, language: language ?? guess(text))
    } else {
      sentiment = scorer.score(line: line, language: language ?? guess(line))
    }
    return .object(of: [
      "label": sentiment.label.wire, "score": sentiment.score.wire,
      "negativeProbability": sentiment.negativeProbability.wire, "judged": sentiment.isJudged.wire,
      "intent": sentiment.intent.wire, "model": sentiment.model.wire, "evidence": sentiment.evidence.wire,
    ])
  }

  /// The language that the letters of a line tell clearly.
  private func guess(_ line: String) -> String? { LanguageGuess(of: line).clearTag }

  /// The packs named, which must be good, or those that are installed.
  private func packs() throws -> [Weights] {
    if !pack.isEmpty { return try pack.map { try weights(at: $0) } }
    return ["de", "es", "fr", "it", "nl", "pt"].compactMap { language in
      ["/usr/local/share", "/usr/share"].lazy
        .compactMap { try? weights(at: "\($0)/earshot/packs/\(language).pack") }.first
    }
  }

  private func weights(at path: String) throws -> Weights {
    do {
      return try Weights(pack: try contents(of: path))
    } catch let error as PackError {
      complain("\(path): \(error)")
      throw ExitCode(65)
    }
  }

  private func target(in line: String) -> (text: String, scalars: Range<Int>)? {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard fields.count >= 3, let from = Int(fields[fields.count - 2]), let to = Int(fields[fields.count - 1]),
      0 <= from, from <= to
    else { return nil }
    return (fields.dropLast(2).joined(separator: "\t"), from..<to)
  }
}
