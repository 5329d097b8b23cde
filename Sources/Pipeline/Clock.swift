// SPDX-License-Identifier: Apache-2.0
internal import Glibc
package import Model
internal import Threads

/// Where `now` comes from, and how to let time pass: one of the two seams that tests replace.
package protocol WallClock: Sendable {
  /// The time of day, as the machine has it; may jump.
  var now: Instant { get }

  /// The time since some fixed point, never set back: what intervals are measured by.
  var uptime: Duration { get }

  /// Lets this much time pass; throws `CancellationError` when the task is cancelled first.
  func sleep(for duration: Duration) async throws
}

/// The machine's clocks: the wall clock for `now`, the monotonic one for waiting.
package struct SystemClock: WallClock {
  /// The clocks of this machine.
  package init() {}

  /// CLOCK_REALTIME.
  package var now: Instant {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }

  /// CLOCK_MONOTONIC.
  package var uptime: Duration {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }

  /// Waits on the monotonic clock.
  package func sleep(for duration: Duration) async throws { try await Workers.sleep(for: duration) }
}

extension WallClock {
  /// Waits until an instant has come by the wall clock, for ever where there is none, or until a bell is rung; an hour
  /// at most, since what is due may have been planned anew after the clock was set.
  func wait(until due: Instant?, or bell: Doorbell) async {
    guard let due else { return await bell.wait() }
    await first(of: { await sleep(until: due) }, bell)
  }

  /// Looks at the wall clock each half minute, since it may be set meanwhile.
  private func sleep(until due: Instant) async {
    let longest = uptime + .hours(1)
    while now < due && uptime < longest && !Task.isCancelled {
      try? await sleep(for: min(due - now, untilTick(of: longestWait)))
    }
  }

  /// How long it is until the next whole multiple of an interval: loops that have nothing to do wake together, which
  /// wakes each thread once and not once for each loop.
  package func untilTick(of interval: Duration) -> Duration {
    interval - .microseconds(uptime.microseconds % interval.microseconds)
  }

  /// Waits so long at most, half a minute at most, and not at all once a bell is rung.
  func wait(atMost limit: Duration?, or bell: Doorbell) async {
    let longest = untilTick(of: longestWait)
    let duration = min(limit ?? longest, longest)
    await first(of: { try? await sleep(for: duration) }, bell)
  }

  private func first(of sleep: @escaping @Sendable () async -> Void, _ bell: Doorbell) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await sleep() }
      group.addTask { await bell.wait() }
      await group.next()
      group.cancelAll()
    }
  }
}

/// How long a loop may sleep before it looks at the wall clock again.
let longestWait = Duration.seconds(30)
