// SPDX-License-Identifier: Apache-2.0
import Model
import Threads

/// A visit that waits for its turn to be written, and whoever waits for that.
struct WaitingVisit: Sendable {
  let outcome: VisitOutcome
  let now: Instant
  let owing: @Sendable ([Mention]) -> [Notification]
  let recorded: Waiter<Result<Recorded, StoreError>>
}

/// The visits that wait to be written in one transaction, which costs a wait for the disk however many they are.
struct Gathering: Sendable {
  /// How long the first one waits for others.
  private let span: Duration
  /// How many that keep others from beginning are written without waiting for more.
  private let full: Int
  private var waiting: [WaitingVisit] = []
  /// How many of them keep others from beginning.
  private var inTheWay = 0
  /// When the first one has waited long enough, by the uptime.
  private var end = ContinuousClock.now

  /// None yet.
  init(span: Duration, full: Int) {
    self.span = span
    self.full = full
  }

  /// Adds one; says whether the thread that writes them has to look: at the first one, for when to come, and when there
  /// are enough.
  mutating func add(_ visit: WaitingVisit) -> Bool {
    if waiting.isEmpty { end = .now + span }
    waiting.append(visit)
    if !visit.outcome.isSlight { inTheWay += 1 }
    return waiting.count == 1 || isFull
  }

  private var isFull: Bool { inTheWay >= full || waiting.count >= full * 4 }

  /// Those that are to be written now, if any.
  mutating func takeDue() -> [WaitingVisit] {
    guard !waiting.isEmpty, isFull || span == .zero || .now >= end else { return [] }
    defer { (waiting, inTheWay) = ([], 0) }
    return waiting
  }

  /// How long those that wait may go on; nil where none does.
  var pause: Duration? { waiting.isEmpty ? nil : max(.zero, end - .now) }
}
