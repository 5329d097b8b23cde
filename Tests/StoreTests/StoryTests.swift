// SPDX-License-Identifier: Apache-2.0
import Model
import SQLite
import Support
import Testing

@testable import Store

/// An agency's story of some sixty words.
private let agency = """
  Acme opened its third coffee house in the harbour on Friday, and the queue reached the fish market long before the \
  doors opened; the mayor came, had a cappuccino and called it the best thing since the ferry. The company, which began \
  with one cart in 2009, wants to open two more houses by the end of the year and to train forty apprentices in its own \
  roastery.
  """

@Suite struct StoryTests {
  let ledger: Ledger
  let first: Identifier<Source>
  let second: Identifier<Source>

  init() async throws {
    ledger = try await Ledger()
    first = try await ledger.emptySource("gazette")
    second = try await ledger.emptySource("herald")
  }

  private func item(_ place: String, title: String = "Acme opens in the harbour", _ text: String) -> Item {
    Item(guid: "tag:\(place)", url: "https://\(place).example/story", title: title, text: text)
  }

  private func visit(_ source: Identifier<Source>, _ items: Item..., hour: Int = 1) async throws -> Recorded {
    try await ledger.store.visit(source, items, at: Ledger.minute(60 * hour))
  }

  @Test func `a story met elsewhere in other words is a sighting, told once`() async throws {
    #expect(try await visit(first, item("gazette", agency)).owed == 1)
    let copy = item(
      "herald", title: "Third house for Acme",
      "HARBOUR (staff) – " + agency.replacing("the mayor came", with: "mayor Ann Lee came")
        + " More on this story: https://herald.example/more?utm_source=feed Follow us for the news of the day."
    )
    let recorded = try await visit(second, copy, hour: 2)
    #expect(recorded.newItems == 0)
    #expect(recorded.newMentions.isEmpty)
    #expect(recorded.owed == 0)
    let mention = try #require(try await ledger.store.mentions().first)
    #expect(try await ledger.store.mention(mention.id)?.sightings.map(\.source) == ["gazette", "herald"])
    // Known by its guid from now on: no look is called for.
    #expect(try await visit(second, copy, hour: 3).owed == 0)
    #expect(try await ledger.store.status().items == 1)
  }

  @Test func `an excerpt is the story, what quotes it at length is not`() async throws {
    _ = try await visit(first, item("gazette", agency))
    let excerpt = agency.split(separator: " ").prefix(45).joined(separator: " ")
    #expect(try await visit(second, item("herald", title: "Acme", excerpt), hour: 2).newItems == 0)
    let third = try await ledger.emptySource("blog")
    let comment = (0..<90).map { "word\($0)" }.joined(separator: " ")
    #expect(
      try await visit(third, item("blog", title: "Acme again", comment + " " + agency), hour: 3).owed == 1)
  }

  @Test func `after three days it is a story again`() async throws {
    _ = try await visit(first, item("gazette", agency))
    let copy = item("herald", title: "Acme again", agency + " And so on.")
    #expect(try await visit(second, copy, hour: 1 + 73).owed == 1)
  }

  @Test func `what was published long ago is no story of today`() async throws {
    var one = item("gazette", agency)
    one.published = Ledger.start
    _ = try await visit(first, one)
    var other = item("herald", title: "Acme then", agency + " And so on.")
    other.published = Ledger.start - .days(30)
    #expect(try await visit(second, other, hour: 2).owed == 1)
  }

  @Test func `stories are known after a start`() async throws {
    _ = try await visit(first, item("gazette", agency))
    let store = try Store(at: ledger.path, now: Ledger.minute(90))
    let copy = item("herald", title: "Acme again", agency + " And so on.")
    #expect(try await store.visit(second, [copy], at: Ledger.minute(120)).newItems == 0)
  }

  @Test func `one source's items of one pattern are many`() async throws {
    let report = agency.replacing("Friday", with: "Monday")
    #expect(try await visit(first, item("gazette", agency), item("other", report)).owed == 2)
    #expect(
      try await visit(first, item("third", agency.replacing("Friday", with: "Sunday")), hour: 2).owed == 1)
  }

  @Test func `short texts are one only where one holds the other whole`() async throws {
    let post = "so the new acme coffee house in the harbour is really worth the queue I will come again soon"
    #expect(try await visit(first, item("gazette", title: "", post)).owed == 1)
    let elsewhere = post.replacing("harbour", with: "airport")
    #expect(try await visit(second, item("herald", title: "", elsewhere), hour: 2).owed == 1)
    #expect(try await visit(second, item("again", title: "", "RT @ann: " + post), hour: 3).owed == 0)
    let few = "acme coffee is the best"
    #expect(try await visit(first, item("few", title: "", few), hour: 4).owed == 1)
    #expect(try await visit(second, item("fewer", title: "", "so: " + few), hour: 5).owed == 1)
  }

  @Test func `reviews are never one`() async throws {
    var one = item("gazette", title: "Great", agency)
    one.rating = Rating(5)
    var other = item("herald", title: "Great indeed", agency + " Really.")
    other.rating = Rating(4)
    #expect(try await visit(first, one).owed == 1)
    #expect(try await visit(second, other, hour: 2).owed == 1)
  }

  @Test func `a copy that names a brand the story does not, or speaks worse, is told`() async throws {
    let silent = agency.replacing("Acme", with: "The firm")
    #expect(try await visit(first, item("gazette", title: "In the harbour", silent)).owed == 0)
    #expect(try await visit(second, item("herald", title: "Acme opens", agency), hour: 2).owed == 1)
    let third = try await ledger.emptySource("blog")
    let worse = item("blog", title: "Acme is bad", agency + " That is bad.")
    #expect(try await visit(third, worse, hour: 3).owed == 1)
  }

  @Test func `what was forgotten leaves nothing behind`() async throws {
    _ = try await visit(first, item("gazette", agency))
    _ = try await visit(
      second, item("herald", title: "Later", "Acme " + (0..<60).map { "w\($0)" }.joined(separator: " ")),
      hour: 100)
    #expect(try await ledger.store.sketchCount == 1)
  }
}

extension Store {
  var sketchCount: Int {
    get throws { try database.value("SELECT count(*) FROM sketches", as: Int.self) ?? 0 }
  }
}

@Suite struct StoriesTests {
  @Test(arguments: Seed.first(5)) func `the index forgets what is too old and too many`(seed: Seed) {
    var random = seed
    var stories = Stories()
    var sketches: [[UInt32]] = []
    for item in 0..<400 {
      sketches.append((0..<16).map { _ in UInt32.random(in: 0...400, using: &random) })
      stories.add(Int64(item), sketches[item], stored: Ledger.minute(item))
    }
    stories.forget(before: Ledger.minute(300))
    #expect(stories.takeForgotten() == (0..<300).map { Int64($0) })
    #expect(stories.takeForgotten().isEmpty)
    #expect(stories.count == 100)
  }
}
