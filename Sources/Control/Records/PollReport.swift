// SPDX-License-Identifier: Apache-2.0
package import Model

/// One visit to a source, as it is kept.
package struct PollReport: Hashable, Sendable {
  /// When it ended.
  package var finished: Instant
  /// The word of its outcome (`Poll.word`).
  package var outcome: String
  /// What went wrong, in a sentence.
  package var reason: String?
  /// The HTTP status of the answer.
  package var status: Int?
  /// Bytes received.
  package var bytes: Int?
  /// How long it took.
  package var elapsed: Duration?
  /// How many items were new.
  package var newItems: Int
  /// How many mentions were new.
  package var newMentions: Int

  /// A visit with what is known of it.
  package init(
    finished: Instant, outcome: String, reason: String? = nil, status: Int? = nil, bytes: Int? = nil,
    elapsed: Duration? = nil, newItems: Int = 0, newMentions: Int = 0
  ) {
    self.finished = finished
    self.outcome = outcome
    self.reason = reason
    self.status = status
    self.bytes = bytes
    self.elapsed = elapsed
    self.newItems = newItems
    self.newMentions = newMentions
  }
}

/// A time in which a source could not be watched.
package struct Outage: Hashable, Sendable {
  /// From when.
  package var start: Instant
  /// Until when; nil where it still cannot.
  package var end: Instant?
  /// Why.
  package var reason: String

  /// A time without coverage.
  package init(start: Instant, end: Instant?, reason: String) {
    self.start = start
    self.end = end
    self.reason = reason
  }
}

/// How far a round of visits has come: one source's visit has ended.
package struct PollProgress: Hashable, Sendable {
  /// The source whose visit ended; nil in the totals.
  package var source: String?
  /// The word of its outcome (`Poll.word`); nil in the totals.
  package var outcome: String?
  /// What went wrong, in a sentence.
  package var reason: String?
  /// How many items were read.
  package var items: Int
  /// How many of them were new.
  package var newItems: Int
  /// How many mentions were new.
  package var newMentions: Int
  /// How many visits of the round have ended, this one included.
  package var finished: Int
  /// How many of those went wrong.
  package var failed: Int
  /// How many visits the round has.
  package var total: Int

  /// A visit that ended, and how far the round has come.
  package init(
    source: String?, outcome: String?, reason: String? = nil, items: Int = 0, newItems: Int = 0,
    newMentions: Int = 0, finished: Int, failed: Int = 0, total: Int
  ) {
    self.source = source
    self.outcome = outcome
    self.reason = reason
    self.items = items
    self.newItems = newItems
    self.newMentions = newMentions
    self.finished = finished
    self.failed = failed
    self.total = total
  }

  /// The totals of a round of which no visit has ended.
  package static func none(of total: Int) -> PollProgress {
    PollProgress(source: nil, outcome: nil, finished: 0, total: total)
  }

  /// Adds a visit that ended to the totals of its round, and says in it how far the round has come.
  ///
  /// - Parameter visit: one of a source; its own `finished`, `failed` and `total` do not count.
  package mutating func add(_ visit: inout PollProgress, failed isFailure: Bool) {
    items += visit.items
    newItems += visit.newItems
    newMentions += visit.newMentions
    finished += 1
    if isFailure { failed += 1 }
    (visit.finished, visit.failed, visit.total) = (finished, failed, total)
  }
}
