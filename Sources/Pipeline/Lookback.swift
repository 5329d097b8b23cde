// SPDX-License-Identifier: Apache-2.0
package import Logging
package import Model
internal import Rules
package import Store

/// Looks through the stored items for what a new keyword finds among them: kept as a backlog, told nobody.
///
/// In batches, so that visits and deliveries go on between them. A keyword that has not looked yet is known by the store,
/// so that a stop in between only delays it.
package actor Lookback {
  /// How many of the newest items are looked through.
  package static let reach = 20_000
  private static let batch = 500

  private let store: Store
  private let listening: Listening
  private let clock: any WallClock
  private let logger: Logger
  private var underWay: [Identifier<Keyword>: Task<Looked, any Error>] = [:]

  /// Looks through a store.
  package init(store: Store, listening: Listening, clock: any WallClock, logger: Logger) {
    self.store = store
    self.listening = listening
    self.clock = clock
    self.logger = logger
  }

  /// What a look came to.
  package struct Looked: Sendable {
    /// How many mentions are new.
    package var mentions = 0
    /// What stands round the places.
    package var contexts = Contexts()
  }

  /// Looks for every keyword that has not looked yet, now and whenever keywords have changed, until the task is
  /// cancelled.
  package func run() async {
    while !Task.isCancelled {
      guard listening.settledEpoch != nil else {
        try? await listening.catchUp(at: clock.now)
        await clock.wait(atMost: nil, or: listening.keywordBell)
        continue
      }
      do {
        // What comes after this was met with the keywords in force.
        let newest = try await store.newestItem()
        for record in try await store.keywordsToLookBack() {
          if Task.isCancelled { return }
          _ = try await look(for: record, upTo: newest)
        }
        await listening.keywordBell.wait()
      } catch {
        logger.error("stored items could not be looked through", metadata: ["reason": "\(error)"])
        await clock.wait(atMost: nil, or: listening.keywordBell)
      }
    }
  }

  /// Looks for one keyword; joins a look for it that is under way.
  ///
  /// - Parameter newest: the newest item to look at; nil for the newest there is.
  package func look(for record: KeywordRecord, upTo newest: Identifier<Item>? = nil) async throws -> Looked {
    if let task = underWay[record.id] { return try await task.value }
    let task = Task { try await through(record, upTo: newest) }
    underWay[record.id] = task
    defer { underWay[record.id] = nil }
    return try await task.value
  }

  private func through(_ record: KeywordRecord, upTo newest: Identifier<Item>?) async throws -> Looked {
    var looked = Looked()
    guard let expression = try? Expression(parsing: record.keyword.expression, .keyword) else {
      return looked
    }
    let epoch = listening.settledEpoch
    var last = newest.map { Identifier<Item>($0.value + 1) }
    var rest = Self.reach
    while rest > 0 {
      let items = try await store.items(before: last, limit: min(Self.batch, rest))
      guard let oldest = items.last else { break }
      let watchlist = listening.watchlist
      let (found, contexts) = await watchlist.drafts(
        for: record.keyword, expression, in: items, looked.contexts, at: clock.now)
      looked.contexts = contexts
      looked.mentions += try await store.keepBacklog(found, now: clock.now)
      last = oldest.id
      rest -= items.count
      await Task.yield()
    }
    if let epoch, epoch == listening.settledEpoch {
      try await store.concludeLookback(of: record.id, now: clock.now)
    } else {
      // Visits that were judged without it bring more; when they are over it looks once more.
      listening.keywordBell.ring()
    }
    if looked.mentions > 0 {
      logger.info(
        "stored items looked through",
        metadata: ["keyword": "\(record.keyword.expression)", "mentions": "\(looked.mentions)"])
    }
    return looked
  }
}
