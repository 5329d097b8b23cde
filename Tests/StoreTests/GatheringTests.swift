// SPDX-License-Identifier: Apache-2.0
import Model
import Support
import Testing

@testable import Store

@Suite struct GatheringTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A store whose visits wait for others, with some sources.
  private func gathering(
    _ span: Duration, full: Int, sources: Int
  ) async throws -> (store: Store, sources: [Identifier<Source>]) {
    let store = try Store(
      at: folder.path("earshot.db"), now: Ledger.start, gathering: span, fullGathering: full)
    var ids: [Identifier<Source>] = []
    for number in 0..<sources { ids.append(try await store.source("s\(number)")) }
    return (store, ids)
  }

  @Test(arguments: [(4, Poll.items([])), (16, Poll.unchanged)])
  func `as many as are enough are written at once`(enough: Int, poll: Poll) async throws {
    let (store, sources) = try await gathering(.days(1), full: 4, sources: enough)
    await withThrowingTaskGroup(of: Void.self) { group in
      for source in sources {
        group.addTask { try await store.visit(source, poll, at: Ledger.minute(1)) }
      }
    }
    for source in sources { #expect(try await store.polls(of: source).count == 1) }
  }

  @Test func `one that nobody joins is written when its time is over`() async throws {
    let (store, sources) = try await gathering(.milliseconds(1), full: 4, sources: 1)
    let recorded = try await store.visit(sources[0], .unchanged, at: Ledger.minute(1))
    #expect(recorded.health.lastSuccess == Ledger.minute(1))
    #expect(try await store.polls(of: sources[0]).map(\.finished) == [Ledger.minute(1)])
  }

  @Test func `one that cannot be kept takes no other with it`() async throws {
    let (store, sources) = try await gathering(.days(1), full: 3, sources: 2)
    let outcomes = await withTaskGroup(of: (Identifier<Source>, Bool).self) { group in
      for source in sources + [Identifier(99)] {
        group.addTask {
          (source, (try? await store.visit(source, .gone, at: Ledger.minute(1))) != nil)
        }
      }
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    #expect(outcomes == [sources[0]: true, sources[1]: true, Identifier(99): false])
    for source in sources { #expect(try await store.polls(of: source).count == 1) }
  }

  @Test func `what changes about a source during a visit is not undone by it`() async throws {
    let ledger = try await Ledger()
    let source = try await ledger.store.source("blog")
    for visit in 0..<10 {
      try await ledger.store.visit(
        source, .unchanged, at: Ledger.start + .days(visit), movedTo: "https://moved.example/feed")
    }
    #expect(try await ledger.store.visit(to: source).record.health.movedTo == "https://moved.example/feed")
    // The visit is under way.
    _ = try await ledger.store.add(
      source: Source(name: "Blog", url: "https://blog.example/other"), now: Ledger.start + .days(11))
    let recorded = try await ledger.store.visit(source, .unchanged, at: Ledger.start + .days(12))
    #expect(recorded.health.movedTo == nil)
    #expect(try await ledger.store.visit(to: source).url == "https://blog.example/other")
  }

  @Test func `two visits to one source at a time are both kept`() async throws {
    let (store, sources) = try await gathering(.days(1), full: 2, sources: 1)
    for _ in 0..<2 { _ = try await store.visit(to: sources[0]) }
    await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<2 {
        group.addTask { try await store.visit(sources[0], .failed("refused"), at: Ledger.minute(1)) }
      }
    }
    #expect(try await store.visit(to: sources[0]).record.health.consecutiveFailures == 2)
    #expect(try await store.polls(of: sources[0]).count == 2)
    #expect(try await store.read(visitTo: sources[0]).record.health.consecutiveFailures == 2)
  }
}
