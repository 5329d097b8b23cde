// SPDX-License-Identifier: Apache-2.0
import Model
import SQLite
import Text

/// How many versions before the present one are kept of an item.
private let keptRevisions = 20

/// What is held of an item, as far as its versions go.
struct Held: Sendable {
  /// Where it was met first.
  let source: Identifier<Source>
  /// Whose version its text is.
  let holder: Identifier<Source>
  /// Which version that is.
  var version: [UInt8]
  /// When it was stored.
  let stored: Instant
}

extension Store {
  /// Whether it says something else than what is stored: an edit where the stored text came from, or
  /// elsewhere a text that is clearly fuller, such as the article of which another source had an excerpt.
  func isNewVersion(
    _ version: [UInt8], of id: Identifier<Item>, _ held: Held?, length: Int, in source: Identifier<Source>
  ) throws(SQLiteError) -> Bool {
    guard let held, held.version != version else { return false }
    if held.source == source && held.holder == source { return true }
    let seen = try database.value(
      "SELECT version FROM sightings WHERE item = ? AND source = ?", id, source, as: [UInt8].self)
    if seen == version { return false }
    if seen != nil && held.holder == source { return true }
    let stored =
      try database.value(
        "SELECT length(CAST(title || text AS BLOB)) FROM items WHERE id = ?", id, as: Int.self) ?? 0
    return length > stored + stored / 4 + 40
  }

  /// What is held of an item; nil where there is none of that number.
  func held(_ id: Identifier<Item>) throws(SQLiteError) -> Held? {
    try database.first("SELECT source, holder, version, stored FROM items WHERE id = ?", id) {
      (row) throws(SQLiteError) in
      Held(source: try row.next(), holder: try row.next(), version: try row.next(), stored: try row.next())
    }
  }

  /// Whether a stored item was met in a source before an instant.
  func wasMet(
    _ id: Identifier<Item>, in source: Identifier<Source>, before end: Instant
  ) throws(SQLiteError) -> Bool {
    try database.value(
      """
      SELECT EXISTS(SELECT 1 FROM items WHERE id = ?1 AND source = ?2 AND stored < ?3)
        OR EXISTS(SELECT 1 FROM sightings WHERE item = ?1 AND source = ?2 AND first_seen < ?3)
      """, id, source, end, as: Bool.self) ?? false
  }

  /// Notes that a stored item was met in a source; says whether for the first time. The source that it was met in first
  /// gets a row once it shows something else than what is stored.
  func sight(
    _ id: Identifier<Item>, _ held: Held?, _ url: String?, version: [UInt8], in source: Identifier<Source>,
    now: Instant
  ) throws(SQLiteError) -> Bool {
    let before = held?.source == source ? held : nil
    if let before, before.version == version { return false }
    try database.run(
      "INSERT OR IGNORE INTO sightings(item, source, url, version, first_seen) VALUES (?, ?, ?, ?, ?)",
      id, source, url, version, before?.stored ?? now)
    if database.changes > 0 { return before == nil }
    try database.run(
      "UPDATE sightings SET version = ?1, url = ?2 WHERE item = ?3 AND source = ?4 AND version <> ?1",
      version, url, id, source)
    return false
  }

  /// Puts the new version in the place of the stored one, which becomes a revision; of these the first and
  /// the newest stay.
  func revise(
    _ id: Identifier<Item>, _ item: borrowing Item, version: [UInt8], in source: Identifier<Source>,
    now: Instant
  ) throws(SQLiteError) {
    try database.run(
      """
      INSERT INTO revisions(item, title, text, rating, replaced)
      SELECT id, title, text, rating, ? FROM items WHERE id = ?
      """, now, id)
    try database.run(
      """
      DELETE FROM revisions WHERE item = ?1 AND id > (SELECT min(id) FROM revisions WHERE item = ?1)
        AND id NOT IN (SELECT id FROM revisions WHERE item = ?1 ORDER BY id DESC LIMIT ?2)
      """, id, keptRevisions - 1)
    // What the first source shows is no longer what the item says.
    try database.run(
      """
      INSERT OR IGNORE INTO sightings(item, source, url, version, first_seen)
      SELECT id, source, url, version, stored FROM items WHERE id = ?1 AND source <> ?2
      """, id, source)
    try database.run(
      """
      UPDATE items SET title = ?, text = ?, author = coalesce(?, author), published = coalesce(published, ?),
        updated = coalesce(?, updated), language = coalesce(?, language), categories = ?, rating = ?,
        url = CASE source WHEN ?9 THEN coalesce(?11, url) ELSE url END, holder = ?9, version = ?10
      WHERE id = ?12
      """,
      item.title, item.text, item.author, item.published, item.updated, item.language, item.categories.json,
      item.rating?.json, source, version, item.url, id)
    try database.run("UPDATE mentions SET spans = '[]' WHERE item = ?", id)
  }
}
