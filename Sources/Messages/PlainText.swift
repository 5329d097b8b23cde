// SPDX-License-Identifier: Apache-2.0

internal import Model

/// The width of plain text mails.
let textWidth = 72

/// A text in lines of at most `width` columns, broken between words where there is a space; links stay whole.
func wrapped(_ text: String, first: String = "", rest: String = "", width: Int = textWidth) -> [String] {
  var lines: [String] = []
  var line = first
  var column = columns(first)
  var isEmpty = true
  func finish(_ indent: String) {
    lines.append(line)
    (line, column, isEmpty) = (indent, columns(indent), true)
  }
  for word in text.split(separator: " ") {
    let needed = columns(word)
    if !isEmpty && column + 1 + needed > width { finish(rest) }
    if !isEmpty {
      line += " "
      column += 1
    }
    isEmpty = false
    if column + needed <= width || word.hasPrefix("http") {
      line += word
      column += needed
      continue
    }
    // A word longer than a line: a language without spaces, mostly.
    for character in word {
      let needed = columns(String(character))
      if column + needed > width { finish(rest) }
      line.append(character)
      column += needed
      isEmpty = false
    }
  }
  lines.append(line)
  return lines
}

/// How many columns of a terminal a text takes: two for what East Asian scripts and emoji draw wide.
private func columns(_ text: some StringProtocol) -> Int {
  text.reduce(0) { sum, character in
    guard let first = character.unicodeScalars.first else { return sum }
    let isWide =
      0x1100...0x115F ~= first.value || 0x2E80...0xA4CF ~= first.value || 0xAC00...0xD7A3 ~= first.value
      || 0xF900...0xFAFF ~= first.value || 0xFE30...0xFE6F ~= first.value || 0xFF00...0xFF60 ~= first.value
      || 0xFFE0...0xFFE6 ~= first.value || 0x1F300...0x1FAFF ~= first.value
      || 0x20000...0x3FFFD ~= first.value
    return sum + (isWide ? 2 : 1)
  }
}

extension Story {
  /// The mention as numbered lines.
  func lines(number: Int) -> [String] {
    let label = "\(number). "
    let indent = String(repeating: " ", count: label.count)
    let facts = [stars, place, when, author.map { "by " + $0 }, errand].compactMap(\.self).joined(
      separator: " · ")
    var lines = wrapped(headline, first: label, rest: indent) + wrapped(facts, first: indent, rest: indent)
    if !quote.parts.isEmpty { lines += wrapped(quote.text, first: indent + "> ", rest: indent + "> ") }
    if let why { lines += wrapped(why, first: indent, rest: indent + "  ") }
    if mention.item.url != nil {
      lines.append(indent + (webLink(mention.item.url) ?? "(address left out: not a link of the web)"))
    }
    return lines + [indent + command, ""]
  }
}

/// The last lines of every mail, after the mark that mail readers know a signature by.
func signature(_ lines: [String]) -> [String] { ["-- "] + lines.flatMap { wrapped($0) } }
