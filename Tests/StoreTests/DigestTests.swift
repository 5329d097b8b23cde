// SPDX-License-Identifier: Apache-2.0
import Model
import Store
import Support
import Testing

/// One notification that names the mentions of a window.
@Sendable private func letter(_ window: WindowContents) -> [Notification] {
  [notice("digest:\(window.digest):\(window.end.seconds)", of: window.mentions.map(\.id))]
}

@Suite struct DigestTests {
  private let digest = Digest(name: "Daily", brand: "Acme")

  private func ledgerWithDigest() async throws -> Ledger {
    let ledger = try await Ledger()
    try await ledger.store.declare(
      brands: [], keywords: [], sources: [], rules: [], digests: [digest], now: Ledger.minute(10))
    return ledger
  }

  private func close(_ ledger: Ledger, at end: Instant) async throws -> ClosedWindow? {
    try await ledger.store.closeWindow(digest: "daily", brand: "acme", end: end, now: end, owing: letter)
  }

  @Test func `the first window begins when the digest was declared`() async throws {
    let ledger = try await Ledger()
    let source = try await ledger.emptySource()
    try await ledger.store.visit(source, [article("old")], at: Ledger.minute(1))
    try await ledger.store.declare(
      brands: [], keywords: [], sources: [], rules: [], digests: [digest], now: Ledger.minute(10))
    try await ledger.store.visit(source, [article("new")], at: Ledger.minute(20))
    let open = try await ledger.store.openWindow(digest: "Daily", brand: "Acme", now: Ledger.minute(25))
    #expect(open.mentions.map(\.item.guid) == ["tag:new"])
    let window = try #require(try await close(ledger, at: Ledger.minute(30)))
    #expect(window.start == Ledger.minute(10))
    #expect(window.mentions == 1)
    #expect(window.owed == 1)
    #expect(try await ledger.store.lastWindow(of: "Daily", brand: "Acme") == window)
  }

  @Test func `a window is closed once, and none before it`() async throws {
    let ledger = try await ledgerWithDigest()
    #expect(try await close(ledger, at: Ledger.minute(5)) == nil)
    #expect(try await close(ledger, at: Ledger.minute(30)) != nil)
    #expect(try await close(ledger, at: Ledger.minute(30)) == nil)
    #expect(try await close(ledger, at: Ledger.minute(20)) == nil)
    #expect(try await close(ledger, at: Ledger.minute(31))?.start == Ledger.minute(30))
    #expect(try await ledger.store.outbox().count == 2)
  }

  @Test func `a backlog is told as a number, what is ignored not at all`() async throws {
    let ledger = try await ledgerWithDigest()
    let source = try await ledger.store.source("blog")
    try await ledger.store.visit(source, [article("a"), article("b")], at: Ledger.minute(11))
    let news = try await ledger.store.visit(source, [article("c"), article("d")], at: Ledger.minute(12))
      .newMentions
    _ = try await ledger.store.mark([news[0].id], as: .ignored, by: "ann", now: Ledger.minute(13))
    let window = try await ledger.store.openWindow(digest: "Daily", brand: "Acme", now: Ledger.minute(14))
    #expect(window.backlogCount == 2)
    #expect(window.mentions.map(\.id) == [news[1].id])
  }

  @Test func `a digest that every brand has begins with its brand`() async throws {
    let ledger = try await Ledger()
    let window = try await ledger.store.openWindow(digest: "every", brand: "Acme", now: Ledger.minute(5))
    #expect(window.start == Ledger.start)
    await #expect(throws: StoreError.notFound(noun: "brand", name: "Nobody")) {
      try await ledger.store.openWindow(digest: "every", brand: "Nobody", now: Ledger.minute(5))
    }
  }

  @Test func `a window tells when sources could not be seen`() async throws {
    let ledger = try await ledgerWithDigest()
    let source = try await ledger.emptySource()
    try await ledger.store.visit(source, .failed("no route to host"), at: Ledger.minute(15))
    try await ledger.store.visit(source, .failed("still none"), at: Ledger.minute(20))
    try await ledger.store.visit(source, [], at: Ledger.minute(40))
    _ = try await close(ledger, at: Ledger.minute(30))
    let window = try await ledger.store.openWindow(digest: "Daily", brand: "Acme", now: Ledger.minute(50))
    #expect(window.outages.map(\.source) == ["blog"])
    #expect(window.outages.map(\.began) == [Ledger.start])
    #expect(window.outages.map(\.ended) == [Ledger.minute(40)])
    #expect(window.outages.map(\.reason) == ["no route to host"])
    _ = try await close(ledger, at: Ledger.minute(60))
    let next = try await ledger.store.openWindow(digest: "Daily", brand: "Acme", now: Ledger.minute(70))
    #expect(next.outages.isEmpty)
  }

  @Test func `a digest that comes back does not tell of the time it was gone`() async throws {
    let ledger = try await ledgerWithDigest()
    let source = try await ledger.emptySource()
    try await ledger.store.declare(
      brands: [], keywords: [], sources: [], rules: [], digests: [], now: Ledger.minute(20))
    #expect(try await ledger.store.digests().isEmpty)
    try await ledger.store.visit(source, [article("a")], at: Ledger.minute(30))
    try await ledger.store.declare(
      brands: [], keywords: [], sources: [], rules: [], digests: [digest], now: Ledger.minute(40))
    let window = try await ledger.store.openWindow(digest: "Daily", brand: "Acme", now: Ledger.minute(50))
    #expect(window.start == Ledger.minute(40))
    #expect(window.mentions.isEmpty)
  }

  @Test(arguments: Seed.first(12))
  func `windows tile, and each mention is in one of them`(seed: Seed) async throws {
    var seed = seed
    let ledger = try await ledgerWithDigest()
    let source = try await ledger.emptySource()
    var store = ledger.store
    var stored: [Identifier<Mention>] = []
    var windows: [ClosedWindow] = []
    var minute = 10
    for step in 1...60 {
      // The clock goes back now and then.
      minute += Int.random(in: -3...10, using: &seed)
      switch Int.random(in: 0...4, using: &seed) {
      case 0...2:
        let items = (0...Int.random(in: 0...3, using: &seed)).map {
          article("s\(step)n\($0)", title: "", text: "acme")
        }
        stored += try await store.visit(source, items, at: Ledger.minute(minute)).newMentions.map(\.id)
      case 3:
        let end = Ledger.minute(minute)
        if let window = try await store.closeWindow(
          digest: "Daily", brand: "Acme", end: end, now: end, owing: letter)
        {
          windows.append(window)
        }
      default: store = try Store(at: ledger.path, now: Ledger.minute(minute))
      }
    }
    let end = Ledger.minute(100_000)
    let last = try await store.closeWindow(digest: "Daily", brand: "Acme", end: end, now: end, owing: letter)
    windows.append(try #require(last))
    for (one, next) in zip(windows, windows.dropFirst()) {
      #expect(one.end == next.start)
      #expect(one.last == next.after)
    }
    let told = try await store.outbox(limit: 1000)
      .filter { $0.notification.key.hasPrefix("digest:") }.flatMap(\.notification.mentions)
    #expect(told.sorted() == stored.sorted())
  }
}
