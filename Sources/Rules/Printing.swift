// SPDX-License-Identifier: Apache-2.0
import Text

extension Node {
  /// What a node stands in, which decides whether it needs parentheses.
  enum Place {
    /// Nothing, or parentheses.
    case top
    /// Between ORs.
    case any
    /// Between ANDs.
    case all
    /// After NOT.
    case not
    /// Left of a NEAR.
    case nearLeft
    /// Right of a NEAR, or after a field's colon.
    case operand
  }

  /// The node as text, in parentheses where the place needs them.
  func written(inside place: Place) -> String {
    switch self {
    case .term(let term): term.written
    case .scoped(let field, let node): "\(field.rawValue):" + node.written(inside: .operand)
    case .fact(let fact, let value): "\(fact.rawValue):" + quotedIfNeeded(value)
    case .compare(let measure, let comparison, let value):
      measure.rawValue + comparison.rawValue + measure.written(value)
    case .range(let measure, let low, let high):
      "\(measure.rawValue):" + (low.isFinite ? measure.written(low) : "") + ".."
        + (high.isFinite ? measure.written(high) : "")
    case .any(let nodes):
      parenthesized(nodes.map { $0.written(inside: .any) }.joined(separator: " OR "), unless: place == .top)
    case .all(let nodes):
      parenthesized(
        nodes.map { $0.written(inside: .all) }.joined(separator: " AND "),
        unless: place == .top || place == .any)
    case .not(let node):
      parenthesized(
        "NOT " + node.written(inside: .not), unless: place != .operand && place != .nearLeft)
    case .near(let left, let right, let nearness):
      parenthesized(
        "\(left.written(inside: .nearLeft)) \(nearness.word) \(right.written(inside: .operand))",
        unless: place != .operand)
    }
  }

  private func parenthesized(_ text: String, unless isBare: Bool) -> String { isBare ? text : "(\(text))" }

  private func quotedIfNeeded(_ value: String) -> String {
    let isPlain = value.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ".,-_/0123456789".unicodeScalars.contains($0)
    }
    return isPlain && !value.isEmpty && !value.readsAsOperator
      ? value : "\"" + value.escaping("\"\\“”*?") + "\""
  }
}

extension Measure {
  /// A number in the measure's unit: an age in the largest unit that leaves no fraction.
  func written(_ value: Double) -> String {
    guard self == .age else { return short(value) }
    let unit = AgeUnit.allCases.last { (value / $0.seconds).rounded() == value / $0.seconds } ?? .second
    return short(value / unit.seconds) + unit.rawValue
  }

  private func short(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
  }
}

/// The units of ages.
enum AgeUnit: String, CaseIterable {
  case second = "s"
  case minute = "m"
  case hour = "h"
  case day = "d"
  case week = "w"

  var seconds: Double {
    switch self {
    case .second: 1
    case .minute: 60
    case .hour: 3600
    case .day: 86400
    case .week: 604800
    }
  }
}

extension Term {
  /// The term as it is typed.
  var written: String {
    let mark = isExact ? "=" : ""
    switch form {
    case .word: return mark + writtenWord + (typos > 0 ? "~\(typos)" : "")
    case .quoted: return mark + quoted + (slop.map { "~\($0)" } ?? "")
    case .raw: return "raw:" + quoted
    case .lookalike: return "lookalike:" + writtenWord
    }
  }

  private var quoted: String { "\"" + text.escaping("\"\\“”*?").withWildcards + "\"" }

  /// The word with an escape before whatever would be read as something else.
  private var writtenWord: String {
    let escaped = text.escaping("()\"\\“”~*?:<>=", spaces: true).withWildcards
    // The scalar, for a minus with an accent is a minus to the reader.
    let isMinus = text.unicodeScalars.first == "-"
    return text.readsAsOperator || isMinus ? "\\" + escaped : escaped
  }
}

extension String {
  /// Whether the word would be read as an operator, or may be.
  fileprivate var readsAsOperator: Bool {
    ["AND", "OR", "NOT", "|"].contains(self) || hasPrefix("NEAR") || hasPrefix("ONEAR")
  }

  /// The text with a backslash before each of some characters, and before white space if asked for.
  fileprivate func escaping(_ special: String, spaces: Bool = false) -> String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if special.unicodeScalars.contains(scalar) || spaces && scalar.properties.isWhitespace {
        result.append("\\")
      }
      result.append(scalar)
    }
    return String(result)
  }

  /// The text with `*` and `?` where wildcards stand.
  fileprivate var withWildcards: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { $0 == Wildcard.any ? "*" : $0 == Wildcard.one ? "?" : $0 }))
  }
}
