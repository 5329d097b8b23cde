// SPDX-License-Identifier: Apache-2.0
import Model
import Support
import Testing

@testable import Schedule

@Suite struct CadenceTests {
  private let now = Instant(seconds: 1_790_000_000)

  private func wait(
    after poll: Poll = .unchanged, _ history: PollHistory = PollHistory(), every: Duration? = nil,
    hints: Hints = Hints(), jitter: Double = 0
  ) -> Duration? {
    nextPoll(
      after: poll, history: history, cadence: Cadence(every), hints: hints, now: now, jitter: jitter
    ).at.map { $0 - now }
  }

  @Test func `a source without wishes is polled every hour`() {
    #expect(wait() == .hours(1))
    #expect(wait(every: .minutes(15)) == .minutes(15))
    #expect(wait(every: .seconds(1)) == .minutes(1))
  }

  @Test func `jitter only ever adds, at most a tenth`() {
    #expect(wait(jitter: 0.5) == .minutes(63))
    #expect(wait(jitter: 7) == .minutes(66))
    #expect(
      wait(after: .failed("no route"), PollHistory(consecutiveFailures: 2), jitter: 0.5) == .minutes(126))
    #expect(wait(after: .throttled(until: now + .hours(2)), jitter: 0.5) == .minutes(126))
  }

  @Test func `hints stretch the cadence to at most a day and never shorten it`() {
    #expect(wait(hints: Hints(timeToLive: .minutes(180))) == .hours(3))
    #expect(wait(hints: Hints(timeToLive: .minutes(5))) == .hours(1))
    #expect(wait(hints: Hints(maxAge: .seconds(504_911_232))) == .hours(24))
    #expect(wait(every: .days(3), hints: Hints(maxAge: .hours(2))) == .days(3))
    #expect(wait(hints: Hints(expires: .hours(5))) == .hours(5))
  }

  @Test func `jitter stays within the day to which hints are clamped, and shortens none of them`() {
    let year = Hints(maxAge: .days(365))
    #expect(wait(hints: year, jitter: 1) == .minutes(1296))
    #expect(wait(every: .minutes(1410), hints: year, jitter: 1) == .minutes(1551), "the cadence decides")
    #expect(wait(hints: Hints(timeToLive: .days(1)), jitter: 1) == .days(1))
    #expect(wait(hints: Hints(timeToLive: .hours(23)), jitter: 1) == .days(1))
    #expect(wait(hints: Hints(timeToLive: .hours(20)), jitter: 1) == .hours(22))
    #expect(wait(hints: Hints(updatePeriod: .days(30)), jitter: 1) == .minutes(1296))
  }

  @Test func `what a feed asks for is kept in a line`() {
    let asking = Hints(
      timeToLive: .minutes(90), expires: .minutes(5), updatePeriod: .hours(6), skipHours: [0, 13],
      skipDays: [6])
    var (bare, other) = (Hints(), Hints())
    bare.add(asking.wishes ?? "", isBare: true)
    other.add(asking.wishes ?? "", isBare: false)
    #expect(bare.freshness == .minutes(5) && other.freshness == nil)
    (bare.maxAge, other.expires) = (nil, .minutes(5))
    #expect(other == asking)
    #expect(bare.wishes == "ttl=5400 period=21600 hours=0,13 days=6")
    #expect(Hints().wishes == nil)
    var odd = Hints()
    odd.add("ttl=x hours=1,y days later=7 ttl period=", isBare: true)
    #expect(odd == Hints(skipHours: [1]))
  }

  @Test func `an update period counts only where nothing stronger was said`() {
    #expect(wait(hints: Hints(updatePeriod: .hours(12))) == .hours(12))
    #expect(wait(hints: Hints(timeToLive: .hours(2), updatePeriod: .hours(12))) == .hours(2))
    #expect(wait(every: .minutes(30), hints: Hints(updatePeriod: .hours(12))) == .minutes(30))
  }

  @Test func `without validators an unchosen cadence is a day, however much is published`() {
    let busy = PollHistory(usualGap: .hours(4), hasValidators: false)
    #expect(wait(PollHistory(hasValidators: false)) == .hours(24))
    #expect(wait(busy) == .hours(24))
    #expect(wait(busy, hints: Hints(timeToLive: .hours(2), maxAge: .hours(3))) == .hours(24))
    #expect(
      nextPoll(
        after: .unchanged, history: busy, cadence: Cadence(nil, adaptiveFloor: .minutes(5)), now: now,
        jitter: 0)
        == NextPoll(at: now + .hours(24), reason: .noValidators))
    #expect(wait(busy, every: .hours(1)) == .hours(1))
  }

  @Test func `an adaptive cadence follows the publishing rate between its floor and a day`() {
    func wait(_ gap: Duration) -> NextPoll {
      nextPoll(
        after: .unchanged, history: PollHistory(usualGap: gap),
        cadence: Cadence(nil, adaptiveFloor: .minutes(10)), now: now, jitter: 0)
    }
    #expect(wait(.minutes(1)).at == now + .minutes(10))
    #expect(wait(.hours(7)).at == now + .hours(7))
    #expect(wait(.days(30)).at == now + .days(1))
    #expect(wait(.days(30)).reason == .publishingRate)
  }

  @Test func `failures double the wait up to a day and never end it`() {
    let waits = (1...8).map { wait(after: .failed("no route"), PollHistory(consecutiveFailures: $0)) }
    #expect(waits == [1, 2, 4, 8, 16, 24, 24, 24].map { .hours($0) })
    #expect(wait(after: .blocked("403"), PollHistory(consecutiveFailures: 1_000_000)) == .days(1))
    #expect(wait(after: .failed(""), PollHistory(consecutiveFailures: 9), every: .days(7)) == .days(7))
  }

  @Test func `a throttled source waits as long as it was told, between a minute and a day`() {
    #expect(wait(after: .throttled(until: now + .minutes(10))) == .minutes(10))
    #expect(wait(after: .throttled(until: now - .hours(1))) == .minutes(1))
    #expect(wait(after: .throttled(until: now + .days(400))) == .days(1))
  }

  @Test func `who is throttled again waits for its interval, and as long again as it has lasted`() {
    func wait(_ minutes: Int, lasted: Duration?, every: Duration? = nil, hints: Hints = Hints()) -> Duration?
    {
      self.wait(
        after: .throttled(until: now + .minutes(minutes)), PollHistory(throttled: lasted), every: every,
        hints: hints)
    }
    #expect(wait(0, lasted: nil, every: .hours(6)) == .minutes(1))
    #expect(wait(0, lasted: .minutes(1)) == .hours(1))
    #expect(wait(0, lasted: .minutes(1), every: .days(3)) == .days(3))
    #expect(wait(0, lasted: .minutes(1), hints: Hints(timeToLive: .days(1))) == .days(1))
    #expect(wait(0, lasted: .hours(5)) == .hours(5))
    #expect(wait(600, lasted: .hours(5)) == .hours(10))
    #expect(wait(0, lasted: .days(9)) == .days(1))
  }

  @Test func `a source that has ceased is not polled again`() {
    #expect(
      nextPoll(after: .gone, cadence: Cadence(nil), now: now, jitter: 0) == NextPoll(at: nil, reason: .gone))
  }

  @Test func `skipped hours and days are waited out`() {
    // 2026-09-21 is a Monday; the poll would be due at 15:13:20Z.
    #expect(now.description == "2026-09-21T14:13:20Z")
    #expect(wait(hints: Hints(skipHours: [15, 16])) == .hours(3))
    #expect(wait(hints: Hints(skipDays: [1])) == .hours(10))
    #expect(wait(hints: Hints(skipHours: Set(0...23))) == .hours(1))
    #expect(wait(hints: Hints(skipHours: [15], skipDays: Set(0...6))) == .hours(1))
    #expect(
      nextPoll(
        after: .unchanged, cadence: Cadence(nil), hints: Hints(skipHours: [15]), now: now, jitter: 0
      ).reason == .skipped)
  }

  @Test(arguments: Seed.first(200)) func `the next poll is never early and never more than eight days away`(
    seed: Seed
  ) {
    var seed = seed
    let history = PollHistory(
      consecutiveFailures: Int.random(in: 0...30, using: &seed),
      usualGap: Bool.random(using: &seed) ? .minutes(Int.random(in: 0...100_000, using: &seed)) : nil,
      hasValidators: Bool.random(using: &seed))
    let hints = Hints(
      timeToLive: .minutes(Int.random(in: -5...100_000, using: &seed)),
      skipHours: Set((0..<12).map { _ in Int.random(in: 0...23, using: &seed) }),
      skipDays: Set((0..<5).map { _ in Int.random(in: 0...6, using: &seed) }))
    let every = Duration.minutes(Int.random(in: 1...1440, using: &seed))
    let jitter = Double.random(in: 0..<1, using: &seed)
    for poll in [Poll.unchanged, .items([]), .failed("x"), .throttled(until: now + .hours(2))] {
      let at = nextPoll(
        after: poll, history: history, cadence: Cadence(every), hints: hints, now: now, jitter: jitter
      ).at
      let wait = (at ?? now) - now
      let floor = if case .throttled = poll { Duration.hours(2) } else { every }
      #expect(wait >= floor && wait <= .days(8))
    }
  }

  /// When the next poll is that was planned to be a while after the last one, under another cadence.
  private func replanned(
    from wait: Duration, _ reason: NextPoll.Reason, to every: Duration?, adaptiveFloor: Duration? = nil
  ) -> Duration? {
    nextPoll(
      inPlaceOf: NextPoll(at: now + wait, reason: reason), after: now,
      cadence: Cadence(every, adaptiveFloor: adaptiveFloor), jitter: 0.5
    )?.at.map { $0 - now }
  }

  @Test func `another cadence holds from the last poll on`() {
    #expect(replanned(from: .hours(6), .cadence, to: .minutes(20)) == .minutes(21))
    #expect(replanned(from: .minutes(21), .cadence, to: .hours(6)) == .minutes(378))
    #expect(replanned(from: .hours(6), .cadence, to: nil) == .minutes(63))
    #expect(replanned(from: .hours(24), .noValidators, to: .minutes(20)) == .minutes(21))
    #expect(
      replanned(from: .hours(4), .publishingRate, to: .minutes(20), adaptiveFloor: .minutes(5))
        == .minutes(21))
    #expect(replanned(from: .hours(4), .publishingRate, to: nil) == .minutes(63))
    #expect(replanned(from: .hours(24), .updatePeriod, to: .minutes(20)) == .minutes(21))
  }

  @Test func `the same cadence leaves the jitter as it is`() {
    for wait in [60, 61, 66] { #expect(replanned(from: .minutes(wait), .cadence, to: .hours(1)) == nil) }
    #expect(replanned(from: .minutes(60), .cadence, to: nil) == nil)
    #expect(replanned(from: .hours(4), .publishingRate, to: nil, adaptiveFloor: .minutes(5)) == nil)
    #expect(replanned(from: .hours(24), .noValidators, to: nil) == nil)
  }

  @Test(arguments: [.hint, .skipped, .throttled, .heldHost, .backOff] as [NextPoll.Reason])
  func `a shorter cadence undoes nothing that else keeps us away`(reason: NextPoll.Reason) {
    #expect(replanned(from: .hours(6), reason, to: .minutes(20)) == nil)
  }

  @Test func `a cadence longer than a hint decides`() {
    #expect(replanned(from: .hours(6), .hint, to: .hours(10)) == .minutes(630))
    #expect(
      nextPoll(
        inPlaceOf: NextPoll(at: nil, reason: .gone), after: now, cadence: Cadence(.hours(1)), jitter: 0)
        == nil)
  }

  @Test func `an adaptive source that is idle is polled ever less, down to daily, until something comes`() {
    func wait(idle: Duration?) -> Duration? {
      nextPoll(
        after: .unchanged, history: PollHistory(usualGap: .hours(1), sinceLastItem: idle),
        cadence: Cadence(nil, adaptiveFloor: .minutes(10)), now: now, jitter: 0
      ).at.map { $0 - now }
    }
    #expect(
      [.hours(2), .hours(10), .days(5), .days(40), nil].map(wait) == [1, 1, 12, 24, 1].map { .hours($0) })
  }
}
