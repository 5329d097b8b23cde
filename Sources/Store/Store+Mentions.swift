// SPDX-License-Identifier: Apache-2.0
package import Model
import SQLite
import Text

/// What the writing of a mention came to.
enum Kept {
  /// It was not there before.
  case new(Mention)
  /// Its item says something else now, and the verdict or the rating is another.
  case changed(Mention)
  /// It was there, with the same verdict.
  case unchanged
}

extension Store {
  /// The mentions that are wanted, newest first.
  package func mentions(_ filter: MentionFilter = MentionFilter()) throws(StoreError) -> [Mention] {
    try reading {
      let conditions = filter.conditions
      let condition = conditions.isEmpty ? "" : "WHERE " + conditions.map(\.sql).joined(separator: " AND ")
      return try database.all(
        "SELECT \(Mention.columns) \(condition) ORDER BY mentions.id DESC LIMIT ?",
        values: conditions.map(\.value) + [max(0, filter.limit)], read: Mention.init(row:))
    }
  }

  /// A mention with its history; nil where there is none of that number.
  package func mention(_ id: Identifier<Mention>) throws(StoreError) -> MentionDetail? {
    try reading {
      guard let mention = try held(id) else { return nil }
      let item = "(SELECT item FROM mentions WHERE id = ?1)"
      return MentionDetail(
        mention: mention,
        sightings: try database.all(
          """
          WITH met AS (SELECT source, url, first_seen FROM sightings WHERE item = \(item))
          SELECT name, met.url, first_seen FROM (
            SELECT * FROM met UNION ALL
            SELECT source, url, stored FROM items WHERE id = \(item) AND source NOT IN (SELECT source FROM met)
          ) AS met JOIN sources ON sources.id = source ORDER BY first_seen, source
          """, id, read: Sighting.init(row:)),
        revisions: try database.all(
          "SELECT title, text, rating, replaced FROM revisions WHERE item = \(item) ORDER BY id", id,
          read: Revision.init(row:)),
        deliveries: try database.all(
          """
          SELECT \(DeliveryRecord.columns)
          WHERE outbox.id IN (SELECT outbox FROM outbox_mentions WHERE mention = ?) ORDER BY deliveries.id
          """, id, read: DeliveryRecord.init(row:)),
        history: try database.all(
          "SELECT state, by, note, at FROM state_changes WHERE mention = ? ORDER BY id", id,
          read: StateChange.init(row:)),
        corrections: try database.all(
          """
          SELECT label, by, note, at, withdrawn, withdrawn_by FROM corrections WHERE mention = ? ORDER BY id
          """, id, read: CorrectionRecord.init(row:)))
    }
  }

  /// Puts mentions into a state and keeps who did it; throws `notFound`, with none of them marked, where one
  /// is not there.
  package func mark(
    _ ids: [Identifier<Mention>], as state: Mention.State, by: String, note: String? = nil, now: Instant
  ) throws(StoreError) -> [Mention] {
    try writing {
      try ids.map { id in
        try database.run("UPDATE mentions SET state = ? WHERE id = ?", state.rawValue, id)
        try noteState(of: id, state, by: by, note, now)
        return try stored(held(id), "mention", id.description)
      }
    }
  }

  /// The rating that an item had before it was edited last.
  private func formerRating(of item: Identifier<Item>) throws(SQLiteError) -> Rating? {
    let former = try database.value(
      "SELECT rating FROM revisions WHERE item = ? ORDER BY id DESC LIMIT 1", item, as: JSON?.self)
    return (former ?? nil).flatMap(Rating.init(json:))
  }

  func held(_ id: Identifier<Mention>) throws(SQLiteError) -> Mention? {
    try database.first("SELECT \(Mention.columns) WHERE mentions.id = ?", id, read: Mention.init(row:))
  }

  private func noteState(
    of id: Identifier<Mention>, _ state: Mention.State, by: String, _ note: String?, _ now: Instant
  ) throws(SQLiteError) {
    try database.run(
      """
      INSERT INTO state_changes(mention, state, by, note, at) SELECT id, ?, ?, ?, ? FROM mentions WHERE id = ?
      """, state.rawValue, by, note, now, id)
  }

  // What `record` is made of.

  /// Writes what was found: one mention for an item and a brand, changed only with its item.
  func keep(
    _ draft: Draft, in place: Placed, of source: Identifier<Source>, isBacklog: Bool, now: Instant
  ) throws -> Kept {
    guard let brand = try brandRecord(draft.brand)?.id else { return .unchanged }
    let before = try database.first(
      "SELECT \(Mention.columns) WHERE mentions.item = ? AND mentions.brand = ?", place.id, brand,
      read: Mention.init(row:))
    guard let before else {
      let id = try insert(draft, in: place.id, brand, of: source, isBacklog: isBacklog, now: now)
      return .new(try stored(held(id), "mention", id.description))
    }
    guard place.isEdited else { return .unchanged }
    try update(before.id, to: draft, of: brand)
    try withdrawCorrection(of: before.id, by: "edit", now)
    guard
      try before.sentiment.label != draft.sentiment.label || before.item.rating != formerRating(of: place.id)
    else { return .unchanged }
    return .changed(try stored(held(before.id), "mention", before.id.description))
  }

  private func insert(
    _ draft: Draft, in item: Identifier<Item>, _ brand: Identifier<Brand>, of source: Identifier<Source>,
    isBacklog: Bool, now: Instant
  ) throws(SQLiteError) -> Identifier<Mention> {
    let state: Mention.State = draft.isQuiet ? .ignored : .new
    try database.run(
      """
      INSERT INTO mentions(
        item, brand, source, keywords, spans, label, score, negative_probability, is_judged, model, evidence,
        intent, labels, state, stored, is_backlog)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      item, brand, source, draft.keywords.json, JSON.array(draft.spans.map(\.json)),
      draft.sentiment.label.rawValue, finite(draft.sentiment.score),
      finite(draft.sentiment.negativeProbability),
      draft.sentiment.isJudged, draft.sentiment.model, JSON.array(draft.sentiment.evidence.map(\.json)),
      draft.sentiment.intent.rawValue, draft.labels.json, state.rawValue, now, isBacklog)
    let id = Identifier<Mention>(database.lastInsertedRow)
    if draft.isQuiet { try noteState(of: id, .ignored, by: "rule", nil, now) }
    try link(id, to: draft.keywords, of: brand)
    return id
  }

  private func update(
    _ id: Identifier<Mention>, to draft: Draft, of brand: Identifier<Brand>
  ) throws(SQLiteError) {
    try database.run(
      "UPDATE mentions SET keywords = ?, spans = ?, labels = ? WHERE id = ?",
      draft.keywords.json, JSON.array(draft.spans.map(\.json)), draft.labels.json, id)
    try save(draft.sentiment, of: id)
    try database.run("DELETE FROM mention_keywords WHERE mention = ?", id)
    try link(id, to: draft.keywords, of: brand)
  }

  /// Puts a verdict in the place of the one that a mention had.
  func save(_ sentiment: Sentiment, of id: Identifier<Mention>) throws(SQLiteError) {
    try database.run(
      """
      UPDATE mentions SET label = ?, score = ?, negative_probability = ?, is_judged = ?, model = ?, evidence = ?,
        intent = ?
      WHERE id = ?
      """,
      sentiment.label.rawValue, finite(sentiment.score), finite(sentiment.negativeProbability),
      sentiment.isJudged, sentiment.model, JSON.array(sentiment.evidence.map(\.json)),
      sentiment.intent.rawValue, id)
  }

  private func link(
    _ id: Identifier<Mention>, to keywords: [String], of brand: Identifier<Brand>
  ) throws(SQLiteError) {
    for expression in keywords {
      try database.run(
        """
        INSERT OR IGNORE INTO mention_keywords(keyword, mention)
        SELECT id, ? FROM keywords WHERE brand = ? AND expression = ?
        """, id, brand, expression)
    }
  }
}

/// A number that SQLite can keep.
private func finite(_ number: Double) -> Double { number.isFinite ? number : 0 }

extension MentionFilter {
  /// What is asked of a mention, each with the value of its one parameter.
  fileprivate var conditions: [(sql: String, value: any Storable)] {
    var conditions: [(sql: String, value: any Storable)] = []
    if let brand { conditions.append(("brands.key = ?", brand.lowercased())) }
    if let source { conditions.append(("sources.key = ?", source.lowercased())) }
    if let label { conditions.append(("coalesce(corrections.label, mentions.label) = ?", label.rawValue)) }
    if let state { conditions.append(("mentions.state = ?", state.rawValue)) }
    if let since { conditions.append(("mentions.stored >= ?", since)) }
    if let until { conditions.append(("mentions.stored < ?", until)) }
    if let before { conditions.append(("mentions.id < ?", before)) }
    if let text {
      let texts = ["title", "text", "author", "url"].map { "coalesce(items.\($0), '')" }.joined(
        separator: " || ' ' || ")
      conditions.append(("instr(lower(\(texts)), lower(?)) > 0", text))
    }
    return conditions
  }
}
