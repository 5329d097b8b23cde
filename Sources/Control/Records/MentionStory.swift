// SPDX-License-Identifier: Apache-2.0
package import Model

/// Which mentions are asked for; what is nil does not select.
package struct MentionQuery: Hashable, Sendable {
  /// Of this brand.
  package var brand: String?
  /// First seen in this source.
  package var source: String?
  /// With this verdict.
  package var label: Sentiment.Label?
  /// In this state.
  package var state: Mention.State?
  /// Stored at or after.
  package var since: Instant?
  /// Stored before.
  package var until: Instant?
  /// With these words in title or text.
  package var text: String?
  /// Stored before the mention of this number.
  package var before: Identifier<Mention>?
  /// At most so many, 1...1000.
  package var limit: Int

  /// All mentions, the newest hundred, unless said otherwise.
  package init(
    brand: String? = nil, source: String? = nil, label: Sentiment.Label? = nil, state: Mention.State? = nil,
    since: Instant? = nil, until: Instant? = nil, text: String? = nil, before: Identifier<Mention>? = nil,
    limit: Int = 100
  ) {
    self.brand = brand
    self.source = source
    self.label = label
    self.state = state
    self.since = since
    self.until = until
    self.text = text
    self.before = before
    self.limit = limit
  }
}

/// A mention with all that happened to it.
package struct MentionStory: Hashable, Sendable {
  /// The mention.
  package var mention: Mention
  /// Where its item has been met, first to last.
  package var sightings: [Sighting]
  /// Its former wordings, first to last.
  package var revisions: [Revision]
  /// How it has been told.
  package var deliveries: [DeliveryReport]
  /// What people did about it, first to last.
  package var history: [StateChange]
  /// What people said of its verdict, first to last, what they have withdrawn too.
  package var corrections: [SaidVerdict]

  /// A mention and its story.
  package init(
    mention: Mention, sightings: [Sighting] = [], revisions: [Revision] = [],
    deliveries: [DeliveryReport] = [],
    history: [StateChange] = [], corrections: [SaidVerdict] = []
  ) {
    self.mention = mention
    self.sightings = sightings
    self.revisions = revisions
    self.deliveries = deliveries
    self.history = history
    self.corrections = corrections
  }

  /// Where an item has been met.
  package struct Sighting: Hashable, Sendable {
    /// The source's name.
    package var source: String
    /// The address it had there.
    package var url: String?
    /// When.
    package var seen: Instant

    /// A place and a time.
    package init(source: String, url: String?, seen: Instant) {
      self.source = source
      self.url = url
      self.seen = seen
    }
  }

  /// A former wording.
  package struct Revision: Hashable, Sendable {
    /// When it was stored.
    package var recorded: Instant
    /// The title it had.
    package var title: String
    /// The text it had.
    package var text: String
    /// The verdict it had.
    package var label: Sentiment.Label?
    /// The rating it had.
    package var rating: String?

    /// A wording and its time.
    package init(
      recorded: Instant, title: String, text: String, label: Sentiment.Label?, rating: String? = nil
    ) {
      self.recorded = recorded
      self.title = title
      self.text = text
      self.label = label
      self.rating = rating
    }
  }

  /// What somebody did about it.
  package struct StateChange: Hashable, Sendable {
    /// When.
    package var at: Instant
    /// What it became.
    package var state: Mention.State
    /// A user's name or number.
    package var by: String?
    /// What they wrote beside it.
    package var note: String?

    /// A change with its author.
    package init(at: Instant, state: Mention.State, by: String? = nil, note: String? = nil) {
      self.at = at
      self.state = state
      self.by = by
      self.note = note
    }
  }

  /// What somebody said of its verdict.
  package struct SaidVerdict: Hashable, Sendable {
    /// When.
    package var at: Instant
    /// What it is to them.
    package var label: Sentiment.Label
    /// A user's name or number.
    package var by: String
    /// What they wrote beside it.
    package var note: String?
    /// When it was withdrawn; nil while it stands.
    package var withdrawn: Instant?
    /// Who withdrew it: a user, or `edit` where the item says something else now.
    package var withdrawnBy: String?

    /// A verdict with its author.
    package init(
      at: Instant, label: Sentiment.Label, by: String, note: String? = nil, withdrawn: Instant? = nil,
      withdrawnBy: String? = nil
    ) {
      self.at = at
      self.label = label
      self.by = by
      self.note = note
      self.withdrawn = withdrawn
      self.withdrawnBy = withdrawnBy
    }
  }

  /// How it has been told to one recipient.
  package struct DeliveryReport: Hashable, Sendable {
    /// Over which channel.
    package var channel: Channel
    /// The mail address; empty for log and journal.
    package var recipient: String
    /// queued, sending, sent, failed or expired.
    package var state: String
    /// When it came to that.
    package var at: Instant?
    /// The other side's answer.
    package var answer: String?

    /// A delivery and how it went.
    package init(
      channel: Channel, recipient: String, state: String, at: Instant? = nil, answer: String? = nil
    ) {
      self.channel = channel
      self.recipient = recipient
      self.state = state
      self.at = at
      self.answer = answer
    }
  }
}
