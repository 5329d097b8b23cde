// SPDX-License-Identifier: Apache-2.0
package import Model
import SQLite
import Text

extension Store {
  /// The brands that are listened for, by name.
  package func brands() throws(StoreError) -> [BrandRecord] {
    try reading {
      try database.all(
        "SELECT \(BrandRecord.columns) WHERE retired IS NULL ORDER BY key", read: BrandRecord.init(row:))
    }
  }

  /// The keywords that are watched, of one brand or of all, in the order they were added.
  package func keywords(of brand: String? = nil) throws(StoreError) -> [KeywordRecord] {
    try reading {
      try database.all(
        """
        SELECT \(KeywordRecord.columns) WHERE keywords.retired IS NULL AND (?1 IS NULL OR brands.key = ?1)
        ORDER BY keywords.id
        """, brand?.lowercased(), read: KeywordRecord.init(row:))
    }
  }

  /// Adds a brand, or changes the one of that name; throws `declaredInFile` where it differs from one in the
  /// files.
  package func add(brand: Brand, now: Instant) throws(StoreError) -> Committed<BrandRecord> {
    try writing {
      if let held = try brandRecord(brand.name), held.origin == .file {
        guard held.brand == brand else { throw StoreError.declaredInFile(noun: "brand", name: brand.name) }
        return Committed(record: held, isNew: false)
      }
      let isNew = try upsert(brand, origin: .runtime, now: now)
      return Committed(record: try stored(brandRecord(brand.name), "brand", brand.name), isNew: isNew)
    }
  }

  /// Adds a keyword, and its brand where there is none of that name; the same one twice is one.
  package func add(keyword: Keyword, now: Instant) throws(StoreError) -> Committed<KeywordRecord> {
    try writing {
      if let held = try keywordRecord(keyword) { return Committed(record: held, isNew: false) }
      try upsert(keyword, origin: .runtime, now: now)
      return Committed(record: try stored(keywordRecord(keyword), "keyword", keyword.expression), isNew: true)
    }
  }

  /// Stops listening for a brand and its keywords; its mentions stay.
  package func removeBrand(named name: String, now: Instant) throws(StoreError) -> BrandRecord {
    try writing {
      let record = try stored(brandRecord(name), "brand", name)
      guard record.origin == .runtime else { throw StoreError.declaredInFile(noun: "brand", name: name) }
      let fileKeywords = try database.value(
        "SELECT count(*) FROM keywords WHERE brand = ? AND origin = 'file' AND retired IS NULL", record.id,
        as: Int.self)
      guard fileKeywords == 0 else { throw StoreError.declaredInFile(noun: "brand", name: name) }
      try database.run("UPDATE brands SET retired = ? WHERE id = ?", now, record.id)
      try database.run("UPDATE keywords SET retired = ? WHERE brand = ? AND retired IS NULL", now, record.id)
      return record
    }
  }

  /// Stops watching a keyword; its mentions stay.
  package func removeKeyword(_ id: Identifier<Keyword>, now: Instant) throws(StoreError) -> KeywordRecord {
    try writing { try retire(stored(keywordRecord(id), "keyword", id.description), now: now) }
  }

  /// Stops watching a keyword; its mentions stay.
  package func removeKeyword(_ keyword: Keyword, now: Instant) throws(StoreError) -> KeywordRecord {
    try writing { try retire(stored(keywordRecord(keyword), "keyword", keyword.expression), now: now) }
  }

  private func retire(_ record: KeywordRecord, now: Instant) throws -> KeywordRecord {
    guard record.origin == .runtime else {
      throw StoreError.declaredInFile(noun: "keyword", name: record.keyword.expression)
    }
    try database.run("UPDATE keywords SET retired = ? WHERE id = ?", now, record.id)
    return record
  }

  // What the transactions above and those of `declare` are made of.

  func brandRecord(_ name: String) throws(SQLiteError) -> BrandRecord? {
    try database.first(
      "SELECT \(BrandRecord.columns) WHERE key = ? AND retired IS NULL", name.lowercased(),
      read: BrandRecord.init(row:))
  }

  private func keywordRecord(_ keyword: Keyword) throws(SQLiteError) -> KeywordRecord? {
    try database.first(
      "SELECT \(KeywordRecord.columns) WHERE brands.key = ? AND expression = ? AND keywords.retired IS NULL",
      keyword.brand.lowercased(), keyword.expression, read: KeywordRecord.init(row:))
  }

  private func keywordRecord(_ id: Identifier<Keyword>) throws(SQLiteError) -> KeywordRecord? {
    try database.first(
      "SELECT \(KeywordRecord.columns) WHERE keywords.id = ? AND keywords.retired IS NULL", id,
      read: KeywordRecord.init(row:))
  }

  /// Writes a brand; says whether there was none of that name. One that was retired begins anew.
  @discardableResult
  func upsert(_ brand: Brand, origin: Origin, now: Instant) throws(SQLiteError) -> Bool {
    let isNew = try brandRecord(brand.name) == nil
    try database.run(
      """
      INSERT INTO brands(key, name, display_name, kind, accounts, time_zone, recipients, origin, created,
      mark)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT(key) DO UPDATE SET
        name = excluded.name, display_name = excluded.display_name, kind = excluded.kind,
        accounts = excluded.accounts, time_zone = excluded.time_zone, recipients = excluded.recipients,
        origin = excluded.origin, retired = NULL,
        mark = CASE WHEN retired IS NULL THEN mark ELSE excluded.mark END,
        created = CASE WHEN retired IS NULL THEN created ELSE excluded.created END
      """,
      brand.name.lowercased(), brand.name, brand.displayName, brand.kind.rawValue, brand.accounts.json,
      brand.timeZone, brand.recipients.json, origin.rawValue, now, try newestMention())
    return isNew
  }

  /// Writes a keyword, and its brand with the same origin where there is none.
  func upsert(_ keyword: Keyword, origin: Origin, now: Instant) throws(SQLiteError) {
    if try brandRecord(keyword.brand) == nil {
      try upsert(Brand(name: keyword.brand), origin: origin, now: now)
    }
    try database.run(
      """
      INSERT INTO keywords(brand, expression, origin, created)
      SELECT id, ?, ?, ? FROM brands WHERE key = ? ORDER BY id
      ON CONFLICT(brand, expression) DO UPDATE SET
        origin = excluded.origin, retired = NULL, looked = CASE WHEN retired IS NULL THEN looked END
      """, keyword.expression, origin.rawValue, now, keyword.brand.lowercased())
  }

  /// The number of the newest mention ever stored, 0 where there was none.
  func newestMention() throws(SQLiteError) -> Int64 {
    try database.value("SELECT seq FROM sqlite_sequence WHERE name = 'mentions'") ?? 0
  }

  /// The record, or that there is no such thing.
  func stored<Record>(_ record: Record?, _ noun: String, _ name: String) throws(StoreError) -> Record {
    guard let record else { throw .notFound(noun: noun, name: name) }
    return record
  }
}
