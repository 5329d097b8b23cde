// SPDX-License-Identifier: Apache-2.0
import Dispatch

/// Runs an actor on a serial queue of its own, so that calls which block never hold up the shared threads.
package final class QueueExecutor: SerialExecutor {
  private let queue: DispatchQueue

  /// A queue that debuggers show under this name.
  package init(label: String) { queue = DispatchQueue(label: label) }

  /// Takes a job of the actor.
  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { unsafe job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
