// SPDX-License-Identifier: Apache-2.0
import Loopback
import Model
import Pipeline
import Settings
import Store
import Support
import Systemd
import Testing
import Transport

/// Rows 8 to 10 and 17 to 22 of the checklist: when a source is visited again. The shop opens at 09:00 UTC.
@Suite(.serialized) struct IntervalTests {
  private func wait(_ headers: [(String, String)], _ channel: String = "") async throws -> Duration {
    let talk = try await Conversation(["/feed": .feed(quietFeed(channel), headers + [("ETag", "\"a\"")])])
    try await talk.poll()
    return try await talk.wait()
  }

  @Test func `a source is visited every hour, and once a day where it gives no validators`() async throws {
    #expect(isAbout(try await wait([]), .hours(1)))
    let talk = try await Conversation(["/feed": .feed(quietFeed(), [])])
    try await talk.poll()
    #expect(isAbout(try await talk.wait(), .days(1)))
  }

  @Test func `without validators a busy source is visited once a day, and as often as was chosen for it`()
    async throws
  {
    let talk = try await Conversation(["/feed": .feed(hourlyFeed(), []), "/chosen": .feed(hourlyFeed(), [])])
    {
      settings, server in
      settings.polling.adaptive = true
      settings.sources.append(Source(name: "chosen", url: server.url("/chosen"), cadence: .hours(1)))
    }
    for _ in 1...2 {
      for name in ["feed", "chosen"] { try await talk.poll(name) }
      #expect(try await talk.health().usualGap == .hours(1))
      #expect(isAbout(try await talk.wait(), .days(1)))
      #expect(try await talk.health().nextReason == "no ETag and no Last-Modified")
      #expect(isAbout(try await talk.wait("chosen"), .hours(1)))
    }
    #expect(try await talk.health().state == .unchanged, "by its hash")
  }

  /// A feed in which something was said every hour of the morning.
  private func hourlyFeed() -> String {
    let items = (1...8).map {
      "<item><guid>\($0)</guid><title>\($0)</title><pubDate>Sat, 21 Nov 2026 0\($0):00:00 GMT</pubDate></item>"
    }
    return "<rss version='2.0'><channel>\(items.joined())</channel></rss>"
  }

  @Test(arguments: [
    ([("Cache-Control", "max-age=7200")], 120), ([("Cache-Control", "public, max-age=60")], 60),
    ([("Cache-Control", "max-age=7200, no-cache")], 60),
    ([("Cache-Control", "max-age=7200"), ("Age", "600")], 110),
    (
      [("Date", "Sat, 21 Nov 2026 07:00:00 GMT"), ("Expires", "Sat, 21 Nov 2026 09:30:00 GMT")],
      150
    ),
    ([("Cache-Control", "max-age=60"), ("Expires", "Sun, 22 Nov 2026 09:00:00 GMT")], 60),
    ([("Expires", "0")], 60),
  ])
  func `how long an answer stays fresh is respected, Expires by the server's own clock`(
    headers: [(String, String)], minutes: Int
  ) async throws {
    #expect(isAbout(try await wait(headers), .minutes(minutes)))
  }

  @Test(arguments: ["max-age=504576000", "max-age=99999999999999999999"])
  func `no hint keeps us away for longer than a day`(directive: String) async throws {
    for wait in [
      try await wait([("Cache-Control", directive)]), try await wait([], "<ttl>100000</ttl>"),
      try await wait([], "<ttl>1439</ttl>"),
    ] {
      #expect((.hours(21)...(.days(1))).contains(wait), "\(wait)")
    }
    #expect(try await wait([], "<ttl>1440</ttl>") == .days(1))
  }

  @Test(arguments: [(180, 180), (5, 60)])
  func `ttl makes visits rarer, never more frequent`(ttl: Int, minutes: Int) async throws {
    #expect(isAbout(try await wait([], "<ttl>\(ttl)</ttl>"), .minutes(minutes)))
  }

  @Test func `hours and days to skip are skipped, unless they are all`() async throws {
    let hours = (9...20).map { "<hour>\($0)</hour>" }.joined()
    let evening = try await wait([], "<skipHours>\(hours)</skipHours>")
    #expect((.hours(12)...(.hours(12) + .minutes(59))).contains(evening), "09:00 to 21:xx, not \(evening)")
    let days = "<skipDays><day>Saturday</day><day>Sunday</day></skipDays>"
    #expect(try await wait([], days) >= .hours(39), "Monday at the earliest")
    let all = (0...23).map { "<hour>\($0)</hour>" }.joined()
    #expect(isAbout(try await wait([], "<skipHours>\(all)</skipHours>"), .hours(1)))
  }

  @Test func `the update period is the weakest hint`() async throws {
    let daily = "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>"
    #expect(isAbout(try await wait([], daily), .hours(12)))
    #expect(isAbout(try await wait([("Cache-Control", "max-age=60")], daily), .hours(1)))
    #expect(isAbout(try await wait([], daily + "<ttl>120</ttl>"), .hours(2)))
  }

  @Test(arguments: [
    ("<ttl>180</ttl>", 180),
    ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 720),
    ("<skipHours><hour>10</hour><hour>11</hour></skipHours>", 180), ("", 60),
  ])
  func `what a feed asks for holds while it does not change, and until it asks for something else`(
    channel: String, minutes: Int
  ) async throws {
    let (asking, silent) = (quietFeed(channel), quietFeed(items: 2))
    let talk = try await Conversation([
      "/feed": .inTurn([
        .feed(asking, [("ETag", "\"a\"")]), .reply(Reply(status: 304)),
        .reply(Reply(status: 304, headers: [("ETag", "\"b\"")])),
        .feed(asking, [("ETag", "\"c\"")]), .reply(Reply(status: 304)), .feed(silent, [("ETag", "\"d\"")]),
        .reply(Reply(status: 304)),
      ])
    ])
    for step in 1...7 {
      try await talk.poll()
      #expect(isAbout(try await talk.wait(), .minutes(step < 6 ? minutes : 60)), "\(step)")
    }
  }

  @Test(
    arguments: [
      ("<ttl>1440</ttl>", [], 1440), ("", [("Cache-Control", "max-age=7200")], 120),
      ("<skipHours><hour>10</hour><hour>11</hour></skipHours>", [], 180),
      // A day more than the hour of the first back-off, and no longer.
      ("<skipDays><day>Saturday</day><day>Sunday</day></skipDays>", [], 1500),
      ("<sy:updatePeriod>daily</sy:updatePeriod>", [], 60),
    ] as [(String, [(String, String)], Int)])
  func `what a feed asks for holds after failures, a day at most`(
    channel: String, headers: [(String, String)], minutes: Int
  ) async throws {
    for isDown in [false, true] {
      let feed = Script.feed(quietFeed(channel), headers + [("ETag", "\"a\"")])
      let talk = try await Conversation(["/feed": .inTurn([feed, .status(500)])])
      try await talk.poll()
      if isDown { talk.server.stop() }
      #expect(try await talk.poll().poll.word == "failed")
      #expect(isAbout(try await talk.wait(), .minutes(minutes)), "\(isDown)")
    }
  }

  @Test func `a 304 that says nothing of how long it stays fresh leaves that as it was`() async throws {
    let daily = quietFeed("<sy:updatePeriod>daily</sy:updatePeriod>")
    func bare(_ headers: [(String, String)]) -> Script { .reply(Reply(status: 304, headers: headers)) }
    let talk = try await Conversation([
      "/feed": .inTurn([
        .feed(daily, [("ETag", "\"a\""), ("Cache-Control", "max-age=7200")]), bare([]),
        bare([("Cache-Control", "max-age=10800")]), bare([("Cache-Control", "no-cache")]),
        bare([("Expires", "0")]), bare([]),
      ])
    ])
    for (step, hours) in [2, 2, 3, 24, 24, 2].enumerated() {
      try await talk.poll()
      #expect(isAbout(try await talk.wait(), .hours(hours)), "\(step)")
    }
  }

  @Test func `where it is wished, a source is visited as often as it publishes`() async throws {
    let dates = (0..<8).map { "Fri, 20 Nov 2026 \($0 * 2 + 8 < 10 ? "0" : "")\($0 * 2 + 8):00:00 GMT" }
    let items = dates.enumerated().map { index, date in
      "<item><guid>\(index)</guid><title>\(index)</title><pubDate>\(date)</pubDate></item>"
    }
    let body = "<rss version='2.0'><channel>\(items.joined())</channel></rss>"
    let talk = try await Conversation(["/feed": .feed(body)]) { settings, _ in
      settings.polling.adaptive = true
      settings.polling.every = .days(1)
    }
    try await talk.poll()
    try await talk.poll()
    #expect(isAbout(try await talk.wait(), .hours(2)))
    #expect(try await talk.health().nextReason == "its own publishing rate")
  }

  @Test(arguments: [404, 403, 500, 502])
  func `failures in a row keep us away longer and longer, a day at most, never for good`(
    status: Int
  ) async throws {
    let talk = try await Conversation(["/feed": .status(status)])
    var waits: [Duration] = []
    for _ in 0..<10 {
      #expect(try await talk.pollWhenDue().poll.isSuccess == false)
      waits.append(try await talk.wait())
    }
    #expect(zip(waits, waits.dropFirst()).prefix(4).allSatisfy { $1 > $0 })
    #expect(waits.allSatisfy { $0 <= .days(1) + .days(1) / 10 })
    talk.server.set("/feed", .feed())
    #expect(try await talk.pollWhenDue().poll.isSuccess)
    #expect(isAbout(try await talk.wait(), .hours(1)))
  }

  @Test func `what cannot be read backs off as what cannot be reached`() async throws {
    let talk = try await Conversation(["/feed": .page("no feed at all")])
    try await talk.poll()
    let first = try await talk.wait()
    try await talk.pollWhenDue()
    #expect(try await talk.wait() > first)
    talk.server.stop()
    #expect(try await talk.pollWhenDue().poll.word == "failed")
    #expect(try await talk.health().consecutiveFailures == 3)
  }

  @Test func `a restart visits nothing early, and the jitter stays what it was`() async throws {
    let talk = try await Conversation(["/feed": .feed(), "/other": .feed()]) { settings, server in
      settings.sources.append(Source(name: "other", url: server.url("/other")))
    }
    for name in ["feed", "other"] { try await talk.poll(name) }
    let next = try await talk.health().nextPoll
    talk.shop.clock.advance(by: .minutes(44))
    let reopened = try Store(at: talk.shop.folder.path("earshot.db"), now: talk.shop.clock.now)
    #expect(try await reopened.source(named: "feed")?.health.nextPoll == next)
    #expect(try await reopened.timetable().contains { $0.nextPoll == next })

    let scheduler = talk.scheduler()
    let other = try await talk.record("other").id
    for minute in [45, 46, 59] {
      talk.shop.clock.advance(by: .minutes(minute) - talk.shop.clock.uptime)
      // Were the other one due, it would stand in line before this one the second time.
      #expect(try await scheduler.visit(other).get().poll == .unchanged)
      #expect(talk.requests().count == 1, "after \(minute) minutes")
    }
  }

  @Test func `sources added at once are not visited at once for ever`() async throws {
    let talk = try await Conversation(
      Dictionary(uniqueKeysWithValues: (0..<20).map { ("/\($0)", .feed()) })
    ) { settings, server in
      settings.sources = (0..<20).map { Source(name: "\($0)", url: server.url("/\($0)")) }
    }
    for number in 0..<20 { try await talk.poll("\(number)") }
    let waits = try await talk.shop.store.sources().map { $0.health.nextPoll - talk.shop.clock.now }
    #expect(Set(waits).count > 15)
    #expect(waits.allSatisfy { isAbout($0, .hours(1)) })
  }

  /// Sources with this cadence each, and the default one.
  private func settings(_ server: LoopbackServer, every: [String: Duration?], default usual: Duration)
    -> Settings
  {
    var settings = Settings.town
    settings.sources = every.sorted { $0.key < $1.key }
      .map { Source(name: $0.key, url: server.url("/\($0.key)"), cadence: $0.value) }
    settings.polling.every = usual
    return settings
  }

  @Test func `another cadence holds from the last visit on, in a reload and over a restart`() async throws {
    let talk = try await Conversation([
      "/shorter": .feed(), "/longer": .feed(), "/usual": .feed(), "/failing": .status(500), "/same": .feed(),
    ])
    let before: [String: Duration?] = [
      "shorter": .hours(24), "longer": .minutes(30), "usual": nil, "failing": .hours(24), "same": .hours(2),
    ]
    let after: [String: Duration?] = [
      "shorter": .minutes(30), "longer": .hours(24), "usual": nil, "failing": .minutes(30), "same": .hours(2),
    ]
    try await talk.shop.listening.enforce(
      settings(talk.server, every: before, default: .hours(12)), at: talk.shop.clock.now)
    for name in before.keys { try await talk.poll(name) }
    let same = try await talk.health("same").nextPoll
    talk.shop.clock.advance(by: .minutes(20))
    try await talk.shop.listening.enforce(
      settings(talk.server, every: after, default: .hours(1)), at: talk.shop.clock.now)
    let gone = Duration.minutes(20)
    #expect(isAbout(try await talk.wait("shorter") + gone, .minutes(30)))
    #expect(isAbout(try await talk.wait("longer") + gone, .hours(24)))
    #expect(isAbout(try await talk.wait("usual") + gone, .hours(1)))
    #expect(isAbout(try await talk.wait("failing") + gone, .hours(24)), "back-off stays")
    #expect(try await talk.health("same").nextPoll == same, "the jitter stays")

    // As after a restart: nothing is known of what was in force before but what is stored.
    let listening = Listening(
      store: talk.shop.store, credentials: Credentials(folder: nil), hostName: "", logger: talk.shop.logger)
    try await listening.enforce(
      settings(talk.server, every: before, default: .hours(2)), at: talk.shop.clock.now)
    #expect(isAbout(try await talk.wait("longer") + gone, .minutes(30)))
    #expect(isAbout(try await talk.wait("usual") + gone, .hours(2)))
    #expect(try await talk.health("same").nextPoll == same)
  }

  @Test func `a hold stays where the cadence becomes shorter`() async throws {
    let talk = try await Conversation(["/busy": .status(429, [("Retry-After", "7200")])])
    for every in [Duration.hours(24), .minutes(5)] {
      try await talk.shop.listening.enforce(
        settings(talk.server, every: ["busy": every], default: .hours(1)), at: talk.shop.clock.now)
      if every == .hours(24) { try await talk.poll("busy") }
    }
    #expect(isAbout(try await talk.wait("busy"), .hours(2)))
  }
}
