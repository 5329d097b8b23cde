// SPDX-License-Identifier: Apache-2.0

/// The configuration files laid over each other: what came later wins, and each value knows its file.
struct Layers {
  /// An entry with its file.
  struct Located {
    var file: Int
    var entry: TOML.Entry
  }

  /// One `[[table]]`.
  struct Element {
    var file: Int
    /// Counted from 1 in its file.
    var number: Int
    var table: TOML
  }

  /// `[mail]` and the like.
  static let sectionNames = ["mail", "network", "polling", "health", "retention", "log", "control"]
  /// `[[brand]]` and the like, with the keys by which one replaces another.
  static let listNames = ["brand", "keyword", "source", "rule", "digest"]

  private(set) var sections: [String: [Located]] = [:]
  private(set) var lists: [String: [Element]] = [:]
  /// Where in its list the element of an identity is.
  private var indices: [[String]: Int] = [:]

  /// Lays the files over each other in their order, the last one on top.
  init(_ files: [(path: String, text: String)], reporting problems: inout Problems) {
    for (file, content) in files.enumerated() {
      do throws(TOMLError) {
        let document = try TOML(parsing: content.text)
        for entry in document.entries ?? [] { add(Located(file: file, entry: entry), &problems) }
      } catch {
        problems.report(error.message, file: file, at: error.place)
      }
    }
  }

  private mutating func add(_ located: Located, _ problems: inout Problems) {
    let (name, value) = (located.entry.key, located.entry.value)
    if Self.sectionNames.contains(name) {
      guard let entries = value.entries else {
        return problems.report("expected a table: write [\(name)] with one pair of brackets", located)
      }
      for entry in entries { addScalar(Located(file: located.file, entry: entry), to: name) }
    } else if Self.listNames.contains(name) {
      guard case .array(let tables) = value.value, tables.allSatisfy({ $0.entries != nil }) else {
        return problems.report(
          "expected a list of tables: write [[\(name)]] with two pairs of brackets", located)
      }
      for (index, table) in tables.enumerated() {
        addElement(Element(file: located.file, number: index + 1, table: table), to: name, &problems)
      }
    } else {
      let known = Self.sectionNames + Self.listNames
      let noun = value.entries == nil ? "key" : "table"
      problems.report("unknown \(noun) “\(name)”", located, suggestion: suggestion(for: name, among: known))
    }
  }

  private mutating func addScalar(_ located: Located, to name: String) {
    sections[name, default: []].removeAll { $0.entry.key == located.entry.key }
    sections[name, default: []].append(located)
  }

  /// Appends, or replaces the one of the same name from an earlier file.
  private mutating func addElement(_ element: Element, to name: String, _ problems: inout Problems) {
    guard let identity = Self.identity(of: element.table, in: name) else {
      return lists[name, default: []].append(element)
    }
    guard let index = indices[identity], let known = lists[name]?[index] else {
      indices[identity] = lists[name]?.count ?? 0
      return lists[name, default: []].append(element)
    }
    if known.file != element.file {
      lists[name]?[index] = element
    } else {
      let place = element.table.entries?.first { $0.key == "name" }?.value.place ?? element.table.place
      problems.report(
        "there is a \(name) of this name already, in line \(known.table.place.line)", file: element.file,
        at: place, keyPath: "\(name)[\(element.number)].name", suggestion: "give each a name of its own")
    }
  }

  /// What makes two tables the same: the list and the name, for digests also the brand.
  private static func identity(of table: TOML, in list: String) -> [String]? {
    guard list != "keyword", case .string(let name)? = table["name"]?.value else { return nil }
    guard list == "digest", case .string(let brand)? = table["brand"]?.value else {
      return [list, name.lowercased()]
    }
    return [list, name.lowercased(), brand.lowercased()]
  }
}

/// What was found wrong so far.
package struct Problems {
  let files: [(path: String, lines: [Substring])]
  /// What must be put right, as it was found.
  package var diagnostics: [SettingsError.Diagnostic] = []
  /// What is allowed but probably not meant.
  var warnings: [SettingsError.Diagnostic] = []

  /// Nothing yet, in these files.
  package init(_ files: [(path: String, text: String)]) {
    self.files = files.map { file in
      // By bytes, for a file may name ten thousand sources.
      let lines = file.text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      return (file.path, lines.map { Substring($0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0) })
    }
  }

  /// Reports what is wrong at a place of a file, which is told by its index.
  package mutating func report(
    _ message: String, file: Int, at place: TOML.Place, length: Int = 1, keyPath: String? = nil,
    suggestion: String? = nil
  ) {
    diagnostics.append(diagnostic(message, file, place, length, keyPath, suggestion))
  }

  mutating func report(_ message: String, _ located: Layers.Located, suggestion: String? = nil) {
    report(
      message, file: located.file, at: located.entry.place, length: located.entry.key.unicodeScalars.count,
      suggestion: suggestion)
  }

  func diagnostic(
    _ message: String, _ file: Int, _ place: TOML.Place, _ length: Int, _ keyPath: String?,
    _ suggestion: String?
  ) -> SettingsError.Diagnostic {
    let lines = files[file].lines
    return SettingsError.Diagnostic(
      path: files[file].path, line: place.line, column: place.column, length: length, keyPath: keyPath,
      message: message, suggestion: suggestion,
      excerpt: lines.indices.contains(place.line - 1) ? String(lines[place.line - 1]) : nil)
  }

  /// All of it in the order of the files.
  package var sorted: [SettingsError.Diagnostic] {
    let order = files.map(\.path)
    return diagnostics.sorted { a, b in
      (order.firstIndex(of: a.path) ?? 0, a.line ?? 0, a.column ?? 0)
        < (order.firstIndex(of: b.path) ?? 0, b.line ?? 0, b.column ?? 0)
    }
  }
}
