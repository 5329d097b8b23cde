// SPDX-License-Identifier: Apache-2.0
package import Control
package import Model

/// The moment the samples speak of.
package let sampleTime = Instant(seconds: 1_795_254_600)

extension Mention {
  /// A review that speaks ill of acme, with as many facts as a mention can have.
  /// A mention of that number.
  package static func sample(_ id: Int64) -> Mention {
    Mention(
      id: Identifier(id), brand: "acme", keywords: ["\"acme coffee\"", "acme"], source: "town",
      item: Item(
        url: "https://town.example/\(id)", title: "Acme Coffee & me",
        text: "Acme coffee was cold.\nNever again.",
        author: "Jo", published: sampleTime, language: "en", rating: Rating(2)),
      spans: [Span(field: .title, range: 0..<11), Span(field: .text, range: 0..<11)],
      sentiment: Sentiment(
        label: .negative, score: -0.625, negativeProbability: 0.875,
        evidence: [Evidence(quote: "cold", reason: "speaks ill of coffee", weight: -0.5)]),
      state: .new, labels: ["service"], stored: sampleTime)
  }
}

extension StatusReply {
  /// One with as many facts as it can have.
  package static let sample = StatusReply(
    version: "0.1.0", state: "running", started: sampleTime,
    counts: Counts(brands: 1, keywords: 2, sources: 3, items: 40, mentions: 5, newMentions: 4, owed: 0),
    storage: Storage(path: "/var/lib/earshot/earshot.db", bytes: 123_456, schemaVersion: 1),
    unhealthySources: ["down"], configuration: ["/etc/earshot/earshot.toml"],
    nextPoll: sampleTime + .minutes(5),
    nextDigest: sampleTime + .hours(9), warnings: ["no mail server is configured"], model: "en2-0badcafe",
    languages: ["en", "de"], adjustments: [.sample()])
}

extension BrandListing {
  /// One with as many facts as it can have.
  package static let sample = BrandListing(
    brand: Brand(
      name: "acme", displayName: "Acme Coffee", accounts: ["@acme"], recipients: ["jo@acme.example"]),
    origin: .file, keywords: 2, mentions: 5)
}

extension KeywordListing {
  /// One with as many facts as it can have.
  package static let sample = KeywordListing(
    keyword: Keyword(brand: "acme", expression: "\"acme coffee\" NOT \"acme.js\""), origin: .runtime,
    mentions: 5,
    created: sampleTime)
}

extension SourceListing {
  /// One with as many facts as it can have.
  package static let sample = SourceListing(
    source: Source(
      name: "town", kind: .feed, url: "https://town.example/feed.xml", cadence: .minutes(15),
      credential: "town", allow: ["192.168.1.0/24", "fd00::1"]),
    origin: .runtime,
    health: HealthReport(
      state: "failed", reason: "connection refused", lastPoll: sampleTime,
      lastSuccess: sampleTime - .hours(1),
      nextPoll: sampleTime + .minutes(30), consecutiveFailures: 2, items: 40, mentions: 5,
      since: sampleTime - .minutes(30), usualGap: .hours(6), lastItem: sampleTime - .hours(3),
      movedTo: "https://town.example/news.xml", nextPollReason: "back-off after failures",
      move: MoveReport(
        to: "https://town.example/feed", since: sampleTime - .hours(5), count: 6, needed: 10,
        earliest: sampleTime + .hours(67))))
}

extension SourceReport {
  /// One with as many facts as it can have.
  package static let sample = SourceReport(
    listing: .sample, nextPollReason: "two failures in a row: twice the cadence", usualGap: .hours(6),
    lastItem: sampleTime - .hours(3),
    polls: [
      PollReport(
        finished: sampleTime, outcome: "failed", reason: "connection refused", elapsed: .milliseconds(12)),
      PollReport(
        finished: sampleTime - .hours(1), outcome: "items", status: 200, bytes: 5120,
        elapsed: .milliseconds(80),
        newItems: 2, newMentions: 1),
    ],
    outages: [Outage(start: sampleTime, end: nil, reason: "connection refused")],
    ratings: [
      RatingSample(
        at: sampleTime, name: "Acme Coffee", mean: 4.5, worst: 1, best: 5, ratings: 120, reviews: 40)
    ])
}

extension TryReply {
  /// One with as many facts as it can have.
  package static let sample = TryReply(
    request: [Header(name: "user-agent", value: "Earshot/0.1.0")],
    answer: TriedAnswer(
      status: 200, url: "https://town.example/feed.xml",
      hops: [TriedHop(status: 301, location: "https://town.example/feed.xml")],
      headers: [Header(name: "content-type", value: "application/rss+xml")], bytes: 5120,
      elapsed: .milliseconds(80)),
    reading: TriedReading(
      format: "RSS 2.0", charset: "utf-8", title: "Town news", repairs: ["a lone “&” was read as text"]),
    items: [
      TriedItem(
        title: "Acme Coffee & me", url: "https://town.example/1", published: sampleTime, isNew: true,
        mentions: [
          TriedMention(
            brand: "acme", keywords: ["acme"], label: .negative, score: -0.625,
            evidence: [Evidence(quote: "cold", reason: "speaks ill of coffee", weight: -0.5)])
        ]),
      TriedItem(title: "Rain", url: nil, published: nil, isNew: false),
    ], hints: ["ttl of the feed: 3600 s"], owed: ["email to jo@acme.example: 1 mention"])
}

extension DiscoveryReply {
  /// One with as many facts as it can have.
  package static let sample = DiscoveryReply(
    url: "https://town.example/", title: "Town",
    sources: [
      FoundSource(
        url: "https://town.example/feed.xml?a=1&b=2", kind: .feed, name: "town-news", title: "Town's news",
        format: "rss20", items: 12, newest: sampleTime, ground: .link),
      FoundSource(
        url: "https://town.example/gone.xml", kind: .feed, name: "town-old", ground: .anchor,
        watchedAs: "town", failure: "the server answered 404 (not found)"),
      FoundSource(
        url: "https://town.example/", kind: .page, name: "town-2", title: "Town", format: "page", items: 3,
        newest: nil, ground: .address),
    ], reviews: [FoundReviews(markup: "JSON-LD", count: 3)], aggregates: 1, requests: 3)
}

extension MentionStory {
  /// One with as many facts as it can have.
  package static let sample = MentionStory(
    mention: .sample(1),
    sightings: [Sighting(source: "town", url: "https://town.example/1", seen: sampleTime)],
    revisions: [
      Revision(
        recorded: sampleTime - .hours(1), title: "Acme", text: "Acme coffee was fine.", label: .positive,
        rating: "5 of 5")
    ],
    deliveries: [
      DeliveryReport(
        channel: .email, recipient: "jo@acme.example", state: "sent", at: sampleTime, answer: "250 2.0.0 Ok")
    ],
    history: [StateChange(at: sampleTime, state: .seen, by: "jo", note: "called them")],
    corrections: [
      SaidVerdict(
        at: sampleTime, label: .neutral, by: "jo", note: "a quotation", withdrawn: sampleTime + .hours(1),
        withdrawnBy: "ann")
    ])
}

extension DigestSpan {
  /// One with as many facts as it can have.
  package static let sample = DigestSpan(
    name: "daily", brand: "acme", start: sampleTime - .days(1), end: sampleTime, mentions: 2)
}

extension DigestPreview {
  /// One with as many facts as it can have.
  package static let sample = DigestPreview(
    span: .sample, subject: "Acme: 2 comments", text: "2 negative comments\n",
    html: "<p>2 negative comments</p>")
}

extension DigestSent {
  /// One with as many facts as it can have.
  package static let sample = DigestSent(span: .sample, notifications: 1)
}

extension OutboxListing {
  /// One with as many facts as it can have.
  package static let sample = OutboxListing(
    id: 7, key: "alert:acme:1:jo@acme.example", channel: .email, recipient: "jo@acme.example",
    messageID: "abc@host", mentions: [Identifier(1)],
    progress: OutboxProgress(
      state: "queued", attempts: 2, ambiguous: 1, nextAttempt: sampleTime + .minutes(4),
      expires: sampleTime + .days(3), answer: "451 4.7.1 try again later"))
}

extension AdjustmentReport {
  /// One with as many facts as it can have.
  package static func sample(isOff: Bool = false) -> AdjustmentReport {
    AdjustmentReport(
      scope: "brand", name: "acme", corrections: 62, learnedFrom: isOff ? 0 : 60,
      negative: isOff ? 0 : -0.5, positive: isOff ? 0 : 0.25, temperature: isOff ? 1 : 1.25, isOff: isOff)
  }
}

extension RejudgeReply {
  /// One with as many facts as it can have.
  package static func sample(isKept: Bool = false) -> RejudgeReply {
    RejudgeReply(
      model: "en2-0badcafe", judged: 5, changed: 1,
      changes: [
        Change(
          id: Identifier(1), title: "Acme Coffee & me", model: "en1-09667e81", before: .negative,
          scoreBefore: -0.625, after: .neutral, scoreAfter: 0.125)
      ], isKept: isKept)
  }
}
