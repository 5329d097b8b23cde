// SPDX-License-Identifier: Apache-2.0

internal import Model

/// How wide the longest bar is, in characters of plain text.
private let barWidth = 24

extension DigestWriter {
  /// The digest as plain text.
  var text: String {
    var lines = wrapped(headline) + wrapped(window) + [""]
    lines += Sentiment.Label.inOrder.map { label in
      let bar = String(repeating: "█", count: length(of: label, longest: barWidth))
      return ("  " + label.rawValue.padding(to: 8) + leftPadded(count(label), 5) + "  " + bar).trimmedAtEnd
    }
    lines.append("")
    if !notes.isEmpty {
      lines += ["What may be missing:"] + notes.flatMap { wrapped($0, first: "  * ", rest: "    ") } + [""]
    }
    var number = 0
    for group in groups {
      let title = heading(group)
      lines += [title, String(repeating: "-", count: min(title.count, textWidth)), ""]
      for story in group.stories {
        number += 1
        lines += story.lines(number: number)
      }
    }
    if let more { lines += [more, ""] }
    return (closing.isEmpty ? lines.dropLast() : lines + signature(closing)).joined(separator: "\n")
  }

  /// The digest as a page.
  var page: Page {
    var content = [countsTable]
    if !notes.isEmpty {
      content.append(
        "<div class=\"note\"><b>What may be missing</b>\(notes.map { "<br>\($0)" as HTML })</div>")
    }
    for group in groups {
      content.append("<h2>\(heading(group))</h2>")
      content += group.stories.map(\.card)
    }
    if let more { content.append("<p class=\"sub\">\(more)</p>") }
    return Page(
      preview: groups.first?.stories.first?.headline ?? "Nothing that needs an answer.", headline: headline,
      subline: window, content: content, footer: closing.map { "<p>\($0)</p>" })
  }

  /// `Negative · town-reviews · 2`
  private func heading(_ group: Group) -> String {
    let label = group.label.rawValue
    let source = group.source.onOneLine.shortened(to: 60)
    return "\(label.prefix(1).uppercased())\(label.dropFirst()) on \(source) (\(group.stories.count))"
  }

  /// How long a verdict's bar is; one that is not zero is never invisible.
  private func length(of label: Sentiment.Label, longest: Int) -> Int {
    let most = Sentiment.Label.inOrder.map(count).max() ?? 0
    guard most > 0, count(label) > 0 else { return 0 }
    return max(1, count(label) * longest / most)
  }

  /// Counts with bars: tables and `bgcolor`, since mail readers drop what is newer.
  private var countsTable: HTML {
    let rows = Sentiment.Label.inOrder.map { label -> HTML in
      """
      <tr><td width="70">\(label.rawValue)</td><td width="40" class="number">\(count(label))</td><td>\(bar(label))</td></tr>
      """
    }
    return "<div class=\"card\"><table role=\"presentation\" class=\"counts\">\(rows)</table></div>"
  }

  private func bar(_ label: Sentiment.Label) -> HTML {
    let width = length(of: label, longest: 100)
    let filled: HTML =
      width == 0
      ? .empty
      : """
      <td width="\(width)%" height="10" bgcolor="\(label.colour)" style="font-size:1px;line-height:10px">&nbsp;</td>
      """
    let rest: HTML =
      width == 100
      ? .empty
      : "<td height=\"10\" class=\"rest\" bgcolor=\"#e8ebf0\" style=\"font-size:1px;line-height:10px\">&nbsp;</td>"
    return """
      <table role="presentation" aria-hidden="true" width="100%" cellpadding="0" cellspacing="0"><tr>
      \(filled)\(rest)</tr></table>
      """
  }
}

extension Sentiment.Label {
  /// A colour that stands out from light and from dark.
  fileprivate var colour: String {
    switch self {
    case .negative: "#c0392b"
    case .neutral: "#8a94a6"
    case .positive: "#2e8b57"
    }
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  fileprivate var trimmedAtEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}

/// A number in decimal, filled with spaces from the left.
private func leftPadded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: " ", count: max(0, width - digits.count)) + digits
}
