// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Runs an actor on a thread of its own, so that calls which block never hold up the shared threads.
///
/// Jobs are taken by the batch, and the thread is woken only where it sleeps: what comes while it works costs neither a
/// system call nor a switch of threads.
package final class ThreadExecutor: SerialExecutor {
  private struct Inbox {
    var jobs: [UnownedJob] = []
    var thread: pthread_t?
    var isCalled = false
    var isAsleep = false
    var isStopping = false
  }

  private let inbox = Locked(Inbox())
  private let alarm = Alarm()

  /// One whose jobs wait until it is started.
  package init() {}

  /// Starts the thread.
  ///
  /// - Parameter turn: runs on it after each batch of jobs and when it is called; says how long the thread may sleep
  ///   then until it runs the next time, nil for as long as neither a job nor a call comes.
  package func start(turn: @escaping @Sendable () -> Duration?) {
    startThread { self.run(turn) }
  }

  /// Lets the thread end when it has no more to do; no more jobs may come.
  package func stop() { wake { $0.isStopping = true } }

  /// Lets `turn` run soon, as if a job had come.
  package func call() { wake { $0.isCalled = true } }

  /// Takes a job of the actor.
  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    wake { $0.jobs.append(job) }
  }

  private func wake(_ change: (inout Inbox) -> Void) {
    let mustWake = inbox.withLock { inbox in
      change(&inbox)
      defer { inbox.isAsleep = false }
      return inbox.isAsleep
    }
    if mustWake { alarm.ring() }
  }

  /// Traps off its thread; asked where the actor's state is touched outside of a job.
  @inline(never) package func checkIsolated() {
    precondition(inbox.withLock { $0.thread } == pthread_self(), "called off the actor's thread")
  }

  private func run(_ turn: () -> Duration?) {
    inbox.withLock { $0.thread = pthread_self() }
    var batch: [UnownedJob] = []
    while true {
      batch.removeAll(keepingCapacity: true)
      inbox.withLock { inbox in
        swap(&inbox.jobs, &batch)
        (inbox.isAsleep, inbox.isCalled) = (false, false)
      }
      for job in batch { unsafe job.runSynchronously(on: asUnownedSerialExecutor()) }
      let pause = turn()
      let (isIdle, isStopping) = inbox.withLock { inbox in
        inbox.isAsleep = inbox.jobs.isEmpty && !inbox.isCalled
        return (inbox.isAsleep, inbox.isStopping)
      }
      guard isIdle else { continue }
      if isStopping { return }
      alarm.wait(atMost: pause)
    }
  }
}

/// What one thread sleeps by and any thread may ring.
// Safe because what can be changed is reached with the mutex held only.
@safe final class Alarm: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>
  private var isRung = false

  init() {
    unsafe mutex = .allocate(capacity: 1)
    unsafe mutex.initialize(to: pthread_mutex_t())
    unsafe pthread_mutex_init(mutex, nil)
    unsafe condition = .allocate(capacity: 1)
    unsafe condition.initialize(to: pthread_cond_t())
    var attributes = pthread_condattr_t()
    unsafe pthread_condattr_init(&attributes)
    // The clock on the wall may be set back by an hour.
    unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    unsafe pthread_cond_init(condition, &attributes)
    unsafe pthread_condattr_destroy(&attributes)
  }

  deinit {
    unsafe pthread_cond_destroy(condition)
    unsafe condition.deallocate()
    unsafe pthread_mutex_destroy(mutex)
    unsafe mutex.deallocate()
  }

  /// Wakes the thread that sleeps, or the next one that would.
  func ring() {
    unsafe pthread_mutex_lock(mutex)
    isRung = true
    unsafe pthread_mutex_unlock(mutex)
    unsafe pthread_cond_signal(condition)
  }

  /// Sleeps until it is rung or the time is over.
  func wait(atMost pause: Duration?) {
    var end = pause.map(Self.end(of:)) ?? timespec()
    unsafe pthread_mutex_lock(mutex)
    var code: Int32 = 0
    while !isRung && code == 0 {
      code =
        if pause == nil {
          unsafe pthread_cond_wait(condition, mutex)
        } else {
          unsafe pthread_cond_timedwait(condition, mutex, &end)
        }
    }
    isRung = false
    unsafe pthread_mutex_unlock(mutex)
  }

  private static func end(of pause: Duration) -> timespec {
    var end = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &end)
    let (seconds, attoseconds) = pause.components
    let nanoseconds = end.tv_nsec + Int(attoseconds / 1_000_000_000)
    end.tv_sec += Int(seconds) + nanoseconds / 1_000_000_000
    end.tv_nsec = nanoseconds % 1_000_000_000
    return end
  }
}
