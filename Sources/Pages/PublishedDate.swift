// SPDX-License-Identifier: Apache-2.0
package import Model

/// The instant of a date as pages give it: ISO 8601 with or without a time, or an English date such as
/// `October 5, 2026`, `5 Oct 2026`. No zone is UTC; nil rather than a guess.
package func publishedDate(_ text: String) -> Instant? {
  let words = text.split { $0.isWhitespace || $0 == "," || $0 == "/" }
  if let first = words.first, first.utf8.count >= 10, first.utf8.dropFirst(4).first == UInt8(ascii: "-") {
    return isoDate(Array(words.prefix(3).joined(separator: "T").utf8))
  }
  return englishDate(words)
}

/// `2026-11-21`, `2026-11-21T09:30`, `2026-11-21T09:30:00.5+01:00`.
private func isoDate(_ bytes: [UInt8]) -> Instant? {
  var rest = bytes[...]
  guard let year = digits(4, from: &rest), take("-", from: &rest), let month = digits(2, from: &rest),
    take("-", from: &rest), let day = digits(2, from: &rest)
  else { return nil }
  var date = CivilTime(year: year, month: month, day: day)
  var offset = 0
  if take("T", from: &rest) || take("t", from: &rest) {
    guard let hour = digits(2, from: &rest), take(":", from: &rest), let minute = digits(2, from: &rest)
    else { return nil }
    date.hour = hour
    date.minute = minute
    if take(":", from: &rest) {
      guard let second = digits(2, from: &rest) else { return nil }
      date.second = second
      if take(".", from: &rest) || take(",", from: &rest) {
        rest = rest.drop { $0 &- UInt8(ascii: "0") < 10 }
      }
    }
    guard let zone = zoneOffset(&rest) else { return nil }
    offset = zone
  }
  guard rest.isEmpty, date.isValid, year >= 1900 else { return nil }
  return date.instant(offset: offset)
}

/// Nothing, `Z`, `+01:00`, `-0500` or `+01`; a `T` may stand before it where a space was.
private func zoneOffset(_ rest: inout ArraySlice<UInt8>) -> Int? {
  _ = take("T", from: &rest)
  if rest.isEmpty || take("Z", from: &rest) || take("z", from: &rest) { return 0 }
  for name in ["UTC", "GMT"] where rest.elementsEqual(name.utf8) {
    rest = []
    return 0
  }
  let isWest = take("-", from: &rest)
  guard isWest || take("+", from: &rest), let hours = digits(2, from: &rest) else { return nil }
  _ = take(":", from: &rest)
  let minutes = digits(2, from: &rest) ?? 0
  guard hours <= 15, minutes < 60 else { return nil }
  return (hours * 3600 + minutes * 60) * (isWest ? -1 : 1)
}

private func englishDate(_ words: [Substring]) -> Instant? {
  var date = CivilTime(year: 0, month: 0, day: 0)
  for word in words.prefix(6) {
    let number = Int(word.prefix { $0.isASCII && $0.isNumber })
    if let month = monthNumber(word), date.month == 0 {
      date.month = month
    } else if let number, word.utf8.count == 4, date.year == 0, number >= 1900 {
      date.year = number
    } else if let number, word.utf8.count <= 4, date.day == 0 {
      date.day = number
    }
  }
  return date.year > 0 && date.isValid ? date.instant() : nil
}

private let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

private func monthNumber(_ word: Substring) -> Int? {
  months.firstIndex { word.lowercased().hasPrefix($0) }.map { $0 + 1 }
}

private func take(_ text: Unicode.Scalar, from rest: inout ArraySlice<UInt8>) -> Bool {
  guard rest.first == UInt8(ascii: text) else { return false }
  rest = rest.dropFirst()
  return true
}

private func digits(_ count: Int, from rest: inout ArraySlice<UInt8>) -> Int? {
  guard rest.count >= count else { return nil }
  var number = 0
  for byte in rest.prefix(count) {
    guard byte &- UInt8(ascii: "0") < 10 else { return nil }
    number = number * 10 + Int(byte - UInt8(ascii: "0"))
  }
  rest = rest.dropFirst(count)
  return number
}
