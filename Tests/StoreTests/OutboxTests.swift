// SPDX-License-Identifier: Apache-2.0
import Model
import Store
import Support
import Testing

@Suite struct OutboxTests {
  @Test func `the same key is owed once`() async throws {
    let ledger = try await Ledger()
    #expect(try await ledger.store.owe([notice("a"), notice("b"), notice("a")], now: Ledger.start) == 2)
    #expect(try await ledger.store.owe([notice("b"), notice("c")], now: Ledger.start) == 1)
    #expect(try await ledger.store.outbox().map(\.notification.key) == ["c", "b", "a"])
  }

  @Test func `a claim counts the attempt and sets the next one before anything is sent`() async throws {
    let ledger = try await Ledger()
    _ = try await ledger.store.owe([notice("a")], now: Ledger.start)
    let claimed = try await ledger.store.claimDue(now: Ledger.start, limit: 5)
    #expect(claimed.map(\.state) == [.sending])
    #expect(claimed.map(\.attempts) == [1])
    #expect(claimed.map(\.nextAttempt) == [Ledger.minute(1)])
    #expect(claimed.first?.notification == notice("a"))
    #expect(try await ledger.store.claimDue(now: Ledger.minute(99), limit: 5).isEmpty)
    #expect(try await ledger.store.nextOwed() == nil)
  }

  @Test func `what waits longer than it is worth sending is looked at when it is no longer`() async throws {
    let ledger = try await Ledger()
    _ = try await ledger.store.owe([notice("a", expires: Ledger.minute(3))], now: Ledger.start)
    let record = try #require(try await ledger.store.claimDue(now: Ledger.start, limit: 1).first)
    try await ledger.store.settle(
      record.id, as: .retry(code: 451, text: "later"), now: Ledger.start, nextAttempt: Ledger.minute(60))
    #expect(try await ledger.store.nextOwed() == Ledger.minute(3))
    #expect(try await ledger.store.claimDue(now: Ledger.minute(3), limit: 1).map(\.state) == [.expired])
    #expect(try await ledger.store.claimDue(now: Ledger.minute(3), limit: 1).isEmpty)
    #expect(try await ledger.store.outbox().map(\.state) == [.expired])
    #expect(try await ledger.store.nextOwed() == nil)
  }

  @Test func `attempts are spaced as a mail server would`() async throws {
    let ledger = try await Ledger()
    _ = try await ledger.store.owe([notice("a")], now: Ledger.start)
    var now = Ledger.start
    var minutes: [Int64] = []
    for _ in 1...10 {
      let record = try #require(try await ledger.store.claimDue(now: now, limit: 1).first)
      minutes.append((record.nextAttempt - now).microseconds / 60_000_000)
      try await ledger.store.settle(record.id, as: .retry(code: 451, text: "later"), now: now)
      now = try #require(try await ledger.store.nextOwed())
    }
    #expect(minutes == [1, 2, 5, 15, 30, 60, 120, 240, 240, 240])
    let record = try #require(try await ledger.store.outbox().first)
    #expect(record.lastCode == 451)
    #expect(record.lastText == "later")
  }

  @Test(arguments: [(0.0, 48), (0.5, 60), (1.0, 72)])
  func `jitter spreads the next attempt by a fifth`(jitter: Double, seconds: Int) async throws {
    let ledger = try await Ledger()
    _ = try await ledger.store.owe([notice("a")], now: Ledger.start)
    let claimed = try await ledger.store.claimDue(now: Ledger.start, limit: 1, jitter: jitter)
    #expect(claimed.map(\.nextAttempt) == [Ledger.start + .seconds(seconds)])
  }

  @Test func `what was taken or refused is settled for good`() async throws {
    let ledger = try await Ledger()
    _ = try await ledger.store.owe([notice("a"), notice("b")], now: Ledger.start)
    let claimed = try await ledger.store.claimDue(now: Ledger.start, limit: 5)
    try await ledger.store.settle(claimed[0].id, as: .sent(remoteID: "4Q2"), now: Ledger.minute(1))
    try await ledger.store.settle(
      claimed[1].id, as: .bounced(code: 550, text: "no such user"), now: Ledger.minute(1))
    #expect(try await ledger.store.outbox(states: [.sent]).map(\.remoteID) == ["4Q2"])
    #expect(try await ledger.store.outbox(states: [.bounced]).map(\.lastCode) == [550])
    // What is sent stays sent, whatever is said of it later.
    try await ledger.store.settle(claimed[0].id, as: .retry(code: nil, text: "late"), now: Ledger.minute(2))
    #expect(try await ledger.store.outbox(states: [.sent]).map(\.notification.key) == ["a"])
    #expect(try await ledger.store.claimDue(now: Ledger.minute(9), limit: 5).isEmpty)
  }

  @Test func `what is no longer worth sending expires`() async throws {
    let ledger = try await Ledger()
    _ = try await ledger.store.owe([notice("a", expires: Ledger.minute(5)), notice("b")], now: Ledger.start)
    let claimed = try await ledger.store.claimDue(now: Ledger.minute(5), limit: 5)
    #expect(claimed.map(\.notification.key) == ["a", "b"])
    #expect(claimed.map(\.state) == [.expired, .sending])
    #expect(claimed.map(\.attempts) == [0, 1])
    #expect(try await ledger.store.outbox(states: [.expired]).map(\.notification.key) == ["a"])
  }

  @Test(arguments: [("digest:daily:acme:1", OutboxRecord.State.held), ("alert:acme:1", .queued)])
  func `an answer that never comes is risked two more times`(key: String, end: OutboxRecord.State)
    async throws
  {
    let ledger = try await Ledger()
    _ = try await ledger.store.owe([notice(key)], now: Ledger.start)
    var now = Ledger.start
    var waits: [Duration] = []
    for _ in 1...3 {
      let record = try #require(try await ledger.store.claimDue(now: now, limit: 1).first)
      try await ledger.store.settle(record.id, as: .ambiguous(text: "cut after the dot"), now: now)
      guard let next = try await ledger.store.nextOwed() else { break }
      waits.append(next - now)
      now = next
    }
    #expect(waits.prefix(2) == [.minutes(15), .hours(2)])
    #expect(try await ledger.store.outbox().map(\.state) == [end])
  }

  @Test func `what was being sent when the daemon ended is queued again`() async throws {
    let ledger = try await Ledger()
    _ = try await ledger.store.owe([notice("a"), notice("b")], now: Ledger.start)
    _ = try await ledger.store.claimDue(now: Ledger.start, limit: 1)
    let again = try Store(at: ledger.path, now: Ledger.minute(1))
    #expect(try await again.recoverOutbox(now: Ledger.minute(1)) == 1)
    #expect(try await again.recoverOutbox(now: Ledger.minute(1)) == 0)
    let claimed = try await again.claimDue(now: Ledger.minute(2), limit: 5)
    #expect(claimed.map(\.notification.key) == ["b", "a"])
    #expect(claimed.map(\.ambiguous) == [0, 1])
    #expect(claimed.map(\.attempts) == [1, 2])
  }

  @Test func `a retry of all makes due what is queued, held or bounced and worth it`() async throws {
    let ledger = try await Ledger()
    let short = notice("short", expires: Ledger.minute(3))
    _ = try await ledger.store.owe([notice("a"), notice("b"), notice("c"), short], now: Ledger.start)
    let claimed = try await ledger.store.claimDue(now: Ledger.start, limit: 5)
    try await ledger.store.settle(claimed[0].id, as: .retry(code: nil, text: ""), now: Ledger.start)
    try await ledger.store.settle(claimed[1].id, as: .bounced(code: 550, text: ""), now: Ledger.start)
    try await ledger.store.settle(claimed[2].id, as: .sent(remoteID: nil), now: Ledger.start)
    try await ledger.store.settle(claimed[3].id, as: .bounced(code: 550, text: ""), now: Ledger.start)
    #expect(try await ledger.store.retry(now: Ledger.minute(4)) == 2)
    #expect(
      try await ledger.store.claimDue(now: Ledger.minute(4), limit: 5).map(\.notification.key) == ["a", "b"])
  }

  @Test func `a retry by number takes up what has expired, for a day`() async throws {
    let ledger = try await Ledger()
    let short = notice("short", expires: Ledger.minute(3))
    _ = try await ledger.store.owe([short, notice("b")], now: Ledger.start)
    let expired = try await ledger.store.claimDue(now: Ledger.minute(4), limit: 1)
    #expect(expired.map(\.state) == [.expired])
    #expect(try await ledger.store.retry(now: Ledger.minute(5)) == 1)
    #expect(try await ledger.store.retry(expired.map(\.id), now: Ledger.minute(5)) == 1)
    let again = try await ledger.store.outbox(states: [.queued]).last
    #expect(again?.notification.key == "short")
    #expect(again?.notification.expires == Ledger.minute(5) + .days(1))
    let claimed = try await ledger.store.claimDue(now: Ledger.minute(5), limit: 5)
    #expect(claimed.map(\.state) == [.sending, .sending])
  }

  @Test func `a mention tells how it was told`() async throws {
    let ledger = try await Ledger()
    let source = try await ledger.emptySource()
    let mention = try #require(
      try await ledger.store.visit(source, [article("a")], at: Ledger.minute(1)).newMentions.first)
    let claimed = try #require(try await ledger.store.claimDue(now: Ledger.minute(1), limit: 1).first)
    try await ledger.store.settle(
      claimed.id, as: .retry(code: 450, text: "greylisted"), now: Ledger.minute(2))
    _ = try await ledger.store.claimDue(now: Ledger.minute(3), limit: 1)
    try await ledger.store.settle(claimed.id, as: .sent(remoteID: nil), now: Ledger.minute(4))
    let deliveries = try #require(try await ledger.store.mention(mention.id)).deliveries
    #expect(deliveries.map(\.attempt) == [1, 2])
    #expect(deliveries.map(\.outcome) == ["retry", "sent"])
    #expect(deliveries.map(\.code) == [450, nil])
    #expect(deliveries.map(\.at) == [Ledger.minute(2), Ledger.minute(4)])
  }

  @Test(arguments: Seed.first(12))
  func `nothing owed is ever lost`(seed: Seed) async throws {
    var seed = seed
    let ledger = try await Ledger()
    var store = ledger.store
    var owed: Set<String> = []
    var sent: Set<String> = []
    var now = Ledger.start
    var sending: [OutboxRecord] = []
    for step in 1...120 {
      now = now + .minutes(Int.random(in: 0...20, using: &seed))
      switch Int.random(in: 0...5, using: &seed) {
      case 0:
        let key = "alert:\(Int.random(in: 0...40, using: &seed))"
        let isNew = owed.insert(key).inserted
        #expect(try await store.owe([notice(key)], now: now) == (isNew ? 1 : 0))
      case 1: sending += try await store.claimDue(now: now, limit: 3)
      case 2 where step % 3 == 0:
        store = try Store(at: ledger.path, now: now)
        #expect(try await store.recoverOutbox(now: now) == sending.count)
        sending = []
      default:
        guard let record = sending.popLast() else { break }
        let outcomes: [DeliveryOutcome] = [
          .sent(remoteID: nil), .retry(code: 450, text: ""), .ambiguous(text: ""), .misconfigured(text: ""),
        ]
        let outcome = outcomes.randomElement(using: &seed) ?? outcomes[0]
        try await store.settle(record.id, as: outcome, now: now)
        if outcome == outcomes[0] { #expect(sent.insert(record.notification.key).inserted) }
      }
    }
    #expect(Set(try await store.outbox(limit: 1000).map(\.notification.key)) == owed)
    #expect(Set(try await store.outbox(states: [.sent], limit: 1000).map(\.notification.key)) == sent)
    _ = try await store.recoverOutbox(now: now)
    let rest = try await store.claimDue(now: now + .days(1), limit: 1000).map(\.notification.key)
    #expect(Set(rest) == owed.subtracting(sent))
  }
}
