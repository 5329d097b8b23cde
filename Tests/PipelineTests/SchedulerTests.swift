// SPDX-License-Identifier: Apache-2.0
import Model
import Settings
import Store
import Testing
import Transport

@testable import Pipeline

@Suite struct SchedulerTests {
  /// A shop with sources at these addresses, all due, and its scheduler.
  private func shop(_ urls: [String: String]) async throws -> (Shop, Scheduler) {
    var settings = Settings.town
    settings.sources = urls.sorted { $0.key < $1.key }.map {
      Source(name: $0.key, url: $0.value, cadence: .minutes(30))
    }
    let shop = try await Shop(settings)
    for url in urls.values { shop.web.put(url, rss([])) }
    return (
      shop, Scheduler(store: shop.store, poller: shop.poller, clock: shop.clock, logger: shop.logger)
    )
  }

  private func record(_ name: String, in shop: Shop) async throws -> SourceRecord {
    try #require(try await shop.store.sources().first { $0.source.name == name })
  }

  @Test func `whoever is told to stay away is left alone with the whole domain, kept over a restart`()
    async throws
  {
    let (shop, scheduler) = try await shop([
      "one": "http://one.town.example/feed", "two": "http://two.town.example/feed",
      "far": "http://far.example/feed",
    ])
    shop.web.put("http://one.town.example/feed", "", status: 429, headers: [("retry-after", "7200")])
    let one = try await record("one", in: shop)
    let visited = try await scheduler.visit(one.id).get()
    guard case .throttled(let until) = visited.poll else {
      Issue.record("expected to be throttled, got \(visited.poll)")
      return
    }
    #expect(until == shop.clock.now + .hours(2))
    // Whoever is told of the visit finds the hold written.
    #expect(try await shop.store.holds(at: shop.clock.now) == ["town.example": until])
    let two = try await record("two", in: shop)
    #expect(two.health.nextPoll >= until)
    #expect(two.health.nextReason == "its host asked to be left alone")
    #expect(try await record("far", in: shop).health.nextPoll < until)
    #expect(try await shop.store.timetable().first { $0.id == two.id }?.nextPoll ?? shop.clock.now >= until)
  }

  @Test func `whoever is left alone with its domain is not heard meanwhile, and that is kept`() async throws {
    let (shop, scheduler) = try await shop([
      "one": "http://town.example/one", "two": "http://town.example/two",
    ])
    for name in ["one", "two"] { _ = try await shop.poll(name) }
    let heard = shop.clock.now
    shop.clock.advance(by: .hours(1))
    shop.web.put("http://town.example/one", "", status: 429, headers: [("retry-after", "36000")])
    let two = try await record("two", in: shop).id
    let until = shop.clock.now + .hours(10)
    _ = try await scheduler.visit(try await record("one", in: shop).id).get()
    #expect(try await record("two", in: shop).health.state == .throttled)
    let outage = try #require(try await shop.store.outages(of: two).first)
    #expect(outage.began == heard && outage.ended == nil)
    #expect(outage.reason == "its host asked to be left alone until \(until)")
    shop.clock.advance(by: .hours(4))
    let turns = try await shop.store.tellTurns(usual: .hours(1), now: shop.clock.now) { _ in [] }.turns
    #expect(turns.map(\.record.source.name) == ["one", "two"])
    shop.clock.advance(by: .hours(7))
    #expect(try await scheduler.visit(two).get().poll.isSuccess)
    #expect(try await record("two", in: shop).health.state.isWell)
    #expect(try await shop.store.outages(of: two).map(\.ended) == [shop.clock.now])
  }

  @Test(.timeLimit(.minutes(1)))
  func `what a clock that was ahead has planned is planned anew when it is set right`() async throws {
    let (shop, _) = try await shop([
      "one": "http://one.example/feed", "gone": "http://gone.example/feed",
      "held": "http://held.example/feed",
      "beside": "http://beside.held.example/feed",
    ])
    shop.web.put("http://gone.example/feed", "", status: 410)
    shop.web.put("http://held.example/feed", "", status: 429, headers: [("retry-after", "7200")])
    shop.clock.advance(by: .days(365))
    let ahead = Scheduler(store: shop.store, poller: shop.poller, clock: shop.clock, logger: shop.logger)
    for name in ["one", "gone"] { _ = try await shop.poll(name) }
    _ = await ahead.visit(try await record("held", in: shop).id)
    shop.clock.advance(by: .days(-365))
    let log = LogLines()
    let scheduler = Scheduler(store: shop.store, poller: shop.poller, clock: shop.clock, logger: log.logger)
    let running = Task { await scheduler.run() }
    for await _ in shop.clock.naps { break }
    // It may be the other way round, until whatever sets clocks has had time for it.
    #expect(try await record("one", in: shop).health.nextPoll > shop.clock.now + .days(300))
    shop.clock.advance(by: .minutes(10))
    for await line in log.lines where line.hasPrefix("the clock was ahead") { break }
    let one = try await record("one", in: shop)
    _ = try await scheduler.visit(one.id).get()
    running.cancel()
    await running.value
    #expect(one.health.lastSuccess ?? saturday <= shop.clock.now)
    for name in ["one", "held", "beside"] {
      #expect(try await record(name, in: shop).health.nextPoll <= shop.clock.now + .days(1), "\(name)")
    }
    #expect(try await record("gone", in: shop).health.nextPoll > shop.clock.now + .days(1000))
  }

  @Test func `whoever asks for a visit where one was told to stay away is told so`() async throws {
    let (shop, scheduler) = try await shop([
      "one": "http://town.example/one", "two": "http://town.example/two",
    ])
    for name in ["one", "two"] { _ = try await shop.poll(name) }
    shop.web.put("http://town.example/one", "", status: 429, headers: [("retry-after", "7200")])
    let (one, two) = (try await record("one", in: shop).id, try await record("two", in: shop).id)
    #expect(try await scheduler.visit(one).get().poll.word == "throttled")
    let second = await scheduler.visit(two)
    #expect(throws: HeldBack.self) { try second.get() }
  }

  @Test func `a loop that sleeps is alive, one that does not go round any more is not`() async throws {
    let (shop, scheduler) = try await shop([:])
    let before = await scheduler.lap()
    #expect(!before.isSign(after: before, at: shop.clock.uptime, patience: .seconds(30)))
    let running = Task { await scheduler.run() }
    for await _ in shop.clock.naps { break }
    let asleep = await scheduler.lap()
    #expect(asleep.isSign(after: before, at: shop.clock.uptime, patience: .zero))
    #expect(asleep.isSign(after: asleep, at: shop.clock.uptime + .seconds(60), patience: .seconds(30)))
    #expect(!asleep.isSign(after: asleep, at: shop.clock.uptime + .seconds(61), patience: .seconds(30)))
    shop.clock.advance(by: .seconds(30))
    for await _ in shop.clock.naps { break }
    let again = await scheduler.lap()
    #expect(again.isSign(after: asleep, at: shop.clock.uptime, patience: .zero))
    running.cancel()
    await running.value
  }

  @Test func `a visit that the end of the daemon cuts short says nothing of its source`() async throws {
    let (shop, scheduler) = try await shop(["one": "http://one.example/feed"])
    let before = try await record("one", in: shop)
    shop.web.fail("http://one.example/feed", TransferError(.cancelled, "the transfer was cancelled"))
    let visited = try await scheduler.visit(before.id).get()
    #expect(visited.poll == .failed("the transfer was cancelled"))
    #expect(try await record("one", in: shop) == before)
    #expect(try await shop.store.polls(of: before.id).isEmpty)
  }

  @Test func `while a visit cannot be kept its server is asked ever less`() {
    #expect(
      (1...9).map(pause(afterUnkept:))
        == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600].map(Duration.seconds))
  }

  @Test func `visits that are asked for at the same time are one`() async throws {
    let (shop, scheduler) = try await shop(["one": "http://one.town.example/feed"])
    let id = try await record("one", in: shop).id
    async let first = scheduler.visit(id)
    async let second = scheduler.visit(id)
    _ = try await (first.get(), second.get())
    #expect(shop.web.requests.count <= 2)
    #expect(try await record("one", in: shop).health.nextReason != nil)
  }

  @Test func `a source that is not visited any more ends whoever waits for it`() async throws {
    let (shop, scheduler) = try await shop([:])
    let added = try await shop.store.add(
      source: Source(name: "gone", url: "http://one.town.example/feed"), now: shop.clock.now)
    await scheduler.wake()
    _ = try await shop.store.removeSource(named: "gone", now: shop.clock.now)
    let result = await scheduler.visit(added.record.id)
    #expect(throws: StoreError.notFound(noun: "source", name: added.record.id.description)) {
      try result.get()
    }
  }

  @Test func `a permanent move is followed only when it has stood for days`() async throws {
    let (shop, scheduler) = try await shop(["one": "http://one.town.example/feed"])
    let there = "http://one.town.example/new"
    shop.web.put(there, rss([]))
    shop.web.move("http://one.town.example/feed", to: there)
    let id = try await record("one", in: shop).id
    for _ in 0..<9 {
      _ = try await scheduler.visit(id).get()
      shop.clock.advance(by: .hours(10))
    }
    #expect(shop.web.requests.map(\.url).last == "http://one.town.example/feed")
    _ = try await scheduler.visit(id).get()
    #expect(try await record("one", in: shop).health.state == .moved)
    shop.clock.advance(by: .hours(10))
    _ = try await scheduler.visit(id).get()
    #expect(shop.web.requests.map(\.url).last == there)
    #expect(try await record("one", in: shop).source.url == "http://one.town.example/feed")
  }
}
