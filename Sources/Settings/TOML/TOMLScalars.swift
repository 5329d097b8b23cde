// SPDX-License-Identifier: Apache-2.0

internal import Model

// Strings, numbers, truth values and dates.
extension TOMLReader {
  /// A string of any of the four kinds.
  mutating func string() throws(TOMLError) -> String {
    let quote: Unicode.Scalar = next == "'" ? "'" : "\""
    let start = at
    if comes(String(repeating: String(quote), count: 3)) { return try longString(quote) }
    at += 1
    var string = String.UnicodeScalarView()
    while let scalar = next, scalar != "\n" {
      if eat(quote) { return String(string) }
      try take(scalar, quote, into: &string)
    }
    throw wrong("this string does not end in its line; expected \(quote)", at: start)
  }

  /// `"""..."""` and `'''...'''`.
  private mutating func longString(_ quote: Unicode.Scalar) throws(TOMLError) -> String {
    let start = at
    let end = String(repeating: String(quote), count: 3)
    at += 3
    if comes("\r\n") { at += 2 } else { _ = eat("\n") }
    var string = String.UnicodeScalarView()
    while let scalar = next {
      if comes(end) {
        at += 3
        // Up to two more quotes belong to the string.
        for _ in 0..<2 where eat(quote) { string.append(quote) }
        return String(string)
      }
      if scalar == "\n" || comes("\r\n") {
        at += scalar == "\n" ? 1 : 2
        string.append("\n")
      } else if quote == "\"", scalar == "\\", skipsLineEnd() {
        continue
      } else {
        try take(scalar, quote, into: &string)
      }
    }
    throw wrong("this string never ends; expected \(end)", at: start)
  }

  /// A backslash at the end of a line takes the line end and all space up to the next word with it.
  private mutating func skipsLineEnd() -> Bool {
    var index = at + 1
    while index < scalars.count, scalars[index] == " " || scalars[index] == "\t" { index += 1 }
    if index + 1 < scalars.count, scalars[index] == "\r", scalars[index + 1] == "\n" { index += 1 }
    guard index < scalars.count, scalars[index] == "\n" else { return false }
    while index < scalars.count {
      let isLineEnd =
        scalars[index] == "\n"
        || scalars[index] == "\r" && index + 1 < scalars.count && scalars[index + 1] == "\n"
      guard scalars[index] == " " || scalars[index] == "\t" || isLineEnd else { break }
      index += 1
    }
    at = index
    return true
  }

  /// One code point of a string, or an escape where the kind of string has them.
  private mutating func take(
    _ scalar: Unicode.Scalar, _ quote: Unicode.Scalar, into string: inout String.UnicodeScalarView
  ) throws(TOMLError) {
    guard !Self.isForbidden(scalar) else {
      throw wrong("expected no control character in a string; write it as an escape")
    }
    at += 1
    if scalar == "\\" && quote == "\"" {
      string.append(try escape())
    } else {
      string.append(scalar)
    }
  }

  private mutating func escape() throws(TOMLError) -> Unicode.Scalar {
    let plain: [Unicode.Scalar: Unicode.Scalar] = [
      "b": "\u{8}", "t": "\t", "n": "\n", "f": "\u{C}", "r": "\r", "\"": "\"", "\\": "\\",
    ]
    guard let letter = next else { throw wrong("expected an escape") }
    if let scalar = plain[letter] {
      at += 1
      return scalar
    }
    guard letter == "u" || letter == "U" else {
      throw wrong(
        "“\\\(shown)” is no escape; for a backslash write \\\\, or put the string in ' '", at: at - 1)
    }
    let count = letter == "u" ? 4 : 8
    let digits = scalars[(at + 1)...].prefix(count)
    guard digits.count == count, digits.allSatisfy(\.properties.isASCIIHexDigit),
      let value = UInt32(String(String.UnicodeScalarView(digits)), radix: 16),
      let scalar = Unicode.Scalar(value)
    else { throw wrong("expected \(count) hexadecimal digits of a code point after \\\(letter)", at: at - 1) }
    at += 1 + count
    return scalar
  }

  /// A value that is a word: a number, a truth value, a date or a time.
  mutating func word() throws(TOMLError) -> TOML.Value {
    let start = at
    while let scalar = next, !" \t\r\n,]}#=\"'[{".unicodeScalars.contains(scalar) { at += 1 }
    // A date and a time may be parted by a space.
    if at + 1 < scalars.count, next == " ", "0"..."9" ~= scalars[at + 1], Self.isDate(text(start..<at)) {
      at += 1
      while let scalar = next, !" \t\r\n,]}#".unicodeScalars.contains(scalar) { at += 1 }
    }
    let word = text(start..<at)
    switch word {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "inf", "+inf": return .float(.infinity)
    case "-inf": return .float(-.infinity)
    case "nan", "+nan", "-nan": return .float(.nan)
    default: break
    }
    if let integer = Self.integer(word) { return .integer(integer) }
    if let float = Self.float(word) { return .float(float) }
    if Self.isTime(word) { return .time(word) }
    let isNumber = word.unicodeScalars.first.map { "0"..."9" ~= $0 || $0 == "-" || $0 == "+" } ?? false
    throw wrong(
      word.isEmpty
        ? "expected a value, found “\(shown)”"
        : isNumber
          ? "“\(word)” is no number; write a text in quotation marks"
          : "“\(word)” is no value; write a text in quotation marks: \"\(word)\"", at: start)
  }

  private static func integer(_ word: String) -> Int64? {
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where word.hasPrefix(prefix) {
      return digits(word.dropFirst(2)).flatMap {
        $0.first == "+" || $0.first == "-" ? nil : Int64($0, radix: radix)
      }
    }
    let unsigned = word.first == "-" || word.first == "+" ? word.dropFirst() : word[...]
    guard let plain = digits(unsigned), plain.utf8.allSatisfy({ 48...57 ~= $0 }),
      plain == "0" || plain.first != "0"
    else { return nil }
    return Int64((word.first == "-" ? "-" : "") + plain)
  }

  private static func float(_ word: String) -> Double? {
    let parts = word.split(omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
    guard parts.count <= 2, let mantissa = parts.first else { return nil }
    let halves = mantissa.split(separator: ".", omittingEmptySubsequences: false)
    guard halves.count <= 2, halves.count + parts.count > 2 else { return nil }
    var whole = halves[0]
    if whole.first == "-" || whole.first == "+" { whole = whole.dropFirst() }
    guard integer(String(whole)) != nil, whole.first != "-", whole.first != "+" else { return nil }
    for digitsOnly in halves.dropFirst() { guard isDigits(digitsOnly) else { return nil } }
    for var exponent in parts.dropFirst() {
      if exponent.first == "-" || exponent.first == "+" { exponent = exponent.dropFirst() }
      guard isDigits(exponent) else { return nil }
    }
    return Double(word.filter { $0 != "_" })
  }

  private static func isDigits(_ text: Substring) -> Bool {
    digits(text).map { $0.utf8.allSatisfy { 48...57 ~= $0 } } ?? false
  }

  /// The digits without underscores, each of which must stand between two digits.
  private static func digits(_ text: Substring) -> String? {
    let parts = text.split(separator: "_", omittingEmptySubsequences: false)
    return parts.contains { $0.isEmpty } ? nil : parts.joined()
  }

  private static func isDate(_ word: String) -> Bool {
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2],
      parts.allSatisfy({ isDigits($0) && !$0.contains("_") }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return false }
    return year > 0 && CivilTime(year: year, month: month, day: day).isValid
  }

  /// RFC 3339, with or without date, time and offset.
  private static func isTime(_ word: String) -> Bool {
    if isDate(word) { return true }
    var rest = word[...]
    if let separator = word.firstIndex(where: { "Tt ".contains($0) }) {
      guard isDate(String(word[..<separator])) else { return false }
      rest = word[word.index(after: separator)...]
      if rest.last == "Z" || rest.last == "z" {
        rest = rest.dropLast()
      } else if let sign = rest.lastIndex(where: { $0 == "+" || $0 == "-" }) {
        guard isClock(rest[rest.index(after: sign)...], parts: 2) else { return false }
        rest = rest[..<sign]
      }
    }
    let halves = rest.split(separator: ".", omittingEmptySubsequences: false)
    guard halves.count <= 2, isClock(halves[0], parts: 3) else { return false }
    return halves.dropFirst().allSatisfy { isDigits($0) && !$0.contains("_") }
  }

  private static func isClock(_ text: Substring, parts count: Int) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == count, parts.allSatisfy({ $0.utf8.count == 2 && isDigits($0) }) else { return false }
    return zip(parts.compactMap { Int($0) }, [23, 59, 59]).allSatisfy { $0 <= $1 }
  }
}
