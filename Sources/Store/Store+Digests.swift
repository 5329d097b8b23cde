// SPDX-License-Identifier: Apache-2.0
package import Model
import SQLite

/// What a window of a digest holds.
package struct WindowContents: Hashable, Sendable {
  /// The name of the digest.
  package var digest: String
  /// The name of the brand.
  package var brand: String
  /// Where the window begins: the end of the one before, or when the digest was declared.
  package var start: Instant
  /// Where it ends; this instant itself is in the next one.
  package var end: Instant
  /// The mentions stored in it, oldest first, but for a backlog's and ignored ones; the digest's condition is
  /// not applied yet.
  package var mentions: [Mention]
  /// How many mentions came with the backlog of a new source: told as a number.
  package var backlogCount: Int
  /// When sources could not be seen.
  package var outages: [Outage]
}

/// A time in which a source could not be seen.
package struct Outage: Hashable, Sendable {
  /// The name of the source.
  package var source: String
  /// From when: its last good answer before.
  package var began: Instant
  /// Until when; nil while it lasts.
  package var ended: Instant?
  /// What happened.
  package var reason: String
}

/// A window that is closed: what was in it is told, and never in another window of the digest.
package struct ClosedWindow: Hashable, Sendable {
  /// Where it begins.
  package var start: Instant
  /// Where it ends.
  package var end: Instant
  /// The newest mention before it; 0 for none.
  package var after: Identifier<Mention>
  /// The newest mention in it or before it.
  package var last: Identifier<Mention>
  /// How many mentions it holds that were offered to the digest.
  package var mentions: Int
  /// How many a backlog brought.
  package var backlogCount: Int
  /// How many notifications became owed.
  package var owed: Int
}

extension Store {
  /// The window of a digest that was closed last; nil where there is none.
  package func lastWindow(of digest: String, brand: String) throws(StoreError) -> ClosedWindow? {
    try reading { try newestWindow(of: digest, brand: brand) }
  }

  /// Closes the window of a digest that ends at an instant, in one transaction: the closure gets what is in
  /// it and says what is owed.
  ///
  /// Membership is by the order of storing, so that nothing is in two windows or in none, whatever the clock
  /// does. Nil where that window was closed before or would end before it begins. Throws `notFound` for a
  /// brand and digest that were never declared.
  package func closeWindow(
    digest: String, brand: String, end: Instant, now: Instant,
    owing: @Sendable (WindowContents) -> [Notification]
  ) throws(StoreError) -> ClosedWindow? {
    try writing {
      let bounds = try bounds(of: digest, brand: brand)
      guard bounds.start < end else { return nil }
      let contents = try contents(of: digest, brand: brand, bounds, end: end)
      let owed = try enqueue(owing(contents), now: now)
      let window = ClosedWindow(
        start: bounds.start, end: end, after: bounds.after, last: bounds.last,
        mentions: contents.mentions.count,
        backlogCount: contents.backlogCount, owed: owed)
      try insert(window, of: digest, brand: brand, now: now)
      return window
    }
  }

  /// What the next window would hold if it were closed now; nothing is written.
  package func openWindow(digest: String, brand: String, now: Instant) throws(StoreError) -> WindowContents {
    try reading { try contents(of: digest, brand: brand, bounds(of: digest, brand: brand), end: now) }
  }

  private typealias Bounds = (start: Instant, after: Identifier<Mention>, last: Identifier<Mention>)

  /// Where the next window begins. That of a digest which was never declared by name (one that every brand
  /// has) begins with its brand.
  private func bounds(of digest: String, brand: String) throws -> Bounds {
    let window = try newestWindow(of: digest, brand: brand)
    let declared = try mark(
      "SELECT created, mark FROM digests WHERE key = ?1 AND brand_key = ?2", digest, brand)
    let made = try mark("SELECT created, mark FROM brands WHERE key = ?2 AND ?1 = ?1", digest, brand)
    let mark = try stored(declared ?? made, "brand", brand)
    return (
      start: max(window?.end ?? mark.start, mark.start), after: max(window?.last ?? mark.after, mark.after),
      last: Identifier(try newestMention())
    )
  }

  private func mark(
    _ sql: String, _ digest: String, _ brand: String
  ) throws(SQLiteError) -> (start: Instant, after: Identifier<Mention>)? {
    try database.first(sql, digest.lowercased(), brand.lowercased()) { (row) throws(SQLiteError) in
      (start: try row.next(Instant.self), after: try row.next(Identifier<Mention>.self))
    }
  }

  private func contents(
    of digest: String, brand: String, _ bounds: Bounds, end: Instant
  ) throws(SQLiteError) -> WindowContents {
    let inWindow =
      "mentions.brand = (SELECT id FROM brands WHERE key = ?) AND mentions.id > ? AND mentions.id <= ?"
    let key = brand.lowercased()
    return WindowContents(
      digest: digest, brand: brand, start: bounds.start, end: end,
      mentions: try database.all(
        """
        SELECT \(Mention.columns)
        WHERE \(inWindow) AND mentions.state <> 'ignored' AND NOT mentions.is_backlog ORDER BY mentions.id
        """, key, bounds.after, bounds.last, read: Mention.init(row:)),
      backlogCount: try database.value(
        "SELECT count(*) FROM mentions WHERE \(inWindow) AND is_backlog", key, bounds.after, bounds.last)
        ?? 0,
      outages: try outages(from: bounds.start, to: end))
  }

  private func outages(from start: Instant, to end: Instant) throws(SQLiteError) -> [Outage] {
    try database.all(
      """
      SELECT name, began, ended, reason FROM outages JOIN sources ON sources.id = source
      WHERE began < ? AND (ended IS NULL OR ended > ?) AND retired IS NULL ORDER BY began, name
      """, end, start
    ) { (row) throws(SQLiteError) in
      Outage(source: try row.next(), began: try row.next(), ended: try row.next(), reason: try row.next())
    }
  }

  private func newestWindow(of digest: String, brand: String) throws(SQLiteError) -> ClosedWindow? {
    try database.first(
      """
      SELECT start, end, after, last, mentions, backlog, owed FROM digest_windows
      WHERE digest = ? AND brand = ? ORDER BY end DESC LIMIT 1
      """, digest.lowercased(), brand.lowercased()
    ) { (row) throws(SQLiteError) in
      ClosedWindow(
        start: try row.next(), end: try row.next(), after: try row.next(), last: try row.next(),
        mentions: try row.next(), backlogCount: try row.next(), owed: try row.next())
    }
  }

  private func insert(
    _ window: ClosedWindow, of digest: String, brand: String, now: Instant
  ) throws(SQLiteError) {
    try database.run(
      """
      INSERT INTO digest_windows(digest, brand, start, end, after, last, mentions, backlog, owed, closed)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      digest.lowercased(), brand.lowercased(), window.start, window.end, window.after, window.last,
      window.mentions, window.backlogCount, window.owed, now)
  }
}
