// SPDX-License-Identifier: Apache-2.0
import Model
import Pipeline
import Synchronization

/// A clock that stands until a test moves it; sleepers wake in the order of their time.
final class ManualClock: WallClock {
  private struct Sleeper {
    let until: Instant
    let number: Int
    let continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var now: Instant
    var count = 0
    var sleepers: [Sleeper] = []
  }

  private let state: Mutex<State>
  private let start: Instant
  /// For how long each sleeper means to sleep, as they lie down.
  let naps: AsyncStream<Duration>
  private let napping: AsyncStream<Duration>.Continuation

  init(_ now: Instant) {
    start = now
    (naps, napping) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(100))
    state = Mutex(State(now: now))
  }

  var now: Instant { state.withLock { $0.now } }

  var uptime: Duration { now - start }

  func sleep(for duration: Duration) async throws {
    let number = state.withLock { state in
      state.count += 1
      return state.count
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let isOver = state.withLock { state in
          if duration <= .zero || Task.isCancelled { return true }
          state.sleepers.append(
            Sleeper(until: state.now + duration, number: number, continuation: continuation))
          return false
        }
        if isOver { continuation.resume() } else { napping.yield(duration) }
      }
    } onCancel: {
      let sleeper = state.withLock { state in
        state.sleepers.firstIndex { $0.number == number }.map { state.sleepers.remove(at: $0) }
      }
      sleeper?.continuation.resume(throwing: CancellationError())
    }
  }

  /// Moves the hands; whoever's time has come goes on.
  func advance(by duration: Duration) {
    let woken = state.withLock { state in
      state.now = state.now + duration
      let woken = state.sleepers.filter { $0.until <= state.now }.sorted {
        ($0.until, $0.number) < ($1.until, $1.number)
      }
      state.sleepers.removeAll { $0.until <= state.now }
      return woken
    }
    for sleeper in woken { sleeper.continuation.resume() }
  }
}
