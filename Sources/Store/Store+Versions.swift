// SPDX-License-Identifier: Apache-2.0
import Model
import SQLite
import Text

/// How many versions before the present one are kept of an item.
private let keptRevisions = 20

extension Store {
  /// Whether it says something else than what is stored: an edit where the stored text came from, or
  /// elsewhere a text that is clearly fuller, such as the article of which another source had an excerpt.
  func isNewVersion(
    _ item: Item, version: [UInt8], of id: Identifier<Item>, in source: Identifier<Source>
  ) throws(SQLiteError) -> Bool {
    let seen = try database.value(
      "SELECT version FROM sightings WHERE item = ? AND source = ?", id, source, as: [UInt8].self)
    if seen == version { return false }
    let held = try database.first(
      "SELECT version, holder, length(CAST(title || text AS BLOB)) FROM items WHERE id = ?", id
    ) { (row) throws(SQLiteError) in
      (
        version: try row.next([UInt8].self), holder: try row.next(Identifier<Source>.self),
        length: try row.next(Int.self)
      )
    }
    guard let held, held.version != version else { return false }
    if seen != nil && held.holder == source { return true }
    return item.title.utf8.count + item.text.utf8.count > held.length + held.length / 4 + 40
  }

  /// Notes that an item was met in a source; says whether for the first time.
  @discardableResult
  func sight(
    _ id: Identifier<Item>, _ item: borrowing Item, version: [UInt8], in source: Identifier<Source>,
    now: Instant
  ) throws(SQLiteError) -> Bool {
    try database.run(
      """
      INSERT OR IGNORE INTO sightings(item, source, url, version, first_seen, last_seen, effective)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """
    ) {
      $0.append(id.value)
      $0.append(source.value)
      $0.append(item.url)
      $0.append(version)
      $0.append(now.microseconds)
      $0.append(now.microseconds)
      $0.append(item.effective(now: now).microseconds)
    }
    if database.changes > 0 { return true }
    // To the hour, so that a visit which finds nothing new writes next to nothing.
    try database.run(
      """
      UPDATE sightings SET last_seen = ?1, version = ?2, url = ?3
      WHERE item = ?4 AND source = ?5 AND (last_seen < ?6 OR version <> ?2)
      """, now, version, item.url, id, source, now - .hours(1))
    return false
  }

  /// Puts the new version in the place of the stored one, which becomes a revision; of these the first and
  /// the newest stay.
  func revise(
    _ id: Identifier<Item>, _ item: Item, version: [UInt8], in source: Identifier<Source>, now: Instant
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
    try database.run(
      """
      UPDATE items SET title = ?, text = ?, author = coalesce(?, author), published = coalesce(published, ?),
        updated = coalesce(?, updated), language = coalesce(?, language), categories = ?, rating = ?,
        holder = ?, version = ?
      WHERE id = ?
      """,
      item.title, item.text, item.author, item.published, item.updated, item.language, item.categories.json,
      item.rating?.json, source, version, id)
    try database.run("UPDATE mentions SET spans = '[]' WHERE item = ?", id)
  }
}
