// SPDX-License-Identifier: Apache-2.0
package import Model
import SQLite
import Text

/// A stored item with where it stands.
package struct StoredItem: Hashable, Sendable {
  /// Its number; newer ones are larger.
  package var id: Identifier<Item>
  /// The number of the source where it was first seen.
  package var source: Identifier<Source>
  /// The name of that source.
  package var sourceName: String
  /// The item.
  package var item: Item
}

extension Store {
  /// The stored items before one, or from the newest on, newest first.
  package func items(before id: Identifier<Item>? = nil, limit: Int) throws(StoreError) -> [StoredItem] {
    try reading {
      try database.all(
        """
        SELECT items.id, source, name, \(Item.columns) FROM items JOIN sources ON sources.id = source
        WHERE items.id < ? ORDER BY items.id DESC LIMIT ?
        """, id?.value ?? .max, max(0, limit)
      ) { (row) throws(SQLiteError) in
        StoredItem(
          id: try row.next(), source: try row.next(), sourceName: try row.next(), item: try Item(row: &row))
      }
    }
  }

  /// The item that was stored last; number 0 where there is none.
  package func newestItem() throws(StoreError) -> Identifier<Item> {
    try reading {
      Identifier(try database.value("SELECT coalesce(max(id), 0) FROM items", as: Int64.self) ?? 0)
    }
  }

  /// The keywords that have not looked through what was stored before they were added.
  package func keywordsToLookBack() throws(StoreError) -> [KeywordRecord] {
    try reading {
      try database.all(
        "SELECT \(KeywordRecord.columns) WHERE keywords.retired IS NULL AND looked IS NULL ORDER BY keywords.id",
        read: KeywordRecord.init(row:))
    }
  }

  /// Keeps what a keyword finds in stored items, as a backlog: mentions that are told nobody, and the keyword in
  /// mentions of its brand that are there already. Says how many mentions are new.
  package func keepBacklog(
    _ found: [(item: StoredItem, draft: Draft)], now: Instant
  ) throws(StoreError) -> Int {
    if found.isEmpty { return 0 }
    return try writing {
      var kept = 0
      for (stored, draft) in found {
        let place = Placed(id: stored.id, isNew: false, isEdited: false)
        guard try isStored(stored.id) else { continue }
        if case .new = try keep(draft, in: place, of: stored.source, isBacklog: true, now: now) {
          try database.run("UPDATE health SET mentions = mentions + 1 WHERE source = ?", stored.source)
          kept += 1
        } else {
          try add(draft.keywords, toMentionOf: stored.id, draft.brand)
        }
      }
      return kept
    }
  }

  /// Notes that a keyword has looked through what was stored.
  package func concludeLookback(of id: Identifier<Keyword>, now: Instant) throws(StoreError) {
    try writing { try database.run("UPDATE keywords SET looked = ? WHERE id = ?", now, id) }
  }

  /// Retention may have come in between.
  private func isStored(_ id: Identifier<Item>) throws(SQLiteError) -> Bool {
    try database.value("SELECT EXISTS(SELECT 1 FROM items WHERE id = ?)", id, as: Bool.self) ?? false
  }

  private func add(
    _ keywords: [String], toMentionOf item: Identifier<Item>, _ brand: String
  ) throws(SQLiteError) {
    for expression in keywords {
      try database.run(
        """
        UPDATE mentions SET keywords = json_insert(keywords, '$[#]', ?1)
        WHERE item = ?2 AND brand = (SELECT id FROM brands WHERE key = ?3)
          AND NOT EXISTS (SELECT 1 FROM json_each(keywords) WHERE value = ?1)
        """, expression, item, brand.lowercased())
      try database.run(
        """
        INSERT OR IGNORE INTO mention_keywords(keyword, mention)
        SELECT keywords.id, mentions.id FROM keywords JOIN mentions ON mentions.brand = keywords.brand
        WHERE expression = ? AND item = ? AND keywords.brand = (SELECT id FROM brands WHERE key = ?)
        """, expression, item, brand.lowercased())
    }
  }
}
