// SPDX-License-Identifier: Apache-2.0
import Model

/// Whether digits are part of a text.
enum Numbers {
  /// They are: `version 1.2` and `version 1.3` are two texts.
  case count
  /// They are not, so that counters and dates are no change.
  case ignored
}

/// The words of a text as a reader compares them: lower case, one space between, without addresses and ASCII
/// punctuation.
func visibleWords(of text: String, numbers: Numbers) -> [UInt8] {
  var words: [UInt8] = []
  for token in text.lowercased().unicodeScalars.split(whereSeparator: isSpace) where !isAddress(token) {
    let before = words.count
    if before > 0 { words.append(UInt8(ascii: " ")) }
    let start = words.count
    for scalar in token where saysSomething(scalar, numbers) { words += String(scalar).utf8 }
    if words.count == start { words.removeLast(start - before) }
  }
  return words
}

private func isSpace(_ scalar: Unicode.Scalar) -> Bool {
  scalar.isASCII
    ? scalar.value == 0x20 || (0x09...0x0D).contains(scalar.value) : scalar.properties.isWhitespace
}

private func isAddress(_ token: Substring.UnicodeScalarView) -> Bool {
  ["http://", "https://", "www."].contains { token.starts(with: $0.unicodeScalars) }
}

/// Letters and symbols do in every script; ASCII punctuation does not.
private func saysSomething(_ scalar: Unicode.Scalar, _ numbers: Numbers) -> Bool {
  switch scalar {
  case "a"..."z": true
  case "0"..."9": numbers == .count
  case "\u{0}"..."\u{7F}": false
  default: numbers == .count || scalar.properties.numericType == nil
  }
}

extension Item {
  /// What makes a version: the words of title and text without numbers, so that counters, stamps and
  /// addresses are no edit, and the stars, for they are the verdict of a review though they are digits.
  var version: [UInt8] {
    let texts = [title, text].map { visibleWords(of: $0, numbers: .ignored) }
    let stars = rating.map { Array("\($0.stars)".utf8) } ?? []
    return Array((texts + [stars]).joined(separator: [UInt8(ascii: "\n")]))
  }

  /// When it was published as far as that can be believed: a date more than a day ahead of `now` is none.
  func effective(now: Instant) -> Instant {
    guard let date = published ?? updated, date <= now + .days(1) else { return now }
    return min(date, now)
  }
}
