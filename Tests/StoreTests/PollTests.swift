// SPDX-License-Identifier: Apache-2.0
import Model
import Store
import Support
import Testing

@Suite struct PollTests {
  @Test func `a backlog is stored, but told nobody`() async throws {
    let ledger = try await Ledger()
    let source = try await ledger.store.source("blog")
    #expect(try await ledger.store.visit(to: source).isFirst)
    let first = try await ledger.store.visit(source, [article("a"), article("b")], at: Ledger.minute(0))
    #expect(first.newItems == 2)
    #expect(first.newMentions.map(\.isBacklog) == [true, true])
    #expect(first.owed == 0)
    #expect(try await !ledger.store.visit(to: source).isFirst)

    let second = try await ledger.store.visit(
      source, [article("c"), article("a"), article("b")], at: Ledger.minute(60))
    #expect(second.newItems == 1)
    #expect(second.newMentions.map(\.isBacklog) == [false])
    #expect(second.owed == 1)
    #expect(
      try await ledger.store.outbox(states: [.queued]).map(\.notification.mentions) == [
        second.newMentions.map(\.id)
      ])
  }

  @Test(arguments: [Poll.gone, .unchanged, .failed("no answer"), .items([])])
  func `what another address said meanwhile holds for the source no longer`(poll: Poll) async throws {
    let ledger = try await Ledger()
    let source = try await ledger.emptySource()
    let visited = try await ledger.store.visit(to: source).record.source
    var changed = visited
    changed.url = "https://new.example/feed"
    let now = Ledger.minute(60)
    _ = try await ledger.store.add(source: changed, now: now)
    let before = try await ledger.store.visit(to: source)
    var outcome = VisitOutcome(
      source: source, poll: poll, finished: now, nextPoll: now + .days(1),
      validators: Validators(url: visited.url, etag: "\"old\"", obtained: now))
    outcome.visited = visited
    _ = try await ledger.store.record(outcome, at: now, owing: notices)
    #expect(try await ledger.store.visit(to: source) == before)
    #expect(before.record.health.nextPoll == now && before.validators == nil)
    // What the present address says does hold.
    outcome.visited = changed
    _ = try await ledger.store.record(outcome, at: now, owing: notices)
    #expect(try await ledger.store.visit(to: source).record.health.nextPoll == now + .days(1))
  }

  @Test func `an item in a source that was empty at first sight is news`() async throws {
    let ledger = try await Ledger()
    let source = try await ledger.emptySource()
    #expect(try await ledger.store.visit(source, [article("a")], at: Ledger.minute(60)).owed == 1)
  }

  @Test func `a first visit that fails leaves the backlog to come`() async throws {
    let ledger = try await Ledger()
    let source = try await ledger.store.source("blog")
    try await ledger.store.visit(source, .failed("connection refused"), at: Ledger.minute(0))
    try await ledger.store.visit(source, .unchanged, at: Ledger.minute(1))
    let recorded = try await ledger.store.visit(source, [article("a")], at: Ledger.minute(2))
    #expect(recorded.newMentions.map(\.isBacklog) == [true])
  }

  @Test func `mentions of one answer are stored oldest first where the newest comes first`() async throws {
    let ledger = try await Ledger()
    let source = try await ledger.emptySource()
    let recorded = try await ledger.store.visit(
      source, [article("new"), article("old")], at: Ledger.minute(60))
    #expect(recorded.newMentions.map(\.item.guid) == ["tag:old", "tag:new"])
    #expect(try await ledger.store.mentions().map(\.item.guid) == ["tag:new", "tag:old"])
  }

  @Test func `what is stored of a mention is what was found`() async throws {
    let ledger = try await Ledger()
    let source = try await ledger.emptySource()
    let item = Item(
      guid: "g", url: "https://blog.example/g", title: "Acme “caf\u{E9}”",
      text: "bad\n\u{0}'; DROP TABLE items; --",
      author: "A", published: Ledger.minute(1), publishedText: "today", updated: Ledger.minute(2),
      language: "de",
      categories: ["x", "y"], rating: Rating(2), publisher: "P")
    let draft = Draft(
      brand: "acme", keywords: ["acme", "gone"], spans: [Span(field: .title, range: 0..<4)],
      sentiment: Sentiment(
        label: .negative, score: -0.25, negativeProbability: 0.75,
        evidence: [Evidence(quote: "bad", reason: "“bad”", weight: -1)], isJudged: false, model: "m1"),
      labels: ["quality"])
    let recorded = try await ledger.store.record(
      VisitOutcome(
        source: source, poll: .items([item]), sifted: try await ledger.store.sift([item], from: source),
        finished: Ledger.minute(3), nextPoll: Ledger.minute(63),
        found: [Finding(index: 0, mentions: [draft])]), at: Ledger.minute(3)
    ) { _ in [] }
    let mention = try #require(recorded.newMentions.first)
    #expect(mention.item == item)
    #expect(mention.brand == "Acme")
    #expect(mention.keywords == draft.keywords)
    #expect(mention.spans == draft.spans)
    #expect(mention.sentiment == draft.sentiment)
    #expect(mention.labels == ["quality"])
    #expect(mention.stored == Ledger.minute(3))
    #expect(mention.state == .new)
    #expect(try await ledger.store.keywords(of: "ACME").map(\.mentions) == [1])
  }

  @Test func `a mention that a rule ignores is stored as ignored and told nobody`() async throws {
    let ledger = try await Ledger()
    let source = try await ledger.emptySource()
    let draft = Draft(
      brand: "Acme", keywords: ["acme"], spans: [],
      sentiment: Sentiment(label: .negative, score: -1, negativeProbability: 1), isQuiet: true)
    let recorded = try await ledger.store.record(
      VisitOutcome(
        source: source, poll: .items([article("a")]),
        sifted: try await ledger.store.sift([article("a")], from: source), finished: Ledger.minute(3),
        nextPoll: Ledger.minute(63),
        found: [Finding(index: 0, mentions: [draft])]), at: Ledger.minute(3), owing: notices)
    #expect(recorded.owed == 0)
    let mention = try #require(recorded.newMentions.first)
    #expect(mention.state == .ignored)
    #expect(try await ledger.store.mention(mention.id)?.history.map(\.by) == ["rule"])
  }

  @Test func `validators are kept for the next visit until the address changes`() async throws {
    let ledger = try await Ledger()
    let source = try await ledger.store.source("blog")
    let validators = Validators(
      url: "https://blog.example/feed", etag: "W/\"1\"", lastModified: "Thu, 01 Jan 2026 00:00:00 GMT",
      bodyHash: fingerprint(of: [1, 2]), obtained: Ledger.minute(1))
    _ = try await ledger.store.record(
      VisitOutcome(
        source: source, poll: .items([]), finished: Ledger.minute(1), nextPoll: Ledger.minute(61),
        validators: validators), at: Ledger.minute(1)
    ) { _ in [] }
    #expect(try await ledger.store.visit(to: source).validators == validators)
    try await ledger.store.visit(source, .unchanged, at: Ledger.minute(61))
    #expect(try await ledger.store.visit(to: source).validators == validators)
    _ = try await ledger.store.add(
      source: Source(name: "Blog", url: "https://blog.example/other"), now: Ledger.minute(62))
    let visit = try await ledger.store.visit(to: source)
    #expect(visit.validators == nil)
    #expect(visit.url == "https://blog.example/other")
    #expect(visit.record.health.nextPoll == Ledger.minute(62))
  }

  @Test func `sources are due in the order of their time`() async throws {
    let ledger = try await Ledger()
    #expect(try await ledger.store.status().nextDue == nil)
    let one = try await ledger.store.source("one")
    let two = try await ledger.store.source("two")
    func times() async throws -> [Identifier<Source>: Instant] {
      Dictionary(uniqueKeysWithValues: try await ledger.store.timetable().map { ($0.id, $0.nextPoll) })
    }
    #expect(try await times() == [one: Ledger.start, two: Ledger.start])
    try await ledger.store.visit(one, [], at: Ledger.minute(10))
    #expect(try await times() == [one: Ledger.minute(70), two: Ledger.start])
    #expect(try await ledger.store.status().nextDue == Ledger.start)
    _ = try await ledger.store.removeSource(named: "two", now: Ledger.minute(11))
    #expect(try await ledger.store.status().nextDue == Ledger.minute(70))
  }

  @Test func `fifty visits to a source are kept`() async throws {
    let ledger = try await Ledger()
    let source = try await ledger.store.source("blog")
    for minute in 1...53 { try await ledger.store.visit(source, .unchanged, at: Ledger.minute(minute)) }
    let polls = try await ledger.store.polls(of: source)
    #expect(polls.map(\.finished) == (4...53).reversed().map(Ledger.minute))
  }

  @Test func `a source that is nowhere cannot be recorded`() async throws {
    let ledger = try await Ledger()
    await #expect(throws: StoreError.notFound(noun: "source", name: "99")) {
      try await ledger.store.visit(Identifier(99), [article("a")], at: Ledger.minute(1))
    }
    #expect(try await ledger.store.status().items == 0)
  }

  @Test(arguments: Seed.first(12))
  func `whatever is polled, an item has one mention of a brand`(seed: Seed) async throws {
    var seed = seed
    let ledger = try await Ledger()
    let sources = [
      try await ledger.emptySource("one"), try await ledger.store.source("two"),
      try await ledger.emptySource("three"),
    ]
    var met: Set<Int> = []
    for round in 1...25 {
      let names = (0..<Int.random(in: 0...8, using: &seed)).map { _ in Int.random(in: 0...14, using: &seed) }
      met.formUnion(names)
      let version = Int.random(in: 0...3, using: &seed)
      let items = names.map {
        article(
          String(UnicodeScalar(UInt8(97 + $0))), text: version == 0 ? "acme is bad, edited" : "acme was there"
        )
      }
      let source = sources.randomElement(using: &seed) ?? sources[0]
      try await ledger.store.visit(source, items, at: Ledger.minute(round))
    }
    let mentions = try await ledger.store.mentions(MentionFilter(limit: 1000))
    #expect(mentions.count == met.count)
    #expect(Set(mentions.map(\.item.guid)).count == met.count)
    let keys = try await ledger.store.outbox(limit: 1000).map(\.notification.key)
    #expect(Set(keys).count == keys.count)
  }
}
