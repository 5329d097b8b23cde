// SPDX-License-Identifier: Apache-2.0
import Model
import Store
import Support
import Testing

@Suite struct CorrectionTests {
  let ledger: Ledger
  let blog: Identifier<Source>
  var store: Store { ledger.store }

  init() async throws {
    ledger = try await Ledger()
    blog = try await ledger.emptySource()
    try await store.visit(blog, [article("one", text: "acme is bad")], at: Ledger.minute(1))
  }

  private func first() async throws -> Mention { try #require(try await store.mentions().last) }

  @Test func `a correction counts, and the model's own verdict stands beside it`() async throws {
    let id = try await first().id
    let corrected = try await store.correct(
      id, to: .neutral, by: "ann", note: "a quote", now: Ledger.minute(2))
    #expect(corrected.sentiment.label == .neutral)
    #expect(corrected.sentiment.score == 0)
    #expect(corrected.correction?.verdict.label == .negative)
    #expect(corrected.correction?.verdict.score == -0.5)
    let parts = corrected.sentiment.evidence.map(\.weight)
    #expect(parts.first == 0.5)
    #expect(try await store.mentions(MentionFilter(label: .negative)).isEmpty)
    #expect(try await store.mentions(MentionFilter(label: .neutral)).map(\.id) == [id])
  }

  @Test func `what is withdrawn counts no more, and is remembered`() async throws {
    let id = try await first().id
    _ = try await store.correct(id, to: .positive, by: "ann", now: Ledger.minute(2))
    _ = try await store.correct(id, to: .neutral, by: "bob", now: Ledger.minute(3))
    let mention = try await store.correct(id, to: nil, by: "cleo", now: Ledger.minute(4))
    #expect(mention.correction == nil)
    #expect(mention.sentiment.label == .negative)
    let said = try #require(try await store.mention(id)).corrections
    #expect(said.map(\.label) == [.positive, .neutral])
    #expect(said.map(\.withdrawnBy) == ["bob", "cleo"])
    #expect(said.map(\.withdrawn) == [Ledger.minute(3), Ledger.minute(4)])
  }

  @Test func `who agrees changes nothing`() async throws {
    let before = try await first()
    let mention = try await store.correct(before.id, to: .negative, by: "ann", now: Ledger.minute(2))
    #expect(mention.sentiment == before.sentiment)
    #expect(mention.correction?.agrees == true)
  }

  @Test func `a correction is of a text, and ends with it`() async throws {
    let id = try await first().id
    _ = try await store.correct(id, to: .neutral, by: "ann", now: Ledger.minute(2))
    let edited = article("one", text: "acme is bad, and that is all I have to say of it for now")
    try await store.visit(blog, [edited], at: Ledger.minute(3))
    #expect(try await first().correction == nil)
    #expect(try await store.mention(id)?.corrections.map(\.withdrawnBy) == ["edit"])
  }

  @Test func `other stars are news though the verdict is the same`() async throws {
    func review(_ stars: Double) -> Item {
      Item(
        guid: "r", url: "https://blog.example/r", title: "acme", text: "bad acme", author: "Jo",
        rating: Rating(stars))
    }
    try await store.visit(blog, [review(2)], at: Ledger.minute(3))
    #expect(try await store.visit(blog, [review(2)], at: Ledger.minute(4)).changedMentions.isEmpty)
    let changed = try await store.visit(blog, [review(1)], at: Ledger.minute(5)).changedMentions
    #expect(changed.map(\.item.rating?.value) == [1])
    #expect(changed.map(\.sentiment.label) == [.negative])
    let id = try #require(changed.first?.id)
    let revisions = try #require(try await store.mention(id)).revisions
    #expect(revisions.map(\.rating?.value) == [2])
  }

  @Test func `an intent is kept`() async throws {
    #expect(try await first().sentiment.intent == .nothing)
    var verdict = try await first().sentiment
    verdict.intent = .question
    try await store.rejudge([(id: first().id, sentiment: verdict)])
    #expect(try await first().sentiment.intent == .question)
  }

  @Test func `lessons are what was said, and what was looked at and let stand`() async throws {
    let more = (0..<4).map { article("more-\($0)", text: "acme is bad \($0)") }
    try await store.visit(blog, more, at: Ledger.minute(2))
    let ids = try await store.mentions().map(\.id)
    _ = try await store.correct(ids[0], to: .neutral, by: "ann", now: Ledger.minute(3))
    _ = try await store.mark([ids[0], ids[1]], as: .seen, by: "ann", now: Ledger.minute(3))
    for scope in [AdjustmentScope(.brand, "ACME"), AdjustmentScope(.source, "Blog")] {
      let lessons = try await store.lessons(on: scope, limit: 100)
      #expect(lessons.corrected.map(\.id) == [ids[0]])
      #expect(lessons.seen.map(\.id) == [ids[1]])
    }
    let counts = try await store.correctionCounts()
    #expect(counts == [AdjustmentScope(.brand, "Acme"): 1, AdjustmentScope(.source, "blog"): 1])
  }

  @Test func `an adjustment is kept and forgotten`() async throws {
    let adjustment = StoredAdjustment(
      scope: AdjustmentScope(.brand, "Acme"), negative: -0.5, positive: 0.25, temperature: 1.5,
      corrections: 60, model: "test", fitted: Ledger.minute(1))
    try await store.keep(adjustment)
    #expect(try await store.adjustments() == [adjustment])
    try await store.forget(adjustment.scope)
    #expect(try await store.adjustments().isEmpty)
    await #expect(throws: StoreError.notFound(noun: "source", name: "nowhere")) {
      var lost = adjustment
      lost.scope = AdjustmentScope(.source, "nowhere")
      try await store.keep(lost)
    }
  }
}
