// SPDX-License-Identifier: Apache-2.0
import Model
import Support
import Testing

@testable import Store

@Suite struct KnownSourcesTests {
  @Test(arguments: Seed.first(12))
  func `what is known of a source is what the database holds`(seed: Seed) async throws {
    var seed = seed
    let ledger = try await Ledger()
    let store = ledger.store
    let sources = [try await store.source("blog"), try await store.source("shop")]
    let addresses = ["https://one.example/feed", "https://two.example/feed"]
    for step in 1...60 {
      let source = sources[Int.random(in: 0...1, using: &seed)]
      let now = Ledger.start + .hours(step * 8)
      switch Int.random(in: 0...9, using: &seed) {
      case 0: _ = try await store.visit(source, .failed("refused"), at: now)
      case 1: _ = try await store.visit(source, .gone, at: now)
      case 2: _ = try await store.visit(source, .throttled(until: now + .hours(1)), at: now)
      case 3: _ = try await store.visit(source, [article("\(Int.random(in: 0...9, using: &seed))")], at: now)
      case 4: _ = try await store.visit(source, [], at: now)
      case 5:
        _ = try await store.record(
          VisitOutcome(
            source: source, poll: .items([]), finished: now, nextPoll: now + .hours(1),
            nextReason: "its cadence",
            validators: Validators(url: addresses[0], etag: "\"\(step)\"", obtained: now)), at: now
        ) { _ in [] }
      case 6:
        let url = addresses.randomElement(using: &seed) ?? ""
        _ = try await store.add(source: Source(name: "blog", url: url), now: now)
      case 7:
        try await store.keep(
          [Hold("blog.example", until: now + .hours(9), sources: sources)], because: "its host was held",
          at: now)
      default: _ = try await store.visit(source, .unchanged, at: now, movedTo: addresses[1])
      }
      for source in sources {
        let known = try await store.visit(to: source)
        #expect(try await store.read(visitTo: source) == known)
      }
    }
  }

  @Test func `what is known is forgotten once no visit has come for a while`() async throws {
    let ledger = try await Ledger()
    let visit = try await ledger.store.visit(to: ledger.store.source("blog"))
    var known = KnownSources()
    known.hold(visit)
    known.forgetIfIdle()
    #expect(known[visit.record.id] != nil, "it came since the last time")
    known.forgetIfIdle()
    #expect(known[visit.record.id] == nil)
    known.hold(visit)
    #expect(known[visit.record.id] == visit)
  }

  @Test func `of more sources than are held each is read as it is`() async throws {
    var known = KnownSources()
    let ledger = try await Ledger()
    let visit = try await ledger.store.visit(to: ledger.store.source("blog"))
    for number in 1...5000 {
      var other = visit
      other.record.id = Identifier(Int64(number))
      known.hold(other)
    }
    #expect(known[Identifier(1)] != nil)
    #expect(known[Identifier(5000)] == nil)
    _ = known.take(Identifier(1))
    known.hold(visit)
    #expect(known[visit.record.id] == visit)
    known.forget()
    #expect(known[Identifier(2)] == nil)
  }
}
