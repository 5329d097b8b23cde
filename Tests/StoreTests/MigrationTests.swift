// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import SQLite
import Support
import Testing

@testable import Store

/// What the databases of the fixtures hold besides two items that share a guid.
private let story = """
  Acme opened its third coffee house in the harbour on Friday, and the queue reached the fish market long before \
  the doors opened; it was terrible.
  """

@Suite struct MigrationTests {
  /// A database as an earlier version left it (a fixture is what SQLite's `.dump` prints of it).
  private func store(inSchema version: Int, after change: String = "") throws -> (TemporaryFolder, Store) {
    let folder = try TemporaryFolder()
    let fixture = try #require(
      Bundle.module.url(forResource: "schema-\(version)", withExtension: "sql", subdirectory: "Fixtures"))
    do {
      let database = try Database(path: folder.path("earshot.db"))
      try database.execute(try String(contentsOf: fixture, encoding: .utf8))
      try database.execute(change)
      try database.execute("PRAGMA application_id = \(0x4541_5253); PRAGMA user_version = \(version)")
    }
    return (folder, try Store(at: folder.path("earshot.db"), now: Ledger.start))
  }

  @Test(arguments: [1]) func `what an earlier version has met is known`(version: Int) async throws {
    let (folder, store) = try store(inSchema: version)
    defer { withExtendedLifetime(folder) {} }
    let source = try #require(try await store.sources().first?.id)
    let mention = try #require(try await store.mentions().first?.id)
    let sightings = try #require(try await store.mention(mention)).sightings
    #expect(sightings.map(\.url) == ["https://blog.example/2026/first"])
    #expect(sightings.map(\.firstSeen) == [Instant(microseconds: 1_795_549_598_143_729)])
    let met = [
      Item(
        guid: "twice", url: "https://blog.example/2026/a", title: "One of two with a guid",
        text: "They share it."),
      Item(
        guid: "twice", url: "https://blog.example/2026/b", title: "Two of two with a guid",
        text: "Nobody knows why."),
      // Its guid and address have changed: its words are what is left.
      Item(
        guid: "new", url: "https://blog.example/new", title: "Acme opened a third coffee house", text: story),
    ]
    let recorded = try await store.visit(source, met, at: Instant(seconds: 1_795_600_000))
    #expect(recorded.newItems == 0)
    #expect(recorded.editedItems == 0)
    let more = [
      Item(guid: "twice", url: "https://blog.example/2026/c", title: "Three with a guid", text: "Three!")
    ]
    #expect(try await store.visit(source, met + more, at: Instant(seconds: 1_795_610_000)).newItems == 1)
    #expect(try await store.items(limit: 1).map(\.id.value) == [4])
    #expect(try await store.status().items == 4)
  }

  @Test(arguments: [1]) func `what an earlier version found empty is so until items come`(version: Int)
    async throws
  {
    let (folder, store) = try store(inSchema: version, after: "UPDATE health SET state = 'empty'")
    defer { withExtendedLifetime(folder) {} }
    let source = try #require(try await store.sources().first?.id)
    for poll in [Poll.failed("no route to host"), .unchanged] {
      try await store.visit(source, poll, at: Instant(seconds: 1_795_600_000))
    }
    #expect(try await store.sources().first?.health.state == .empty)
  }
}
