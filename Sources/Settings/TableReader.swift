// SPDX-License-Identifier: Apache-2.0

internal import Model

/// Takes the keys of one table one after the other, and reports those nobody asked for.
struct TableReader {
  /// A value with where it came from.
  struct Found {
    var file: Int
    var toml: TOML
    var keyPath: String
  }

  private let keyPath: String
  private let entries: [Layers.Located]
  /// Where to point for a key that is missing.
  private let header: (file: Int, place: TOML.Place)?
  private var asked: [String] = []
  var problems: Problems
  /// Whether there is a `[mail]`, without which nothing can be told by mail.
  var hasMail = false

  /// The reader of `[name]`.
  init(section name: String, of layers: Layers, _ problems: Problems) {
    keyPath = name
    entries = layers.sections[name] ?? []
    header = entries.first.map { ($0.file, $0.entry.place) }
    self.problems = problems
  }

  /// The reader of one `[[name]]`.
  init(_ element: Layers.Element, of name: String, _ problems: Problems) {
    keyPath = "\(name)[\(element.number)]"
    entries = (element.table.entries ?? []).map { Layers.Located(file: element.file, entry: $0) }
    header = (element.file, element.table.place)
    self.problems = problems
  }

  /// Whether the files say anything here.
  var isEmpty: Bool { entries.isEmpty }

  /// The value of a key, if there is one.
  mutating func find(_ key: String) -> Found? {
    if !asked.contains(key) { asked.append(key) }
    return entries.first { $0.entry.key == key }.map {
      Found(file: $0.file, toml: $0.entry.value, keyPath: keyPath + "." + key)
    }
  }

  /// Reports what is wrong with a value.
  mutating func report(_ message: String, _ found: Found, suggestion: String? = nil) {
    let length = if case .string(let text) = found.toml.value { text.unicodeScalars.count + 2 } else { 1 }
    problems.report(
      message, file: found.file, at: found.toml.place, length: length, keyPath: found.keyPath,
      suggestion: suggestion)
  }

  /// Reports what is wrong with the table as a whole.
  mutating func reportHeader(_ message: String, suggestion: String) {
    guard let header else { return }
    problems.report(message, file: header.file, at: header.place, keyPath: keyPath, suggestion: suggestion)
  }

  /// Reports that a key is missing.
  mutating func reportMissing(_ key: String, _ what: String) {
    reportHeader("“\(key)” is missing", suggestion: what)
  }

  /// A text that is not empty.
  mutating func string(_ key: String) -> String? { located(key)?.text }

  /// A text that is not empty, with its place.
  mutating func located(_ key: String) -> (text: String, found: Found)? {
    find(key).flatMap { found in text(of: found).map { ($0, found) } }
  }

  /// One text or a list of texts, each with its place.
  mutating func strings(_ key: String) -> [(text: String, found: Found)]? {
    guard let found = find(key) else { return nil }
    guard case .array(let elements) = found.toml.value else { return text(of: found).map { [($0, found)] } }
    return elements.enumerated().compactMap { index, toml in
      let element = Found(file: found.file, toml: toml, keyPath: "\(found.keyPath)[\(index + 1)]")
      return text(of: element).map { ($0, element) }
    }
  }

  private mutating func text(of found: Found) -> String? {
    guard case .string(let text) = found.toml.value else {
      report("expected a text in quotation marks, found \(found.toml.noun)", found)
      return nil
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      report("expected a text that is not empty", found)
      return nil
    }
    return text
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

  /// `true` or `false`.
  mutating func boolean(_ key: String) -> Bool? {
    guard let found = find(key) else { return nil }
    if case .boolean(let value) = found.toml.value { return value }
    report("expected true or false, found \(found.toml.noun)", found)
    return nil
  }

  /// One of several words.
  mutating func choice<Choice: RawRepresentable<String>>(_ key: String, of choices: [Choice]) -> Choice? {
    guard let (text, found) = located(key) else { return nil }
    return choice(text, found, of: choices)
  }

  /// Several of several words.
  mutating func choices<Choice: RawRepresentable<String>>(_ key: String, of choices: [Choice]) -> [Choice]? {
    strings(key)?.compactMap { choice($0.text, $0.found, of: choices) }
  }

  private mutating func choice<Choice: RawRepresentable<String>>(
    _ text: String, _ found: Found, of choices: [Choice]
  ) -> Choice? {
    if let choice = choices.first(where: { $0.rawValue == text }) { return choice }
    report(
      "“\(text)” is none of the choices", found,
      suggestion: suggestion(for: text, among: choices.map(\.rawValue)))
    return nil
  }

  /// A duration such as `15m`, at least `least`.
  mutating func duration(_ key: String, atLeast least: Duration) -> Duration? {
    guard let found = find(key) else { return nil }
    guard case .string(let text) = found.toml.value, let duration = Duration(written: text) else {
      report(
        "expected a duration", found,
        suggestion: "write it like \"90s\", \"15m\", \"1h30m\", \"1d\" or \"2w\"")
      return nil
    }
    guard duration >= least else {
      report("“\(text)” is too short; expected \(least.written) or more", found)
      return nil
    }
    return duration
  }

  /// Reports the keys that nobody asked for.
  mutating func finish() -> Problems {
    for located in entries where !asked.contains(located.entry.key) {
      let key = located.entry.key
      problems.report(
        "unknown key “\(key)”", file: located.file, at: located.entry.place, length: key.unicodeScalars.count,
        keyPath: keyPath, suggestion: suggestion(for: key, among: asked))
    }
    return problems
  }
}

extension TOML {
  /// What it is, for a message.
  package var noun: String {
    switch value {
    case .string: "a text"
    case .integer, .float: "a number"
    case .boolean: "true or false"
    case .time: "a date or time"
    case .array: "a list"
    case .table: "a table"
    }
  }
}
