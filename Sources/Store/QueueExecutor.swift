// SPDX-License-Identifier: Apache-2.0
import Dispatch

/// Runs an actor on a serial queue of its own, so that calls which block never hold up the shared threads.
final class QueueExecutor: SerialExecutor {
  private let queue: DispatchQueue

  init(label: String) { queue = DispatchQueue(label: label) }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { unsafe job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
