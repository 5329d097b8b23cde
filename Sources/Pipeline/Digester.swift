// SPDX-License-Identifier: Apache-2.0
package import Logging
package import Messages
package import Model
internal import Rules
internal import Schedule
package import Store

/// Closes the windows of digests when the calendar says so, and owes their messages.
package struct Digester: Sendable {
  private let store: Store
  private let listening: Listening
  private let clock: any WallClock
  private let logger: Logger

  /// A digester for the digests in force.
  package init(store: Store, listening: Listening, clock: any WallClock, logger: Logger) {
    self.store = store
    self.listening = listening
    self.clock = clock
    self.logger = logger
  }

  /// Closes windows as they fall due until the task is cancelled.
  package func run() async {
    while !Task.isCancelled {
      do {
        let next = try await closeWhatIsDue()
        await clock.wait(until: next, or: listening.digestBell)
      } catch {
        logger.error("digests cannot be made; they will be made up for", metadata: ["reason": "\(error)"])
        await clock.wait(atMost: nil, or: listening.digestBell)
      }
    }
  }

  /// Closes every window that is due; returns when the next one is, nil where there is no digest.
  ///
  /// Windows missed while the daemon was down are made up for in one message that covers them all.
  package func closeWhatIsDue() async throws(StoreError) -> Instant? {
    var earliest: Instant?
    for record in try await store.digests() {
      guard let plan = plan(for: record.digest) else { continue }
      let now = clock.now
      let begun =
        try await store.lastWindow(of: record.digest.name, brand: record.digest.brand)?.end ?? record.created
      let end = plan.calendar.previous(at: now, in: plan.zone)
      if end > begun {
        // Of several windows that are due only the end of the last one counts: the window covers them all.
        _ = try await close(record.digest, at: end, windows: plan.windows(from: begun, to: end))
      }
      let next = plan.calendar.next(after: now, in: plan.zone)
      earliest = min(earliest ?? next, next)
    }
    return earliest
  }

  /// Closes the window of a digest at an instant, due or not; nil where it would be empty of time.
  package func close(_ digest: Digest, at end: Instant, windows: Int = 1) async throws(StoreError)
    -> ClosedWindow?
  {
    let watchlist = listening.watchlist
    let now = clock.now
    let window = try await store.closeWindow(digest: digest.name, brand: digest.brand, end: end, now: now) {
      contents in
      DigestIssue(of: digest, contents, in: watchlist, windows: windows)?.notifications(at: now) ?? []
    }
    guard let window else { return nil }
    logger.info(
      "digest window closed",
      metadata: ["digest": "\(digest.name)", "brand": "\(digest.brand)", "mentions": "\(window.mentions)"])
    if window.owed > 0 { listening.outboxBell.ring() }
    return window
  }

  /// The digests in force, by name.
  package func digests() async throws(StoreError) -> [Digest] { try await store.digests().map(\.digest) }

  /// When the next digest is due; nil where there is none.
  package func nextDue() async throws(StoreError) -> Instant? {
    var earliest: Instant?
    for digest in try await digests() {
      guard let plan = plan(for: digest) else { continue }
      let due = plan.calendar.next(after: clock.now, in: plan.zone)
      earliest = min(earliest ?? due, due)
    }
    return earliest
  }

  /// The digest as it would be sent now.
  package func preview(_ digest: Digest) async throws(StoreError) -> DigestIssue? {
    let contents = try await store.openWindow(digest: digest.name, brand: digest.brand, now: clock.now)
    return DigestIssue(of: digest, contents, in: listening.watchlist)
  }

  private func plan(for digest: Digest) -> Plan? {
    guard let calendar = try? CalendarTime(parsing: digest.at),
      let brand = listening.watchlist.brand(named: digest.brand)
    else { return nil }
    return Plan(calendar: calendar, zone: listening.watchlist.zone(of: brand))
  }
}

/// When a digest is due.
private struct Plan {
  let calendar: CalendarTime
  let zone: TimeZone

  /// How many windows end after an instant and up to another; a hundred stand for more.
  func windows(from begun: Instant, to end: Instant) -> Int {
    var count = 0
    var due = begun
    repeat {
      due = calendar.next(after: due, in: zone)
      count += 1
    } while due < end && count < 100
    return count
  }
}

/// One issue of a digest: what is in its window, judged by its condition, ready to be written for each reader.
package struct DigestIssue: Sendable {
  /// The digest.
  package let digest: Digest
  /// The mentions it tells of.
  package let mentions: [Mention]
  /// Its window, counts and notes.
  package let summary: DigestSummary
  private let brand: Brand
  private let zone: TimeZone
  private let sender: Letterhead?

  /// Selects what a digest tells of; nil where its brand is gone or its condition cannot be read.
  init?(of digest: Digest, _ contents: WindowContents, in watchlist: Watchlist, windows: Int = 1) {
    guard let brand = watchlist.brand(named: digest.brand),
      let condition = try? Expression(parsing: digest.condition, .rule)
    else { return nil }
    self.digest = digest
    self.brand = brand
    zone = watchlist.zone(of: brand)
    sender = watchlist.sender
    mentions = contents.mentions.filter {
      condition.matches(Subject(mention: $0, now: contents.end)) != nil
    }
    summary = DigestSummary(
      name: digest.name, start: contents.start, end: contents.end,
      counts: Dictionary(grouping: contents.mentions, by: \.sentiment.label).mapValues(\.count),
      total: mentions.count, notes: Self.notes(on: contents, windows: windows, zone: zone))
  }

  /// What is owed for it: nothing for an empty window unless the digest wants that told.
  func notifications(at now: Instant) -> [Notification] {
    guard !mentions.isEmpty || digest.sendEmpty else { return [] }
    return digest.channels.flatMap { channel -> [Notification] in
      guard channel == .email else {
        return [digestNotice(of: mentions, summary, brand: brand, over: channel, now: now)]
      }
      guard let sender else { return [] }
      return (digest.recipients.isEmpty ? brand.recipients : digest.recipients).map { recipient in
        Messages.digest(
          of: mentions, summary, brand: brand, to: recipient, from: sender, now: now,
          offset: { zone.offset(at: $0) })
      }
    }
  }

  /// As its readers would get it.
  package func rendered(at now: Instant) -> RenderedDigest {
    RenderedDigest(of: mentions, summary, brand: brand, now: now, offset: { zone.offset(at: $0) })
  }

  /// What may be missing, and why.
  private static func notes(on contents: WindowContents, windows: Int, zone: TimeZone) -> [String] {
    var notes: [String] = []
    if windows > 1 { notes.append(catchUpNote(windows: windows)) }
    if contents.backlogCount > 0 {
      notes.append(
        "\(contents.backlogCount) older mentions came with new sources; they are kept and not told one by one."
      )
    }
    for outage in contents.outages {
      notes.append(
        coverageNote(
          on: outage.source, from: outage.began, until: outage.ended, because: outage.reason,
          now: contents.end,
          offset: { zone.offset(at: $0) }))
    }
    return notes
  }
}
