// SPDX-License-Identifier: Apache-2.0
package import Model

/// Which digests are meant: that of a name, those of a brand, or all where both are nil.
package struct DigestSelection: Hashable, Sendable {
  /// The digest's name.
  package var name: String?
  /// The brand's name.
  package var brand: String?

  /// All digests unless said otherwise.
  package init(name: String? = nil, brand: String? = nil) {
    self.name = name
    self.brand = brand
  }
}

/// A digest's window: half open, start included.
package struct DigestSpan: Hashable, Sendable {
  /// The digest's name.
  package var name: String
  /// The brand it tells of.
  package var brand: String
  /// From when.
  package var start: Instant
  /// Until when.
  package var end: Instant
  /// How many mentions it holds.
  package var mentions: Int

  /// A window of a digest.
  package init(name: String, brand: String, start: Instant, end: Instant, mentions: Int) {
    self.name = name
    self.brand = brand
    self.start = start
    self.end = end
    self.mentions = mentions
  }
}

/// A digest as its readers would get it now.
package struct DigestPreview: Hashable, Sendable {
  /// What it covers.
  package var span: DigestSpan
  /// The mail's subject.
  package var subject: String
  /// The text part.
  package var text: String
  /// The HTML part.
  package var html: String?

  /// A rendered digest.
  package init(span: DigestSpan, subject: String, text: String, html: String? = nil) {
    self.span = span
    self.subject = subject
    self.text = text
    self.html = html
  }
}

/// A digest whose window was closed.
package struct DigestSent: Hashable, Sendable {
  /// What it covers.
  package var span: DigestSpan
  /// How many messages are owed for it; 0 where an empty window is not told.
  package var notifications: Int

  /// A closed window and what is owed for it.
  package init(span: DigestSpan, notifications: Int) {
    self.span = span
    self.notifications = notifications
  }
}

/// A notification as it is listed.
package struct OutboxListing: Hashable, Sendable {
  /// Its number.
  package var id: Int64
  /// What makes it the same message when it is owed again.
  package var key: String
  /// Over which channel.
  package var channel: Channel
  /// The mail address; empty for log and journal.
  package var recipient: String
  /// The Message-ID without angle brackets; empty where not a mail.
  package var messageID: String
  /// The numbers of the mentions it tells of.
  package var mentions: [Identifier<Mention>]
  /// How far it has come.
  package var progress: OutboxProgress

  /// A notification and how far it has come.
  package init(
    id: Int64, key: String, channel: Channel, recipient: String, messageID: String,
    mentions: [Identifier<Mention>], progress: OutboxProgress
  ) {
    self.id = id
    self.key = key
    self.channel = channel
    self.recipient = recipient
    self.messageID = messageID
    self.mentions = mentions
    self.progress = progress
  }
}

/// How far a notification has come.
package struct OutboxProgress: Hashable, Sendable {
  /// queued, sending, sent, failed or expired.
  package var state: String
  /// How often it was tried.
  package var attempts: Int
  /// How often the other side may have taken it without our knowing.
  package var ambiguous: Int
  /// When it is tried next.
  package var nextAttempt: Instant?
  /// When it is no longer worth sending.
  package var expires: Instant?
  /// The last answer of the other side.
  package var answer: String?

  /// A state with what is known of it.
  package init(
    state: String, attempts: Int = 0, ambiguous: Int = 0, nextAttempt: Instant? = nil,
    expires: Instant? = nil,
    answer: String? = nil
  ) {
    self.state = state
    self.attempts = attempts
    self.ambiguous = ambiguous
    self.nextAttempt = nextAttempt
    self.expires = expires
    self.answer = answer
  }
}
