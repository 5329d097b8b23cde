// SPDX-License-Identifier: Apache-2.0
import Control
import ControlSamples
import Model
import Testing
import Text

@Suite struct RecordTests {
  /// Every type of the interface with the record that travels as it: as rich as it can be.
  static let samples: [(type: String, wire: JSON)] = [
    ("Brand", BrandListing.sample.wire), ("Keyword", KeywordListing.sample.wire),
    ("Source", SourceListing.sample.wire), ("Health", SourceListing.sample.health.wire),
    ("Poll", SourceReport.sample.polls[1].wire), ("Outage", SourceReport.sample.outages[0].wire),
    ("Mention", Mention.sample(1).wire), ("Span", Mention.sample(1).spans[0].wire),
    ("Evidence", Mention.sample(1).sentiment.evidence[0].wire),
    ("Sighting", MentionStory.sample.sightings[0].wire), ("Revision", MentionStory.sample.revisions[0].wire),
    ("StateChange", MentionStory.sample.history[0].wire),
    ("SaidVerdict", MentionStory.sample.corrections[0].wire),
    ("Adjustment", AdjustmentReport.sample().wire), ("Rescore", RejudgeReply.sample().wire),
    ("Rescored", RejudgeReply.sample().changes[0].wire),
    ("Delivery", MentionStory.sample.deliveries[0].wire),
    ("Notification", OutboxListing.sample.wire), ("DigestPreview", DigestPreview.sample.wire),
    ("DigestSent", DigestSent.sample.wire), ("Counts", StatusReply.sample.counts.wire),
    ("Storage", StatusReply.sample.storage.wire), ("TriedItem", TryReply.sample.items[0].wire),
    ("TriedMention", TryReply.sample.items[0].mentions[0].wire),
    ("GetStatus", StatusReply.sample.wire), ("GetSource", SourceReport.sample.wire),
    ("TrySource", TryReply.sample.wire), ("DiscoverSources", DiscoveryReply.sample.wire),
    ("FoundSource", DiscoveryReply.sample.sources[0].wire),
    ("FoundReviews", DiscoveryReply.sample.reviews[0].wire), ("GetMention", MentionStory.sample.wire),
    ("PollNow", PollProgress(source: "town", outcome: "items", finished: 1, total: 2).wire),
    ("Reload", ReloadReply(changes: ["a"], warnings: ["b"]).wire),
    ("TestKeyword", KeywordTrial(matches: true, spans: []).wire),
    ("AddKeyword", AddedKeyword(listing: .sample, isNew: true, isNewBrand: false).wire),
  ]

  @Test(arguments: samples.map(\.type))
  func `a record has the fields of the interface`(type: String) throws {
    let wire = try #require(Self.samples.first { $0.type == type }?.wire)
    let declared = try #require(declaredFields[type])
    let sent = Set(try #require(wire.members).map(\.name))
    #expect(sent.subtracting(declared.map(\.name)).isEmpty)
    #expect(Set(declared.filter { !$0.isNullable }.map(\.name)).subtracting(sent).isEmpty)
  }

  @Test func `a record is read as it was written`() throws {
    try expectRoundTrip(BrandListing.sample)
    try expectRoundTrip(KeywordListing.sample)
    try expectRoundTrip(SourceReport.sample)
    try expectRoundTrip(TryReply.sample)
    try expectRoundTrip(DiscoveryReply.sample)
    try expectRoundTrip(MentionStory.sample)
    try expectRoundTrip(StatusReply.sample)
    try expectRoundTrip(RejudgeReply.sample())
    try expectRoundTrip(OutboxListing.sample)
    try expectRoundTrip(DigestPreview.sample)
    try expectRoundTrip(DigestSent.sample)
    try expectRoundTrip(PollProgress(source: nil, outcome: nil, finished: 0, total: 0))
    try expectRoundTrip(KeywordTrial(matches: true, spans: Mention.sample(1).spans, warnings: ["odd"]))
    try expectRoundTrip(
      AddedKeyword(listing: .sample, isNew: false, isNewBrand: true, warnings: ["odd"], backlog: 3))
    try expectRoundTrip(ReloadReply(changes: ["a"], warnings: ["b"]))
    try expectRoundTrip(
      MentionQuery(
        brand: "acme", source: "town", label: .negative, state: .seen, since: sampleTime, until: sampleTime,
        text: "cold", before: Identifier(9), limit: 7))
  }

  @Test func `a mention has the keys programs rely on, in their order`() throws {
    let wire = Mention.sample(1).wire
    #expect(
      wire.members?.map(\.name).prefix(12) == [
        "id", "brand", "keyword", "source", "url", "title", "text", "author", "published", "rating",
        "sentiment",
        "state",
      ])
    #expect(wire["published"] == "2026-11-21T09:50:00Z")
    #expect(wire["rating"] == .number(2))
    #expect(wire["sentiment"] == ["label": "negative", "score": -0.625])
  }

  @Test func `a mention of which little is known keeps every key`() throws {
    let mention = Mention(
      id: Identifier(1), brand: "acme", keywords: [], source: "town", item: Item(title: "x"), spans: [],
      sentiment: Sentiment(label: .neutral, score: 0, negativeProbability: 0.5, isJudged: false),
      stored: sampleTime)
    for key in ["url", "author", "published", "rating", "language"] { #expect(mention.wire[key] == .null) }
    #expect(try Mention(reply: mention.wire).item == mention.item)
  }

  @Test func `a rating on a scale of its own keeps the scale`() throws {
    var mention = Mention.sample(1)
    mention.item.rating = Rating(8, best: 10, worst: 0)
    #expect(mention.wire["ratingBest"] == .number(10))
    #expect(try Mention(reply: mention.wire).item.rating == mention.item.rating)
  }

  @Test(arguments: [
    ControlError.noSuchBrand("a"), .noSuchKeyword(brand: "a", expression: "b"), .noSuchSource("a"),
    .noSuchMention(7), .noSuchDigest("a"), .alreadyExists("a"), .declaredInFile(name: "a", path: nil),
    .declaredInFile(name: "a", path: "b"),
    .invalidExpression(InvalidExpression(expression: "((", column: 1, message: "m", rendered: "r")),
    .invalidConfiguration([ConfigurationDiagnostic(path: "p", line: 1, keyPath: "k", message: "m")]),
    .invalidValue(parameter: "url", message: "m"), .notReady(state: "starting"), .busy("m"), .failed("m"),
    .service(.interfaceNotFound("a")), .service(.methodNotFound("a")), .service(.methodNotImplemented("a")),
    .service(.invalidParameter("a")), .service(.permissionDenied), .service(.expectedMore),
  ])
  func `an error is read as it was written, and is declared`(error: ControlError) throws {
    let (name, parameters) = error.wire
    #expect(ControlError(name: name, parameters: parameters) == error)
    let declaration = "\nerror \(name.split(separator: ".").last ?? "") ("
    let interface = name.hasPrefix(Interface.service.name) ? Interface.service : .control
    #expect(interface.description.contains(declaration))
  }

  private func expectRoundTrip<Record: WireRecord & Equatable>(_ record: Record) throws {
    let text = record.wire.text()
    #expect(try Record(reply: JSON(parsing: text)) == record)
  }
}

@Suite struct TimestampTests {
  @Test(arguments: [
    ("2026-11-21T09:50:00Z", 1_795_254_600), ("2026-11-21t10:50:00.25+01:00", 1_795_254_600),
    ("1969-12-31T23:59:59-00:00", -1),
  ])
  func `RFC 3339 is read`(text: String, seconds: Int64) {
    #expect(Timestamp(text)?.instant == Instant(seconds: seconds))
  }

  @Test(arguments: [
    "", "2026-11-21", "2026-11-21T09:50:00", "2026-13-21T09:50:00Z", "2026-02-30T09:50:00Z",
    "2026-11-21T09:50:00+1:00",
    "2026-11-21T09:50:00Zx", "2026_11_21T09:50:00Z", "２026-11-21T09:50:00Z",
  ])
  func `nothing else is`(text: String) { #expect(Timestamp(text) == nil) }
}
