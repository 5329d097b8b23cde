// SPDX-License-Identifier: Apache-2.0
package import Model

/// What a dry visit showed, stage by stage; nothing of it is stored.
package struct TryReply: Hashable, Sendable {
  /// The headers sent.
  package var request: [Header]
  /// What the server answered; nil where nothing did.
  package var answer: TriedAnswer?
  /// What the bytes were read as; nil where they could not be.
  package var reading: TriedReading?
  /// The items read, as the source orders them.
  package var items: [TriedItem]
  /// Why the visit ended early, in a sentence.
  package var failure: String?
  /// What the server and the feed ask of those who poll them, a sentence each.
  package var hints: [String]
  /// Whom the new mentions would be told to if the source were watched already, a line each.
  package var owed: [String]

  /// The stages as far as the visit came.
  package init(
    request: [Header], answer: TriedAnswer? = nil, reading: TriedReading? = nil, items: [TriedItem] = [],
    failure: String? = nil, hints: [String] = [], owed: [String] = []
  ) {
    self.request = request
    self.answer = answer
    self.reading = reading
    self.items = items
    self.failure = failure
    self.hints = hints
    self.owed = owed
  }
}

/// A header of HTTP.
package struct Header: Hashable, Sendable {
  /// The name.
  package var name: String
  /// The value.
  package var value: String

  /// A name and its value.
  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

/// A redirect that was followed.
package struct TriedHop: Hashable, Sendable {
  /// The status of the redirecting answer.
  package var status: Int
  /// Where it sent us.
  package var location: String

  /// A redirect.
  package init(status: Int, location: String) {
    self.status = status
    self.location = location
  }
}

/// The last answer of a dry visit.
package struct TriedAnswer: Hashable, Sendable {
  /// The HTTP status.
  package var status: Int
  /// The final address.
  package var url: String
  /// The redirects on the way.
  package var hops: [TriedHop]
  /// Its headers.
  package var headers: [Header]
  /// Bytes received.
  package var bytes: Int
  /// How long it took.
  package var elapsed: Duration

  /// An answer with its facts.
  package init(
    status: Int, url: String, hops: [TriedHop] = [], headers: [Header] = [], bytes: Int, elapsed: Duration
  ) {
    self.status = status
    self.url = url
    self.hops = hops
    self.headers = headers
    self.bytes = bytes
    self.elapsed = elapsed
  }
}

/// What the bytes of a dry visit were read as.
package struct TriedReading: Hashable, Sendable {
  /// Such as `RSS 2.0`, `Atom 1.0`, `JSON Feed 1.1` or `page`.
  package var format: String
  /// The charset they were decoded from.
  package var charset: String?
  /// The title of the feed or page.
  package var title: String?
  /// What had to be put right, one sentence each.
  package var repairs: [String]

  /// A reading with what is known of it.
  package init(format: String, charset: String? = nil, title: String? = nil, repairs: [String] = []) {
    self.format = format
    self.charset = charset
    self.title = title
    self.repairs = repairs
  }
}

/// An item read in a dry visit.
package struct TriedItem: Hashable, Sendable {
  /// Its title.
  package var title: String
  /// Its address.
  package var url: String?
  /// When it was published.
  package var published: Instant?
  /// Whether it is not stored yet.
  package var isNew: Bool
  /// The mentions it would become, one for each brand.
  package var mentions: [TriedMention]

  /// An item and what it would become.
  package init(
    title: String, url: String?, published: Instant?, isNew: Bool, mentions: [TriedMention] = []
  ) {
    self.title = title
    self.url = url
    self.published = published
    self.isNew = isNew
    self.mentions = mentions
  }
}

/// The mention an item would become.
package struct TriedMention: Hashable, Sendable {
  /// The brand spoken of.
  package var brand: String
  /// The expressions that match.
  package var keywords: [String]
  /// The verdict.
  package var label: Sentiment.Label
  /// -1...1.
  package var score: Double
  /// The grounds of the verdict, strongest first.
  package var evidence: [Evidence]

  /// A brand spoken of, and how.
  package init(
    brand: String, keywords: [String], label: Sentiment.Label, score: Double, evidence: [Evidence] = []
  ) {
    self.evidence = evidence
    self.brand = brand
    self.keywords = keywords
    self.label = label
    self.score = score
  }
}
