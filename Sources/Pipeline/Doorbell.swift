// SPDX-License-Identifier: Apache-2.0

/// Tells one waiting loop that there is something to do; what there is to do lies in the store.
package actor Doorbell {
  private var isRung = false
  private var waiting: CheckedContinuation<Void, Never>?

  /// A bell nobody has rung.
  package init() {}

  /// Wakes the waiting loop, or lets its next wait return at once.
  package func ring() {
    if let continuation = waiting {
      waiting = nil
      continuation.resume()
    } else {
      isRung = true
    }
  }

  /// Returns when the bell is rung or the task cancelled.
  package func wait() async {
    if isRung {
      isRung = false
      return
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if Task.isCancelled {
          continuation.resume()
        } else {
          // Two loops never share a bell; the earlier wait would be left hanging, so it is let go.
          waiting?.resume()
          waiting = continuation
        }
      }
    } onCancel: {
      Task { await stopWaiting() }
    }
  }

  private func stopWaiting() {
    waiting?.resume()
    waiting = nil
  }
}
