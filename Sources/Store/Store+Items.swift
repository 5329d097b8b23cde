// SPDX-License-Identifier: Apache-2.0
package import Model
import SQLite
import Text

/// What the chain of identity says of one item of an answer.
enum Verdict: Hashable, Sendable {
  /// Never met.
  case new
  /// A stored one.
  case known(Identifier<Item>)
  /// One that retention has deleted.
  case forgotten
  /// What an earlier item of the same answer says already, or what says nothing.
  case surplus
}

/// Where an item of an answer is stored.
struct Placed: Sendable {
  let id: Identifier<Item>
  let isNew: Bool
  let isEdited: Bool
}

extension Store {
  /// Which items of an answer call for a look, in their order; known ones that say the same as before are
  /// left out.
  ///
  /// Only reads. `record` asks the chain again, for another visit may have been recorded in between.
  package func novelties(in items: [Item], from id: Identifier<Source>) throws(StoreError) -> [Novelty] {
    try reading { try novelties(in: items, from: facts(of: id)) }
  }

  /// Which items of an answer from an address call for a look, whether a source has that address or not.
  package func novelties(in items: [Item], seenAt url: String) throws(StoreError) -> [Novelty] {
    try reading {
      let known = try database.value(
        "SELECT id FROM sources WHERE url = ? AND retired IS NULL", url, as: Identifier<Source>.self)
      return try novelties(in: items, from: SourceFacts(id: known ?? Identifier(0), url: url))
    }
  }

  private func novelties(in items: [Item], from source: SourceFacts) throws -> [Novelty] {
    let answer = Answer(items, in: source, hash: hash)
    // No more than visits can be under way; whoever never records leaves nothing behind for long.
    if asked.count >= 64 { asked = [:] }
    asked[source.id] = answer
    let verdicts = try verdicts(on: answer, in: source)
    return try items.indices.compactMap { index in
      switch verdicts[index] {
      case .new: .new(index: index, items[index])
      case .known(let held):
        try isNewVersion(items[index], version: answer.keys[index].version, of: held, in: source.id)
          ? .edited(index: index, held, items[index]) : nil
      case .forgotten, .surplus: nil
      }
    }
  }

  private func facts(of id: Identifier<Source>) throws -> SourceFacts {
    let url = try database.value("SELECT url FROM sources WHERE id = ?", id, as: String.self)
    return SourceFacts(id: id, url: try stored(url, "source", id.description))
  }

  /// Goes through the chain link by link, so that a strong link of one item comes before a weak one of
  /// another; a stored item is given to one item of an answer only.
  private func verdicts(on answer: Answer, in source: SourceFacts) throws(SQLiteError) -> [Verdict] {
    var verdicts = [Verdict](repeating: .surplus, count: answer.items.count)
    for index in answer.indices { verdicts[index] = .new }
    var taken: Set<Identifier<Item>> = []
    let shared = answer.shared.union(try sharedKeys(of: source.id))
    for link in Link.allCases {
      for index in answer.indices where verdicts[index] == .new {
        guard let key = answer.keys[index].links[link], !shared.contains(key) else { continue }
        let verdict = try verdict(by: link, key, on: answer.items[index], in: source)
        if case .known(let id) = verdict, !taken.insert(id).inserted { continue }
        verdicts[index] = verdict
      }
    }
    return verdicts
  }

  private func verdict(
    by link: Link, _ key: [UInt8], on item: Item, in source: SourceFacts
  ) throws(SQLiteError) -> Verdict {
    if let id = try database.value(
      "SELECT item FROM identities WHERE key = ?", key, as: Identifier<Item>.self)
    {
      guard link.isWeak else { return .known(id) }
      let likeness = try likeness(of: id)
      return likeness?.holds(link, for: item, in: source.id) == true ? .known(id) : .new
    }
    guard
      let deleted = try database.value("SELECT stored FROM tombstones WHERE key = ?", key, as: Instant.self)
    else { return .new }
    // What appears at an old address long after the old item was met is a new item.
    let isLater = item.published.map { $0 > deleted + .days(2) } ?? false
    return isLater && link.isWeak ? .new : .forgotten
  }

  private func sharedKeys(of source: Identifier<Source>) throws(SQLiteError) -> Set<[UInt8]> {
    Set(try database.column("SELECT key FROM shared_keys WHERE source = ?", source, as: [UInt8].self))
  }

  private func likeness(of id: Identifier<Item>) throws(SQLiteError) -> Likeness? {
    try database.first("SELECT source, guid, title, text, published FROM items WHERE id = ?", id) {
      (row) throws(SQLiteError) in
      Likeness(
        source: try row.next(), guid: try row.next(), title: try row.next(), text: try row.next(),
        published: try row.next())
    }
  }

  // What `record` is made of.

  /// Stores what an answer holds and says where each of its items is; those left out call for nothing.
  func place(_ items: [Item], from id: Identifier<Source>, now: Instant) throws -> [Int: Placed] {
    let source = try facts(of: id)
    let answer =
      asked.removeValue(forKey: id).flatMap { $0.items == items ? $0 : nil }
      ?? Answer(items, in: source, hash: hash)
    for key in answer.shared {
      try database.run("INSERT OR IGNORE INTO shared_keys(source, key) VALUES (?, ?)", id, key)
    }
    let verdicts = try verdicts(on: answer, in: source)
    let shared = answer.shared.union(try sharedKeys(of: id))
    var placed: [Int: Placed] = [:]
    // From the last to the first, so that numbers rise with time where the newest comes first.
    for index in items.indices.reversed() {
      let keys = answer.keys[index]
      switch verdicts[index] {
      case .new:
        let new = try insert(items[index], version: keys.version, from: id, now: now)
        try remember(new, keys, besides: shared)
        try sight(new, items[index], version: keys.version, in: id, now: now)
        placed[index] = Placed(id: new, isNew: true, isEdited: false)
      case .known(let held):
        let isEdited = try isNewVersion(items[index], version: keys.version, of: held, in: id)
        if isEdited { try revise(held, items[index], version: keys.version, in: id, now: now) }
        let isFirstSight = try sight(held, items[index], version: keys.version, in: id, now: now)
        if isEdited || isFirstSight { try remember(held, keys, besides: shared) }
        placed[index] = Placed(id: held, isNew: false, isEdited: isEdited)
      case .forgotten, .surplus: break
      }
    }
    return placed
  }

  private func insert(
    _ item: Item, version: [UInt8], from source: Identifier<Source>, now: Instant
  ) throws(SQLiteError) -> Identifier<Item> {
    try database.run(
      """
      INSERT INTO items(
        source, guid, url, title, text, author, published, published_text, updated, language, categories,
        rating, publisher, holder, version, effective, stored)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      source, item.guid, item.url, item.title, item.text, item.author, item.published, item.publishedText,
      item.updated, item.language, item.categories.json, item.rating?.json, item.publisher, source, version,
      item.effective(now: now), now)
    return Identifier(database.lastInsertedRow)
  }

  /// Keeps the keys of an item, but for those that belong to another one.
  private func remember(
    _ id: Identifier<Item>, _ keys: IdentityKeys, besides shared: Set<[UInt8]>
  ) throws(SQLiteError) {
    for link in Link.allCases {
      guard let key = keys.links[link], !shared.contains(key) else { continue }
      try database.run("INSERT OR IGNORE INTO identities(key, item) VALUES (?, ?)", key, id)
    }
  }
}
