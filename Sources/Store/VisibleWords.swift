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
  var words = Words(numbers: numbers)
  for scalar in text.unicodeScalars {
    if scalar.isASCII {
      let isCapital = ("A"..."Z").contains(scalar)
      words.take(isCapital ? Unicode.Scalar(UInt8(truncatingIfNeeded: scalar.value) | 0x20) : scalar)
    } else {
      for lower in scalar.properties.lowercaseMapping.unicodeScalars { words.take(lower) }
    }
  }
  words.endToken()
  return words.bytes
}

/// Words as they are read, scalar by scalar: every item of every visit passes here.
private struct Words {
  let numbers: Numbers
  private(set) var bytes: [UInt8] = []
  /// Where the words before this token end.
  private var end = 0
  /// The first eight scalars of this token, in which an address shows.
  private var beginning: UInt64 = 0
  private var length = 0
  private var isAddress = false

  init(numbers: Numbers) { self.numbers = numbers }

  mutating func take(_ scalar: Unicode.Scalar) {
    if isSpace(scalar) { return endToken() }
    note(scalar)
    guard saysSomething(scalar) else { return }
    if bytes.count == end && end > 0 { bytes.append(UInt8(ascii: " ")) }
    if scalar.isASCII {
      bytes.append(UInt8(truncatingIfNeeded: scalar.value))
    } else {
      bytes += String(scalar).utf8
    }
  }

  mutating func endToken() {
    if isAddress { bytes.removeLast(bytes.count - end) }
    end = bytes.count
    (beginning, length, isAddress) = (0, 0, false)
  }

  private mutating func note(_ scalar: Unicode.Scalar) {
    guard length < 8 else { return }
    beginning = beginning << 8 | UInt64(min(scalar.value, 0xFF))
    length += 1
    // “www.”, “http://” and “https://” as numbers.
    switch beginning {
    case 0x7777_772E, 0x68_7474_703A_2F2F, 0x6874_7470_733A_2F2F: isAddress = true
    default: break
    }
  }

  private func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII
      ? scalar.value == 0x20 || (0x09...0x0D).contains(scalar.value) : scalar.properties.isWhitespace
  }

  /// Letters and symbols do in every script; ASCII punctuation does not.
  private func saysSomething(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z": true
    case "0"..."9": numbers == .count
    case "\u{0}"..."\u{7F}": false
    default: numbers == .count || scalar.properties.numericType == nil
    }
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
