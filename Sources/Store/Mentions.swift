// SPDX-License-Identifier: Apache-2.0
package import Model
import SQLite
import Text

/// Which mentions are wanted; nil is all.
package struct MentionFilter: Hashable, Sendable {
  /// Of the brand with this name.
  package var brand: String?
  /// First met in the source with this name.
  package var source: String?
  /// With this verdict.
  package var label: Sentiment.Label?
  /// In this state.
  package var state: Mention.State?
  /// Stored at this instant or later.
  package var since: Instant?
  /// Stored before this instant.
  package var until: Instant?
  /// With this text in title, text, author or address; ASCII letters without regard to case.
  package var text: String?
  /// Stored before the one with this number, for the next page.
  package var before: Identifier<Mention>?
  /// At most as many.
  package var limit: Int

  /// All mentions, 50 of them, unless said otherwise.
  package init(
    brand: String? = nil, source: String? = nil, label: Sentiment.Label? = nil, state: Mention.State? = nil,
    since: Instant? = nil, until: Instant? = nil, text: String? = nil, before: Identifier<Mention>? = nil,
    limit: Int = 50
  ) {
    self.brand = brand
    self.source = source
    self.label = label
    self.state = state
    self.since = since
    self.until = until
    self.text = text
    self.before = before
    self.limit = limit
  }
}

/// A mention with its history.
package struct MentionDetail: Hashable, Sendable {
  /// The mention.
  package var mention: Mention
  /// Where its item was met, first place first.
  package var sightings: [Sighting]
  /// The earlier versions of its item, oldest first.
  package var revisions: [Revision]
  /// The attempts to tell of it, in their order.
  package var deliveries: [DeliveryRecord]
  /// What people did about it, in their order.
  package var history: [StateChange]
  /// What people said of its verdict, in their order, what they have withdrawn too.
  package var corrections: [CorrectionRecord]
}

/// A correction that stands or stood.
package struct CorrectionRecord: Hashable, Sendable {
  /// The verdict of the person.
  package var label: Sentiment.Label
  /// Who said so.
  package var by: String
  /// What they noted.
  package var note: String?
  /// When.
  package var at: Instant
  /// When it was withdrawn; nil while it stands.
  package var withdrawn: Instant?
  /// Who withdrew it: a user's name, or `edit` where the item says something else now.
  package var withdrawnBy: String?
}

/// A place where an item was met.
package struct Sighting: Hashable, Sendable {
  /// The name of the source.
  package var source: String
  /// The item's address there.
  package var url: String?
  /// When it was first met there.
  package var firstSeen: Instant
}

/// An earlier version of an item.
package struct Revision: Hashable, Sendable {
  /// The title it had.
  package var title: String
  /// The text it had.
  package var text: String
  /// The rating it had.
  package var rating: Rating?
  /// When a newer version was met.
  package var replaced: Instant
}

/// A change of a mention's state.
package struct StateChange: Hashable, Sendable {
  /// To what.
  package var state: Mention.State
  /// By whom: a user's name, or `rule`.
  package var by: String
  /// What they noted.
  package var note: String?
  /// When.
  package var at: Instant
}

extension Mention {
  static let columns = """
    mentions.id, brands.name, mentions.keywords, sources.name,
    \(Item.columns),
    mentions.spans, mentions.label, mentions.score, mentions.negative_probability, mentions.evidence,
    mentions.is_judged, mentions.model, mentions.intent, corrections.label, corrections.by, corrections.note,
    corrections.at, mentions.state, mentions.labels, mentions.stored, mentions.is_backlog
    FROM mentions JOIN items ON items.id = mentions.item JOIN brands ON brands.id = mentions.brand
    JOIN sources ON sources.id = mentions.source
    LEFT JOIN corrections ON corrections.mention = mentions.id AND corrections.withdrawn IS NULL
    """

  init(row: inout Row) throws(SQLiteError) {
    let id: Identifier<Mention> = try row.next()
    let (brand, keywords): (String, [String]) = (try row.next(), try row.strings())
    let (source, item): (String, Item) = (try row.next(), try Item(row: &row))
    let spans = (try row.next(JSON.self).array ?? []).compactMap(Span.init(json:))
    let verdict = try Sentiment(row: &row)
    let correction = try Correction.next(in: &row, of: verdict)
    self.init(
      id: id, brand: brand, keywords: keywords, source: source, item: item, spans: spans,
      sentiment: correction?.sentiment ?? verdict, correction: correction, state: try row.word(),
      labels: try row.strings(), stored: try row.next(), isBacklog: try row.next())
  }
}

extension Correction {
  /// The next columns as a correction of a verdict; nil where there is none.
  fileprivate static func next(in row: inout Row, of verdict: Sentiment) throws(SQLiteError) -> Correction? {
    let label: String? = try row.next()
    let by: String? = try row.next()
    let note: String? = try row.next()
    let at: Instant? = try row.next()
    guard let label = label.flatMap(Sentiment.Label.init(rawValue:)), let by, let at else { return nil }
    return Correction(label: label, by: by, note: note, at: at, verdict: verdict)
  }
}

extension Item {
  static let columns = """
    items.guid, items.url, items.title, items.text, items.author, items.published, items.published_text,
    items.updated, items.language, items.categories, items.rating, items.publisher
    """

  init(row: inout Row) throws(SQLiteError) {
    self.init(
      guid: try row.next(), url: try row.next(), title: try row.next(), text: try row.next(),
      author: try row.next(), published: try row.next(), publishedText: try row.next(),
      updated: try row.next(),
      language: try row.next(), categories: try row.strings(),
      rating: try row.next(JSON?.self).flatMap(Rating.init(json:)), publisher: try row.next())
  }
}

extension Sentiment {
  fileprivate init(row: inout Row) throws(SQLiteError) {
    self.init(
      label: try row.word(), score: try row.next(), negativeProbability: try row.next(),
      evidence: (try row.next(JSON.self).array ?? []).compactMap(Evidence.init(json:)),
      isJudged: try row.next(),
      model: try row.next(), intent: try row.word())
  }
}

extension Sighting {
  init(row: inout Row) throws(SQLiteError) {
    source = try row.next()
    url = try row.next()
    firstSeen = try row.next()
  }
}

extension Revision {
  init(row: inout Row) throws(SQLiteError) {
    title = try row.next()
    text = try row.next()
    rating = try row.next(JSON?.self).flatMap(Rating.init(json:))
    replaced = try row.next()
  }
}

extension CorrectionRecord {
  init(row: inout Row) throws(SQLiteError) {
    label = try row.word()
    by = try row.next()
    note = try row.next()
    at = try row.next()
    withdrawn = try row.next()
    withdrawnBy = try row.next()
  }
}

extension StateChange {
  init(row: inout Row) throws(SQLiteError) {
    state = try row.word()
    by = try row.next()
    note = try row.next()
    at = try row.next()
  }
}
