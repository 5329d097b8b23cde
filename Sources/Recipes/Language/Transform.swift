// SPDX-License-Identifier: Apache-2.0

import Markup

/// What may be done to a text on its way into an item: a closed list, since a recipe is data and no program.
enum Transform: Hashable, Sendable {
  case htmlText, htmlUnescape, trim, lower, urlDecode, integer, decimalComma, firstLine
  case afterLast(String), beforeFirst(String), stripPrefix(String), urlParameter(String)
  case truncate(Int)

  /// The names as they are written; those with a colon want an argument after it.
  static let names = [
    "html-text", "html-unescape", "trim", "lower", "url-decode", "int", "decimal-comma", "first-line",
    "after-last:", "before-first:", "strip-prefix:", "url-param:", "truncate:",
  ]

  /// Reads `trim` or `after-last:/`; nil for what is no transform.
  init?(parsing text: String) {
    let name = text.prefix { $0 != ":" }
    guard name.endIndex < text.endIndex else {
      guard let plain = Self.plain[text] else { return nil }
      self = plain
      return
    }
    let argument = String(text[text.index(after: name.endIndex)...])
    guard !argument.isEmpty else { return nil }
    switch name {
    case "after-last": self = .afterLast(argument)
    case "before-first": self = .beforeFirst(argument)
    case "strip-prefix": self = .stripPrefix(argument)
    case "url-param": self = .urlParameter(argument)
    case "truncate":
      guard let count = Int(argument), (1...100_000).contains(count) else { return nil }
      self = .truncate(count)
    default: return nil
    }
  }

  private static let plain: [String: Transform] = [
    "html-text": .htmlText, "html-unescape": .htmlUnescape, "trim": .trim, "lower": .lower,
    "url-decode": .urlDecode, "int": .integer, "decimal-comma": .decimalComma, "first-line": .firstLine,
  ]

  /// The text it makes of a text, or nil where it makes none.
  func callAsFunction(_ text: String) -> String? {
    switch self {
    case .htmlText: visibleText(ofHTML: text)
    case .htmlUnescape: unescaped(text)
    case .trim: trimmed(text)
    case .lower: text.lowercased()
    case .urlDecode: percentDecoded(text)
    case .integer: wholeNumber(text)
    case .decimalComma: String(text.map { $0 == "," ? "." : $0 })
    case .firstLine: text.split { $0.isNewline }.first.map(String.init)
    case .afterLast(let mark): String(text[(lastRange(of: mark, in: text)?.upperBound ?? text.startIndex)...])
    case .beforeFirst(let mark):
      String(text[..<(firstRange(of: mark, in: text)?.lowerBound ?? text.endIndex)])
    case .stripPrefix(let prefix): text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
    case .urlParameter(let name): parameter(name, of: text)
    case .truncate(let count): String(text.prefix(count))
    }
  }
}

/// The text without space at its ends.
func trimmed(_ text: String) -> String {
  guard let first = text.firstIndex(where: { !$0.isWhitespace }),
    let last = text.lastIndex(where: { !$0.isWhitespace })
  else { return "" }
  return String(text[first...last])
}

/// `4` of `4`, ` 4.0` and `4 stars`.
private func wholeNumber(_ text: String) -> String? {
  let digits = trimmed(text).prefix { $0.isASCII && ($0.isNumber || $0 == "-") }
  return Int64(digits).map(String.init)
}

/// Character references replaced, tags left as they are.
private func unescaped(_ text: String) -> String {
  let bytes = Array(text.utf8)
  guard bytes.contains(UInt8(ascii: "&")) else { return text }
  var out: [UInt8] = []
  var at = 0
  while at < bytes.count {
    if let reference = characterReference(in: bytes.span, at: at) {
      out += reference.text
      at += reference.length
    } else {
      out.append(bytes[at])
      at += 1
    }
  }
  return String(decoding: out, as: UTF8.self)
}

private func firstRange(of mark: String, in text: String) -> Range<String.Index>? {
  var rest = text[...]
  while let start = rest.firstIndex(of: mark[mark.startIndex]) {
    if rest[start...].hasPrefix(mark) { return start..<text.index(start, offsetBy: mark.count) }
    rest = rest[text.index(after: start)...]
  }
  return nil
}

private func lastRange(of mark: String, in text: String) -> Range<String.Index>? {
  var rest = text[...]
  while let start = rest.lastIndex(of: mark[mark.startIndex]) {
    if text[start...].hasPrefix(mark) { return start..<text.index(start, offsetBy: mark.count) }
    rest = rest[..<start]
  }
  return nil
}

/// The decoded value of a parameter in the query of an address.
private func parameter(_ name: String, of url: String) -> String? {
  let query = url.drop { $0 != "?" }.dropFirst().prefix { $0 != "#" }
  for pair in query.split(separator: "&") {
    let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2, percentDecoded(String(parts[0])) == name { return percentDecoded(String(parts[1])) }
  }
  return nil
}
