// SPDX-License-Identifier: Apache-2.0

/// Text of strangers as it may stand on a terminal: control characters but line feed and tab are shown as
/// `\xNN`, and what would turn the direction of writing is left out. So no title can move the cursor or set
/// the clipboard.
func shown(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x0A, 0x09: result.append(scalar)
    case 0..<0x20, 0x7F..<0xA0:
      let digits = String(scalar.value, radix: 16, uppercase: true)
      result.append(contentsOf: "\\x\(digits.count == 1 ? "0" : "")\(digits)".unicodeScalars)
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: continue
    default: result.append(scalar)
    }
  }
  return String(result)
}

/// The same on one line: runs of white space become one space.
func onOneLine(_ text: String) -> String {
  shown(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
}

/// How many columns of a terminal a text takes.
func displayWidth(_ text: String) -> Int { text.reduce(0) { $0 + displayWidth($1) } }

/// The text cut to a width, with an ellipsis where something was cut off.
func clipped(_ text: String, to width: Int) -> String {
  guard displayWidth(text) > width else { return text }
  var result = ""
  var used = 0
  for character in text {
    used += displayWidth(character)
    if used > width - 1 { break }
    result.append(character)
  }
  return result + "…"
}

private func displayWidth(_ character: Character) -> Int {
  guard let first = character.unicodeScalars.first else { return 0 }
  let asEmoji =
    first.properties.isEmojiPresentation || character.unicodeScalars.contains { $0.value == 0xFE0F }
  if asEmoji || isWide(first) { return 2 }
  switch first.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format, .control: return 0
  default: return 1
  }
}

/// The blocks that UAX #11 has as wide, whole.
private func isWide(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
    0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
    0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
    true
  default: false
  }
}
