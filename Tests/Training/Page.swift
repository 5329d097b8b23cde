// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Sentiment
import Text

/// Renews the tables of the module's page between its marks.
struct Page {
  private var text: String
  private let file: URL

  /// The page in a file.
  init(file: URL) throws {
    self.file = file
    text = try String(contentsOf: file, encoding: .utf8)
  }

  /// Writes the page back.
  func write() throws { try text.write(to: file, atomically: true, encoding: .utf8) }

  /// Puts the figures beside those of others, which `sentiment_bench.py --json` wrote.
  mutating func showFigures(_ development: Development, beside others: [(name: String, results: JSON)]) {
    let heads = ["Earshot"] + others.map(\.name)
    var rows = Self.table(development.results, heads, beside: others)
    rows.append("")
    rows.append("Own test sentences: \(development.idioms.right) of \(development.idioms.count) right.")
    let flags = development.results.map { "\($0.name) " + String(format: "%.2f", $0.metrics.flagPrecision) }
    rows.append(
      "Of the texts with P(negative) of 0.8 or more were negative: " + flags.joined(separator: ", ") + ".")
    for (what, isTargeted) in [("whole texts", false), ("targets", true)] {
      let results = development.results.filter { $0.name.hasPrefix("t_") == isTargeted }
      rows.append("Mean over the \(results.count) sets of \(what): \(Self.means(results)).")
    }
    replace("figures", with: rows)
  }

  /// Puts the figures of sets that a model did not meet beside VADER's.
  mutating func showCrossing(_ crossing: Crossing, beside others: [(name: String, results: JSON)]) {
    let vader = others.filter { $0.name == "VADER" }
    var rows = Self.table(crossing.results, ["Earshot without the set"] + vader.map(\.name), beside: vader)
    rows += ["", "Mean over the \(crossing.results.count) sets: \(Self.means(crossing.results))."]
    replace("crossing", with: rows)
  }

  /// Puts in how the packs do.
  mutating func showPacks(_ results: [(language: String, told: Metrics, guessed: Metrics)]) {
    let head = [
      "| language | tweets | told the language: F1 / neg / AUC | not told: F1 / neg / AUC |",
      "|---|---|---|---|",
    ]
    replace("packs", with: head + results.map(Self.row))
  }

  /// A row of that table.
  static func row(_ result: (language: String, told: Metrics, guessed: Metrics)) -> String {
    let cells = [result.told, result.guessed].map { cell($0.macroF1, $0.negativeF1, $0.area) }
    return "| \(result.language) | \(result.told.count) | " + cells.joined(separator: " | ") + " |"
  }

  private static func table(
    _ results: [(name: String, metrics: Metrics)], _ heads: [String],
    beside others: [(name: String, results: JSON)]
  ) -> [String] {
    let head = [
      "| set | texts | " + heads.map { "\($0) F1 / neg / AUC" }.joined(separator: " | ") + " |",
      "|---|---|" + String(repeating: "---|", count: heads.count),
    ]
    return head
      + results.map { name, metrics in
        let own = cell(metrics.macroF1, metrics.negativeF1, metrics.area)
        let cells = others.map { other in
          let set = other.results[name]
          return cell(set?["f1"]?.number, set?["f1neg"]?.number, set?["auc"]?.number)
        }
        return "| \(name) | \(metrics.count) | " + ([own] + cells).joined(separator: " | ") + " |"
      }
  }

  private static func means(_ results: [(name: String, metrics: Metrics)]) -> String {
    func mean(_ figure: (Metrics) -> Double) -> String {
      let sum = results.reduce(0) { $0 + figure($1.metrics) }
      return String(format: "%.3f", sum / Double(max(1, results.count)))
    }
    return "F1 \(mean(\.macroF1)), neg \(mean(\.negativeF1)), AUC \(mean(\.area)), "
      + "flags at 0.8 right \(mean(\.flagPrecision))"
  }

  /// Shows what the scorer makes of some sentences, and what is to be said of it.
  mutating func showVerdicts(_ scorer: Scorer, _ explained: [[String]]) {
    var rows: [String] = []
    for fields in explained where fields.count == 3 {
      guard let label = Label(word: fields[0]) else { continue }
      let verdict = scorer.score(line: fields[1])
      let isRight = Label(verdict.label) == label
      rows.append(
        "- **\(isRight ? "Right" : "Wrong"):** “\(fields[1])” is \(verdict.label) \(Self.short(verdict.score))."
      )
      let grounds = verdict.evidence.filter { !$0.quote.isEmpty && $0.weight != 0 }.prefix(3).map {
        "“\($0.quote)” \(Self.short($0.weight)) (\($0.reason))"
      }
      rows.append("  " + (grounds + [fields[2]]).joined(separator: "; "))
    }
    replace("verdicts", with: rows)
  }

  private mutating func replace(_ part: String, with rows: [String]) {
    let start = "<!-- \(part) -->\n"
    let end = "<!-- end of \(part) -->"
    guard let from = text.range(of: start), let to = text.range(of: end), from.upperBound <= to.lowerBound
    else {
      return
    }
    text.replaceSubrange(from.upperBound..<to.lowerBound, with: rows.joined(separator: "\n") + "\n")
  }

  private static func cell(_ numbers: Double?...) -> String {
    numbers.map { $0.map { String(format: "%.3f", $0) } ?? "-" }.joined(separator: " / ")
  }

  private static func short(_ number: Double) -> String { String(format: "%+.2f", number) }
}
