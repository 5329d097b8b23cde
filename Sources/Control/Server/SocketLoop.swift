// SPDX-License-Identifier: Apache-2.0
import CLinux
import Glibc
import Threads

/// The thread on which the server and its sockets live: it runs the server's jobs, then lets it wait in
/// poll(2).
///
/// So nothing of the server ever blocks a thread of the cooperative pool, however a caller dawdles, and the
/// compiler proves that one thread touches the connections.
final class SocketLoop: SerialExecutor {
  private struct Inbox {
    var jobs: [UnownedJob] = []
    var thread: pid_t = 0
    var isStopping = false
  }

  private let inbox = Locked(Inbox())
  /// Rings when there is a job; to be among what `turn` waits for.
  let bell = Descriptor.bell()

  /// Starts the thread; `turn` runs on it after each batch of jobs and waits for the bell or a socket, or
  /// returns false where there is nothing to wait for but jobs.
  func start(turn: @escaping @Sendable () -> Bool) {
    startThread { self.run(turn: turn) }
  }

  /// Lets the thread end; to be called when no more jobs can come.
  func stop() {
    inbox.withLock { $0.isStopping = true }
    bell.ring()
  }

  /// Takes a job of the server.
  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    inbox.withLock { $0.jobs.append(job) }
    bell.ring()
  }

  /// Traps off the loop's thread; asked where the server's state is touched outside of a job.
  func checkIsolated() {
    precondition(inbox.withLock { $0.thread } == gettid(), "called off the thread of the control socket")
  }

  private func run(turn: () -> Bool) {
    inbox.withLock { $0.thread = gettid() }
    while true {
      bell.silence()
      let (jobs, isStopping) = inbox.withLock { inbox in
        defer { inbox.jobs = [] }
        return (inbox.jobs, inbox.isStopping)
      }
      for job in jobs { unsafe job.runSynchronously(on: asUnownedSerialExecutor()) }
      if isStopping { return }
      if !turn() {
        var watches = [Watch(descriptor: bell.number, reads: true)]
        Watch.wait(&watches, atMost: nil)
      }
    }
  }
}
