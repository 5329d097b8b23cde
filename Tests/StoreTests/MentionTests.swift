// SPDX-License-Identifier: Apache-2.0
import Model
import Store
import Support
import Testing

@Suite struct MentionTests {
  let ledger: Ledger
  var store: Store { ledger.store }

  init() async throws {
    ledger = try await Ledger()
    let blog = try await ledger.emptySource()
    let forum = try await ledger.emptySource("forum")
    try await store.visit(blog, [article("one", text: "acme is bad")], at: Ledger.minute(1))
    try await store.visit(forum, [article("two", text: "acme: 100% good_stuff")], at: Ledger.minute(2))
    try await store.visit(blog, [article("three", text: "acme, CAF\u{C9}")], at: Ledger.minute(3))
  }

  private func names(_ filter: MentionFilter) async throws -> [String] {
    try await store.mentions(filter).compactMap(\.item.guid)
  }

  @Test(arguments: [
    (MentionFilter(), ["tag:three", "tag:two", "tag:one"]),
    (MentionFilter(brand: "ACME", limit: 1), ["tag:three"]),
    (MentionFilter(brand: "bolt"), []), (MentionFilter(source: "Forum"), ["tag:two"]),
    (MentionFilter(label: .negative), ["tag:one"]), (MentionFilter(state: .seen), []),
    (MentionFilter(since: Ledger.minute(2)), ["tag:three", "tag:two"]),
    (MentionFilter(since: Ledger.minute(1), until: Ledger.minute(2)), ["tag:one"]),
    (MentionFilter(text: "STORY OF"), ["tag:three", "tag:two", "tag:one"]),
    (MentionFilter(text: "100%"), ["tag:two"]), (MentionFilter(text: "%"), ["tag:two"]),
    (MentionFilter(text: "d_s"), ["tag:two"]), (MentionFilter(text: "CAF\u{C9}"), ["tag:three"]),
    (MentionFilter(text: "blog.example/one"), ["tag:one"]),
    (MentionFilter(text: "'; DROP TABLE items; --"), []),
    (MentionFilter(before: Identifier(2)), ["tag:one"]),
    (
      MentionFilter(brand: "acme", source: "blog", label: .positive, state: .new, text: "acme", limit: 9),
      ["tag:three"]
    ),
    (MentionFilter(limit: 0), []), (MentionFilter(limit: -1), []),
  ])
  func `a filter gives what it asks for, newest first`(filter: MentionFilter, expected: [String]) async throws
  {
    #expect(try await names(filter) == expected)
  }

  @Test func `a text of any length can be looked for`() async throws {
    #expect(try await names(MentionFilter(text: String(repeating: "%a", count: 100_000))).isEmpty)
  }

  @Test func `a mark keeps who did it`() async throws {
    let id = try #require(try await store.mentions().last?.id)
    _ = try await store.mark([id], as: .seen, by: "ann", now: Ledger.minute(4))
    let marked = try await store.mark([id], as: .replied, by: "bob", note: "called", now: Ledger.minute(5))
    #expect(marked.map(\.state) == [.replied])
    let history = try #require(try await store.mention(id)).history
    #expect(history.map(\.state) == [.seen, .replied])
    #expect(history.map(\.by) == ["ann", "bob"])
    #expect(history.map(\.note) == [nil, "called"])
    #expect(history.map(\.at) == [Ledger.minute(4), Ledger.minute(5)])
    #expect(try await names(MentionFilter(state: .replied)) == ["tag:one"])
  }

  @Test func `where one is not there, none is marked`() async throws {
    let id = try #require(try await store.mentions().first?.id)
    await #expect(throws: StoreError.notFound(noun: "mention", name: "999")) {
      try await store.mark([id, Identifier(999)], as: .seen, by: "ann", now: Ledger.minute(4))
    }
    #expect(try await names(MentionFilter(state: .seen)).isEmpty)
    #expect(try await store.mention(id)?.history == [])
    #expect(try await store.mention(Identifier(999)) == nil)
  }
}
