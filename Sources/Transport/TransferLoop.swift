// SPDX-License-Identifier: Apache-2.0
import Glibc
import Threads

/// The thread on which an actor and the libcurl multi handle it owns both run.
///
/// It runs the actor's jobs, lets the actor drive its transfers, and sleeps in `curl_multi_poll` until a
/// socket, a timer or the next job wakes it. So the compiler proves what libcurl demands: one thread at a
/// time on a handle.
final class TransferLoop: SerialExecutor {
  private struct Inbox {
    var jobs: [UnownedJob] = []
    var thread: pthread_t?
    var isAsleep = false
    var isStopping = false
  }

  private let inbox = Locked(Inbox())
  /// The transfers and the connections they share.
  // Safe because the loop's own thread alone uses it but for `wake`, which any thread may call, and `deinit`,
  // when that thread has ended.
  @safe nonisolated(unsafe) let multi = MultiHandle()

  /// Starts the thread; `turn` runs on it after each batch of jobs.
  func start(turn: @escaping @Sendable () -> Void) {
    startThread { self.run(turn: turn) }
  }

  /// Lets the thread end; to be called when no more jobs can come.
  func stop() {
    inbox.withLock { $0.isStopping = true }
    multi.wake()
  }

  /// Takes a job of the actor.
  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let mustWake = inbox.withLock { inbox in
      inbox.jobs.append(job)
      return inbox.isAsleep
    }
    if mustWake { multi.wake() }
  }

  /// Traps off the loop's thread; asked where the actor's state is touched outside of a job.
  @inline(never) func checkIsolated() {
    precondition(inbox.withLock { $0.thread } == pthread_self(), "called off the thread of the transfers")
  }

  private func run(turn: () -> Void) {
    inbox.withLock { $0.thread = pthread_self() }
    while true {
      for job in takeJobs() { unsafe job.runSynchronously(on: asUnownedSerialExecutor()) }
      turn()
      let (isIdle, isStopping) = inbox.withLock { inbox in
        inbox.isAsleep = inbox.jobs.isEmpty
        return (inbox.isAsleep, inbox.isStopping)
      }
      guard isIdle else { continue }
      if isStopping { return }
      multi.sleep()
    }
  }

  private func takeJobs() -> [UnownedJob] {
    inbox.withLock { inbox in
      defer { inbox.jobs.removeAll(keepingCapacity: true) }
      inbox.isAsleep = false
      return inbox.jobs
    }
  }
}
