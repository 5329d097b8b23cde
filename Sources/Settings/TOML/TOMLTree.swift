// SPDX-License-Identifier: Apache-2.0

/// The tables of a document while it is read; keeps the rules on what may be opened and added to twice.
struct TOMLTree {
  /// What made a table, which decides what may still be added to it.
  enum Maker {
    /// Named on the way to another one: `[a.b]` makes `a`, and `[a]` may still come.
    case implied
    /// A header of its own.
    case header
    /// A dotted key: closed once another header comes.
    case dottedKey
    /// `{ ... }`: complete as it stands.
    case inline
  }

  /// A key and its place.
  struct Key {
    var name: String
    var place: TOML.Place
  }

  private struct Table {
    var maker: Maker
    var place: TOML.Place
    var entries: [(key: Key, node: Node)] = []
  }

  private enum Node {
    case value(TOML)
    /// By its place in `tables`.
    case table(Int)
    /// `[[...]]`, by its place in `arrays`.
    case tables(Int)
  }

  /// Every table, the root first. They refer to each other by number, so that each is changed where it stands: a
  /// document of many thousand tables costs no more than as many.
  private var tables: [Table]
  /// The tables of each array of tables.
  private var arrays: [[Int]] = []
  /// The table that entries go into: that of the last header.
  private var current = 0

  init(maker: Maker = .header, place: TOML.Place) { tables = [Table(maker: maker, place: place)] }

  /// `[a.b]`, or `[[a.b]]` where `isElement`.
  mutating func open(_ path: [Key], isElement: Bool) throws(TOMLError) {
    current = 0
    guard let last = path.last else { return }
    let parent = try table(below: 0, path.dropLast(), making: .implied)
    guard let entry = tables[parent].entries.first(where: { $0.key.name == last.name }) else {
      current = make(.header, at: last.place)
      if isElement { arrays.append([current]) }
      tables[parent].entries.append((last, isElement ? .tables(arrays.count - 1) : .table(current)))
      return
    }
    switch (entry.node, isElement) {
    case (.tables(let array), true):
      current = make(.header, at: last.place)
      arrays[array].append(current)
    case (.table(let table), false) where tables[table].maker == .implied:
      current = table
      (tables[table].maker, tables[table].place) = (.header, last.place)
    default:
      throw Self.twice(last, entry.key)
    }
  }

  /// `a.b = value`, below the header that was opened last.
  mutating func add(_ path: [Key], _ value: TOML) throws(TOMLError) {
    guard let last = path.last else { return }
    let table = try table(below: current, path.dropLast(), making: .dottedKey)
    if let known = tables[table].entries.first(where: { $0.key.name == last.name }) {
      throw Self.twice(last, known.key)
    }
    tables[table].entries.append((last, .value(value)))
  }

  /// Everything read, as a value.
  var toml: TOML { toml(tables[0]) }

  /// Goes down the keys, the last element of an array of tables standing for it, and makes what is missing.
  private mutating func table(
    below start: Int, _ path: ArraySlice<Key>, making maker: Maker
  ) throws(TOMLError) -> Int {
    var table = start
    for key in path {
      guard let entry = tables[table].entries.first(where: { $0.key.name == key.name }) else {
        let new = make(maker, at: key.place)
        tables[table].entries.append((key, .table(new)))
        table = new
        continue
      }
      switch entry.node {
      case .table(let next)
      where maker == .implied || tables[next].maker == .dottedKey || tables[next].maker == .implied:
        // A dotted key may go through tables that dotted keys have made, not through those of headers.
        if maker == .dottedKey { tables[next].maker = .dottedKey }
        table = next
      case .tables(let array) where maker == .implied:
        table = arrays[array][arrays[array].count - 1]
      default:
        throw Self.twice(key, entry.key)
      }
    }
    return table
  }

  private mutating func make(_ maker: Maker, at place: TOML.Place) -> Int {
    tables.append(Table(maker: maker, place: place))
    return tables.count - 1
  }

  private static func twice(_ key: Key, _ known: Key) -> TOMLError {
    TOMLError(
      place: key.place,
      message: "“\(key.name)” is already defined in line \(known.place.line); a key may be defined only once")
  }

  private func toml(_ table: Table) -> TOML {
    let entries = table.entries.map { key, node in
      TOML.Entry(key: key.name, place: key.place, value: toml(node, at: key.place))
    }
    return TOML(.table(entries), at: table.place)
  }

  private func toml(_ node: Node, at place: TOML.Place) -> TOML {
    switch node {
    case .value(let value): value
    case .table(let table): toml(tables[table])
    case .tables(let array): TOML(.array(arrays[array].map { toml(tables[$0]) }), at: place)
    }
  }
}
