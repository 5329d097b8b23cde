// SPDX-License-Identifier: Apache-2.0

import Model
import Settings

/// Takes the keys of one table one after the other, and reports those nobody asked for.
struct RecipeTable {
  /// A value with the name it is told by.
  struct Found {
    var toml: TOML
    var keyPath: String
  }

  /// What is collected on the way through all tables.
  struct Notes {
    var problems: Problems
    /// The names templates refer to.
    var uses: [Use] = []
  }

  /// A name in a template.
  struct Use {
    /// Which names there are depends on where the template stands.
    enum Scope { case request, item }
    var name: Template.Name
    var scope: Scope
    var found: Found
  }

  let keyPath: String
  private let entries: [TOML.Entry]
  private let place: TOML.Place
  private var asked: [String] = []
  var notes: Notes

  init(_ toml: TOML, keyPath: String, _ notes: Notes) {
    self.keyPath = keyPath
    entries = toml.entries ?? []
    place = toml.place
    self.notes = notes
  }

  /// The keys there are, in the order of the file.
  var keys: [String] { entries.map(\.key) }

  /// The value of a key, if there is one.
  mutating func find(_ key: String) -> Found? {
    if !asked.contains(key) { asked.append(key) }
    return entries.first { $0.key == key }.map {
      Found(toml: $0.value, keyPath: keyPath.isEmpty ? key : keyPath + "." + key)
    }
  }

  /// Reports what is wrong with a value, at some of its characters where it stands plainly in one line.
  mutating func report(
    _ message: String, _ found: Found, suggestion: String? = nil, at offset: Int? = nil, length: Int = 1
  ) {
    var (place, width) = (found.toml.place, 1)
    if case .string(let text) = found.toml.value { width = text.unicodeScalars.count + 2 }
    if let offset, let start = found.toml.verbatim {
      (place, width) = (TOML.Place(line: start.line, column: start.column + offset), max(1, length))
    }
    notes.problems.report(
      message, file: 0, at: place, length: width, keyPath: found.keyPath, suggestion: suggestion)
  }

  /// Reports that a key is missing.
  mutating func reportMissing(_ key: String, _ what: String) {
    notes.problems.report(
      "“\(key)” is missing", file: 0, at: place, keyPath: keyPath.isEmpty ? nil : keyPath, suggestion: what)
  }

  /// Reports that a value is of another type.
  mutating func report(expected what: String, _ found: Found) {
    report("expected \(what), found \(found.toml.noun)", found)
  }

  /// Reports the keys that nobody asked for, and hands over what was collected.
  mutating func finish() -> Notes {
    for entry in entries where !asked.contains(entry.key) {
      notes.problems.report(
        "unknown key “\(entry.key)”", file: 0, at: entry.place, length: entry.key.unicodeScalars.count,
        keyPath: keyPath.isEmpty ? nil : keyPath, suggestion: suggestion(for: entry.key, among: asked))
    }
    return notes
  }
}

// Tables in tables.
extension RecipeTable {
  /// What is read of the table at a key; nil where there is none.
  mutating func table<Value>(_ key: String, _ read: (inout RecipeTable) -> Value) -> Value? {
    find(key).flatMap { table($0, read) }
  }

  /// What is read of a table.
  mutating func table<Value>(_ found: Found, _ read: (inout RecipeTable) -> Value) -> Value? {
    guard found.toml.entries != nil else {
      report(expected: "a table", found)
      return nil
    }
    var table = RecipeTable(found.toml, keyPath: found.keyPath, notes)
    let value = read(&table)
    notes = table.finish()
    return value
  }

  /// What is read of each table of a list.
  mutating func tables<Value>(_ key: String, _ read: (inout RecipeTable) -> Value?) -> [Value] {
    guard let found = find(key) else { return [] }
    guard case .array(let elements) = found.toml.value else {
      report(expected: "a list of tables", found)
      return []
    }
    return elements.enumerated().compactMap { index, toml in
      table(Found(toml: toml, keyPath: "\(found.keyPath)[\(index + 1)]"), read) ?? nil
    }
  }

  /// What is read of every key of the table at a key, whatever the keys are.
  mutating func each<Value>(
    _ key: String, _ read: (inout RecipeTable, String, Found) -> Value?
  ) -> [Value] {
    table(key) { table in
      table.keys.compactMap { name in table.find(name).flatMap { read(&table, name, $0) } }
    } ?? []
  }
}
