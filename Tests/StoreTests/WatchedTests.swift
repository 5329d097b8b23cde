// SPDX-License-Identifier: Apache-2.0
import Model
import Store
import Support
import Testing

@Suite struct WatchedTests {
  let ledger: Ledger
  var store: Store { ledger.store }

  init() async throws { ledger = try await Ledger() }

  private func declare(
    brands: [Brand] = [], keywords: [Keyword] = [], sources: [Source]? = [], rules: [Rule] = [],
    at minute: Int = 1
  ) async throws {
    try await store.declare(
      brands: brands, keywords: keywords, sources: sources, rules: rules, digests: [],
      now: Ledger.minute(minute))
  }

  @Test func `what is added twice is there once`() async throws {
    let keyword = Keyword(brand: "acme", expression: "acme coffee")
    let first = try await store.add(keyword: keyword, now: Ledger.minute(1))
    let second = try await store.add(keyword: keyword, now: Ledger.minute(2))
    #expect(first.isNew && !second.isNew)
    #expect(first.record == second.record)
    #expect(first.record.keyword == Keyword(brand: "Acme", expression: "acme coffee"))
    #expect(try await store.brands().count == 1)
    #expect(try await !store.add(brand: Brand(name: "ACME"), now: Ledger.minute(3)).isNew)
    #expect(try await store.brands().map(\.brand.name) == ["ACME"])
    #expect(try await store.brands().map(\.created) == [Ledger.start])
  }

  @Test func `a keyword makes its brand where there is none`() async throws {
    _ = try await store.add(keyword: Keyword(brand: "Bolt", expression: "bolt"), now: Ledger.minute(1))
    #expect(try await store.brands().map(\.brand.name) == ["Acme", "Bolt"])
    #expect(try await store.keywords(of: "bolt").map(\.keyword.expression) == ["bolt"])
    #expect(try await store.keywords().count == 2)
  }

  @Test func `what is stored of a brand, a source and a rule is what was given`() async throws {
    let brand = Brand(
      name: "Caf\u{E9}", displayName: "The Caf\u{E9}", kind: .competitor, accounts: ["@cafe"],
      timeZone: "Europe/Berlin",
      recipients: ["a@cafe.example", "b@cafe.example"])
    let source = Source(
      name: "reviews", kind: .page, url: "https://r.example/", cadence: .minutes(7), credential: "token",
      allowPrivate: true, allow: ["10.0.0.0/8", "fd00::1"])
    let rules = [
      Rule(name: "z", condition: "sentiment<0", action: .notify([.email, .journal])),
      Rule(name: "a", condition: "label:x", action: .label("y")),
      Rule(name: "m", condition: "q", action: .ignore),
    ]
    try await declare(brands: [brand], sources: [source], rules: rules)
    #expect(try await store.brands().map(\.brand).contains(brand))
    #expect(try await store.sources().map(\.source) == [source])
    #expect(try await store.sources().map(\.origin) == [.file])
    #expect(try await store.rules() == rules)
    #expect(try await store.add(brand: brand, now: Ledger.minute(2)).record.origin == .file)
  }

  @Test func `what files declare is theirs to change`() async throws {
    let source = Source(name: "blog", url: "https://blog.example/feed")
    try await declare(
      brands: [Brand(name: "Bolt")], keywords: [Keyword(brand: "Bolt", expression: "bolt")], sources: [source]
    )
    await #expect(throws: StoreError.declaredInFile(noun: "brand", name: "bolt")) {
      try await store.add(brand: Brand(name: "bolt"), now: Ledger.minute(2))
    }
    await #expect(throws: StoreError.declaredInFile(noun: "brand", name: "bolt")) {
      try await store.removeBrand(named: "bolt", now: Ledger.minute(2))
    }
    await #expect(throws: StoreError.declaredInFile(noun: "keyword", name: "bolt")) {
      try await store.removeKeyword(Keyword(brand: "bolt", expression: "bolt"), now: Ledger.minute(2))
    }
    await #expect(throws: StoreError.declaredInFile(noun: "source", name: "BLOG")) {
      try await store.removeSource(named: "BLOG", now: Ledger.minute(2))
    }
    #expect(try await !store.add(source: source, now: Ledger.minute(2)).isNew)
  }

  @Test func `what is nowhere cannot be removed`() async throws {
    await #expect(throws: StoreError.notFound(noun: "brand", name: "x")) {
      try await store.removeBrand(named: "x", now: Ledger.start)
    }
    await #expect(throws: StoreError.notFound(noun: "keyword", name: "77")) {
      try await store.removeKeyword(Identifier(77), now: Ledger.start)
    }
    await #expect(throws: StoreError.notFound(noun: "source", name: "x")) {
      try await store.removeSource(named: "x", now: Ledger.start)
    }
  }

  @Test func `what vanishes from the files is retired, what control added stays`() async throws {
    let bolt = Brand(name: "Bolt")
    let nut = Keyword(brand: "Nut", expression: "nut")
    try await declare(
      brands: [bolt], keywords: [Keyword(brand: "Bolt", expression: "bolt"), nut],
      sources: [Source(name: "blog", url: "https://blog.example/feed")])
    _ = try await store.add(keyword: Keyword(brand: "Bolt", expression: "bolts"), now: Ledger.minute(2))
    _ = try await store.source("control")
    try await declare(at: 3)
    #expect(try await store.brands().map(\.brand.name) == ["Acme", "Bolt"])
    #expect(try await store.brands().map(\.origin) == [.runtime, .runtime])
    #expect(try await store.keywords().map(\.keyword.expression) == ["acme", "bolts"])
    #expect(try await store.sources().map(\.source.name) == ["control"])
    try await declare(keywords: [nut], at: 4)
    #expect(try await store.brands().map(\.brand.name) == ["Acme", "Bolt", "Nut"])
  }

  @Test func `sources that are as they were declared stay, and the files' own`() async throws {
    let source = Source(name: "blog", url: "https://blog.example/feed")
    try await declare(sources: [source])
    try await declare(brands: [Brand(name: "Bolt")], sources: nil, at: 2)
    #expect(try await store.brands().map(\.brand.name) == ["Acme", "Bolt"])
    #expect(try await store.sources().map(\.source) == [source])
    try await declare(at: 3)
    #expect(try await store.sources().isEmpty)
  }

  @Test func `a brand that is removed takes its keywords along and leaves its mentions`() async throws {
    let source = try await ledger.emptySource()
    try await store.visit(source, [article("a")], at: Ledger.minute(1))
    #expect(try await store.removeBrand(named: "ACME", now: Ledger.minute(2)).brand.name == "Acme")
    #expect(try await store.brands().isEmpty)
    #expect(try await store.keywords().isEmpty)
    #expect(try await store.mentions().count == 1)
    let late = try await store.visit(source, [article("b")], at: Ledger.minute(3))
    #expect(late.newItems == 1)
    #expect(late.newMentions.isEmpty)
    #expect(try await store.add(brand: Brand(name: "acme"), now: Ledger.minute(4)).isNew)
    #expect(try await store.brands().map(\.created) == [Ledger.minute(4)])
  }

  @Test func `a source that comes back knows what it held`() async throws {
    let source = try await ledger.emptySource()
    try await store.visit(source, [article("a")], at: Ledger.minute(1))
    _ = try await store.removeSource(named: "blog", now: Ledger.minute(2))
    await #expect(throws: StoreError.notFound(noun: "source", name: source.description)) {
      try await store.visit(to: source)
    }
    #expect(try await store.source("blog") == source)
    #expect(try await store.visit(source, [article("a")], at: Ledger.minute(4)).newItems == 0)
  }
}
