// SPDX-License-Identifier: Apache-2.0
package import Logging
package import Model
internal import Schedule
package import Store
internal import Threads
internal import Transport

/// Visits each source when its time comes: the times are kept in the store, so a restart polls nothing early.
///
/// It can live on the thread of another actor: on that of the transfers, a visit that finds nothing changed begins and
/// ends without waking a third thread.
package actor Scheduler {
  private let companion: any Actor
  private let store: Store
  private let poller: Poller
  private let clock: any WallClock
  private let logger: Logger
  private let bell = Doorbell()
  private var timetable: Timetable
  /// Whether sources have changed since they were put into the timetable.
  private var isStale = true
  /// Who has asked to be left alone, as far as that is not kept yet.
  private var unkept: [Hold] = []
  /// The keeping of them, while it goes on.
  private var keeping: Task<Void, Never>?
  /// Whether it is known who had asked to be left alone before the start.
  private var knowsHolds = false
  /// The reading of them, while it goes on: whoever comes meanwhile waits for it.
  private var refreshing: Task<Void, Never>?
  private var visits: [Identifier<Source>: Task<Void, Never>] = [:]
  /// Who is to hear what a visit came to.
  private var waiting: [Identifier<Source>: [(Result<Visited, any Error>) -> Void]] = [:]
  private var rounds: [ObjectIdentifier: Round] = [:]
  /// How often in a row a visit could not be kept.
  private var unkeptVisits: [Identifier<Source>: Int] = [:]
  /// Whether what was planned may be by a clock that was ahead.
  private var mistrustsTimes = false
  /// Whether the loop has ended, so that no more visits begin.
  private var isOver = false
  private var laps: UInt64 = 0
  /// Until when the loop sleeps, by the uptime; nil while it does not.
  private var wakes: Duration?

  /// A scheduler for the sources of a store.
  ///
  /// - Parameters:
  ///   - companion: the actor on whose thread it runs; nil for one of its own.
  ///   - concurrency: how many visits may be under way at once; each holds one answer in memory.
  package init(
    store: Store, poller: Poller, beside companion: (any Actor)? = nil, clock: any WallClock,
    concurrency: Int = 16, logger: Logger
  ) {
    self.companion = companion ?? Solitude()
    self.store = store
    self.poller = poller
    self.clock = clock
    self.logger = logger
    timetable = Timetable(Politeness(total: concurrency))
  }

  /// The thread of its companion.
  package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe companion.unownedExecutor }

  /// Visits what is due until the task is cancelled; then gives up what is under way.
  package func run() async {
    var booted = clock.now - clock.uptime
    var settled: Duration? = clock.uptime + .minutes(10)
    while !Task.isCancelled {
      laps += 1
      // A clock that was ahead has been set back: while we run, or before; after a start it may have yet to be set right.
      if clock.now - clock.uptime < booted - .minutes(1) || settled.map({ $0 <= clock.uptime }) ?? false {
        (isStale, mistrustsTimes, settled) = (true, true, nil)
      }
      booted = clock.now - clock.uptime
      await refresh()
      startWhatIsDue()
      let pause = timetable.pause(at: clock.now, uptime: clock.uptime)
      wakes = clock.uptime + min(pause ?? longestWait, longestWait)
      await clock.wait(atMost: pause, or: bell)
      wakes = nil
    }
    isOver = true
    let left = visits
    for visit in left.values { visit.cancel() }
    for visit in left.values { await visit.value }
    await keepHolds()
    for round in rounds.values { round.giveUp() }
    for id in waiting.keys { tell(.failure(CancellationError()), of: id) }
  }

  /// Visits a source as soon as its host lets it, or joins the visit that is under way.
  package func visit(_ id: Identifier<Source>) async -> Result<Visited, any Error> {
    await refresh()
    return await withCheckedContinuation { continuation in
      lineUp(id) { continuation.resume(returning: $0) }
      startWhatIsDue()
      wakeIfEarlier()
    }
  }

  /// Visits sources, a number of them standing in line at once, and tells of each visit as it ends. Hosts come in
  /// rotation, so that one with many sources does not keep the others waiting.
  ///
  /// Returns when all have ended. Where the task is cancelled, those in line still end and no more are put there.
  package func visit(
    _ ids: [Identifier<Source>], atOnce: Int,
    ended: @escaping @Sendable (Identifier<Source>, Result<Visited, any Error>) -> Void
  ) async {
    await refresh()
    let isCutShort = Locked(false)
    let line = inRotation(ids) { timetable.lane(of: $0) }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let round = Round(
          line: line[...], room: max(1, atOnce), isCutShort: isCutShort, ended: ended,
          continuation: continuation)
        rounds[ObjectIdentifier(round)] = round
        goOn(round)
        startWhatIsDue()
        wakeIfEarlier()
      }
    } onCancel: {
      isCutShort.withLock { $0 = true }
    }
  }

  /// Lines up the next ones of a round while there is room; lets it end where none is left.
  private func goOn(_ round: Round) {
    // What ends at once comes back here from within the loop below: it goes on there, and not ever deeper.
    if round.isGoingOn { return }
    round.isGoingOn = true
    while let id = round.next() {
      lineUp(id) { [self] result in
        round.takeBack(id, result)
        goOn(round)
      }
    }
    round.isGoingOn = false
    if round.isOver { rounds.removeValue(forKey: ObjectIdentifier(round))?.continuation.resume() }
  }

  /// Puts a source in the line of its host, though its time may not have come; what cannot be visited is told at once.
  private func lineUp(_ id: Identifier<Source>, _ ended: @escaping (Result<Visited, any Error>) -> Void) {
    if isOver { return ended(.failure(CancellationError())) }
    guard let domain = timetable.domain(of: id) else {
      return ended(.failure(StoreError.notFound(noun: "source", name: id.description)))
    }
    if let end = poller.holds.end(for: domain, at: clock.now) {
      return ended(.failure(HeldBack(until: end)))
    }
    waiting[id, default: []].append(ended)
    timetable.hasten(id, uptime: clock.uptime)
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

  /// How far the loop is: a heartbeat sees that it goes on.
  package func lap() -> Lap { Lap(number: laps, wakes: wakes) }

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
      if mistrustsTimes {
        let count = try await store.heedClock(at: clock.now, held: NextPoll.Reason.heldHost.rawValue)
        mistrustsTimes = false
        if count > 0 {
          logger.notice(
            "the clock was ahead; what was planned by it is planned anew", metadata: ["sources": "\(count)"])
        }
      }
      if !knowsHolds {
        for (domain, end) in try await store.holds(at: clock.now) {
          poller.holds.leaveAlone(domain, until: end)
        }
        knowsHolds = true
      }
      let stops = try await store.timetable().map(Timetable.Stop.init)
      timetable.set(stops)
      // Who is new where somebody asked to be left alone waits as well.
      for stop in stops { holdBack(stop.id, due: stop.due) }
      await keepHolds()
      for id in waiting.keys where timetable.domain(of: id) == nil {
        tell(.failure(StoreError.notFound(noun: "source", name: id.description)), of: id)
      }
    } catch {
      isStale = true
      logger.error("the sources cannot be read; polling pauses", metadata: ["reason": "\(error)"])
    }
  }

  private func startWhatIsDue() {
    heedHolds()
    if isOver { return }
    for id in timetable.begin(at: clock.now, uptime: clock.uptime) {
      visits[id] = Task { [poller] in
        let result: Result<Visited, any Error>
        do { result = .success(try await poller.poll(id) { letGo(id) }) } catch { result = .failure(error) }
        await finished(id, result)
      }
    }
  }

  /// A visit has found nothing changed: the next one begins while that is written down, so that many are written at once.
  private func letGo(_ id: Identifier<Source>) {
    guard timetable.letGo(id, uptime: clock.uptime) else { return }
    startWhatIsDue()
    wakeIfEarlier()
  }

  private func tell(_ result: Result<Visited, any Error>, of id: Identifier<Source>) {
    for ended in waiting.removeValue(forKey: id) ?? [] { ended(result) }
  }

  /// Lets a source wait where its domain asked to be left alone for longer than it waits anyway.
  private func holdBack(_ id: Identifier<Source>, due: Instant) {
    guard let domain = timetable.domain(of: id), let end = poller.holds.end(for: domain, at: clock.now),
      end > due
    else { return }
    timetable.postpone(id, until: end)
    unkept.append(Hold(domain, until: end, sources: [id]))
  }

  /// Lets the sources of those wait who have asked to be left alone, whatever they were asked for.
  private func heedHolds() {
    for (domain, end) in poller.holds.takeNews() {
      let others = timetable.hold(domain, until: end)
      // Whoever waits for one of them would wait until then.
      for other in others { tell(.failure(HeldBack(until: end)), of: other) }
      unkept.append(Hold(domain, until: end, sources: others))
    }
  }

  /// Keeps over a restart what was heeded since the last time; what is heeded while that is written is written next, in
  /// one go, and whoever heeded it waits until then.
  private func keepHolds() async {
    guard !unkept.isEmpty else { return }
    if let keeping { return await keeping.value }
    let task = Task {
      while !unkept.isEmpty {
        let holds = unkept
        unkept = []
        do {
          try await store.keep(holds, because: NextPoll.Reason.heldHost.rawValue, at: clock.now)
        } catch {
          logger.error("a hold could not be kept; a restart forgets it", metadata: ["reason": "\(error)"])
        }
      }
      keeping = nil
    }
    keeping = task
    await task.value
  }

  private func finished(_ id: Identifier<Source>, _ result: Result<Visited, any Error>) async {
    visits[id] = nil
    let waiters = waiting.removeValue(forKey: id) ?? []
    switch result {
    case .success(let visited):
      unkeptVisits[id] = nil
      heedHolds()
      let next = visited.recorded.health.nextPoll
      timetable.end(id, next: next, uptime: clock.uptime)
      holdBack(id, due: visited.isMade ? next : clock.now)
      // It takes turns with others there.
      if visited.recorded.isElsewhere { await wake() }
    case .failure(StoreError.notFound):
      unkeptVisits[id] = nil
      timetable.end(id, next: nil, uptime: clock.uptime)
    case .failure(let error):
      // The store did not take the outcome, so the source is still due: no haste while the disk is full, and ever less,
      // for its server gives the same each time.
      let count = (unkeptVisits[id] ?? 0) + 1
      unkeptVisits[id] = count
      timetable.end(id, next: clock.now + pause(afterUnkept: count), uptime: clock.uptime)
      if !Task.isCancelled {
        logger.error("a visit could not be kept; it will be made again", metadata: ["reason": "\(error)"])
      }
    }
    startWhatIsDue()
    wakeIfEarlier()
    await keepHolds()
    for ended in waiters { ended(result) }
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

/// How long a source waits whose visit could not be kept so many times in a row: half a minute, and twice as long each
/// time, but an hour at most.
func pause(afterUnkept count: Int) -> Duration { min(.seconds(15 << min(count, 8)), .hours(1)) }

/// How far the scheduler's loop is.
package struct Lap: Hashable, Sendable {
  /// How often it has gone round.
  package let number: UInt64
  /// Until when it sleeps, by the uptime; nil while it works.
  package let wakes: Duration?

  /// Whether the loop lives: it has gone round since it was asked before, or sleeps and is not long overdue.
  package func isSign(after earlier: Lap, at uptime: Duration, patience: Duration) -> Bool {
    number != earlier.number || wakes.map { uptime <= $0 + patience } ?? false
  }
}

/// An actor that nothing else runs on.
private actor Solitude {}

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
      domain: registrableDomain(at: times.url), due: times.nextPoll)
  }
}
