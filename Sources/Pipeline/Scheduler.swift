// SPDX-License-Identifier: Apache-2.0
package import Logging
package import Model
package import Store

/// Visits each source when its time comes: the times are kept in the store, so a restart polls nothing early.
package actor Scheduler {
  private let store: Store
  private let poller: Poller
  private let clock: any WallClock
  private let logger: Logger
  /// How many visits may be under way at once; each holds one answer in memory.
  private var concurrency: Int
  private let bell = Doorbell()
  private var visits: [Identifier<Source>: Task<Visited, any Error>] = [:]
  private var laps: UInt64 = 0

  /// A scheduler for the sources of a store.
  package init(store: Store, poller: Poller, clock: any WallClock, concurrency: Int = 16, logger: Logger) {
    self.store = store
    self.poller = poller
    self.clock = clock
    self.logger = logger
    self.concurrency = concurrency
  }

  /// Visits what is due until the task is cancelled; then gives up what is under way.
  package func run() async {
    while !Task.isCancelled {
      laps += 1
      let next = await startWhatIsDue()
      await clock.wait(until: next, or: bell)
    }
    for visit in visits.values { visit.cancel() }
    for visit in visits.values { _ = await visit.result }
  }

  /// Visits a source now, or joins the visit that is under way.
  package func visit(_ id: Identifier<Source>) async throws -> Visited { try await start(id).value }

  /// Changes how many visits may be under way at once.
  package func allow(visits: Int) async {
    concurrency = visits
    await bell.ring()
  }

  /// Has another look at what is due, since sources have changed.
  package func wake() async { await bell.ring() }

  /// How often the loop has gone round: a heartbeat sees that it still does.
  package func lap() async -> UInt64 {
    await bell.ring()
    return laps
  }

  /// Starts due visits as far as there is room; returns when to look again, nil for when something rings.
  private func startWhatIsDue() async -> Instant? {
    let now = clock.now
    do {
      let due = try await store.due(by: now, limit: concurrency + visits.count)
      for id in due where visits[id] == nil && visits.count < concurrency { _ = start(id) }
      // A visit that ends rings the bell, so what had no room or is under way needs no time to look at.
      return try await store.nextDue(after: now)
    } catch {
      logger.error("what is due cannot be read; polling pauses", metadata: ["reason": "\(error)"])
      return now + .seconds(30)
    }
  }

  private func start(_ id: Identifier<Source>) -> Task<Visited, any Error> {
    if let underWay = visits[id] { return underWay }
    let visit = Task { [poller] in try await poller.poll(id) as Visited }
    visits[id] = visit
    Task {
      let result = await visit.result
      await finished(id, result)
    }
    return visit
  }

  private func finished(_ id: Identifier<Source>, _ result: Result<Visited, any Error>) async {
    if case .failure(let error) = result, !Task.isCancelled {
      logger.error("a visit could not be kept; it will be made again", metadata: ["reason": "\(error)"])
      // The store did not take the outcome, so the source is still due: no haste while the disk is full.
      try? await clock.sleep(for: .seconds(30))
    }
    visits[id] = nil
    await bell.ring()
  }
}
