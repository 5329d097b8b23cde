// SPDX-License-Identifier: Apache-2.0
package import Logging
internal import Model
internal import Settings
package import Store

/// Forgets what is older than the configuration says, once a day; what was seen stays known, so nothing comes back.
package struct Upkeep: Sendable {
  private let store: Store
  private let listening: Listening
  private let clock: any WallClock
  private let logger: Logger

  /// Keeps a store within the retention that is in force.
  package init(store: Store, listening: Listening, clock: any WallClock, logger: Logger) {
    self.store = store
    self.listening = listening
    self.clock = clock
    self.logger = logger
  }

  /// Prunes now and once a day until the task is cancelled.
  package func run() async {
    while !Task.isCancelled {
      await prune()
      try? await clock.sleep(for: .days(1))
    }
  }

  /// Forgets what is too old by now, bit by bit: whoever else needs the store has it in between.
  package func prune() async {
    let (retention, now) = (listening.settings.retention, clock.now)
    var count = 0
    do {
      while !Task.isCancelled,
        let pruned = try await store.prune(
          mentionsBefore: retention.mentions.map { now - $0 }, othersBefore: retention.items.map { now - $0 })
      {
        count += pruned
      }
    } catch {
      logger.error("old items could not be forgotten", metadata: ["reason": "\(error)"])
    }
    if count > 0 { logger.info("old items forgotten", metadata: ["count": "\(count)"]) }
  }
}
