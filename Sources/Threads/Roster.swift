// SPDX-License-Identifier: Apache-2.0

/// Who of the workers does what: jobs waiting, tasks asleep, and which worker is to be woken for which.
///
/// Nobody is woken where a worker looks anyway, and at most one rests by the clock: the watch, until the first sleeper's
/// time.
struct Roster<Worker: AnyObject & Sendable, Job: Sendable, Waiter: Sendable> {
  /// A task that sleeps; its waiter gets whether the time is over.
  struct Sleeper {
    let number: UInt64
    let end: Duration
    let waiter: Waiter
  }

  /// What a worker does next that looks.
  enum Step {
    case run(Job, Call?), wake([Sleeper]), rest(Duration?)
  }

  /// How one more worker is got.
  enum Call {
    case ring(Worker), start
  }

  private let most: Int
  private var jobs = FirstInFirstOut<Job>()
  private var sleepers: [Sleeper] = []
  private var count: UInt64 = 0
  private var threads = 0
  /// Those that rest until they are called.
  private var resting: [Worker] = []
  /// The one that rests until the first sleeper is to be woken.
  private var watch: (worker: Worker, end: Duration)?
  /// How many will have a look at the jobs without being called.
  private var looking = 0

  /// Nobody yet; there may be so many workers.
  init(most: Int) { self.most = most }

  /// A number for a sleeper, another one each time.
  mutating func nextNumber() -> UInt64 {
    count += 1
    return count
  }

  /// Takes a job that somebody is to run; says whom to call for it.
  mutating func add(_ job: Job) -> Call? {
    jobs.append(job)
    return looking > 0 ? nil : call()
  }

  /// Takes a sleeper; says whom to call for it.
  mutating func add(_ sleeper: Sleeper) -> Call? {
    sleepers.append(sleeper)
    if let watch { return watch.end <= sleeper.end ? nil : call(watchFirst: true) }
    // Who looks becomes the watch.
    return looking > 0 ? nil : call()
  }

  /// Takes a sleeper away, if it still sleeps.
  mutating func removeSleeper(_ number: UInt64) -> Sleeper? {
    sleepers.firstIndex { $0.number == number }.map { sleepers.remove(at: $0) }
  }

  /// What a worker does next that looks.
  mutating func nextStep(of worker: Worker, at now: Duration) -> Step {
    if sleepers.contains(where: { $0.end <= now }) {
      let due = sleepers.filter { $0.end <= now }
      sleepers.removeAll { $0.end <= now }
      return .wake(due)
    }
    looking -= 1
    if let job = jobs.popFirst() {
      // Somebody has to look after the sleepers as well while the job is run.
      let isWatched = sleepers.isEmpty || watch != nil
      return .run(job, looking > 0 || jobs.isEmpty && isWatched ? nil : call())
    }
    if watch == nil, let end = sleepers.map(\.end).min() {
      watch = (worker, end)
      return .rest(end - now)
    }
    resting.append(worker)
    return .rest(nil)
  }

  /// A worker has run its job and looks.
  mutating func looksAgain() { looking += 1 }

  /// Whether a worker was woken by nobody; the watch looks then since its time is over.
  mutating func isResting(_ worker: Worker) -> Bool {
    if watch?.worker === worker {
      watch = nil
      looking += 1
      return false
    }
    return resting.contains { $0 === worker }
  }

  /// Whom to call where somebody has to look: one that rests, or a new one; nobody where all are at work.
  private mutating func call(watchFirst: Bool = false) -> Call? {
    if let watch, watchFirst || resting.isEmpty {
      self.watch = nil
      looking += 1
      return .ring(watch.worker)
    }
    if let worker = resting.popLast() {
      looking += 1
      return .ring(worker)
    }
    guard threads < most else { return nil }
    threads += 1
    looking += 1
    return .start
  }
}
