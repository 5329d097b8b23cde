// SPDX-License-Identifier: Apache-2.0
import Model

/// A score with its sign and two digits: `-0.63`.
func signed(_ score: Double) -> String {
  let hundredths = Int((abs(score) * 100).rounded())
  return (score < 0 && hundredths > 0 ? "-" : "+") + "\(hundredths / 100)." + padded(hundredths % 100)
}

extension Sentiment.Label {
  /// The colour it is shown in.
  var style: Style? {
    switch self {
    case .negative: .red
    case .neutral: nil
    case .positive: .green
    }
  }
}

extension Mention {
  /// What a list shows of it: the title, or else the text.
  var headline: String { item.title.isEmpty ? item.text : item.title }

  /// The mention on one line, as `follow` prints it.
  func line(_ console: Console) -> String {
    let verdict = console.styled(
      "\(sentiment.label.rawValue) \(signed(sentiment.score))", sentiment.label.style)
    let text = console.linked(onOneLine(headline), to: item.url)
    return "\(id)  \(localTime(stored))  \(onOneLine(brand))  \(verdict)  \(onOneLine(source))  \(text)"
  }

  /// The words of the item that a span covers; nil where it covers no whole characters.
  func words(of span: Span) -> String? {
    let text: String =
      switch span.field {
      case .title: item.title
      case .text: item.text
      case .author: item.author ?? ""
      case .url: item.url ?? ""
      }
    guard span.range.upperBound <= text.utf8.count else { return nil }
    let start = text.utf8.index(text.startIndex, offsetBy: span.range.lowerBound)
    let end = text.utf8.index(text.startIndex, offsetBy: span.range.upperBound)
    return String(text.utf8[start..<end])
  }
}
