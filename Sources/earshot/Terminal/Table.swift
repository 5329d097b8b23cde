// SPDX-License-Identifier: Apache-2.0

/// Rows under headings, columns as wide as they need to be; the last one is cut where the line ends.
struct Table {
  /// A cell: its text is a stranger's until it is shown.
  struct Cell: ExpressibleByStringInterpolation {
    let text: String
    var style: Style?
    var link: String?

    init(_ text: String, _ style: Style? = nil, link: String? = nil) {
      self.text = onOneLine(text)
      self.style = style
      self.link = link
    }

    init(stringLiteral text: String) { self.init(text) }
  }

  private let headings: [String]
  private var rows: [[Cell]] = []

  init(_ headings: String...) { self.headings = headings }

  var isEmpty: Bool { rows.isEmpty }

  mutating func add(_ cells: Cell...) { rows.append(cells) }

  /// The table as lines, or a sentence where there is no row.
  func print(to console: Console, otherwise sentence: String) {
    guard !rows.isEmpty else { return console.print(sentence) }
    let all = [headings.map { Cell($0, .bold) }] + rows
    let widths = headings.indices.map { column in all.map { displayWidth($0[column].text) }.max() ?? 0 }
    let left = widths.dropLast().reduce(0) { $0 + $1 + 2 }
    let last = console.width.map { max(10, $0 - left) } ?? .max
    console.page(all.map { line($0, widths, last: last, console) }.joined(separator: "\n"))
  }

  private func line(_ cells: [Cell], _ widths: [Int], last: Int, _ console: Console) -> String {
    let parts = cells.indices.map { column in
      let cell = cells[column]
      let isLast = column == cells.count - 1
      let text = isLast ? clipped(cell.text, to: last) : cell.text
      let padding = isLast ? 0 : widths[column] - displayWidth(text)
      return console.linked(console.styled(text, cell.style), to: cell.link)
        + String(repeating: " ", count: padding)
    }
    return parts.joined(separator: "  ")
  }
}
