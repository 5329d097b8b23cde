// SPDX-License-Identifier: Apache-2.0
import Model
import Pipeline
import Synchronization

/// A manual clock whose time of day is set back, while the time that passes by it stays what it is.
final class SetBackClock: WallClock {
  private let clock: ManualClock
  private let difference = Mutex(Duration.zero)

  init(_ clock: ManualClock) { self.clock = clock }

  var now: Instant { clock.now - difference.withLock { $0 } }

  var uptime: Duration { clock.uptime }

  func sleep(for duration: Duration) async throws { try await clock.sleep(for: duration) }

  /// Sets the time of day back.
  func setBack(by duration: Duration) { difference.withLock { $0 += duration } }
}
