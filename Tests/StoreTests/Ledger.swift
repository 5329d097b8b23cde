// SPDX-License-Identifier: Apache-2.0
import Model
import SQLite
import Support

@testable import Store

/// A store in a folder of its own with one brand, and the words to poll it with.
struct Ledger {
  /// 2026-01-01T00:00:00Z.
  static let start = Instant(seconds: 1_767_225_600)
  let folder: TemporaryFolder
  let store: Store
  var path: String { folder.path("earshot.db") }

  init() async throws {
    folder = try TemporaryFolder()
    store = try Store(at: folder.path("earshot.db"), now: Self.start)
    _ = try await store.add(brand: Brand(name: "Acme"), now: Self.start)
    _ = try await store.add(keyword: Keyword(brand: "Acme", expression: "acme"), now: Self.start)
  }

  /// An instant some minutes after the start.
  static func minute(_ minutes: Int) -> Instant { start + .minutes(minutes) }

  /// A source that was empty at first sight, so that whatever comes is news.
  func emptySource(_ name: String = "blog") async throws -> Identifier<Source> {
    let id = try await store.source(name)
    _ = try await store.visit(id, [], at: Self.start)
    return id
  }
}

extension Store {
  func source(_ name: String, url: String? = nil) throws -> Identifier<Source> {
    try add(source: Source(name: name, url: url ?? "https://\(name).example/feed"), now: Ledger.start).record
      .id
  }

  /// The items of an answer held against what is stored.
  func sift(_ items: [Item], from source: Identifier<Source>) throws -> Sifted {
    try sift(identified(items, from: try read(visitTo: source).record)).inLanguages()
  }

  /// Deletes what was stored before an instant, mentioned or not.
  func prune(olderThan limit: Instant) throws -> Int {
    try pruneAll(mentionsBefore: limit, othersBefore: limit)
  }

  /// Deletes batch after batch until nothing is left that is too old.
  func pruneAll(mentionsBefore mentions: Instant?, othersBefore others: Instant?) throws -> Int {
    var count = 0
    while let pruned = try prune(mentionsBefore: mentions, othersBefore: others) { count += pruned }
    return count
  }

  /// What the poller does: asks for novelties, finds “acme” in them, records, and owes one log line for each
  /// mention.
  @discardableResult
  func visit(_ source: Identifier<Source>, _ items: [Item], at now: Instant) async throws -> Recorded {
    let sifted = try sift(items, from: source)
    let found = sifted.novelties.compactMap { novelty -> Finding? in
      let item = sifted.item(at: novelty.index)
      let text = (item.title + " " + item.text).lowercased()
      guard text.contains("acme") else { return nil }
      let draft = Draft(brand: "Acme", keywords: ["acme"], spans: [], sentiment: verdict(on: text))
      return Finding(index: novelty.index, mentions: [draft])
    }
    let outcome = VisitOutcome(
      source: source, poll: .items(items), sifted: sifted.sketched(for: found), finished: now,
      nextPoll: now + .hours(1), found: found)
    return try await record(outcome, at: now, owing: notices)
  }

  /// A visit that ended otherwise.
  @discardableResult
  func visit(_ source: Identifier<Source>, _ poll: Poll, at now: Instant, movedTo: String? = nil) async throws
    -> Recorded
  {
    let outcome = VisitOutcome(
      source: source, poll: poll, finished: now, nextPoll: now + .hours(1), movedTo: movedTo)
    return try await record(outcome, at: now, owing: notices)
  }
}

/// Negative where the text says “bad”.
func verdict(on text: String) -> Sentiment {
  let isBad = text.contains("bad")
  return Sentiment(
    label: isBad ? .negative : .positive, score: isBad ? -0.5 : 0.5, negativeProbability: isBad ? 0.9 : 0.1,
    evidence: [Evidence(quote: isBad ? "bad" : "good", reason: "a word", weight: isBad ? -1 : 1)],
    model: "test")
}

/// One line in the log for each mention and label.
@Sendable func notices(for mentions: [Mention]) -> [Notification] {
  mentions.map { notice("alert:\($0.brand):\($0.id):\($0.sentiment.label.rawValue)", of: [$0.id]) }
}

/// A notification with a key.
func notice(
  _ key: String, of mentions: [Identifier<Mention>] = [], expires: Instant = Ledger.start + .days(30)
) -> Notification {
  Notification(
    key: key, channel: .email, recipient: "owner@acme.example", messageID: "\(key)@earshot.example",
    body: Array("To: owner@acme.example\r\n\r\n\(key)\r\n".utf8), mentions: mentions, expires: expires)
}

/// An item about acme with a guid and an address of its own.
func article(
  _ name: String, title: String? = nil, text: String = "acme was there", published: Instant? = nil
) -> Item {
  Item(
    guid: "tag:\(name)", url: "https://blog.example/\(name)", title: title ?? "The story of \(name)",
    text: text,
    published: published)
}

extension Store {
  /// A disk with room for so many pages of the database.
  func limitPages(to count: Int) throws {
    _ = try database.value("PRAGMA max_page_count = \(count)", as: Int.self)
  }
}
