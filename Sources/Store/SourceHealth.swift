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
    /// It cannot be reached, or answers with errors.
    case failing
    /// It answers, but what comes cannot be read.
    case broken
    /// It answered without items, though it had some before.
    case empty
    /// It answers, but has had nothing new for ten times its usual gap.
    case silent

    /// Whether what it published until then has been seen.
    package var isCovered: Bool {
      switch self {
      case .never, .reachable, .unchanged, .moved, .empty, .silent: true
      case .throttled, .blocked, .gone, .failing, .broken: false
      }
    }

    /// Whether all is as it should be.
    package var isWell: Bool { isCovered && self != .empty && self != .silent }

    /// Those of a kind as the list that SQL takes after IN, without its parentheses.
    static func list(where isWanted: (State) -> Bool) -> String {
      allCases.filter(isWanted).map { "'\($0.rawValue)'" }.joined(separator: ", ")
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
  /// Whether it had no items when it was last read, though it had some before; trouble and answers that nothing has
  /// changed leave that as it was.
  package var isEmpty: Bool
  /// What happened, where the state is none of the good ones.
  package var reason: String?
  /// The date of the newest item, or when that was met where it has none.
  package var lastItem: Instant?
  /// The median time between its last items, where there are enough of them.
  package var usualGap: Duration?
  /// When it is visited next.
  package var nextPoll: Instant
  /// Why then, such as `its cadence`; nil before the first visit.
  package var nextReason: String?
  /// When its trouble was told; nil while there is none, or none that was worth telling yet.
  package var told: Instant?
  /// How many items were ever met there.
  package var items: Int
  /// How many mentions were first met there.
  package var mentions: Int
  /// The address it has moved to for good, where that is not the declared one.
  package var movedTo: String?
  /// Where its server says it has moved for good, before that is believed.
  package var move: Move?

  /// A redirect that calls itself permanent: believed when it has stood for a while.
  package struct Move: Hashable, Sendable {
    /// Where it leads.
    package var to: String
    /// When it was first met.
    package var since: Instant
    /// How many good answers in a row came from there.
    package var count: Int
    /// How many are needed.
    package static let needed = 10
    /// Not before then it is believed.
    package var earliest: Instant { since + .days(3) }
  }

  /// Whether the next visit goes to the declared address though the source has moved: where it has moved to has failed
  /// three times in a row, and from then on both are asked by turns, for either may come back.
  package var doubtsMove: Bool { movedTo != nil && consecutiveFailures >= 3 && consecutiveFailures % 2 == 1 }

  /// For how long it has answered each visit by asking us to stay away; nil where it answered the last one otherwise.
  package func throttled(until now: Instant) -> Duration? { state == .throttled ? now - since : nil }

  /// The time between its last visit and the next one, which hints and back-off may have stretched; nil before the
  /// first visit. Failures, and being throttled, do not count: they must not delay the telling of themselves.
  var expectedGap: Duration? {
    guard consecutiveFailures == 0, state != .throttled, let lastAttempt, nextPoll > lastAttempt else {
      return nil
    }
    return min(nextPoll - lastAttempt, .days(1))
  }

  /// Whether it has been silent for ten times its usual gap, which is a sign that it has stopped.
  package func isUnusuallySilent(at now: Instant) -> Bool {
    guard let lastItem, let usualGap, usualGap > .zero else { return false }
    return now - lastItem > max(usualGap * 10, .days(1))
  }
}

/// A source went into trouble, into another one, or is well again.
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
  /// That of a source that was not visited yet, due at once.
  package init(newAt now: Instant) {
    state = .never
    since = now
    nextPoll = now
    (consecutiveFailures, items, mentions, isEmpty) = (0, 0, 0, false)
  }

  static let columns = """
    state, since, last_success, last_attempt, failures, reason, last_item, usual_gap, next_poll, next_reason,
    told, items, mentions, is_empty, moved_to, move_to, move_since, move_count
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
    nextReason = try row.next()
    told = try row.next()
    items = try row.next()
    mentions = try row.next()
    isEmpty = try row.next()
    movedTo = try row.next()
    let (to, since, count) = (try row.next(String?.self), try row.next(Instant?.self), try row.next(Int.self))
    if let to, let since { move = Move(to: to, since: since, count: count) }
  }

  /// What it becomes by a visit that ended at an instant; counts and dates of items are not its concern.
  ///
  /// - Parameter hasNews: whether it brought an item that was never met.
  package func after(_ outcome: VisitOutcome, hasNews: Bool) -> SourceHealth {
    var next = self
    next.lastAttempt = outcome.finished
    next.nextPoll = outcome.nextPoll
    next.nextReason = outcome.nextReason
    if case .items(let found) = outcome.poll { next.isEmpty = found.isEmpty && items > 0 }
    next.follow(outcome.movedTo, outcome.poll, at: outcome.finished)
    next.state = state(after: outcome.poll, next)
    if next.state.isWell, !hasNews, isUnusuallySilent(at: outcome.finished) { next.state = .silent }
    next.reason = next.reason(after: outcome.poll)
    switch outcome.poll {
    case .unchanged, .items:
      next.lastSuccess = outcome.finished
      next.consecutiveFailures = 0
    // The other address has its turn all the same.
    case .throttled: if doubtsMove { next.consecutiveFailures += 1 }
    case .blocked, .gone, .failed, .broken: next.consecutiveFailures += 1
    }
    if next.kind != kind { next.since = outcome.finished }
    return next
  }

  private func state(after poll: Poll, _ next: SourceHealth) -> State {
    switch poll {
    case .items, .unchanged:
      next.isEmpty ? .empty : next.movedTo != nil ? .moved : poll == .unchanged ? .unchanged : .reachable
    case .throttled: .throttled
    case .blocked: .blocked
    // Of two addresses one is left.
    case .gone: movedTo == nil ? .gone : .failing
    case .failed: .failing
    case .broken: .broken
    }
  }

  /// Counts how often a permanent redirect was met with a good answer behind it; what has led to the same place ten
  /// times over three days is believed. What is believed is forgotten when that place is gone, or when it fails and the
  /// declared address answers in its stead.
  private mutating func follow(_ destination: String?, _ poll: Poll, at now: Instant) {
    switch poll {
    // A log-in page, perhaps: what had items and shows none there has not moved there.
    case .unchanged where isEmpty, .items where isEmpty: break
    case .unchanged, .items:
      if doubtsMove, destination != movedTo { movedTo = nil }
      guard let destination, destination != movedTo else {
        move = nil
        return
      }
      var met = move?.to == destination ? move : nil
      met = met ?? Move(to: destination, since: now, count: 0)
      met?.count += 1
      move = met
      if let met, met.count >= Move.needed, now >= met.earliest {
        movedTo = destination
        move = nil
      }
    case .gone where !doubtsMove: movedTo = nil
    case .throttled, .blocked, .gone, .failed, .broken: break
    }
  }

  private func reason(after poll: Poll) -> String? {
    if poll == .gone, state == .failing {
      return "says at one of its two addresses that it has ceased; the other one is asked next"
    }
    if let reason = poll.reason { return reason }
    switch state {
    case .empty: return "answers without items, though it had some"
    case .silent: return "answers, but nothing new has come for ten times its usual gap"
    default: return movedTo.map { "moved to \($0)" }
    }
  }

  /// From when its trouble has lasted long enough to be told, unless a visit changes that: three visits, or three times
  /// the time between them. Nil where there is no trouble.
  package func tellable(expected: Duration) -> Instant? {
    // Where visits are rare, or the machine was off, the last answer is old though the trouble is young.
    let heard = max(lastSuccess ?? since, since - expected)
    return switch state {
    case .never, .reachable, .unchanged, .moved: nil
    case .gone, .silent: .atOnce
    case .failing, .blocked, .broken: consecutiveFailures >= 3 ? .atOnce : heard + expected * 3
    case .throttled: heard + max(expected * 3, .hours(1))
    case .empty: since + expected * 2
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

extension Instant {
  /// Before any other, though the clock may have been set back.
  fileprivate static let atOnce = Instant(microseconds: .min)
}

extension Poll {
  /// What is told about an outcome that is no good one.
  package var reason: String? {
    switch self {
    case .unchanged, .items: nil
    case .throttled(let until): "asked to stay away until \(until)"
    case .blocked(let reason), .failed(let reason), .broken(let reason): reason
    case .gone: "says that it has ceased"
    }
  }
}
