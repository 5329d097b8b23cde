// SPDX-License-Identifier: Apache-2.0
package import Model

/// A source as it is listed.
package struct SourceListing: Hashable, Sendable {
  /// The source.
  package var source: Source
  /// Where it was declared.
  package var origin: Origin
  /// How it has been doing.
  package var health: HealthReport

  /// A source and its health.
  package init(source: Source, origin: Origin, health: HealthReport) {
    self.source = source
    self.origin = origin
    self.health = health
  }
}

/// How a source has been doing.
package struct HealthReport: Hashable, Sendable {
  /// `new` before the first poll, then the word of the last one's outcome (`Poll.word`).
  package var state: String
  /// What went wrong, in a sentence.
  package var reason: String?
  /// When it was last visited.
  package var lastPoll: Instant?
  /// When it was last reached and read.
  package var lastSuccess: Instant?
  /// When it will be visited next.
  package var nextPoll: Instant?
  /// How many visits in a row went wrong.
  package var consecutiveFailures: Int
  /// How many items were ever seen in it.
  package var items: Int
  /// How many mentions kept come from it.
  package var mentions: Int
  /// Since when it has been in this state.
  package var since: Instant?
  /// The usual time between its items.
  package var usualGap: Duration?
  /// When its latest item was published or first seen.
  package var lastItem: Instant?
  /// Where it has moved to for good.
  package var movedTo: String?
  /// Why it is visited next when it is, in a few words.
  package var nextPollReason: String?
  /// Where its server says it has moved for good, before that is believed.
  package var move: MoveReport?

  /// A source never visited unless said otherwise.
  package init(
    state: String = "new", reason: String? = nil, lastPoll: Instant? = nil, lastSuccess: Instant? = nil,
    nextPoll: Instant? = nil, consecutiveFailures: Int = 0, items: Int = 0, mentions: Int = 0,
    since: Instant? = nil, usualGap: Duration? = nil, lastItem: Instant? = nil, movedTo: String? = nil,
    nextPollReason: String? = nil, move: MoveReport? = nil
  ) {
    self.state = state
    self.reason = reason
    self.lastPoll = lastPoll
    self.lastSuccess = lastSuccess
    self.nextPoll = nextPoll
    self.consecutiveFailures = consecutiveFailures
    self.items = items
    self.mentions = mentions
    self.since = since
    self.usualGap = usualGap
    self.lastItem = lastItem
    self.movedTo = movedTo
    self.nextPollReason = nextPollReason
    self.move = move
  }
}

/// A permanent redirect that is still being counted.
package struct MoveReport: Hashable, Sendable {
  /// Where it leads.
  package var to: String
  /// When it was first met.
  package var since: Instant
  /// How many good answers in a row came from there.
  package var count: Int
  /// After how many it is believed.
  package var needed: Int
  /// Not before then.
  package var earliest: Instant

  /// A redirect, how far it has been counted and how far it will be.
  package init(to: String, since: Instant, count: Int, needed: Int, earliest: Instant) {
    self.to = to
    self.since = since
    self.count = count
    self.needed = needed
    self.earliest = earliest
  }
}

/// A source with its recent visits.
package struct SourceReport: Hashable, Sendable {
  /// The source as it is listed.
  package var listing: SourceListing
  /// Why the next poll is when it is, in a sentence.
  package var nextPollReason: String?
  /// The usual time between its items.
  package var usualGap: Duration?
  /// When its latest item was published or first seen.
  package var lastItem: Instant?
  /// The last visits, latest first.
  package var polls: [PollReport]
  /// When it could not be watched, latest first.
  package var outages: [Outage]
  /// The sums of ratings it has shown, latest first; one for each change.
  package var ratings: [RatingSample]

  /// A source with what is known of its visits.
  package init(
    listing: SourceListing, nextPollReason: String? = nil, usualGap: Duration? = nil,
    lastItem: Instant? = nil,
    polls: [PollReport] = [], outages: [Outage] = [], ratings: [RatingSample] = []
  ) {
    self.listing = listing
    self.nextPollReason = nextPollReason
    self.usualGap = usualGap
    self.lastItem = lastItem
    self.polls = polls
    self.outages = outages
    self.ratings = ratings
  }
}
