// SPDX-License-Identifier: Apache-2.0
import Model

/// The words of a text as far as they tell one version from another: lower case, one space between, without
/// addresses, digits and ASCII punctuation, so that counters, dates and cache-busting stamps are no change.
func visibleWords(of text: String) -> [UInt8] {
  var words: [UInt8] = []
  for token in text.lowercased().split(whereSeparator: \.isWhitespace) where !isAddress(token) {
    let before = words.count
    if before > 0 { words.append(UInt8(ascii: " ")) }
    let start = words.count
    for scalar in token.unicodeScalars where saysSomething(scalar) {
      words += UTF8.encode(scalar).map(Array.init) ?? []
    }
    if words.count == start { words.removeLast(start - before) }
  }
  return words
}

private func isAddress(_ token: Substring) -> Bool {
  token.hasPrefix("http://") || token.hasPrefix("https://") || token.hasPrefix("www.")
}

/// Letters and symbols do, digits of every script and ASCII punctuation do not.
private func saysSomething(_ scalar: Unicode.Scalar) -> Bool {
  if scalar.isASCII { return scalar.properties.isLowercase || scalar.properties.isUppercase }
  return scalar.properties.numericType == nil
}

extension Item {
  /// The words of title and text with the stars, for they are the verdict of a review though they are digits.
  var words: [UInt8] {
    var words = visibleWords(of: title)
    words.append(UInt8(ascii: "\n"))
    words += visibleWords(of: text)
    if let rating { words += "\n\(rating.stars)".utf8 }
    return words
  }

  /// When it was published as far as that can be believed: a date more than a day ahead of `now` is none.
  func effective(now: Instant) -> Instant {
    guard let date = published ?? updated, date <= now + .days(1) else { return now }
    return min(date, now)
  }
}
