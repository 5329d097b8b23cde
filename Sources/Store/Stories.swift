// SPDX-License-Identifier: Apache-2.0
internal import Model
internal import SQLite
internal import Text

/// How long a story is met again elsewhere.
private let window = Duration.hours(72)

/// The sketches of the last days' items by their smallest hashes, so that few of them need be compared with a new one.
///
/// In memory, since writing sixteen entries an item to the database would cost more than all else that is written of it;
/// read back from the sketches after a start. Bounded in number, oldest out first.
struct Stories {
  /// Of so many smallest hashes two must be shared: that finds all that resemble each other by half, and one random pair
  /// in a thousand.
  static let probes = 16
  private static let fewestShared = 2
  /// How many items are kept: with all their entries some 10 MB.
  private static let limit = 32_768

  private var items: [Int64: [UInt32]] = [:]
  private var places: [UInt32: [Int64]] = [:]
  private var order: [(item: Int64, stored: Instant)] = []
  /// Where in `order` the oldest one stands that is still kept.
  private var oldest = 0
  /// What was forgotten and is still in the database.
  private var forgotten: [Int64] = []

  /// How many items are kept.
  var count: Int { items.count }

  /// Adds an item; `hashes` are the smallest ones of its sketch.
  mutating func add(_ item: Int64, _ hashes: some Sequence<UInt32>, stored: Instant) {
    let probes = Array(hashes.prefix(Self.probes))
    // A number is given twice only where its transaction came to nothing.
    if let before = items.updateValue(probes, forKey: item) { remove(item, from: before) }
    for hash in probes { places[hash, default: []].append(item) }
    order.append((item, stored))
    if items.count > Self.limit { forgetOldest() }
  }

  /// Forgets what was stored before an instant.
  mutating func forget(before limit: Instant) {
    while oldest < order.count, order[oldest].stored < limit { forgetOldest() }
  }

  private mutating func forgetOldest() {
    let item = order[oldest].item
    remove(item, from: items.removeValue(forKey: item) ?? [])
    forgotten.append(item)
    oldest += 1
    if oldest > order.count / 2 {
      order.removeFirst(oldest)
      oldest = 0
    }
  }

  /// What was forgotten since this was asked last.
  mutating func takeForgotten() -> [Int64] {
    defer { forgotten = [] }
    return forgotten
  }

  private mutating func remove(_ item: Int64, from hashes: [UInt32]) {
    for hash in hashes {
      places[hash]?.removeAll { $0 == item }
      if places[hash]?.isEmpty == true { places[hash] = nil }
    }
  }

  /// The items that share enough of their smallest hashes with a sketch, those first that share most.
  func candidates(for sketch: Sketch) -> [Int64] {
    var shared: [Int64: Int] = [:]
    for hash in sketch.hashes.prefix(Self.probes) {
      // What hundreds of texts hold is boilerplate.
      guard let found = places[hash], found.count <= 256 else { continue }
      for item in found { shared[item, default: 0] += 1 }
    }
    return shared.filter { $0.value >= Self.fewestShared }
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(16).map(\.key)
  }
}

extension Sketch {
  /// Whether a text is the story of another one, perhaps shortened, framed or a little changed.
  ///
  /// Long texts are where half of both together is in both, or where the new one is an excerpt. Short ones only where
  /// one holds the other whole: “opens in Berlin” and “opens in Munich” differ in one word and are two stories.
  func isStory(of held: Sketch) -> Bool {
    if isLong {
      if resemblance(to: held) >= 0.5 { return true }
      let excerpt = containment(in: held)
      return excerpt.share >= 0.8 && excerpt.told >= 12
    }
    guard resemblance(to: held) >= 0.6 else { return false }
    return words <= held.words ? containment(in: held).share == 1 : held.containment(in: self).share == 1
  }
}

extension Store {
  /// Of fewer words no story is told: much that is said in a few is said by many.
  nonisolated static let fewestWords = 16

  /// The stored item of another source whose story an item tells: stored and, as far as is known, published within
  /// three days of it, and of no brand less.
  ///
  /// An item that speaks of a brand of which the stored one does not, or worse of it, is an item of its own.
  func item(
    telling sketch: Sketch?, _ finding: Finding?, published: Instant?, in source: Identifier<Source>,
    now: Instant
  ) throws(SQLiteError) -> Identifier<Item>? {
    guard let sketch else { return nil }
    try readStories(now: now)
    stories.forget(before: now - window)
    for candidate in stories.candidates(for: sketch) {
      let id = Identifier<Item>(candidate)
      guard let held = try heldSketch(of: id), sketch.isStory(of: held.sketch),
        isNear(held.published, published), try !isMet(id, in: source), try tells(id, finding)
      else { continue }
      return id
    }
    return nil
  }

  /// Keeps the sketch of a new item.
  func keep(_ sketch: Sketch?, of id: Identifier<Item>, now: Instant) throws(SQLiteError) {
    guard let sketch else { return }
    try database.run("INSERT INTO sketches(item, sketch) VALUES (?, ?)", id, sketch.bytes)
    stories.add(id.value, sketch.hashes, stored: now)
    for item in stories.takeForgotten() { try database.run("DELETE FROM sketches WHERE item = ?", item) }
  }

  private func readStories(now: Instant) throws(SQLiteError) {
    if hasReadStories { return }
    let rows = try database.all(
      """
      SELECT sketches.item, sketches.sketch, items.stored FROM sketches JOIN items ON items.id = sketches.item
      WHERE items.stored >= ? ORDER BY sketches.item
      """, now - window
    ) { (row) throws(SQLiteError) in
      (item: try row.next(Int64.self), sketch: try row.next([UInt8].self), stored: try row.next(Instant.self))
    }
    hasReadStories = true
    // A transaction that comes to nothing leaves some to the next start.
    try database.run(
      "DELETE FROM sketches WHERE item < ?", rows.first?.item ?? Int64.max)
    for row in rows {
      if let sketch = Sketch(bytes: row.sketch) { stories.add(row.item, sketch.hashes, stored: row.stored) }
    }
  }

  private func heldSketch(of id: Identifier<Item>) throws(SQLiteError) -> (
    sketch: Sketch, published: Instant?
  )? {
    let held = try database.first(
      "SELECT sketch, published FROM sketches JOIN items ON items.id = item WHERE item = ?", id
    ) { (row) throws(SQLiteError) in
      (bytes: try row.next([UInt8].self), published: try row.next(Instant?.self))
    }
    guard let held, let sketch = Sketch(bytes: held.bytes) else { return nil }
    return (sketch, held.published)
  }

  private func isNear(_ one: Instant?, _ other: Instant?) -> Bool {
    guard let one, let other else { return true }
    return one <= other + window && other <= one + window
  }

  private func isMet(_ id: Identifier<Item>, in source: Identifier<Source>) throws(SQLiteError) -> Bool {
    try database.value(
      """
      SELECT EXISTS(SELECT 1 FROM items WHERE id = ?1 AND source = ?2)
        OR EXISTS(SELECT 1 FROM sightings WHERE item = ?1 AND source = ?2)
      """, id, source, as: Bool.self) ?? false
  }

  /// Whether the mentions of a stored item say all that was found.
  private func tells(_ id: Identifier<Item>, _ finding: Finding?) throws(SQLiteError) -> Bool {
    for draft in finding?.mentions ?? [] {
      let label = try database.value(
        """
        SELECT label FROM mentions JOIN brands ON brands.id = brand
        WHERE mentions.item = ? AND brands.key = ? AND brands.retired IS NULL
        """, id, draft.brand.lowercased(), as: String.self)
      guard let label, draft.sentiment.label != .negative || label == Sentiment.Label.negative.rawValue else {
        return false
      }
    }
    return true
  }
}
