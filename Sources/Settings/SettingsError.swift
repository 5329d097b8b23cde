// SPDX-License-Identifier: Apache-2.0

/// Everything that is wrong with the configuration files, in the order of the files.
package struct SettingsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One thing that is wrong, or doubtful.
  package struct Diagnostic: Hashable, Sendable, CustomStringConvertible {
    /// The file.
    package var path: String
    /// The line, 1 the first.
    package var line: Int?
    /// The code point in the line, 1 the first.
    package var column: Int?
    /// How many code points it is about.
    package var length: Int
    /// The key, such as `source[2].url`, the elements of lists counted from 1 in their file.
    package var keyPath: String?
    /// What was found and what was expected: lower case, no full stop.
    package var message: String
    /// What to do about it.
    package var suggestion: String?
    /// The line as it stands in the file.
    package var excerpt: String?

    /// On one line: `earshot.toml:12:3: source[2]: unknown key “ulr”; did you mean “url”?`
    package var summary: String {
      let place = [path, line.map(String.init), column.map(String.init)].compactMap(\.self).joined(
        separator: ":")
      let text = [place, keyPath, message].compactMap(\.self).joined(separator: ": ")
      return suggestion.map { text + "; " + $0 } ?? text
    }

    /// The summary with the line of the file and carets under what it is about.
    package var description: String {
      guard let excerpt, let column else { return summary }
      let line = excerpt.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }
      let before = line.prefix(column - 1).reduce(0) { $0 + cells($1) }
      let under = line.dropFirst(column - 1).prefix(max(1, length)).reduce(0) { $0 + cells($1) }
      let shown = String(String.UnicodeScalarView(line))
      return summary + "\n  " + shown + "\n  " + String(repeating: " ", count: before)
        + String(repeating: "^", count: max(1, under))
    }
  }

  /// What is wrong; not empty.
  package var diagnostics: [Diagnostic]

  /// All of it, as a terminal shows it.
  package var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}

/// How many cells a terminal gives to a code point: two for East Asian wide ones and emoji, none for marks.
private func cells(_ scalar: Unicode.Scalar) -> Int {
  switch scalar.value {
  case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
    0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
    2
  default: scalar.properties.generalCategory == .nonspacingMark ? 0 : 1
  }
}
