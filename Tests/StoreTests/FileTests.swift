// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import SQLite
import Support
import Testing

@testable import Store

@Suite struct FileTests {
  let folder: TemporaryFolder
  var path: String { folder.path("earshot.db") }

  init() throws { folder = try TemporaryFolder() }

  private func write(_ text: String) throws {
    try Data(text.utf8).write(to: folder.url.appending(path: "earshot.db"))
  }

  private func content() throws -> Data { try Data(contentsOf: folder.url.appending(path: "earshot.db")) }

  @Test func `a new file is made, and its identity kept`() async throws {
    let installation = try Store(at: path, now: Ledger.start).installation
    #expect(installation.utf8.count == 32)
    let again = try Store(at: path, now: Ledger.minute(1))
    #expect(again.installation == installation)
    let status = try await again.status()
    #expect(status.schemaVersion == migrations.count)
    #expect(status.mentions == 0)
    #expect(status.databaseBytes > 0)
    #expect(try Store(at: folder.path("other.db"), now: Ledger.start).installation != installation)
  }

  @Test func `the file is kept as promised`() throws {
    do { _ = try Store(at: path, now: Ledger.start) }
    let database = try Database(path: path)
    #expect(try database.value("PRAGMA journal_mode") == "wal")
    #expect(try database.value("PRAGMA application_id") == 0x4541_5253)
    let tables = try database.column(
      "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", as: String.self)
    #expect(tables.count > 20)
    for table in tables { #expect(table.hasSuffix("STRICT") || table.hasSuffix("STRICT, WITHOUT ROWID")) }
    #expect(try database.column("PRAGMA foreign_key_check", as: String.self).isEmpty)
  }

  @Test func `a file that is no database is refused and left alone`() throws {
    let text = String(repeating: "this is a letter, not a database. ", count: 100)
    try write(text)
    let error = #expect(throws: StoreError.self) { try Store(at: path, now: Ledger.start) }
    #expect(error == .notADatabase(path: path, reason: "the file is no database"))
    #expect(try content() == Data(text.utf8))
  }

  @Test func `the database of another program is refused and left alone`() throws {
    do { try Database(path: path).execute("CREATE TABLE theirs(a); INSERT INTO theirs VALUES (1)") }
    let before = try content()
    let error = #expect(throws: StoreError.self) { try Store(at: path, now: Ledger.start) }
    #expect(error == .notADatabase(path: path, reason: "the file is the database of another program"))
    #expect(try content() == before)
  }

  @Test func `a newer schema is refused and left alone`() throws {
    do { _ = try Store(at: path, now: Ledger.start) }
    do { try Database(path: path).execute("PRAGMA user_version = 99") }
    let before = try content()
    let error = #expect(throws: StoreError.self) { try Store(at: path, now: Ledger.start) }
    #expect(error == .newerSchema(path: path, found: 99, known: migrations.count))
    #expect(try content() == before)
  }

  @Test func `a damaged file is refused and left alone`() async throws {
    do {
      let store = try Store(at: path, now: Ledger.start)
      let source = try await store.source("blog")
      try await store.visit(source, (0..<200).map { article("a\($0)") }, at: Ledger.minute(1))
      try await store.checkpoint()
    }
    var bytes = try content()
    // From the third page on; the header and the schema stay whole.
    for offset in stride(from: 8192 + 100, to: bytes.count, by: 4096) {
      bytes.replaceSubrange(offset..<min(offset + 200, bytes.count), with: repeatElement(0x5A, count: 200))
    }
    try bytes.write(to: folder.url.appending(path: "earshot.db"))
    let error = try #require(throws: StoreError.self) { try Store(at: path, now: Ledger.start) }
    guard case .corrupt = error else {
      Issue.record("\(error)")
      return
    }
    #expect(try content() == bytes)
  }

  @Test func `a folder that is not there is storage trouble`() throws {
    let error = try #require(throws: StoreError.self) {
      try Store(at: folder.path("no/earshot.db"), now: Ledger.start)
    }
    guard case .storage = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test func `what was recorded survives without a clean end`() async throws {
    let ledger = try await Ledger()
    let source = try await ledger.emptySource()
    try await ledger.store.visit(source, [article("a"), article("b")], at: Ledger.minute(1))
    // As a crash leaves it: the files as they are while the first store is still open.
    for name in ["earshot.db", "earshot.db-wal"] {
      try FileManager.default.copyItem(atPath: ledger.folder.path(name), toPath: folder.path(name))
    }
    let after = try Store(at: path, now: Ledger.minute(2))
    #expect(try await after.mentions().count == 2)
    #expect(try await after.outbox(states: [.queued]).count == 2)
    #expect(try await after.visit(source, [article("a"), article("b")], at: Ledger.minute(3)).newItems == 0)
  }

  @Test func `a log cut short loses whole visits, never parts`() async throws {
    let ledger = try await Ledger()
    let source = try await ledger.emptySource()
    for round in 1...5 {
      try await ledger.store.visit(
        source, [article("a\(round)"), article("b\(round)")], at: Ledger.minute(round))
    }
    let database = try Data(contentsOf: ledger.folder.url.appending(path: "earshot.db"))
    let log = try Data(contentsOf: ledger.folder.url.appending(path: "earshot.db-wal"))
    var counts: Set<Int> = []
    for tenth in 5...10 {
      let cut = try TemporaryFolder()
      try database.write(to: cut.url.appending(path: "earshot.db"))
      try log.prefix(log.count * tenth / 10 - 7).write(to: cut.url.appending(path: "earshot.db-wal"))
      let store = try Store(at: cut.path("earshot.db"), now: Ledger.minute(9))
      let status = try await store.status()
      counts.insert(status.mentions)
      #expect(status.items == status.mentions)
      #expect(status.mentions % 2 == 0)
      #expect(status.outbox.values.reduce(0, +) == status.mentions)
      #expect(try await store.polls(of: source).map(\.newMentions).reduce(0, +) == status.mentions)
    }
    #expect(counts.count > 1)
  }

  @Test func `a full disk is told, nothing is half kept, and it goes on when there is room`() async throws {
    let ledger = try await Ledger()
    let source = try await ledger.emptySource()
    try await ledger.store.visit(source, [article("a")], at: Ledger.minute(1))
    let before = try await ledger.store.status()
    try await ledger.store.limitPages(to: before.databaseBytes / 8192 + 2)
    let flood = (0..<200).map {
      article("f\($0)", text: "acme " + String(repeating: "flood \($0) ", count: 50))
    }
    let error = await #expect(throws: StoreError.self) {
      try await ledger.store.visit(source, flood, at: Ledger.minute(2))
    }
    guard case .storage = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    let after = try await ledger.store.status()
    #expect(after == before)
    #expect(try await ledger.store.visit(to: source).record.health.lastAttempt == Ledger.minute(1))

    try await ledger.store.limitPages(to: 1_000_000)
    #expect(try await ledger.store.visit(source, flood, at: Ledger.minute(3)).newMentions.count == 200)
  }
}
