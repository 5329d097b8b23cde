// SPDX-License-Identifier: Apache-2.0
internal import Threads

/// Tells one waiting loop that there is something to do; what there is to do lies in the store.
package final class Doorbell: Sendable {
  private typealias Waiter = CheckedContinuation<Void, Never>

  private struct State {
    var isRung = false
    var waiting: Waiter?
  }

  private let state = Locked(State())

  /// A bell nobody has rung.
  package init() {}

  /// Wakes the waiting loop, or lets its next wait return at once.
  package func ring() {
    let waiting = state.withLock { state in
      defer { state.waiting = nil }
      if state.waiting == nil { state.isRung = true }
      return state.waiting
    }
    waiting?.resume()
  }

  /// Returns when the bell is rung or the task cancelled.
  package func wait() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let free = state.withLock { (state) -> Waiter? in
          if state.isRung || Task.isCancelled {
            state.isRung = false
            return continuation
          }
          // Two loops never share a bell; the earlier wait would be left hanging, so it is let go.
          defer { state.waiting = continuation }
          return state.waiting
        }
        free?.resume()
      }
    } onCancel: {
      stopWaiting()
    }
  }

  private func stopWaiting() {
    let waiting = state.withLock { state in
      defer { state.waiting = nil }
      return state.waiting
    }
    waiting?.resume()
  }
}
