// SPDX-License-Identifier: Apache-2.0
package import Model
import SQLite

/// How the visits to a source go.
package struct SourceHealth: Hashable, Sendable {
  /// What the last visit has shown.
  package enum State: String, Sendable, CaseIterable {
    /// Not visited yet.
    case never
    /// It answered with items, or always was empty.
    case reachable
    /// It answered that nothing has changed.
    case unchanged
    /// It asked us to stay away for a while.
    case throttled
    /// It refuses us.
    case blocked
    /// It answers, at another address than the declared one.
    case moved
    /// It says that it has ceased.
    case gone
    /// It cannot be reached or read.
    case failing
    /// It answered without items, though it had some before.
    case empty

    /// Whether what it published until then has been seen.
    package var isCovered: Bool {
      switch self {
      case .never, .reachable, .unchanged, .moved, .empty: true
      case .throttled, .blocked, .gone, .failing: false
      }
    }
  }

  /// What the last visit has shown.
  package var state: State
  /// Since when; between reachable, unchanged and moved it goes on.
  package var since: Instant
  /// When it last answered.
  package var lastSuccess: Instant?
  /// When it was last visited.
  package var lastAttempt: Instant?
  /// How many visits in a row did not succeed; being throttled is not counted.
  package var consecutiveFailures: Int
  /// What happened, where the state is none of the good ones.
  package var reason: String?
  /// The date of the newest item, or when that was met where it has none.
  package var lastItem: Instant?
  /// The median time between its last items, where there are enough of them.
  package var usualGap: Duration?
  /// When it is visited next.
  package var nextPoll: Instant
  /// How many items were ever met there.
  package var items: Int
  /// How many mentions were first met there.
  package var mentions: Int
  /// The address it has moved to for good, where that is not the declared one.
  package var movedTo: String?

  /// Whether it has been silent for ten times its usual gap, which is a sign that it has stopped.
  package func isUnusuallySilent(at now: Instant) -> Bool {
    guard let lastItem, let usualGap, usualGap > .zero else { return false }
    return now - lastItem > max(usualGap * 10, .days(1))
  }
}

/// What is to be announced once: a source went into trouble, into another one, or is well again.
package struct HealthChange: Hashable, Sendable {
  /// The name of the source.
  package var source: String
  /// Its state before.
  package var from: SourceHealth.State
  /// Its state now.
  package var to: SourceHealth.State
  /// What happened; nil on recovery.
  package var reason: String?
  /// On recovery: since when nothing was seen.
  package var uncoveredSince: Instant?
}

extension SourceHealth {
  static let columns = """
    state, since, last_success, last_attempt, failures, reason, last_item, usual_gap, next_poll, items,
    mentions,
    moved_to
    """

  init(row: inout Row) throws(SQLiteError) {
    state = try row.word()
    since = try row.next()
    lastSuccess = try row.next()
    lastAttempt = try row.next()
    consecutiveFailures = try row.next()
    reason = try row.next()
    lastItem = try row.next()
    usualGap = try row.next()
    nextPoll = try row.next()
    items = try row.next()
    mentions = try row.next()
    movedTo = try row.next()
  }

  /// What it becomes by a visit that ended at an instant; counts and dates of items are not its concern.
  func after(_ outcome: VisitOutcome) -> SourceHealth {
    var next = self
    next.lastAttempt = outcome.finished
    next.nextPoll = outcome.nextPoll
    next.movedTo = outcome.movedTo ?? movedTo
    next.state = state(after: outcome.poll, isMoved: next.movedTo != nil)
    next.reason = outcome.poll.reason ?? next.movedTo.map { "moved to \($0)" }
    switch outcome.poll {
    case .unchanged, .items:
      next.lastSuccess = outcome.finished
      next.consecutiveFailures = 0
    case .throttled: break
    case .blocked, .gone, .failed: next.consecutiveFailures += 1
    }
    if next.kind != kind { next.since = outcome.finished }
    return next
  }

  private func state(after poll: Poll, isMoved: Bool) -> State {
    switch poll {
    case .items(let items) where items.isEmpty && self.items > 0: .empty
    case .items: isMoved ? .moved : .reachable
    case .unchanged: state == .empty ? .empty : isMoved ? .moved : .unchanged
    case .throttled: .throttled
    case .blocked: .blocked
    case .gone: .gone
    case .failed: .failing
    }
  }

  /// The states that are one and the same to a reader.
  private var kind: State {
    switch state {
    case .unchanged, .moved: .reachable
    default: state
    }
  }
}

extension Poll {
  /// What is told about an outcome that is no good one.
  package var reason: String? {
    switch self {
    case .unchanged, .items: nil
    case .throttled(let until): "asked to stay away until \(until)"
    case .blocked(let reason), .failed(let reason): reason
    case .gone: "says that it has ceased"
    }
  }
}
