// SPDX-License-Identifier: Apache-2.0
import Control
import Model
import Pipeline
import Settings
import Store
import Synchronization
import Testing
import Transport

/// Visits that somebody asks for and waits for.
@Suite struct SchedulerVisitTests {
  private func scheduler(_ shop: Shop) -> Scheduler {
    Scheduler(store: shop.store, poller: shop.poller, clock: shop.clock, logger: shop.logger)
  }

  @Test func `a visit that is asked for twice is made once`() async throws {
    let shop = try await Shop()
    shop.web.put(gazette, rss([]))
    let id = try #require(try await shop.store.sources().first?.id)
    let scheduler = scheduler(shop)
    async let first = scheduler.visit(id)
    async let second = scheduler.visit(id)
    let outcomes = try await [first.get(), second.get()].map(\.poll.isSuccess)
    #expect(outcomes == [true, true])
    #expect(shop.web.requests.count <= 2, "the second may come after the first has ended")
  }

  @Test(.timeLimit(.minutes(1)))
  func `who asks again at once waits for the host's turn, not until the loop wakes by itself`() async throws {
    let shop = try await Shop()
    shop.web.put(gazette, rss([]))
    let id = try #require(try await shop.store.sources().first?.id)
    let scheduler = scheduler(shop)
    let loop = Task { await scheduler.run() }
    _ = try await scheduler.visit(id).get()
    async let again = scheduler.visit(id)
    for await nap in shop.clock.naps where nap <= .milliseconds(200) { break }
    shop.clock.advance(by: .milliseconds(200))
    _ = try await again.get()
    #expect(shop.web.requests.count >= 2)
    loop.cancel()
    await loop.value
  }

  @Test(.timeLimit(.minutes(1)))
  func `a visit that finds nothing changed makes room before it is written`() async throws {
    var settings = Settings.town
    settings.sources = (0..<4).map {
      Source(name: "s\($0)", url: "http://town\($0).example/feed", floor: .zero)
    }
    // Alone nothing unchanged is written: only four of them together are.
    let shop = try await Shop(settings, gathering: .days(1), fullGathering: 1)
    for source in settings.sources { shop.web.put(source.url, rss([]), headers: [("etag", "\"1\"")]) }
    let ids = try await shop.store.sources().map(\.id)
    for id in ids { _ = try await shop.poller.poll(id) }
    let scheduler = Scheduler(
      store: shop.store, poller: shop.poller, clock: shop.clock, concurrency: 1, logger: shop.logger)
    let outcomes = Mutex<[Poll?]>([])
    await scheduler.visit(ids, atOnce: 4) { _, result in
      outcomes.withLock { $0.append(try? result.get().poll) }
    }
    #expect(outcomes.withLock(\.self) == [.unchanged, .unchanged, .unchanged, .unchanged])
  }

  @Test func `a visit to a source that is no more is told, not waited for`() async throws {
    let shop = try await Shop()
    let scheduler = scheduler(shop)
    let added = try await shop.store.add(source: Source(name: "own", url: gazette), now: shop.clock.now)
    _ = try await shop.store.removeSource(named: "own", now: shop.clock.now)
    guard case .failure(let error) = await scheduler.visit(added.record.id) else {
      Issue.record("visited all the same")
      return
    }
    #expect("\(error)".contains("no source"))
  }

  @Test func `who waits for a source that is removed meanwhile is told so`() async throws {
    let shop = try await Shop()
    shop.web.put(gazette, rss([]))
    let scheduler = scheduler(shop)
    let added = try await shop.store.add(source: Source(name: "own", url: gazette), now: shop.clock.now)
    let other = try #require(try await shop.store.sources().first { $0.source.name == "gazette" })
    for id in [other.id, added.record.id] { _ = try await shop.poller.poll(id) }  // so that neither is due
    // The same host lets in one at a time, a moment apart, and the clock stands: the second has to wait.
    _ = try await scheduler.visit(other.id).get()
    async let waiting = scheduler.visit(added.record.id)
    _ = try await shop.store.removeSource(named: "own", now: shop.clock.now)
    await scheduler.wake()
    _ = await scheduler.visit(Identifier(999_999))
    shop.clock.advance(by: .seconds(1))
    guard case .failure = await waiting else {
      Issue.record("visited all the same")
      return
    }
  }

  /// A town where each of so many sources is on a host of its own and was visited once, so that none is due; their ids.
  private func shop(with count: Int) async throws -> (shop: Shop, ids: [Identifier<Source>]) {
    var settings = Settings.town
    settings.sources = (1...count).map { Source(name: "s\($0)", url: "http://host\($0).example/feed") }
    let shop = try await Shop(settings)
    for source in settings.sources { shop.web.put(source.url, rss([])) }
    let ids = try await shop.store.sources().map(\.id)
    for id in ids { _ = try await shop.poller.poll(id) }
    return (shop, ids)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a round visits each source once and tells of each, of one that is no more too`() async throws {
    let (shop, ids) = try await shop(with: 5)
    let told = Mutex<[Identifier<Source>: [Bool]]>([:])
    await scheduler(shop).visit(ids + [Identifier(999_999)], atOnce: 2) { id, result in
      told.withLock { $0[id, default: []].append((try? result.get()) != nil) }
    }
    var expected = Dictionary(uniqueKeysWithValues: ids.map { ($0, [true]) })
    expected[Identifier(999_999)] = [false]
    #expect(told.withLock(\.self) == expected)
    #expect(
      shop.web.requests.dropFirst(5).map(\.url).sorted() == (1...5).map { "http://host\($0).example/feed" })
  }

  @Test(.timeLimit(.minutes(1)))
  func `a round that nobody waits for any more begins nothing more`() async throws {
    let (shop, ids) = try await shop(with: 5)
    let scheduler = scheduler(shop)
    // It is handed its own handle, so that its first visit can call it off.
    let (handles, handOver) = AsyncStream.makeStream(of: Task<Void, Never>.self)
    let round = Task {
      let handle = await handles.first { _ in true }
      await scheduler.visit(ids, atOnce: 1) { _, _ in handle?.cancel() }
    }
    handOver.yield(round)
    await round.value
    #expect(shop.web.requests.count == 5 + 1)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a round of thousands that cannot be visited ends without going deep`() async throws {
    let (shop, _) = try await shop(with: 1)
    let told = Mutex(0)
    await scheduler(shop).visit((0..<50_000).map { Identifier(1_000_000 + $0) }, atOnce: 2) { _, _ in
      told.withLock { $0 += 1 }
    }
    #expect(told.withLock(\.self) == 50_000)
  }

  @Test(.timeLimit(.minutes(1)))
  func `the totals of a round come alone where nobody asked for each visit`() async throws {
    let (shop, _) = try await shop(with: 3)
    shop.web.put("http://host2.example/feed", status: 500)
    let caller = Caller(pid: 1, uid: 0, gid: 0, isAdmin: true)
    var told: [PollProgress] = []
    for await visit in try await shop.switchboard.poll([], each: false, caller: caller) { told.append(visit) }
    #expect(told == [PollProgress(source: nil, outcome: nil, finished: 3, failed: 1, total: 3)])
    var each: [PollProgress] = []
    for await visit in try await shop.switchboard.poll([], each: true, caller: caller) { each.append(visit) }
    #expect(each.dropLast().compactMap(\.source).sorted() == ["s1", "s2", "s3"])
    #expect(each.dropLast().map(\.finished) == [1, 2, 3])
    #expect(each.last?.finished == 3 && each.last?.failed == 1)
  }
}
