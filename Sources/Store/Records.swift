// SPDX-License-Identifier: Apache-2.0
package import Model
import SQLite
import Text

/// A stored brand.
package struct BrandRecord: Hashable, Sendable {
  /// Its number.
  package var id: Identifier<Brand>
  /// The brand.
  package var brand: Brand
  /// Where it was declared.
  package var origin: Origin
  /// When it was declared first.
  package var created: Instant
}

/// A stored keyword.
package struct KeywordRecord: Hashable, Sendable {
  /// Its number.
  package var id: Identifier<Keyword>
  /// The keyword.
  package var keyword: Keyword
  /// Where it was declared.
  package var origin: Origin
  /// How many stored mentions it has matched.
  package var mentions: Int
  /// When it was declared first.
  package var created: Instant
}

/// A stored source with what its visits have shown.
package struct SourceRecord: Hashable, Sendable {
  /// Its number.
  package var id: Identifier<Source>
  /// The source.
  package var source: Source
  /// Where it was declared.
  package var origin: Origin
  /// When it was declared first.
  package var created: Instant
  /// How its visits go.
  package var health: SourceHealth

  /// Where the next visit goes: to where it has moved for good, mostly.
  var address: String { (health.doubtsMove ? nil : health.movedTo) ?? source.url }
}

/// What a round of visits asks of a source before it begins.
package struct Candidate: Hashable, Sendable {
  /// Its number.
  package var id: Identifier<Source>
  /// Its name.
  package var name: String
  /// What its last visit has shown.
  package var state: SourceHealth.State
  /// What happened, where that is none of the good ones.
  package var reason: String?
  /// When it is visited next.
  package var nextPoll: Instant
  /// Why then.
  package var nextReason: String?

  /// That of a stored source.
  package init(_ record: SourceRecord) {
    (id, name) = (record.id, record.source.name)
    (state, reason) = (record.health.state, record.health.reason)
    (nextPoll, nextReason) = (record.health.nextPoll, record.health.nextReason)
  }

  init(row: inout Row) throws(SQLiteError) {
    (id, name) = (try row.next(), try row.next())
    (state, reason) = (try row.word(), try row.next())
    (nextPoll, nextReason) = (try row.next(), try row.next())
  }
}

/// What the order of visits depends on.
package struct SourceTimes: Hashable, Sendable {
  /// The number of the source.
  package var id: Identifier<Source>
  /// Where it is visited.
  package var url: String
  /// The name of its credential.
  package var credential: String?
  /// What several hosts count as, where they do.
  package var hostKey: String?
  /// The least time between two requests.
  package var floor: Duration?
  /// How many requests at once.
  package var concurrency: Int?
  /// When it is visited next.
  package var nextPoll: Instant
}

/// A stored digest.
package struct DigestRecord: Hashable, Sendable {
  /// Its number.
  package var id: Identifier<Digest>
  /// The digest.
  package var digest: Digest
  /// When it was declared: its first window begins there.
  package var created: Instant
}

/// What stands in the database after an addition.
package struct Committed<Record: Hashable & Sendable>: Hashable, Sendable {
  /// What is stored.
  package var record: Record
  /// Whether it was not there before.
  package var isNew: Bool
}

extension BrandRecord {
  static let columns =
    "id, name, display_name, kind, accounts, time_zone, recipients, origin, created FROM brands"

  init(row: inout Row) throws(SQLiteError) {
    id = try row.next()
    brand = Brand(
      name: try row.next(), displayName: try row.next(), kind: try row.word(), accounts: try row.strings(),
      timeZone: try row.next(), recipients: try row.strings())
    origin = try row.word()
    created = try row.next()
  }
}

extension KeywordRecord {
  static let columns = """
    keywords.id, brands.name, expression, keywords.origin,
    (SELECT count(*) FROM mention_keywords WHERE keyword = keywords.id), keywords.created
    FROM keywords JOIN brands ON brands.id = keywords.brand
    """

  init(row: inout Row) throws(SQLiteError) {
    id = try row.next()
    keyword = Keyword(brand: try row.next(), expression: try row.next())
    origin = try row.word()
    mentions = try row.next()
    created = try row.next()
  }
}

extension SourceRecord {
  static let columns = """
    sources.id, name, kind, sources.url, cadence, credential, allow_private, host_key, floor, concurrency, verify_tls,
    allow, origin, created, \(SourceHealth.columns)
    FROM sources JOIN health ON health.source = sources.id
    """

  init(row: inout Row) throws(SQLiteError) {
    id = try row.next()
    source = Source(
      name: try row.next(), kind: try row.word(), url: try row.next(), cadence: try row.next(),
      credential: try row.next(), allowPrivate: try row.next(), hostKey: try row.next(),
      floor: try row.next(),
      concurrency: try row.next(), verifiesTLS: try row.next())
    source.allow = try row.strings()
    origin = try row.word()
    created = try row.next()
    health = try SourceHealth(row: &row)
  }
}

extension DigestRecord {
  static let columns =
    "id, name, brand, at, condition, channels, recipients, send_empty, created FROM digests"

  init(row: inout Row) throws(SQLiteError) {
    id = try row.next()
    digest = Digest(
      name: try row.next(), brand: try row.next(), at: try row.next(), condition: try row.next(),
      channels: try row.strings().compactMap(Channel.init), recipients: try row.strings(),
      sendEmpty: try row.next())
    created = try row.next()
  }
}
