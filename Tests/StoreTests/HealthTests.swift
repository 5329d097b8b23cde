// SPDX-License-Identifier: Apache-2.0
import Model
import Store
import Support
import Testing

@Suite struct HealthTests {
  let ledger: Ledger
  let source: Identifier<Source>

  init() async throws {
    ledger = try await Ledger()
    source = try await ledger.store.source("blog")
  }

  private func health() async throws -> SourceHealth {
    try await ledger.store.visit(to: source).record.health
  }

  @Test(arguments: [
    (Poll.items([article("a")]), SourceHealth.State.reachable), (.items([]), .reachable),
    (.unchanged, .unchanged),
    (.throttled(until: Ledger.minute(9)), .throttled), (.blocked("status 403"), .blocked), (.gone, .gone),
    (.failed("no route to host"), .failing),
  ])
  func `every outcome has its state`(poll: Poll, state: SourceHealth.State) async throws {
    #expect(try await health().state == .never)
    let recorded = try await ledger.store.visit(source, poll, at: Ledger.minute(5))
    let health = try await health()
    #expect(health == recorded.health)
    #expect(health.state == state)
    #expect(health.lastAttempt == Ledger.minute(5))
    #expect(health.nextPoll == Ledger.minute(65))
    #expect((health.lastSuccess == nil) == !state.isCovered)
    #expect((health.reason == nil) == state.isCovered)
    #expect(try await ledger.store.polls(of: source).map(\.outcome) == [poll.word])
  }

  @Test func `trouble and recovery are announced once each`() async throws {
    var changes: [[SourceHealth.State]] = []
    let polls: [Poll] = [
      .items([]), .unchanged, .failed("a"), .failed("b"), .blocked("c"), .blocked("c"), .unchanged,
      .unchanged,
    ]
    var uncovered: Instant?
    for (minute, poll) in polls.enumerated() {
      let recorded = try await ledger.store.visit(source, poll, at: Ledger.minute(minute))
      if let change = recorded.change { changes.append([change.from, change.to]) }
      uncovered = recorded.change?.uncoveredSince ?? uncovered
    }
    #expect(changes == [[.unchanged, .failing], [.failing, .blocked], [.blocked, .unchanged]])
    #expect(uncovered == Ledger.minute(1))
  }

  @Test func `failures are counted until it answers`() async throws {
    for minute in 1...3 { try await ledger.store.visit(source, .failed("x"), at: Ledger.minute(minute)) }
    #expect(try await health().consecutiveFailures == 3)
    #expect(try await health().since == Ledger.minute(1))
    try await ledger.store.visit(source, .throttled(until: Ledger.minute(9)), at: Ledger.minute(4))
    #expect(try await health().consecutiveFailures == 3)
    try await ledger.store.visit(source, .unchanged, at: Ledger.minute(5))
    #expect(try await health().consecutiveFailures == 0)
    #expect(try await health().since == Ledger.minute(5))
    try await ledger.store.visit(source, [], at: Ledger.minute(6))
    #expect(try await health().since == Ledger.minute(5))
  }

  @Test func `throttling that lasts is told in its time, however long we stay away`() async throws {
    try await ledger.store.visit(source, .unchanged, at: Ledger.minute(1))
    for (minute, next) in [(61, 71), (71, 1500)] {
      let outcome = VisitOutcome(
        source: source, poll: .throttled(until: Ledger.minute(minute)), finished: Ledger.minute(minute),
        nextPoll: Ledger.minute(next))
      _ = try await ledger.store.record(outcome, at: Ledger.minute(minute), owing: notices)
    }
    for (minute, count) in [(180, 0), (182, 1)] {
      let told = try await ledger.store.tellTurns(usual: .hours(1), now: Ledger.minute(minute)) { _ in [] }
      #expect(told.turns.count == count)
    }
  }

  @Test func `a source that becomes empty is told from one that always was`() async throws {
    try await ledger.store.visit(source, [], at: Ledger.minute(1))
    try await ledger.store.visit(source, [article("a")], at: Ledger.minute(2))
    let recorded = try await ledger.store.visit(source, [], at: Ledger.minute(3))
    #expect(recorded.health.state == .empty)
    #expect(recorded.change?.to == .empty)
    #expect(try await ledger.store.visit(source, .unchanged, at: Ledger.minute(4)).health.state == .empty)
    #expect(
      try await ledger.store.visit(source, [article("b")], at: Ledger.minute(5)).change?.to == .reachable)
  }

  @Test(arguments: [Poll.failed("a"), .blocked("b"), .broken("c"), .throttled(until: Ledger.minute(9))])
  func `who became empty is so after trouble too, and well again only with items`(trouble: Poll)
    async throws
  {
    func turns(at minute: Int) async throws -> [Bool] {
      try await ledger.store.tellTurns(usual: .hours(1), now: Ledger.minute(minute)) { _ in [] }
        .turns.map(\.isRecovery)
    }
    try await ledger.store.visit(source, [article("a")], at: Ledger.minute(1))
    try await ledger.store.visit(source, .items([]), at: Ledger.minute(2))
    #expect(try await turns(at: 200) == [false])
    try await ledger.store.visit(source, trouble, at: Ledger.minute(201))
    let reopened = try Store(at: ledger.path, now: Ledger.minute(202))
    let recorded = try await reopened.visit(source, .unchanged, at: Ledger.minute(202))
    #expect(recorded.health.state == .empty && recorded.health.reason?.contains("without items") == true)
    #expect(recorded.change?.to == .empty)
    #expect(try await turns(at: 900) == [])
    let well = try await ledger.store.visit(source, [article("a")], at: Ledger.minute(901))
    #expect(well.health.state == .reachable)
    #expect(try await turns(at: 902) == [true])
  }

  @Test func `a move is believed when ten visits over three days have met it, until the address is changed`()
    async throws
  {
    let there = "https://new.example/feed"
    func visits(_ count: Int, from minute: Int, everyHours hours: Int, to place: String?) async throws {
      for n in 0..<count {
        try await ledger.store.visit(
          source, .unchanged, at: Ledger.minute(minute + n * hours * 60), movedTo: place)
      }
    }
    // Often, but within a day: a captive portal, perhaps.
    try await visits(20, from: 1, everyHours: 1, to: there)
    #expect(try await ledger.store.visit(to: source).url == "https://blog.example/feed")
    // Elsewhere once: counted anew.
    try await visits(1, from: 2000, everyHours: 1, to: "https://other.example/feed")
    try await visits(9, from: 3000, everyHours: 12, to: there)
    #expect(try await health().movedTo == nil)
    // A failure on the way says nothing about the place.
    try await ledger.store.visit(source, .failed("no route to host"), at: Ledger.minute(9000), movedTo: there)
    try await visits(1, from: 10_000, everyHours: 1, to: there)
    #expect(try await health().state == .moved)
    #expect(try await health().reason == "moved to \(there)")
    #expect(try await ledger.store.visit(to: source).url == there)
    #expect(try await ledger.store.timetable().map(\.url) == [there])
    _ = try await ledger.store.add(source: Source(name: "blog", url: there), now: Ledger.minute(10_001))
    #expect(try await health().movedTo == nil)
    try await ledger.store.visit(source, .unchanged, at: Ledger.minute(10_002))
    #expect(try await health().state == .unchanged)
  }

  @Test func `a place that says it is gone is left for the declared one`() async throws {
    let there = "https://new.example/feed"
    for n in 0..<10 {
      try await ledger.store.visit(source, .unchanged, at: Ledger.minute(n * 600), movedTo: there)
    }
    #expect(try await ledger.store.visit(to: source).url == there)
    let health = try await ledger.store.visit(source, .gone, at: Ledger.minute(7000)).health
    #expect(health.state == .failing && health.reason?.contains("one of its two addresses") == true)
    #expect(try await ledger.store.visit(to: source).url == "https://blog.example/feed")
  }

  @Test func `ten times the usual gap without news is silence, until there is some`() async throws {
    let items = (0..<6).map { article("d\($0)", published: Ledger.start - .days(6 - $0)) }
    try await ledger.store.visit(source, items, at: Ledger.minute(1))
    let day = 24 * 60
    #expect(
      try await ledger.store.visit(source, .unchanged, at: Ledger.minute(8 * day)).health.state == .unchanged)
    let silent = try await ledger.store.visit(source, .unchanged, at: Ledger.minute(12 * day))
    #expect(silent.health.state == .silent)
    #expect(silent.change?.to == .silent)
    #expect(try await ledger.store.visit(source, items, at: Ledger.minute(13 * day)).change == nil)
    let news = items + [article("new", published: Ledger.minute(14 * day))]
    #expect(
      try await ledger.store.visit(source, news, at: Ledger.minute(14 * day)).health.state == .reachable)
  }

  @Test func `the usual gap is the middle one of the last`() async throws {
    let days = [0, 1, 2, 4, 5, 20]
    let items = days.map { article("d\($0)", published: Ledger.start - .days(30 - $0)) }
    try await ledger.store.visit(source, items, at: Ledger.minute(1))
    let health = try await health()
    #expect(health.usualGap == .days(1))
    #expect(health.lastItem == Ledger.start - .days(10))
    #expect(health.items == 6)
    #expect(health.mentions == 6)
    #expect(!health.isUnusuallySilent(at: Ledger.start - .hours(1)))
    #expect(health.isUnusuallySilent(at: Ledger.start + .hours(1)))
  }

  @Test func `the store counts what is in trouble`() async throws {
    let other = try await ledger.store.source("other")
    try await ledger.store.visit(source, .gone, at: Ledger.minute(1))
    try await ledger.store.visit(other, [article("a")], at: Ledger.minute(1))
    let status = try await ledger.store.status()
    #expect([status.brands, status.keywords, status.sources, status.sourcesInTrouble] == [1, 1, 2, 1])
    #expect([status.items, status.mentions, status.newMentions] == [1, 1, 1])
    #expect(try await ledger.store.heartbeat() == status)
    try await ledger.store.checkpoint()
  }

  @Test func `a permanent redirect to where nothing is found any more is not believed`() async throws {
    let there = "https://blog.example/login"
    try await ledger.store.visit(source, [article("a")], at: Ledger.minute(1))
    for n in 1...14 {
      let poll: Poll = n == 1 ? .items([]) : n == 2 ? .failed("no route to host") : .unchanged
      try await ledger.store.visit(source, poll, at: Ledger.minute(n * 600), movedTo: there)
    }
    #expect(try await health().state == .empty)
    #expect(try await health().movedTo == nil)
  }
}
