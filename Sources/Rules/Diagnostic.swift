// SPDX-License-Identifier: Apache-2.0

/// What is wrong or doubtful in an expression, and where.
package struct Diagnostic: Hashable, Sendable {
  /// What was found and what was expected: lower case, no full stop.
  package var message: String
  /// Which characters of the expression it is about, counted from 0.
  package var columns: Range<Int>
  /// What to do about it, if anything can be said.
  package var help: String?

  /// A remark on some characters of an expression.
  init(_ message: String, _ columns: Range<Int>, help: String? = nil) {
    self.message = message
    self.columns = columns
    self.help = help
  }

  /// The remark with its line of the expression and carets under the characters, such as
  /// ```
  /// 1:7: OR next to words joined only by a space
  ///   apple OR iphone ipad
  ///            ^^^^^^^^^^^
  ///   help: put ( ) round one of the two groups
  /// ```
  /// Columns count characters from 1; carets count terminal cells, so that they line up under wide characters too.
  package func rendered(in expression: String) -> String {
    let characters = Array(expression)
    let start = min(columns.lowerBound, characters.count)
    let lineStart = characters[..<start].lastIndex { $0.isNewline }.map { $0 + 1 } ?? 0
    let lineEnd = characters[start...].firstIndex { $0.isNewline } ?? characters.count
    let line = 1 + characters[..<start].count { $0.isNewline }
    let shown = characters[lineStart..<lineEnd].map(printable)
    let end = max(start, min(columns.upperBound, lineEnd))
    let indent = shown[..<(start - lineStart)].reduce(0) { $0 + cells($1) }
    let width = max(1, shown[(start - lineStart)..<(end - lineStart)].reduce(0) { $0 + cells($1) })
    var lines = [
      "\(line):\(start - lineStart + 1): \(message)", "  " + String(shown),
      "  " + String(repeating: " ", count: indent) + String(repeating: "^", count: width),
    ]
    if let help { lines.append("  help: " + help) }
    return lines.joined(separator: "\n")
  }
}

/// Why a text is no expression.
package struct ExpressionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text.
  package var expression: String
  /// What is wrong with it; the first is where reading stopped.
  package var diagnostics: [Diagnostic]

  /// All remarks as a terminal shows them, with carets.
  package func rendered() -> String {
    diagnostics.map { $0.rendered(in: expression) }.joined(separator: "\n")
  }

  /// The first remark on one line, such as `column 7: OR next to words joined only by a space`.
  package var description: String {
    diagnostics.first.map { "column \($0.columns.lowerBound + 1): \($0.message)" } ?? "no expression"
  }
}

/// The character itself, or a space for one that would move the cursor.
private func printable(_ character: Character) -> Character {
  character.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
    ? character : " "
}

/// How many cells a terminal gives to a character: two for East Asian wide ones and emoji.
private func cells(_ character: Character) -> Int {
  switch character.unicodeScalars.first?.value ?? 0 {
  case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
    0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
    2
  default: 1
  }
}

/// The one of `words` that was probably meant, if one is near enough.
func nearest<Words: Sequence<String>>(to word: String, among words: Words) -> String? {
  let best = words.map { (word: $0, distance: typos(Array(word.unicodeScalars), Array($0.unicodeScalars))) }
    .min { $0.distance < $1.distance }
  guard let best, best.distance <= max(1, min(2, word.count / 2)) else { return nil }
  return best.word
}
