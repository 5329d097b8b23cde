// SPDX-License-Identifier: Apache-2.0
package import Model
import SQLite
import Text

/// Where an item of an answer is stored.
struct Placed: Sendable {
  let id: Identifier<Item>
  let isNew: Bool
  let isEdited: Bool
}

/// Where the items of an answer are stored.
struct Placement: Sendable {
  /// By the index of the item; those left out call for nothing.
  fileprivate(set) var placed: [Int: Placed] = [:]
  /// When those took effect that were never met in that source before.
  private(set) var dates: [Instant] = []

  fileprivate mutating func note(_ place: Place, of index: Int) {
    if let placed = place.placed { self.placed[index] = placed }
    if let date = place.firstMet { dates.append(date) }
  }
}

/// What the writing of one item came to.
private struct Place {
  let item: Identifier<Item>
  /// Nil where its story was told elsewhere.
  let placed: Placed?
  /// When it took effect, where it was never met in that source before.
  let firstMet: Instant?
  let hasNewKeys: Bool
}

extension Store {
  /// The items of an answer from a source with what each is known by; no work for the store's own thread.
  package nonisolated func identified(_ items: [Item], from source: SourceRecord) -> Identified {
    Identified(items, in: SourceFacts(id: source.id, url: source.source.url), hash: hash)
  }

  /// The items of an answer from an address, whether a source has that address or not.
  package func identified(_ items: [Item], seenAt url: String) throws(StoreError) -> Identified {
    try reading {
      let known = try database.value(
        "SELECT id FROM sources WHERE url = ? AND retired IS NULL", url, as: Identifier<Source>.self)
      return Identified(items, in: SourceFacts(id: known ?? Identifier(0), url: url), hash: hash)
    }
  }

  /// Which items of an answer call for a look.
  ///
  /// Only reads. `record` asks the chain again where another visit that was recorded in between makes it doubtful.
  package func sift(_ answer: Identified) throws(StoreError) -> Sifted {
    if answer.items.isEmpty {
      return Sifted(novelties: [], answer: answer, verdicts: [], stage: freshKeys.stage)
    }
    return try reading {
      try database.snapshot {
        try readFreshKeys()
        let verdicts = try verdicts(on: answer)
        try sortedKeys.readOn(in: database)
        try tombstones.readOn(in: database)
        return Sifted(
          novelties: try novelties(in: answer, verdicts), answer: answer, verdicts: verdicts,
          stage: freshKeys.stage)
      }
    }
  }

  /// Whether an answer shows nothing that was met in its source before, so that more may have passed between two visits.
  ///
  /// What repeats itself tells nothing of that, nor does what was met elsewhere. What retention has deleted was met here,
  /// as far as anybody knows.
  ///
  /// - Parameter start: what was met from then on was met in the gap.
  package func isGap(_ answer: Identified, since start: Instant) throws(StoreError) -> Bool {
    try reading {
      try database.snapshot {
        try readFreshKeys()
        let verdicts = try verdicts(on: answer).filter { $0 != .surplus }
        for verdict in verdicts where verdict != .new {
          guard case .known(let id) = verdict, try !wasMet(id, in: answer.source.id, before: start)
          else { return false }
        }
        return !verdicts.isEmpty
      }
    }
  }

  private func novelties(in answer: Identified, _ verdicts: [Verdict]) throws(SQLiteError) -> [Novelty] {
    var novelties: [Novelty] = []
    // What is part of an element of a span is read where it lies; an element is copied with all that it refers to.
    let items = answer.items.span
    for index in items.indices {
      switch verdicts[index] {
      case .new: novelties.append(Novelty(index: index, stored: nil))
      case .known(let held):
        let version = answer.keys[index].version
        guard
          try isNewVersion(
            version, of: held, self.held(held),
            length: items[index].title.utf8.count + items[index].text.utf8.count,
            in: answer.source.id)
        else { continue }
        novelties.append(Novelty(index: index, stored: held))
      case .forgotten, .surplus: break
      }
    }
    return novelties
  }

  /// Goes through the chain link by link, so that a strong link of one item comes before a weak one of
  /// another; a stored item is given to one item of an answer only.
  private func verdicts(on answer: Identified) throws(SQLiteError) -> [Verdict] {
    var verdicts = [Verdict](repeating: .surplus, count: answer.items.count)
    let indices = answer.indices
    for index in indices { verdicts[index] = .new }
    var taken: Set<Identifier<Item>> = []
    let shared = answer.shared.union(try sharedKeys(of: answer.source.id))
    let (keys, items) = (answer.keys.span, answer.items.span)
    for link in Link.allCases {
      for index in indices where verdicts[index] == .new {
        guard let key = keys[index].links[link], !shared.contains(key) else { continue }
        var verdict = try known(by: link, key, index, in: answer)
        if verdict == nil { verdict = try forgotten(by: link, key, published: items[index].published) }
        if case .known(let id) = verdict, !taken.insert(id).inserted { continue }
        verdicts[index] = verdict ?? .new
      }
    }
    return verdicts
  }

  /// The stored item that a key leads to; `new` where it leads to one that is only alike, nil where to none.
  private func known(
    by link: Link, _ key: Int64, _ index: Int, in answer: Identified
  ) throws(SQLiteError) -> Verdict? {
    guard let id = try self.item(knownBy: key) else { return nil }
    // What has the same words too need not be read to be told the same.
    if !link.isWeak { return .known(id) }
    if try holder(of: answer.keys[index].links[.content]) == id { return .known(id) }
    let holds = try likeness(of: id)?.holds(link, for: answer.items[index], in: answer.source.id)
    return holds == true ? .known(id) : .new
  }

  private func holder(of key: Int64?) throws(SQLiteError) -> Identifier<Item>? {
    guard let key else { return nil }
    return try item(knownBy: key)
  }

  private func forgotten(by link: Link, _ key: Int64, published: Instant?) throws(SQLiteError) -> Verdict? {
    guard let deleted = try tombstones.value(of: key, in: database).map(Instant.init(microseconds:)) else {
      return nil
    }
    // What appears at an old address long after the old item was met is a new item.
    let isLater = published.map { $0 > deleted + .days(2) } ?? false
    return isLater && link.isWeak ? .new : .forgotten
  }

  private func sharedKeys(of source: Identifier<Source>) throws(SQLiteError) -> Set<Int64> {
    Set(try database.column("SELECT key FROM shared_keys WHERE source = ?", source, as: Int64.self))
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

  /// Stores what an answer holds and says where each of its items is, those left out call for nothing; and when those
  /// took effect that were never met in that source before.
  func place(_ sifted: Sifted, _ found: [Finding], now: Instant) throws(SQLiteError) -> Placement {
    let answer = sifted.answer
    if answer.items.isEmpty { return Placement() }
    let id = answer.source.id
    for key in answer.shared {
      try database.run("INSERT OR IGNORE INTO shared_keys(source, key) VALUES (?, ?)", id, key)
    }
    try readFreshKeys()
    let verdicts =
      freshKeys.hold(since: sifted.stage, for: answer) ? sifted.verdicts : try verdicts(on: answer)
    freshKeys.begin()
    let shared = answer.shared.union(try sharedKeys(of: id))
    let findings = Dictionary(found.map { ($0.index, $0) }) { first, _ in first }
    var placement = Placement()
    placement.placed.reserveCapacity(answer.items.count)
    var log = KeyLog()
    // What is part of an element of a span is read where it lies; an element is copied with all that it refers to.
    let (items, keys) = (answer.items.span, answer.keys.span)
    // From the last to the first, so that numbers rise with time where the newest comes first.
    for index in items.indices.reversed() {
      guard
        let place = try place(
          items, index, version: keys[index].version, verdicts[index], sifted.sketches[index],
          sifted.languages[index], findings[index], in: id, now: now)
      else { continue }
      placement.note(place, of: index)
      if place.hasNewKeys { note(keys[index], of: place.item, besides: shared, in: &log) }
    }
    try write(log)
    return placement
  }

  /// Stores one item as its verdict says; nil where that is not at all.
  private func place(
    _ items: borrowing Swift.Span<Item>, _ index: Int, version: [UInt8], _ verdict: Verdict,
    _ sketch: Sketch?,
    _ language: String?, _ finding: Finding?, in source: Identifier<Source>, now: Instant
  ) throws(SQLiteError) -> Place? {
    switch verdict {
    case .new:
      let effective = Item.effective(items[index].published, items[index].updated, now: now)
      if let held = try item(
        telling: sketch, finding, published: items[index].published, in: source, now: now)
      {
        let isFirst = try sight(
          held, self.held(held), items[index].url, version: version, in: source, now: now)
        return Place(item: held, placed: nil, firstMet: isFirst ? effective : nil, hasNewKeys: true)
      }
      let new = try insert(
        items[index], in: language, version: version, from: source, effective: effective, now: now)
      try keep(sketch, of: new, now: now)
      return Place(
        item: new, placed: Placed(id: new, isNew: true, isEdited: false), firstMet: effective,
        hasNewKeys: true)
    case .known(let id):
      var held = try self.held(id)
      let isEdited = try isNewVersion(
        version, of: id, held, length: items[index].title.utf8.count + items[index].text.utf8.count,
        in: source)
      if isEdited {
        try revise(id, items[index], version: version, in: source, now: now)
        held?.version = version
      }
      let isFirst = try sight(id, held, items[index].url, version: version, in: source, now: now)
      return Place(
        item: id, placed: Placed(id: id, isNew: false, isEdited: isEdited),
        firstMet: isFirst ? Item.effective(items[index].published, items[index].updated, now: now) : nil,
        hasNewKeys: isEdited || isFirst)
    case .forgotten, .surplus: return nil
    }
  }

  private func insert(
    _ item: borrowing Item, in language: String?, version: [UInt8],
    from source: Identifier<Source>, effective: Instant, now: Instant
  ) throws(SQLiteError) -> Identifier<Item> {
    let id = try nextItem()
    try database.run(
      """
      INSERT INTO items(
        id, source, holder, version, effective, stored, published, updated, language, guid, url, author,
        published_text, categories, rating, publisher, title, text)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    ) {
      $0.append(id.value)
      $0.append(source.value)
      $0.append(source.value)
      $0.append(version)
      $0.append(effective.microseconds)
      $0.append(now.microseconds)
      $0.append(item.published?.microseconds)
      $0.append(item.updated?.microseconds)
      $0.append(item.language ?? language)
      $0.append(item.guid)
      $0.append(item.url)
      $0.append(item.author)
      $0.append(item.publishedText)
      $0.append(item.categories.isEmpty ? "[]" : item.categories.json.text())
      $0.append(item.rating?.json.text())
      $0.append(item.publisher)
      $0.append(item.title)
      $0.append(item.text)
    }
    return id
  }

  /// The number of the next item. No number is given twice, though the items that had the last ones are deleted.
  private func nextItem() throws(SQLiteError) -> Identifier<Item> {
    let last: Int64
    if let lastItem { last = lastItem } else { last = try lastNumber() }
    lastItem = last + 1
    return Identifier(last + 1)
  }

  private func lastNumber() throws(SQLiteError) -> Int64 {
    try database.value("SELECT \(lastItemSQL)", as: Int64.self) ?? 0
  }

  /// Notes which number was given last, before items are deleted.
  func keepLastItem() throws(SQLiteError) {
    try database.run(
      """
      INSERT OR REPLACE INTO meta(name, value) SELECT 'last item', \(lastItemSQL)
      """)
  }
}

/// The number that was given last: that of the newest item, or what was noted before it was deleted.
private let lastItemSQL = """
  max(coalesce((SELECT max(id) FROM items), 0),
    coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'last item'), 0))
  """
