// SPDX-License-Identifier: Apache-2.0
package import Model

/// What a visit to a source needs to know.
package struct Visit: Hashable, Sendable {
  /// The source and how its visits go.
  package var record: SourceRecord
  /// Where to go: the declared address, or where the source has moved to for good, unless that fails for long.
  package var url: String
  /// What the last good answer from that address was marked with.
  package var validators: Validators?
  /// Whether its items were never read before, so that what it holds is a backlog.
  package var isFirst: Bool
}

/// What an answer was marked with, to ask only for what has changed since.
package struct Validators: Hashable, Sendable {
  /// The address that gave them; they mean nothing to another one.
  package var url: String
  /// The ETag, byte for byte.
  package var etag: String?
  /// The Last-Modified, byte for byte.
  package var lastModified: String?
  /// The fingerprint of the body, to know an unchanged one without the server's help.
  package var bodyHash: [UInt8]?
  /// When they were given.
  package var obtained: Instant
  /// What the answer that brought the document asks of those who poll, as the poller puts it; nil where that is nothing.
  package var hints: String?
  /// Where the documents after it are still to be read on, as the poller puts it; nil where that is nowhere.
  package var unread: String?

  /// What an answer from an address was marked with.
  package init(
    url: String, etag: String? = nil, lastModified: String? = nil, bodyHash: [UInt8]? = nil,
    obtained: Instant,
    hints: String? = nil, unread: String? = nil
  ) {
    self.url = url
    self.etag = etag
    self.lastModified = lastModified
    self.bodyHash = bodyHash
    self.obtained = obtained
    self.hints = hints
    self.unread = unread
  }
}

/// An item that calls for a look: it was never met, or says something else than when it was met.
package struct Novelty: Hashable, Sendable {
  /// Its index among the items that were asked about.
  package let index: Int
  /// The stored item that it is a new version of; nil where it was never met.
  package let stored: Identifier<Item>?
}

/// What a visit came to.
package struct VisitOutcome: Sendable {
  /// Which source.
  package var source: Identifier<Source>
  /// The outcome.
  package var poll: Poll
  /// Its items as `sift` held them against what is stored; what is not sifted is not stored.
  package var sifted: Sifted?
  /// When it was over.
  package var finished: Instant
  /// When to visit next.
  package var nextPoll: Instant
  /// Why then, such as `its cadence`.
  package var nextReason: String?
  /// What to keep for the next visit; nil leaves what is kept.
  package var validators: Validators?
  /// Where every redirect on the way says the source has moved for good; nil where it has not.
  package var movedTo: String?
  /// The mentions found, by the index of their item.
  package var found: [Finding]
  /// The sums of ratings that were shown.
  package var ratings: [RatingSample] = []
  /// What went wrong though the outcome is a good one.
  package var note: String?
  /// What the visit cost.
  package var metrics: Metrics
  /// The source as it was when the visit began; nil where that makes no difference.
  package var visited: Source?

  /// An outcome; nothing found, and nothing measured unless said otherwise.
  package init(
    source: Identifier<Source>, poll: Poll, sifted: Sifted? = nil, finished: Instant, nextPoll: Instant,
    nextReason: String? = nil, validators: Validators? = nil, movedTo: String? = nil, found: [Finding] = [],
    metrics: Metrics = Metrics()
  ) {
    self.source = source
    self.poll = poll
    self.sifted = sifted
    self.finished = finished
    self.nextPoll = nextPoll
    self.nextReason = nextReason
    self.validators = validators
    self.movedTo = movedTo
    self.found = found
    self.metrics = metrics
  }

  /// Whether it found nothing changed and so weighs nothing while it waits to be written: others begin meanwhile.
  package var isSlight: Bool {
    if case .unchanged = poll { true } else { false }
  }

  /// Whether nothing is lost with it but that there was a visit: then it need not be on the disk when it is told.
  var isPassing: Bool { isSlight && validators == nil && ratings.isEmpty }

  /// What a visit cost.
  package struct Metrics: Hashable, Sendable {
    /// The status of the answer, such as 200.
    package var status: Int?
    /// Bytes received.
    package var bytes: Int?
    /// From asking to the end of the answer.
    package var elapsed: Duration?

    /// What was measured.
    package init(status: Int? = nil, bytes: Int? = nil, elapsed: Duration? = nil) {
      self.status = status
      self.bytes = bytes
      self.elapsed = elapsed
    }
  }
}

/// What was found in one item.
package struct Finding: Hashable, Sendable {
  /// The index of the item in the poll.
  package var index: Int
  /// A mention for each brand it speaks of.
  package var mentions: [Draft]

  /// The mentions in the item with this index.
  package init(index: Int, mentions: [Draft]) {
    self.index = index
    self.mentions = mentions
  }
}

/// A mention that is not stored yet.
package struct Draft: Hashable, Sendable {
  /// The name of the brand.
  package var brand: String
  /// The expressions that matched.
  package var keywords: [String]
  /// Where they matched.
  package var spans: [Span]
  /// How the item speaks of the brand.
  package var sentiment: Sentiment
  /// The labels rules have put on it.
  package var labels: [String]
  /// Whether a rule says to ignore it: it is stored as ignored and told nobody.
  package var isQuiet: Bool

  /// A mention of a brand to be stored.
  package init(
    brand: String, keywords: [String], spans: [Span], sentiment: Sentiment, labels: [String] = [],
    isQuiet: Bool = false
  ) {
    self.brand = brand
    self.keywords = keywords
    self.spans = spans
    self.sentiment = sentiment
    self.labels = labels
    self.isQuiet = isQuiet
  }
}

/// What the recording of a visit came to.
package struct Recorded: Hashable, Sendable {
  /// How many items were never met before.
  package var newItems = 0
  /// How many items had a new version.
  package var editedItems = 0
  /// The mentions that were not there before, a backlog's too.
  package var newMentions: [Mention] = []
  /// The mentions whose verdict has changed with their item.
  package var changedMentions: [Mention] = []
  /// How many notifications are owed that were not before.
  package var owed = 0
  /// How the visits to the source go now.
  package var health: SourceHealth
  /// What is to be announced about the source, if anything.
  package var change: HealthChange?
  /// Whether it is visited elsewhere from now on: it has moved for good, or that is believed no longer.
  package var isElsewhere = false

  /// Nothing that was not there before.
  package init(health: SourceHealth) { self.health = health }
}
