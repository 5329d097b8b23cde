// SPDX-License-Identifier: Apache-2.0
package import Model
import SQLite
import Text

extension Store {
  /// Brings what the configuration files declare into force: new things are added, known ones changed, and
  /// what was declared in files and is no longer is retired with its history kept. What was added by control
  /// stays.
  ///
  /// - Parameter sources: nil where they are as they were declared before.
  package func declare(
    brands: [Brand], keywords: [Keyword], sources: [Source]?, rules: [Rule], digests: [Digest], now: Instant
  ) throws(StoreError) {
    try writing {
      for brand in brands { try upsert(brand, origin: .file, now: now) }
      for keyword in keywords { try upsert(keyword, origin: .file, now: now) }
      try retireKeywords(besides: keywords, now: now)
      let named = Set((brands.map(\.name) + keywords.map(\.brand)).map { $0.lowercased() })
      try keepBrandsOfRuntimeKeywords(besides: named)
      try retire("brands", besides: named, now: now)
      if let sources {
        for source in sources { try upsert(source, origin: .file, now: now) }
        try retire("sources", besides: Set(sources.map { $0.name.lowercased() }), now: now)
      }
      try replace(rules)
      try declare(digests, now: now)
    }
  }

  /// The digests in force, by name.
  package func digests() throws(StoreError) -> [DigestRecord] {
    try reading {
      try database.all(
        "SELECT \(DigestRecord.columns) WHERE retired IS NULL ORDER BY key, brand_key",
        read: DigestRecord.init(row:))
    }
  }

  /// The rules in force, in their order.
  package func rules() throws(StoreError) -> [Rule] {
    try reading {
      try database.all("SELECT name, condition, action FROM rules ORDER BY position") {
        (row) throws(SQLiteError) in
        Rule(name: try row.next(), condition: try row.next(), action: Rule.Action(json: try row.next()))
      }
    }
  }

  private func retire(_ table: StaticString, besides declared: Set<String>, now: Instant) throws(SQLiteError)
  {
    let held = try database.column(
      "SELECT key FROM \(table) WHERE origin = 'file' AND retired IS NULL", as: String.self)
    for key in held where !declared.contains(key) {
      try database.run("UPDATE \(table) SET retired = ? WHERE key = ?", now, key)
    }
  }

  /// A brand of the files that has keywords of control outlives the files as one of control.
  private func keepBrandsOfRuntimeKeywords(besides named: Set<String>) throws(SQLiteError) {
    try database.run(
      """
      UPDATE brands SET origin = 'runtime'
      WHERE retired IS NULL AND key NOT IN (SELECT value FROM json_each(?))
        AND id IN (SELECT brand FROM keywords WHERE origin = 'runtime' AND retired IS NULL)
      """, named.sorted().json)
  }

  private func retireKeywords(besides keywords: [Keyword], now: Instant) throws(SQLiteError) {
    let declared = Set(keywords.map { Keyword(brand: $0.brand.lowercased(), expression: $0.expression) })
    let held = try database.all(
      "SELECT \(KeywordRecord.columns) WHERE keywords.origin = 'file' AND keywords.retired IS NULL",
      read: KeywordRecord.init(row:))
    for record in held {
      let keyword = Keyword(brand: record.keyword.brand.lowercased(), expression: record.keyword.expression)
      if declared.contains(keyword) { continue }
      try database.run("UPDATE keywords SET retired = ? WHERE id = ?", now, record.id)
    }
  }

  private func replace(_ rules: [Rule]) throws(SQLiteError) {
    try database.run("DELETE FROM rules")
    for (position, rule) in rules.enumerated() {
      try database.run(
        "INSERT OR REPLACE INTO rules(position, name, condition, action) VALUES (?, ?, ?, ?)", position,
        rule.name,
        rule.condition, rule.action.json)
    }
  }

  /// A digest that was retired begins anew, so that it does not tell of the time it was not there.
  private func declare(_ digests: [Digest], now: Instant) throws(SQLiteError) {
    let newest = try newestMention()
    for digest in digests {
      try database.run(
        """
        INSERT INTO digests(
          key, brand_key, name, brand, at, condition, channels, recipients, send_empty, created, mark)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT(key, brand_key) DO UPDATE SET
          name = excluded.name, brand = excluded.brand, at = excluded.at, condition = excluded.condition,
          channels = excluded.channels, recipients = excluded.recipients, send_empty = excluded.send_empty,
          retired = NULL, mark = CASE WHEN retired IS NULL THEN mark ELSE excluded.mark END,
          created = CASE WHEN retired IS NULL THEN created ELSE excluded.created END
        """,
        digest.name.lowercased(), digest.brand.lowercased(), digest.name, digest.brand, digest.at,
        digest.condition, digest.channels.map(\.rawValue).json, digest.recipients.json, digest.sendEmpty, now,
        newest)
    }
    let declared = Set(digests.map { [$0.name.lowercased(), $0.brand.lowercased()] })
    let held = try database.all(
      "SELECT \(DigestRecord.columns) WHERE retired IS NULL", read: DigestRecord.init(row:))
    for record in held
    where !declared.contains([record.digest.name.lowercased(), record.digest.brand.lowercased()]) {
      try database.run("UPDATE digests SET retired = ? WHERE id = ?", now, record.id)
    }
  }
}

extension Rule.Action {
  /// Such as `{"notify":["email"]}`.
  fileprivate var json: JSON {
    switch self {
    case .notify(let channels): ["notify": channels.map(\.rawValue).json]
    case .label(let label): ["label": .string(label)]
    case .ignore: ["ignore": true]
    }
  }

  /// From what `json` gives.
  fileprivate init(json: JSON) {
    if let channels = json["notify"] {
      self = .notify([String](json: channels).compactMap(Channel.init))
    } else if let label = json["label"]?.string {
      self = .label(label)
    } else {
      self = .ignore
    }
  }
}
