// SPDX-License-Identifier: Apache-2.0
import Control
import Model
import Subscriptions
import Text

/// What an import came to: what was added, what was known, what was refused, and why.
struct ImportReport {
  private struct Line {
    let word: String
    let title: String
    let url: String?
    let name: String?
    let reason: String?
  }

  private let isDry: Bool
  private let list: OPML
  private var lines: [Line] = []
  private(set) var added = 0
  private(set) var known = 0
  private(set) var refused = 0

  /// A report that begins with what of the list cannot be taken up.
  init(of list: OPML, isDry: Bool) {
    self.isDry = isDry
    self.list = list
    lines = list.passedOver.map {
      Line(word: "passed over", title: $0.title, url: nil, name: nil, reason: $0.reason)
    }
  }

  /// Takes in what was done about a subscription.
  mutating func add(_ line: ImportPlan.Line, _ step: ImportPlan.Step) {
    let subscription = line.subscription
    let title = subscription.title.isEmpty ? subscription.source.url : subscription.title
    switch step {
    case .add(let source, let without):
      added += 1
      lines.append(
        Line(
          word: "added", title: title, url: source.url, name: source.name,
          reason: without.isEmpty
            ? nil : "without " + without.joined(separator: " and ") + "; --trusted takes that too"))
    case .known(let name):
      known += 1
      lines.append(
        Line(word: "known", title: title, url: subscription.source.url, name: name, reason: nil))
    case .refused(let reason):
      refused += 1
      lines.append(
        Line(word: "refused", title: title, url: subscription.source.url, name: nil, reason: reason))
    }
  }

  /// The report as one document for programs.
  var wire: JSON {
    .object(of: [
      "dryRun": isDry.wire, "title": list.title?.wire, "added": added.wire, "known": known.wire,
      "refused": refused.wire, "passedOver": list.passedOver.count.wire, "repairs": list.repairs.wire,
      "subscriptions": .array(
        lines.map {
          .object(of: [
            "outcome": $0.word == "passed over" ? "passedOver" : $0.word.wire, "title": $0.title.wire,
            "url": $0.url?.wire, "source": $0.name?.wire, "reason": $0.reason?.wire,
          ])
        }),
    ])
  }

  /// The report for a person: a line each, then the sums.
  func show(on console: Console) {
    for line in lines {
      let mark = line.word + String(repeating: " ", count: 13 - line.word.count)
      let style: Style? = line.word == "refused" ? .red : line.word == "added" ? .green : .faint
      let text = [
        line.name.map { $0 == line.title ? $0 : "\(line.title), as \($0)" } ?? line.title, line.url,
        line.reason,
      ].compactMap { $0 }
      console.print(console.styled(mark, style) + onOneLine(text.joined(separator: ": ")))
    }
    for repair in list.repairs { console.print("repaired     " + onOneLine(repair)) }
    let rest = list.passedOver.isEmpty ? "" : ", \(list.passedOver.count) passed over"
    let would = isDry ? "would be " : ""
    console.print("\(added) \(would)added, \(known) known already, \(refused) refused\(rest)")
  }
}
