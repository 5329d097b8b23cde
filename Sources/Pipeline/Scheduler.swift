// SPDX-License-Identifier: Apache-2.0
package import Logging
package import Model
internal import Schedule
package import Store
internal import Transport

/// Visits each source when its time comes: the times are kept in the store, so a restart polls nothing early.
package actor Scheduler {
  private let store: Store
  private let poller: Poller
  private let clock: any WallClock
  private let logger: Logger
  private let bell = Doorbell()
  private var timetable: Timetable
  /// Whether sources have changed since they were put into the timetable.
  private var isStale = true
  /// The reading of them, while it goes on: whoever comes meanwhile waits for it.
  private var refreshing: Task<Void, Never>?
  private var visits: [Identifier<Source>: Task<Void, Never>] = [:]
  private var waiting: [Identifier<Source>: [CheckedContinuation<Result<Visited, any Error>, Never>]] = [:]
  private var laps: UInt64 = 0
  /// Until when the loop sleeps, by the uptime; nil while it does not.
  private var wakes: Duration?

  /// A scheduler for the sources of a store.
  ///
  /// - Parameter concurrency: how many visits may be under way at once; each holds one answer in memory.
  package init(store: Store, poller: Poller, clock: any WallClock, concurrency: Int = 16, logger: Logger) {
    self.store = store
    self.poller = poller
    self.clock = clock
    self.logger = logger
    timetable = Timetable(Politeness(total: concurrency))
  }

  /// Visits what is due until the task is cancelled; then gives up what is under way.
  package func run() async {
    while !Task.isCancelled {
      laps += 1
      await refresh()
      startWhatIsDue()
      let pause = timetable.pause(at: clock.now, uptime: clock.uptime)
      wakes = clock.uptime + min(pause ?? longestWait, longestWait)
      await clock.wait(atMost: pause, or: bell)
      wakes = nil
    }
    let left = visits
    for visit in left.values { visit.cancel() }
    for visit in left.values { await visit.value }
    for continuation in waiting.values.joined() {
      continuation.resume(returning: .failure(CancellationError()))
    }
    waiting = [:]
  }

  /// Visits a source as soon as its host lets it, or joins the visit that is under way.
  package func visit(_ id: Identifier<Source>) async -> Result<Visited, any Error> {
    await refresh()
    guard timetable.contains(id) else {
      return .failure(StoreError.notFound(noun: "source", name: id.description))
    }
    if let end = timetable.holdEnd(of: id, at: clock.now) { return .failure(HeldBack(until: end)) }
    let result = await withCheckedContinuation { continuation in
      waiting[id, default: []].append(continuation)
      timetable.hasten(id, uptime: clock.uptime)
      startWhatIsDue()
      wakeIfEarlier()
    }
    return result
  }

  /// Changes how many visits may be under way at once.
  package func allow(visits: Int) async {
    timetable.allow(visits: visits)
    bell.ring()
  }

  /// Has another look at what is due, since sources have changed.
  package func wake() async {
    isStale = true
    bell.ring()
  }

  /// How often the loop has gone round: a heartbeat sees that it still does.
  package func lap() async -> UInt64 {
    bell.ring()
    return laps
  }

  /// Reads anew which sources there are and when they are due, where they have changed.
  private func refresh() async {
    await refreshing?.value
    guard isStale else { return }
    isStale = false
    let reading = Task {
      await readTimes()
      refreshing = nil
    }
    refreshing = reading
    await reading.value
  }

  private func readTimes() async {
    do {
      timetable.set(try await store.timetable().map(Timetable.Stop.init))
      for id in waiting.keys where !timetable.contains(id) {
        tell(.failure(StoreError.notFound(noun: "source", name: id.description)), of: id)
      }
    } catch {
      isStale = true
      logger.error("the sources cannot be read; polling pauses", metadata: ["reason": "\(error)"])
    }
  }

  private func startWhatIsDue() {
    for id in timetable.begin(at: clock.now, uptime: clock.uptime) {
      visits[id] = Task { [poller] in
        let result: Result<Visited, any Error>
        do { result = .success(try await poller.poll(id)) } catch { result = .failure(error) }
        await finished(id, result)
      }
    }
  }

  private func tell(_ result: Result<Visited, any Error>, of id: Identifier<Source>) {
    for continuation in waiting.removeValue(forKey: id) ?? [] { continuation.resume(returning: result) }
  }

  /// Keeps over a restart that sources are left alone, since their domain asked for it.
  private func keep(_ held: [Identifier<Source>], heldUntil end: Instant) async {
    guard !held.isEmpty else { return }
    do {
      try await store.postpone(held, until: end, because: NextPoll.Reason.heldHost.rawValue)
    } catch {
      logger.error("a hold could not be kept; a restart forgets it", metadata: ["reason": "\(error)"])
    }
  }

  private func finished(_ id: Identifier<Source>, _ result: Result<Visited, any Error>) async {
    visits[id] = nil
    switch result {
    case .success(let visited):
      let held = timetable.end(id, next: visited.recorded.health.nextPoll, uptime: clock.uptime)
      if let held { await keep([id], heldUntil: held) }
      if case .throttled = visited.poll {
        let end = visited.recorded.health.nextPoll
        let others = timetable.hold(domainOf: id, until: end)
        // Whoever waits for one of them would wait until then.
        for other in others { tell(.failure(HeldBack(until: end)), of: other) }
        await keep(others, heldUntil: end)
      }
    case .failure(StoreError.notFound):
      timetable.end(id, next: nil, uptime: clock.uptime)
    case .failure(let error):
      // The store did not take the outcome, so the source is still due: no haste while the disk is full.
      timetable.end(id, next: clock.now + .seconds(30), uptime: clock.uptime)
      if !Task.isCancelled {
        logger.error("a visit could not be kept; it will be made again", metadata: ["reason": "\(error)"])
      }
    }
    tell(result, of: id)
    startWhatIsDue()
    wakeIfEarlier()
  }

  /// The loop sleeps until what was next when it went to sleep: it is woken where something is next before that, and
  /// only there, for most visits end with nothing due for long.
  private func wakeIfEarlier() {
    let uptime = clock.uptime
    guard let wakes, let pause = timetable.pause(at: clock.now, uptime: uptime), uptime + pause < wakes else {
      return
    }
    bell.ring()
  }
}

/// A visit that was asked for and is not made, since its server asked to be left alone meanwhile.
package struct HeldBack: Error, Hashable, Sendable, CustomStringConvertible {
  /// Until when.
  package let until: Instant

  /// Why there was no visit.
  package var description: String { "its host asked to be left alone until \(until)" }
}

extension Timetable.Stop {
  /// A stored source with its time.
  init(_ times: SourceTimes) {
    let usual = Pace()
    let isUsual = times.floor == nil && times.concurrency == nil
    self.init(
      id: times.id,
      lane: Lane(at: times.url, hostKey: times.hostKey, credential: times.credential),
      pace: isUsual
        ? nil : Pace(permits: times.concurrency ?? usual.permits, spacing: times.floor ?? usual.spacing),
      domain: registrableDomain(of: Authority(of: times.url)?.host ?? ""), due: times.nextPoll)
  }
}
