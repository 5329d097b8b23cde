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

  private indirect enum Node {
    case value(TOML)
    case table(Table)
    /// `[[...]]`
    case tables([Table])

    /// Takes the node out, so that it can be changed without a copy of all that is in it, and put back.
    mutating func taken() -> Node {
      let node = self
      self = .tables([])
      return node
    }
  }

  private var root: Table
  /// The keys of the header that entries go below.
  private var header: [Key] = []

  init(maker: Maker = .header, place: TOML.Place) { root = Table(maker: maker, place: place) }

  /// `[a.b]`, or `[[a.b]]` where `isElement`.
  mutating func open(_ path: [Key], isElement: Bool) throws(TOMLError) {
    header = path
    guard let last = path.last else { return }
    try Self.descend(&root, path.dropLast()[...], making: .implied) { table throws(TOMLError) in
      let index = table.entries.firstIndex { $0.key.name == last.name }
      guard let index else {
        let new = Table(maker: .header, place: last.place)
        table.entries.append((last, isElement ? .tables([new]) : .table(new)))
        return
      }
      let known = table.entries[index].key
      switch (table.entries[index].node.taken(), isElement) {
      case (.tables(var tables), true):
        tables.append(Table(maker: .header, place: last.place))
        table.entries[index].node = .tables(tables)
      case (.table(var implied), false) where implied.maker == .implied:
        (implied.maker, implied.place) = (.header, last.place)
        table.entries[index].node = .table(implied)
      default:
        throw Self.twice(last, known)
      }
    }
  }

  /// `a.b = value`, below the header that was opened last.
  mutating func add(_ path: [Key], _ value: TOML) throws(TOMLError) {
    guard let last = path.last else { return }
    try Self.descend(&root, header[...], making: .implied) { table throws(TOMLError) in
      try Self.descend(&table, path.dropLast(), making: .dottedKey) { table throws(TOMLError) in
        if let known = table.entries.first(where: { $0.key.name == last.name }) {
          throw Self.twice(last, known.key)
        }
        table.entries.append((last, .value(value)))
      }
    }
  }

  /// Everything read, as a value.
  var toml: TOML { Self.toml(root) }

  /// Goes down the keys, the last element of an array of tables standing for it, and makes what is missing.
  private static func descend(
    _ table: inout Table, _ path: ArraySlice<Key>, making maker: Maker,
    _ change: (inout Table) throws(TOMLError) -> Void
  ) throws(TOMLError) {
    guard let key = path.first else { return try change(&table) }
    let index: Int
    if let known = table.entries.firstIndex(where: { $0.key.name == key.name }) {
      index = known
    } else {
      index = table.entries.count
      table.entries.append((key, .table(Table(maker: maker, place: key.place))))
    }
    let known = table.entries[index].key
    switch table.entries[index].node.taken() {
    case .table(var next) where maker == .implied || next.maker == .dottedKey || next.maker == .implied:
      // A dotted key may go through tables that dotted keys have made, not through those of headers.
      if maker == .dottedKey && next.maker == .implied { next.maker = .dottedKey }
      try descend(&next, path.dropFirst(), making: maker, change)
      table.entries[index].node = .table(next)
    case .tables(var tables) where maker == .implied:
      try descend(&tables[tables.count - 1], path.dropFirst(), making: maker, change)
      table.entries[index].node = .tables(tables)
    default:
      throw twice(key, known)
    }
  }

  private static func twice(_ key: Key, _ known: Key) -> TOMLError {
    TOMLError(
      place: key.place,
      message: "“\(key.name)” is already defined in line \(known.place.line); a key may be defined only once")
  }

  private static func toml(_ table: Table) -> TOML {
    let entries = table.entries.map { key, node in
      TOML.Entry(key: key.name, place: key.place, value: toml(node, at: key.place))
    }
    return TOML(.table(entries), at: table.place)
  }

  private static func toml(_ node: Node, at place: TOML.Place) -> TOML {
    switch node {
    case .value(let value): value
    case .table(let table): toml(table)
    case .tables(let tables): TOML(.array(tables.map(toml)), at: place)
    }
  }
}
