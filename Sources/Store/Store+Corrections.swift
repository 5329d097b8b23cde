// SPDX-License-Identifier: Apache-2.0
package import Model
import SQLite
import Text

extension Store {
  /// Keeps what somebody says of a mention's verdict, in the place of what was said before; nil withdraws it.
  ///
  /// Returns the mention as it counts from then on. Throws `notFound` where there is none of that number.
  package func correct(
    _ id: Identifier<Mention>, to label: Sentiment.Label?, by: String, note: String? = nil, now: Instant
  ) throws(StoreError) -> Mention {
    try writing {
      _ = try stored(held(id), "mention", id.description)
      try withdrawCorrection(of: id, by: by, now)
      if let label {
        try database.run(
          "INSERT INTO corrections(mention, label, by, note, at) VALUES (?, ?, ?, ?, ?)", id, label.rawValue,
          by, note, now)
      }
      return try stored(held(id), "mention", id.description)
    }
  }

  func withdrawCorrection(of id: Identifier<Mention>, by: String, _ now: Instant) throws(SQLiteError) {
    try database.run(
      "UPDATE corrections SET withdrawn = ?, withdrawn_by = ? WHERE mention = ? AND withdrawn IS NULL", now,
      by, id)
  }

  /// How many corrections stand on each brand and in each source that has any.
  package func correctionCounts() throws(StoreError) -> [AdjustmentScope: Int] {
    try reading {
      var counts: [AdjustmentScope: Int] = [:]
      for kind in AdjustmentScope.Kind.allCases {
        let rows = try database.all(
          """
          SELECT \(kind.table).name, count(*) FROM corrections JOIN mentions ON mentions.id = mention
          JOIN \(kind.table) ON \(kind.table).id = mentions.\(kind.rawValue)
          WHERE withdrawn IS NULL GROUP BY \(kind.table).id
          """
        ) { (row) throws(SQLiteError) in (try row.next(String.self), try row.next(Int.self)) }
        for (name, count) in rows { counts[AdjustmentScope(kind, name)] = count }
      }
      return counts
    }
  }

  /// The mentions of a brand, or of a source, that people have said something of, or looked at without saying
  /// anything; newest first, at most `limit` of either.
  package func lessons(
    on scope: AdjustmentScope, limit: Int
  ) throws(StoreError) -> (corrected: [Mention], seen: [Mention]) {
    try reading {
      func mentions(_ condition: String) throws(SQLiteError) -> [Mention] {
        try database.all(
          """
          SELECT \(Mention.columns) WHERE \(scope.kind.table).key = ? AND \(condition)
          ORDER BY mentions.id DESC LIMIT ?
          """, values: [scope.name.lowercased(), limit], read: Mention.init(row:))
      }
      return (
        corrected: try mentions("corrections.label IS NOT NULL"),
        seen: try mentions("corrections.label IS NULL AND mentions.state IN ('seen', 'replied')")
      )
    }
  }

  /// What verdicts are put right by, as it was learned last.
  package func adjustments() throws(StoreError) -> [StoredAdjustment] {
    try reading {
      try AdjustmentScope.Kind.allCases.flatMap { (kind) throws(SQLiteError) in
        try database.all(
          """
          SELECT \(kind.table).name, negative, positive, temperature, corrections, model, fitted, is_off
          FROM adjustments JOIN \(kind.table) ON \(kind.table).id = subject
          WHERE scope = ? AND \(kind.table).retired IS NULL ORDER BY \(kind.table).key
          """, kind.rawValue
        ) { (row) throws(SQLiteError) in
          StoredAdjustment(
            scope: AdjustmentScope(kind, try row.next()), negative: try row.next(), positive: try row.next(),
            temperature: try row.next(), corrections: try row.next(), model: try row.next(),
            fitted: try row.next(), isOff: try row.next())
        }
      }
    }
  }

  /// Keeps what was learned for a brand or a source; throws `notFound` where there is none of that name.
  package func keep(_ adjustment: StoredAdjustment) throws(StoreError) {
    try writing {
      let (kind, name) = (adjustment.scope.kind, adjustment.scope.name)
      let subject = try stored(
        database.value("SELECT id FROM \(kind.table) WHERE key = ?", name.lowercased(), as: Int64.self),
        kind.rawValue, name)
      try database.run(
        """
        INSERT OR REPLACE INTO adjustments(
          scope, subject, negative, positive, temperature, corrections, model, fitted, is_off)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """, kind.rawValue, subject, adjustment.negative, adjustment.positive, adjustment.temperature,
        adjustment.corrections, adjustment.model, adjustment.fitted, adjustment.isOff)
    }
  }

  /// Forgets what was learned for a brand or a source, so that it may be learned anew.
  package func forget(_ scope: AdjustmentScope) throws(StoreError) {
    try writing {
      try database.run(
        """
        DELETE FROM adjustments
        WHERE scope = ? AND subject = (SELECT id FROM \(scope.kind.table) WHERE key = ?)
        """, scope.kind.rawValue, scope.name.lowercased())
    }
  }

  /// Puts new verdicts in the place of those of an older model; corrections stay beside them. Nobody is told.
  package func rejudge(_ verdicts: [(id: Identifier<Mention>, sentiment: Sentiment)]) throws(StoreError) {
    try writing { for (id, sentiment) in verdicts { try save(sentiment, of: id) } }
  }
}

/// Whose verdicts are put right together: those on a brand, or those in a source.
package struct AdjustmentScope: Hashable, Sendable {
  /// A brand or a source.
  package enum Kind: String, Sendable, CaseIterable {
    /// All mentions of a brand.
    case brand
    /// All mentions in a source.
    case source

    fileprivate var table: String { rawValue + "s" }
  }

  /// Of which kind.
  package var kind: Kind
  /// The name of the brand or source.
  package var name: String

  /// The verdicts on a brand, or in a source.
  package init(_ kind: Kind, _ name: String) {
    self.kind = kind
    self.name = name
  }
}

/// What was learned from corrections, as it is kept.
package struct StoredAdjustment: Hashable, Sendable {
  /// Whose verdicts are put right.
  package var scope: AdjustmentScope
  /// What is added to the leaning toward the negative, in logits.
  package var negative: Double
  /// What is added to the leaning toward the positive, in logits.
  package var positive: Double
  /// What leanings are divided by before, greater than 0: more than 1 makes the verdicts less sure.
  package var temperature: Double
  /// How many corrections it was learned from.
  package var corrections: Int
  /// The version of the model it puts right.
  package var model: String
  /// When it was learned.
  package var fitted: Instant
  /// Whether it is switched off: verdicts are as the model's own, and nothing is learned.
  package var isOff: Bool

  /// What was learned, with where from.
  package init(
    scope: AdjustmentScope, negative: Double, positive: Double, temperature: Double, corrections: Int,
    model: String, fitted: Instant, isOff: Bool = false
  ) {
    self.scope = scope
    self.negative = negative
    self.positive = positive
    self.temperature = temperature
    self.corrections = corrections
    self.model = model
    self.fitted = fitted
    self.isOff = isOff
  }
}
