// SPDX-License-Identifier: Apache-2.0

import Model
import Settings
import Text

// Values of the plain kinds.
extension RecipeTable {
  /// A text that is not empty.
  mutating func text(_ key: String) -> String? { find(key).flatMap { text($0) } }

  /// A text that is not empty; `isBlankAllowed` where space alone means something.
  mutating func text(_ found: Found, isBlankAllowed: Bool = false) -> String? {
    guard case .string(let text) = found.toml.value else {
      report(expected: "a text in quotation marks", found)
      return nil
    }
    guard isBlankAllowed || !trimmed(text).isEmpty else {
      report("expected a text that is not empty", found)
      return nil
    }
    return text
  }

  /// A text that is required.
  mutating func requiredText(_ key: String, _ what: String) -> String? {
    if find(key) == nil { reportMissing(key, what) }
    return text(key)
  }

  /// One value or the values of a list.
  mutating func values(_ key: String) -> [Found] { find(key).map(values) ?? [] }

  func values(_ found: Found) -> [Found] {
    guard case .array(let elements) = found.toml.value else { return [found] }
    return elements.enumerated().map { Found(toml: $1, keyPath: "\(found.keyPath)[\($0 + 1)]") }
  }

  /// Texts and numbers as the texts that an answer is compared with.
  mutating func constants(_ key: String) -> [String] {
    values(key).compactMap { found in
      switch found.toml.value {
      case .string(let text): return text
      case .integer(let number): return String(number)
      case .boolean(let value): return String(value)
      default:
        report(expected: "texts or whole numbers", found)
        return nil
      }
    }
  }

  /// A whole number in a range.
  mutating func integer(_ key: String, _ range: ClosedRange<Int>) -> Int? {
    guard let found = find(key) else { return nil }
    if case .integer(let number) = found.toml.value, let number = Int(exactly: number), range ~= number {
      return number
    }
    report("expected a whole number from \(range.lowerBound) to \(range.upperBound)", found)
    return nil
  }

  /// A number, whole or not.
  mutating func number(_ key: String) -> Double? { find(key).flatMap { number($0) } }

  mutating func number(_ found: Found) -> Double? {
    switch found.toml.value {
    case .integer(let number): return Double(number)
    case .float(let number) where number.isFinite: return number
    default:
      report("expected a number", found)
      return nil
    }
  }

  /// `true` or `false`.
  mutating func boolean(_ key: String) -> Bool? {
    guard let found = find(key) else { return nil }
    if case .boolean(let value) = found.toml.value { return value }
    report(expected: "true or false", found)
    return nil
  }

  /// One of several words.
  mutating func choice<Choice: RawRepresentable<String>>(_ key: String, of choices: [Choice]) -> Choice? {
    guard let found = find(key), let text = text(found) else { return nil }
    if let choice = choices.first(where: { $0.rawValue == text }) { return choice }
    report(
      "“\(text)” is none of the choices", found,
      suggestion: suggestion(for: text, among: choices.map(\.rawValue)))
    return nil
  }

  /// A duration such as `15m`.
  mutating func duration(_ key: String) -> Duration? {
    guard let found = find(key) else { return nil }
    if case .string(let text) = found.toml.value, let duration = Duration(written: text) { return duration }
    report("expected a duration", found, suggestion: "write it like \"90s\", \"15m\", \"1h30m\" or \"1d\"")
    return nil
  }
}

// Values of the language.
extension RecipeTable {
  /// A JSON pointer.
  mutating func pointer(_ key: String) -> Pointer? { find(key).flatMap { pointer($0) } }

  mutating func pointer(_ found: Found) -> Pointer? {
    guard let text = text(found, isBlankAllowed: true) else { return nil }
    if let pointer = Pointer(parsing: text) { return pointer }
    report(
      "“\(text)” is no JSON pointer", found, suggestion: "write it like \"/data/0/name\", with ~1 for a slash"
    )
    return nil
  }

  /// One pointer or a list of them.
  mutating func pointers(_ key: String) -> [Pointer] { values(key).compactMap { pointer($0) } }

  /// A template, whose names are noted to be looked up when all of them are known.
  mutating func template(_ found: Found, _ scope: Use.Scope) -> Template? {
    guard let text = text(found, isBlankAllowed: true) else { return nil }
    do throws(Template.Fault) {
      let template = try Template(parsing: text)
      notes.uses += template.names.map { Use(name: $0, scope: scope, found: found) }
      return template
    } catch {
      report(error.message, found, suggestion: error.suggestion, at: error.offset)
      return nil
    }
  }

  /// A template of a request, which knows no item and so can have no pointers.
  mutating func requestTemplate(_ found: Found) -> Template? {
    guard let template = template(found, .request) else { return nil }
    let pointsSomewhere = template.parts.contains {
      if case .place(.pointer, _, _) = $0 { true } else { false }
    }
    guard pointsSomewhere else { return template }
    report("a request has no item to point into", found, suggestion: "use the name of a variable")
    return nil
  }

  /// The transforms of `as`.
  mutating func transforms(_ key: String) -> [Transform] {
    values(key).compactMap { found in
      guard let text = text(found) else { return nil }
      if let transform = Transform(parsing: text) { return transform }
      report(
        "“\(text)” is no transform", found, suggestion: suggestion(for: text, among: Transform.names))
      return nil
    }
  }
}
