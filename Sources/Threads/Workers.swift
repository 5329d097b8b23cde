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
      await withCheckedContinuation { crew.sleep(number, until: now + duration, $0) }
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

/// The workers with what they have to do.
private final class Crew: Sendable {
  /// A thread, and what it rests by.
  private final class Worker: Sendable {
    let alarm = Alarm()
  }

  private typealias Waiter = CheckedContinuation<Bool, Never>
  private typealias Crewed = Roster<Worker, UnownedJob, Waiter>

  private let roster = Locked(Crewed(most: max(2, sysconf(Int32(_SC_NPROCESSORS_ONLN)))))

  /// A number for a sleeper, another one each time.
  func nextNumber() -> UInt64 { roster.withLock { $0.nextNumber() } }

  /// Takes a job that somebody is to run.
  func take(_ job: UnownedJob) { make(roster.withLock { $0.add(job) }) }

  /// Lets a task sleep, unless it is cancelled already.
  func sleep(_ number: UInt64, until end: Duration, _ waiter: CheckedContinuation<Bool, Never>) {
    let (isCancelled, call) = roster.withLock { roster -> (Bool, Crewed.Call?) in
      if Task.isCancelled { return (true, nil) }
      return (false, roster.add(Crewed.Sleeper(number: number, end: end, waiter: waiter)))
    }
    make(call)
    if isCancelled { waiter.resume(returning: false) }
  }

  /// Wakes a sleeper before its time, if it still sleeps.
  func wake(_ number: UInt64) {
    let sleeper = roster.withLock { $0.removeSleeper(number) }
    sleeper?.waiter.resume(returning: false)
  }

  private func make(_ call: Crewed.Call?) {
    switch call {
    case .ring(let worker): worker.alarm.ring()
    case .start: startThread { self.work() }
    case nil: break
    }
  }

  private func work() {
    let worker = Worker()
    while true {
      switch roster.withLock({ $0.nextStep(of: worker, at: Workers.now) }) {
      case .run(let job, let call):
        make(call)
        unsafe earshot_run_job(unsafeBitCast(job, to: UnsafeMutableRawPointer.self))
        roster.withLock { $0.looksAgain() }
      case .wake(let sleepers):
        for sleeper in sleepers { sleeper.waiter.resume(returning: true) }
      case .rest(let pause):
        repeat { worker.alarm.wait(atMost: pause) } while roster.withLock { $0.isResting(worker) }
      }
    }
  }
}
