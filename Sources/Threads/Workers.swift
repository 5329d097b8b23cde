// SPDX-License-Identifier: Apache-2.0
internal import CTasks
import Glibc

/// The threads that run what belongs to no actor's executor, and let tasks sleep.
///
/// libdispatch would do so left to itself, but looks after its threads every second though there is nothing to do. There
/// are as many workers as processors, started when they are first needed; those that are idle are not woken, but for one
/// of them when a task has slept long enough.
package enum Workers {
  private static let crew = Crew()

  /// Lets all tasks of the process be run by the workers; to be called before there is one.
  package static func takeOver() {
    unsafe earshot_take_jobs(
      { job in Workers.crew.take(unsafe unsafeBitCast(job, to: UnownedJob.self)) },
      { home, job in unsafe Home.at(home).take(unsafeBitCast(job, to: UnownedJob.self)) })
  }

  /// Lets so much time pass by the monotonic clock; throws `CancellationError` when the task is cancelled first.
  package static func sleep(for duration: Duration) async throws {
    let number = crew.nextNumber()
    let isOver = await withTaskCancellationHandler {
      await withCheckedContinuation { crew.sleep(Sleeper(number: number, end: now + duration, waiter: $0)) }
    } onCancel: {
      crew.wake(number)
    }
    if !isOver { throw CancellationError() }
  }

  /// The monotonic clock.
  fileprivate static var now: Duration {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}

/// A task that sleeps; its waiter gets whether the time is over.
private struct Sleeper {
  let number: UInt64
  let end: Duration
  let waiter: CheckedContinuation<Bool, Never>
}

/// The workers with what they have to do.
private final class Crew: Sendable {
  /// A thread, and what it rests by.
  private final class Worker: Sendable {
    let alarm = Alarm()
  }

  private struct State {
    var jobs = FirstInFirstOut<UnownedJob>()
    var sleepers: [Sleeper] = []
    var count: UInt64 = 0
    var threads = 0
    /// Those that rest until they are called.
    var resting: [Worker] = []
    /// The one that rests until the first sleeper is to be woken.
    var watch: (worker: Worker, end: Duration)?
    /// How many will have a look at the jobs without being called.
    var looking = 0
  }

  private enum Step {
    case run(UnownedJob, Call?), wake([Sleeper]), rest(Duration?)
  }

  /// How one more worker is got.
  private enum Call {
    case ring(Worker), start
  }

  private let state = Locked(State())
  private let most = max(2, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

  /// A number for a sleeper, another one each time.
  func nextNumber() -> UInt64 {
    state.withLock { state in
      state.count += 1
      return state.count
    }
  }

  /// Takes a job that somebody is to run.
  func take(_ job: UnownedJob) {
    make(
      state.withLock { state in
        state.jobs.append(job)
        return state.looking > 0 ? nil : call(&state)
      })
  }

  /// Lets a task sleep, unless it is cancelled already.
  func sleep(_ sleeper: Sleeper) {
    let (isCancelled, call) = state.withLock { state -> (Bool, Call?) in
      if Task.isCancelled { return (true, nil) }
      state.sleepers.append(sleeper)
      if let watch = state.watch, watch.end <= sleeper.end { return (false, nil) }
      return (false, state.looking > 0 ? nil : self.call(&state, watchFirst: true))
    }
    make(call)
    if isCancelled { sleeper.waiter.resume(returning: false) }
  }

  /// Wakes a sleeper before its time, if it still sleeps.
  func wake(_ number: UInt64) {
    let sleeper = state.withLock { state in
      state.sleepers.firstIndex { $0.number == number }.map { state.sleepers.remove(at: $0) }
    }
    sleeper?.waiter.resume(returning: false)
  }

  /// Whom to call where somebody has to look: one that rests, or a new one; nobody where all are at work.
  private func call(_ state: inout State, watchFirst: Bool = false) -> Call? {
    if let watch = state.watch, watchFirst || state.resting.isEmpty {
      state.watch = nil
      state.looking += 1
      return .ring(watch.worker)
    }
    if let worker = state.resting.popLast() {
      state.looking += 1
      return .ring(worker)
    }
    guard state.threads < most else { return nil }
    state.threads += 1
    state.looking += 1
    return .start
  }

  private func make(_ call: Call?) {
    switch call {
    case .ring(let worker): worker.alarm.ring()
    case .start: startThread { self.work() }
    case nil: break
    }
  }

  private func work() {
    let worker = Worker()
    while true {
      switch nextStep(of: worker) {
      case .run(let job, let call):
        make(call)
        unsafe earshot_run_job(unsafeBitCast(job, to: UnsafeMutableRawPointer.self))
        state.withLock { $0.looking += 1 }
      case .wake(let sleepers):
        for sleeper in sleepers { sleeper.waiter.resume(returning: true) }
      case .rest(let pause):
        repeat { worker.alarm.wait(atMost: pause) } while isResting(worker)
      }
    }
  }

  /// What a worker does next that is looking.
  private func nextStep(of worker: Worker) -> Step {
    state.withLock { state in
      let now = Workers.now
      if state.sleepers.contains(where: { $0.end <= now }) {
        let due = state.sleepers.filter { $0.end <= now }
        state.sleepers.removeAll { $0.end <= now }
        return .wake(due)
      }
      state.looking -= 1
      if let job = state.jobs.popFirst() {
        return .run(job, state.jobs.isEmpty || state.looking > 0 ? nil : call(&state))
      }
      if state.watch == nil, let end = state.sleepers.map(\.end).min() {
        state.watch = (worker, end)
        return .rest(end - now)
      }
      state.resting.append(worker)
      return .rest(nil)
    }
  }

  /// Whether a worker was woken by nobody; the watch looks then since its time is over.
  private func isResting(_ worker: Worker) -> Bool {
    state.withLock { state in
      if state.watch?.worker === worker {
        state.watch = nil
        state.looking += 1
        return false
      }
      return state.resting.contains { $0 === worker }
    }
  }
}
