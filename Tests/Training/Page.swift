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
    var rows = ["| set | texts | " + heads.map { "\($0) F1 / neg / AUC" }.joined(separator: " | ") + " |"]
    rows.append("|---|---|" + String(repeating: "---|", count: heads.count))
    for (name, metrics) in development.results {
      let own = Self.cell(metrics.macroF1, metrics.negativeF1, metrics.area)
      let cells = others.map { other in
        Self.cell(
          other.results[name]?["f1"]?.number, other.results[name]?["f1neg"]?.number,
          other.results[name]?["auc"]?.number)
      }
      rows.append("| \(name) | \(metrics.count) | " + ([own] + cells).joined(separator: " | ") + " |")
    }
    rows.append("")
    rows.append("Own test sentences: \(development.idioms.right) of \(development.idioms.count) right.")
    replace("figures", with: rows)
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
