// SPDX-License-Identifier: Apache-2.0
import Model
import Pipeline
import Store
import Testing

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
}
