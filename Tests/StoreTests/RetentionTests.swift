// SPDX-License-Identifier: Apache-2.0
import Model
import Store
import Support
import Testing

@Suite struct RetentionTests {
  @Test func `what was deleted does not come back as new`() async throws {
    let ledger = try await Ledger()
    let source = try await ledger.emptySource()
    let old = [article("a"), article("b", title: "A headline of some length", published: Ledger.start)]
    try await ledger.store.visit(source, old, at: Ledger.minute(1))
    try await ledger.store.visit(source, [article("c")] + old, at: Ledger.minute(60))
    let sent = try await ledger.store.claimDue(now: Ledger.minute(60), limit: 9)
    for record in sent {
      try await ledger.store.settle(record.id, as: .sent(remoteID: nil), now: Ledger.minute(60))
    }

    #expect(try await ledger.store.prune(olderThan: Ledger.minute(30)) == 2)
    #expect(try await ledger.store.mentions().map(\.item.guid) == ["tag:c"])
    #expect(try await ledger.store.outbox().map(\.notification.mentions.count) == [1])
    let again = try await ledger.store.visit(source, [article("c")] + old, at: Ledger.minute(120))
    #expect(again.newItems == 0)
    #expect(again.owed == 0)
    #expect(try await ledger.store.sift(old, from: source).novelties.isEmpty)

    let elsewhere = try await ledger.emptySource("other")
    var copy = old[1]
    copy.guid = "other"
    #expect(try await ledger.store.visit(elsewhere, [copy], at: Ledger.minute(121)).newItems == 0)
  }

  @Test func `a new story at the address of a deleted one is new`() async throws {
    let ledger = try await Ledger()
    let source = try await ledger.emptySource()
    let one = Item(
      guid: "1", url: "https://blog.example/weekly", title: "One", text: "acme", published: Ledger.start)
    try await ledger.store.visit(source, [one], at: Ledger.minute(1))
    _ = try await ledger.store.prune(olderThan: Ledger.minute(2))
    var two = one
    two.guid = "2"
    two.text = "acme again"
    two.published = Ledger.start + .days(30)
    #expect(try await ledger.store.visit(source, [two], at: Ledger.start + .days(30)).owed == 1)
  }

  @Test func `numbers are not given twice, so that digests go on`() async throws {
    let ledger = try await Ledger()
    let source = try await ledger.emptySource()
    try await ledger.store.visit(source, [article("a"), article("b")], at: Ledger.minute(1))
    _ = try await ledger.store.closeWindow(
      digest: "daily", brand: "Acme", end: Ledger.minute(2), now: Ledger.minute(2)
    ) { _ in [] }
    _ = try await ledger.store.prune(olderThan: Ledger.minute(3))
    let recorded = try await ledger.store.visit(source, [article("c")], at: Ledger.minute(4))
    let window = try await ledger.store.openWindow(digest: "daily", brand: "Acme", now: Ledger.minute(5))
    #expect(window.mentions.map(\.id) == recorded.newMentions.map(\.id))
    #expect(window.mentions.count == 1)
  }

  @Test func `what is still owed is kept, and many are deleted in parts`() async throws {
    let ledger = try await Ledger()
    let source = try await ledger.emptySource()
    try await ledger.store.visit(source, (0..<1203).map { article("n\($0)") }, at: Ledger.minute(1))
    let limit = Ledger.minute(2)
    var parts: [Int] = []
    while let part = try await ledger.store.prune(mentionsBefore: limit, othersBefore: limit) {
      parts.append(part)
    }
    #expect(parts == [500, 500, 203])
    #expect(try await ledger.store.status().outbox == [.queued: 1203])
    #expect(try await ledger.store.prune(olderThan: limit) == 0)
  }

  @Test func `many notifications that were settled are deleted in parts too`() async throws {
    let ledger = try await Ledger()
    let texts = (0..<1203).map { notice("n\($0)") }
    _ = try await ledger.store.owe(texts + [notice("owed")], now: Ledger.start)
    for record in try await ledger.store.claimDue(now: Ledger.start, limit: 1203) {
      try await ledger.store.settle(record.id, as: .sent(remoteID: nil), now: Ledger.start)
    }
    var left: [Int] = []
    while try await ledger.store.prune(mentionsBefore: Ledger.minute(1), othersBefore: nil) != nil {
      left.append(try await ledger.store.status().outbox.values.reduce(0, +))
    }
    #expect(left == [704, 204, 1])
  }

  @Test func `items without mentions go after a time of their own, and do not come back`() async throws {
    let ledger = try await Ledger()
    let source = try await ledger.emptySource()
    var other = article("other")
    (other.title, other.text) = ("Of bread", "nobody is named here")
    try await ledger.store.visit(source, [article("acme"), other], at: Ledger.minute(1))
    #expect(try await ledger.store.pruneAll(mentionsBefore: nil, othersBefore: nil) == 0)
    #expect(try await ledger.store.pruneAll(mentionsBefore: Ledger.minute(1), othersBefore: nil) == 0)
    #expect(try await ledger.store.pruneAll(mentionsBefore: nil, othersBefore: Ledger.minute(2)) == 1)
    #expect(try await ledger.store.items(limit: 9).map(\.item.guid) == ["tag:acme"])

    // Its source shows it still, and has edited it: now it names the brand.
    let again = try await ledger.store.visit(source, [article("acme"), other], at: Ledger.minute(60))
    #expect(again.newItems == 0 && again.owed == 0)
    other.text = "acme is named here after all"
    let edited = try await ledger.store.visit(source, [article("acme"), other], at: Ledger.minute(120))
    #expect(edited.newItems == 0 && edited.newMentions.isEmpty)

    #expect(try await ledger.store.pruneAll(mentionsBefore: Ledger.minute(2), othersBefore: nil) == 1)
    #expect(try await ledger.store.items(limit: 9).isEmpty)
    let last = try await ledger.store.visit(source, [article("acme"), other], at: Ledger.minute(180))
    #expect(last.newItems == 0 && last.owed == 0)
  }

  @Test func `a mention that came later keeps its item`() async throws {
    let ledger = try await Ledger()
    let source = try await ledger.emptySource()
    try await ledger.store.visit(source, [article("a")], at: Ledger.minute(1))
    _ = try await ledger.store.add(brand: Brand(name: "Globex"), now: Ledger.start)
    _ = try await ledger.store.add(keyword: Keyword(brand: "Globex", expression: "text"), now: Ledger.start)
    let stored = try #require(try await ledger.store.items(limit: 1).first)
    let draft = Draft(brand: "Globex", keywords: ["text"], spans: [], sentiment: verdict(on: "text"))
    #expect(try await ledger.store.keepBacklog([(stored, draft)], now: Ledger.minute(60)) == 1)
    #expect(
      try await ledger.store.pruneAll(mentionsBefore: Ledger.minute(30), othersBefore: Ledger.minute(90)) == 0
    )
    #expect(try await ledger.store.pruneAll(mentionsBefore: Ledger.minute(61), othersBefore: nil) == 1)
  }

  @Test func `a source keeps its rhythm though its items are gone`() async throws {
    let ledger = try await Ledger()
    let source = try await ledger.emptySource()
    for hour in 1...6 {
      let item = article("n\(hour)", published: Ledger.minute(60 * hour))
      try await ledger.store.visit(source, [item], at: Ledger.minute(60 * hour))
    }
    _ = try await ledger.store.prune(olderThan: Ledger.minute(60 * 6))
    let later = [article("later", published: Ledger.minute(60 * 7))]
    let recorded = try await ledger.store.visit(source, later, at: Ledger.minute(60 * 7))
    #expect(recorded.health.usualGap == .hours(1))
  }

  @Test func `no number is given twice, though the newest items are deleted and the store is opened again`()
    async throws
  {
    let ledger = try await Ledger()
    let source = try await ledger.emptySource()
    try await ledger.store.visit(source, (1...3).map { article("n\($0)") }, at: Ledger.minute(1))
    #expect(try await ledger.store.status().items == 3)
    #expect(try await ledger.store.prune(olderThan: Ledger.minute(2)) == 3)
    #expect(try await ledger.store.status().items == 0)
    let reopened = try Store(at: ledger.path, now: Ledger.minute(3))
    try await reopened.visit(source, [article("next")], at: Ledger.minute(4))
    #expect(try await reopened.items(limit: 9).map(\.id.value) == [4])
    #expect(try await reopened.status().items == 1)
  }

  @Test func `where a clock was put back nothing is deleted before its time`() async throws {
    let ledger = try await Ledger()
    let source = try await ledger.emptySource()
    for (name, minute) in [("a", 10), ("b", 90), ("c", 20), ("d", 30), ("e", 95)] {
      try await ledger.store.visit(source, [other(name)], at: Ledger.minute(minute))
    }
    _ = try await ledger.store.pruneAll(mentionsBefore: nil, othersBefore: Ledger.minute(60))
    let left = try await ledger.store.items(limit: 9).map(\.item.guid)
    #expect(!left.contains("tag:a") && left.contains("tag:b") && left.contains("tag:e"))
    _ = try await ledger.store.pruneAll(mentionsBefore: nil, othersBefore: Ledger.minute(96))
    #expect(try await ledger.store.items(limit: 9).isEmpty)
  }

  private func other(_ name: String) -> Item {
    article(name, title: "Of bread and \(name)", text: "nobody is named in \(name)")
  }
}
