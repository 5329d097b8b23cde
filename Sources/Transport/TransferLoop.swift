// SPDX-License-Identifier: Apache-2.0
import Glibc
import Threads

/// The thread on which an actor and the libcurl multi handle it owns both run.
///
/// It runs the actor's jobs, moves on the transfers whose sockets or timers are ready, and sleeps until one of them is or
/// the next job comes. So the compiler proves what libcurl demands: one thread at a time on a handle.
final class TransferLoop: SerialExecutor {
  private struct Inbox {
    var jobs: [UnownedJob] = []
    var thread: pthread_t?
    var isAsleep = false
    var isStopping = false
  }

  private let inbox = Locked(Inbox())
  /// What the transfers wait for.
  // Safe because the loop's own thread alone uses it but for `wake`, which any thread may call.
  @safe nonisolated(unsafe) let sockets = SocketWatch()
  /// The transfers and the connections they share.
  // Safe because the loop's own thread alone uses it but for `deinit`, when that thread has ended.
  @safe nonisolated(unsafe) let multi: MultiHandle
  /// After how many jobs the sockets are looked at though more have come.
  private static let patience = 128

  /// A loop that does not turn yet.
  init() { multi = MultiHandle(sockets) }

  /// Starts the thread; `turn` runs on it after jobs and whenever transfers may have ended.
  func start(turn: @escaping @Sendable () -> Void) {
    startThread { self.run(turn: turn) }
  }

  /// Lets the thread end; to be called when no more jobs can come.
  func stop() { add { $0.isStopping = true } }

  /// Takes a job of the actor.
  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    add { $0.jobs.append(job) }
  }

  /// Takes a job of whoever has waited on its thread, unless it is about to end.
  private func take(_ job: UnownedJob) -> Bool {
    var isTaken = false
    add { inbox in
      isTaken = !inbox.isStopping
      if isTaken { inbox.jobs.append(job) }
    }
    return isTaken
  }

  private func add(_ change: (inout Inbox) -> Void) {
    let mustWake = inbox.withLock { inbox in
      change(&inbox)
      defer { inbox.isAsleep = false }
      return inbox.isAsleep
    }
    if mustWake { sockets.wake() }
  }

  /// Traps off the loop's thread; asked where the actor's state is touched outside of a job.
  @inline(never) func checkIsolated() {
    precondition(inbox.withLock { $0.thread } == pthread_self(), "called off the thread of the transfers")
  }

  private func run(turn: () -> Void) {
    inbox.withLock { $0.thread = pthread_self() }
    let home = Home { [weak self] in self?.take($0) ?? false }
    home.settle()
    defer { withExtendedLifetime(home) {} }
    var jobs: [UnownedJob] = []
    var sinceLook = 0
    while true {
      let isStopping = takeJobs(into: &jobs)
      if jobs.isEmpty && isStopping { return }
      for job in jobs { unsafe job.runSynchronously(on: asUnownedSerialExecutor()) }
      sinceLook += jobs.count
      if jobs.isEmpty || sinceLook >= Self.patience {
        sockets.look(maySleep: jobs.isEmpty) { multi.act(on: $0, $1) }
        inbox.withLock { $0.isAsleep = false }
        sinceLook = 0
      }
      while sockets.takeAlarm() { multi.ring() }
      turn()
    }
  }

  /// Takes what has come; where that is nothing, the next job has to wake the loop. Says whether it is to end then.
  private func takeJobs(into jobs: inout [UnownedJob]) -> Bool {
    jobs.removeAll(keepingCapacity: true)
    return inbox.withLock { inbox in
      swap(&inbox.jobs, &jobs)
      inbox.isAsleep = jobs.isEmpty
      return inbox.isStopping
    }
  }
}
