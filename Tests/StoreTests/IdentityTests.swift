// SPDX-License-Identifier: Apache-2.0
import Model
import Store
import Support
import Testing

/// A text long enough that nobody writes it twice by chance.
private let story = """
  Acme opened its third coffee house in the harbour on Friday, and the queue reached the fish market long
  before the doors opened; the mayor came, had a cappuccino and called it the best thing since the ferry.
  """

@Suite struct IdentityTests {
  let ledger: Ledger
  let source: Identifier<Source>

  init() async throws {
    ledger = try await Ledger()
    source = try await ledger.emptySource()
  }

  /// How many items and mentions each of the visits brought.
  private func visits(_ answers: [Item]...) async throws -> [[Int]] {
    var counts: [[Int]] = []
    for (round, items) in answers.enumerated() {
      let recorded = try await ledger.store.visit(source, items, at: Ledger.minute(60 * (round + 1)))
      counts.append([recorded.newItems, recorded.editedItems, recorded.newMentions.count, recorded.owed])
    }
    return counts
  }

  private let told = [1, 0, 1, 1]
  private let nothing = [0, 0, 0, 0]

  @Test func `the same guid is the same item`() async throws {
    #expect(
      try await visits([article("a")], [article("a")], [], [article("a")]) == [
        told, nothing, nothing, nothing,
      ])
  }

  @Test(arguments: [
    "http://blog.example/2026/a", "https://www.blog.example/2026/a/",
    "https://other.blog.example/2026/a?utm_source=x",
    "https://blog.example/2026/a#comments",
  ])
  func `a guid that is an address may change scheme, host and tracking`(guid: String) async throws {
    let before = Item(guid: "https://blog.example/2026/a", title: "A", text: "acme")
    let after = Item(guid: guid, title: "A", text: "acme")
    #expect(try await visits([before], [after], [after]) == [told, nothing, nothing])
  }

  @Test func `a guid that changes at every visit is held by its address`() async throws {
    func version(_ stamp: Int) -> Item {
      Item(guid: "stamp-\(stamp)", url: "https://blog.example/a?utm_term=\(stamp)", title: "A", text: "acme")
    }
    #expect(try await visits([version(1)], [version(2)], [version(3)]) == [told, nothing, nothing])
  }

  @Test func `guid and address that change with the headline are held by the text`() async throws {
    let before = Item(
      guid: "/acme-opens", url: "https://blog.example/acme-opens", title: "Acme opens", text: story)
    var after = before
    after.guid = "/acme-opens-at-last"
    after.url = "https://blog.example/acme-opens-at-last"
    #expect(try await visits([before], [after]) == [told, nothing])
  }

  @Test func `an old address with a new guid and a new story is a new item`() async throws {
    let one = Item(guid: "w1", url: "https://blog.example/weekly", title: "Week one", text: "acme coffee")
    let two = Item(guid: "w2", url: "https://blog.example/weekly", title: "Week two", text: "acme tea")
    #expect(try await visits([one], [two], [one, two]) == [told, told, nothing])
  }

  @Test func `a guid used for several items tells none of them`() async throws {
    func item(_ name: String) -> Item {
      Item(guid: "same", url: "https://blog.example/\(name)", title: "Title \(name)", text: "acme \(name)")
    }
    let answers = try await visits(
      [item("a"), item("b")], [item("c"), item("a"), item("b")], [item("d")], [item("d"), item("a")])
    #expect(answers == [[2, 0, 2, 2], told, told, nothing])
  }

  @Test func `a guid that begins to repeat keeps its first item`() async throws {
    func item(_ name: String) -> Item { Item(guid: "same", title: "Title \(name)", text: "acme \(name)") }
    #expect(
      try await visits([item("a")], [item("b"), item("a")], [item("a"), item("b")]) == [told, told, nothing])
  }

  @Test func `an item without a guid is held by its address, then by its words`() async throws {
    let addressed = Item(url: "https://blog.example/a", title: "A", text: "acme one")
    var edited = addressed
    edited.text = "acme uno"
    #expect(try await visits([addressed], [addressed], [edited]) == [told, nothing, [0, 1, 0, 0]])
    let bare = Item(title: "B", text: "acme two")
    #expect(try await visits([bare], [bare, bare]) == [told, nothing])
  }

  @Test func `a stored item is given to one item of an answer, by its strongest link`() async throws {
    let item = article("a")
    let moved = Item(guid: item.guid, url: "https://blog.example/moved", title: item.title, text: item.text)
    let successor = Item(url: item.url, title: "Something else at the old place", text: "acme is bad")
    #expect(try await visits([item], [successor, moved], [moved, successor]) == [told, told, nothing])
  }

  @Test func `an item that says nothing is none`() async throws {
    #expect(try await visits([Item()], [Item()]) == [nothing, nothing])
    #expect(try await ledger.store.status().items == 0)
  }

  @Test func `reviews of one page are many, though they share its address`() async throws {
    func review(_ author: String, _ text: String, _ stars: Double) -> Item {
      Item(
        url: "https://shop.example/acme", title: "Would not come again", text: text, author: author,
        published: Ledger.start, rating: Rating(stars))
    }
    let ann = review("Ann", "acme is bad", 1)
    let bob = review("Bob", "acme is bad", 1)
    let eve = review("Eve", "acme is good", 4)
    #expect(
      try await visits([ann, bob], [eve, ann, bob], [eve], [bob]) == [[2, 0, 2, 2], told, nothing, nothing])
  }

  @Test func `a review on the source's own page is not the one before it`() async throws {
    let page = try await ledger.store.source("page", url: "https://shop.example/acme")
    try await ledger.store.visit(page, [], at: Ledger.minute(1))
    func review(_ author: String) -> Item {
      Item(
        url: "https://shop.example/acme?ref_src=x", text: "acme by \(author)", author: author,
        rating: Rating(3))
    }
    #expect(try await ledger.store.visit(page, [review("Ann")], at: Ledger.minute(2)).owed == 1)
    #expect(try await ledger.store.visit(page, [review("Bob")], at: Ledger.minute(3)).owed == 1)
    #expect(try await ledger.store.visit(page, [review("Ann")], at: Ledger.minute(4)).owed == 0)
  }

  @Test func `comments on one article are many`() async throws {
    func comment(_ number: Int) -> Item {
      Item(
        guid: "https://blog.example/?p=1#comment-\(number)",
        url: "https://blog.example/post#comment-\(number)",
        title: "Re: a post about the harbour", text: "acme comment \(number == 1 ? "one" : "two")",
        published: Ledger.start)
    }
    #expect(try await visits([comment(1)], [comment(2)], [comment(2), comment(1)]) == [told, told, nothing])
  }

  @Test func `an edit is a revision, told again only when the verdict changes`() async throws {
    let good = article("a", text: "acme is good")
    let better = article("a", text: "acme is really good")
    let bad = article("a", text: "acme is bad")
    let answers = try await visits([good], [better], [better], [bad], [good])
    #expect(answers == [told, [0, 1, 0, 0], nothing, [0, 1, 0, 1], [0, 1, 0, 0]])
    let mention = try #require(try await ledger.store.mentions().first)
    let detail = try #require(try await ledger.store.mention(mention.id))
    #expect(detail.mention.item.text == "acme is good")
    #expect(detail.mention.sentiment.label == .positive)
    #expect(detail.revisions.map(\.text) == ["acme is good", "acme is really good", "acme is bad"])
  }

  @Test func `counters, stamps and addresses in a text are no edit`() async throws {
    let before = article("a", text: "acme has 12 comments, see https://blog.example/a?v=1")
    let after = article("a", text: "acme has 13 comments, see https://blog.example/b?v=2")
    #expect(try await visits([before], [after]) == [told, nothing])
  }

  @Test func `texts that differ in their numbers are two stories`() async throws {
    func notice(_ number: Int, guid: String, url: String) -> Item {
      Item(
        guid: guid, url: url, title: "Delivery \(number) of acme is late", text: "\(story) Number \(number).")
    }
    let one = notice(1, guid: "1", url: "https://blog.example/1")
    let two = notice(2, guid: "2", url: "https://blog.example/2")
    #expect(try await visits([one], [two], [two, one]) == [told, told, nothing])
  }

  @Test func `other stars are an edit`() async throws {
    var item = article("a")
    item.rating = Rating(5)
    var edited = item
    edited.rating = Rating(1)
    #expect(try await visits([item], [edited]) == [told, [0, 1, 0, 0]])
    #expect(try await ledger.store.mentions().first?.item.rating == Rating(1))
  }

  @Test func `an edit that brings in the brand is a new mention`() async throws {
    let without = article("a", title: "News", text: "nothing to see")
    let with = article("a", title: "News", text: "nothing to see but acme")
    #expect(try await visits([without], [with]) == [[1, 0, 0, 0], [0, 1, 1, 1]])
  }

  @Test func `revisions are bounded, the first one stays`() async throws {
    for count in 1...30 {
      let text = "acme " + String(repeating: "x", count: count)
      try await ledger.store.visit(source, [article("a", text: text)], at: Ledger.minute(count))
    }
    let mention = try #require(try await ledger.store.mentions().first)
    let revisions = try #require(try await ledger.store.mention(mention.id)).revisions
    #expect(revisions.count == 20)
    #expect(revisions.first?.text == "acme x")
    #expect(revisions.last?.text == "acme " + String(repeating: "x", count: 29))
  }

  @Test func `a date in the future is kept, but does not stick to the top`() async throws {
    let future = article("a", published: Ledger.start + .days(400))
    _ = try await visits([future])
    #expect(try await ledger.store.mentions().first?.item.published == Ledger.start + .days(400))
    #expect(try await ledger.store.visit(to: source).record.health.lastItem == Ledger.minute(60))
  }

  @Test func `guids are unique within their source only`() async throws {
    let other = try await ledger.emptySource("other")
    let one = Item(guid: "1", url: "https://blog.example/a", title: "A", text: "acme a")
    let two = Item(guid: "1", url: "https://other.example/b", title: "B", text: "acme b")
    #expect(try await visits([one]) == [told])
    #expect(try await ledger.store.visit(other, [two], at: Ledger.minute(9)).owed == 1)
  }

  @Test(arguments: [
    Item(guid: "x", url: "http://www.blog.example/a/?utm_medium=rss", title: "Other words", text: ""),
    Item(guid: "x", url: "https://news.example/1", title: "Acme opens in the harbour", text: story),
    Item(
      guid: "x", url: "https://blog.example/other?session=1", title: "Acme opens in the harbour",
      text: String(story.prefix(80)), published: Ledger.start),
  ])
  func `the same story elsewhere is a sighting`(elsewhere: Item) async throws {
    let other = try await ledger.emptySource("other")
    let item = Item(
      guid: "g", url: "https://blog.example/a", title: "Acme opens in the harbour", text: story,
      published: Ledger.start)
    #expect(try await visits([item]) == [told])
    let recorded = try await ledger.store.visit(other, [elsewhere], at: Ledger.minute(90))
    #expect([recorded.newItems, recorded.editedItems, recorded.newMentions.count] == [0, 0, 0])
    let mention = try #require(try await ledger.store.mentions().first)
    let sightings = try #require(try await ledger.store.mention(mention.id)).sightings
    #expect(sightings.map(\.source) == ["blog", "other"])
    #expect(sightings.map(\.url) == [item.url, elsewhere.url])
    #expect(try await ledger.store.visit(other, [elsewhere], at: Ledger.minute(95)).newItems == 0)
  }

  @Test func `a comment elsewhere on the same address is a story of its own`() async throws {
    let other = try await ledger.emptySource("linkblog")
    let item = Item(guid: "g", url: "https://blog.example/a", title: "Acme opens", text: story)
    let comment = Item(
      guid: "c", url: item.url, title: "Oh no", text: "Another acme, and the coffee is bad as ever")
    #expect(try await visits([item]) == [told])
    #expect(try await ledger.store.visit(other, [comment], at: Ledger.minute(90)).owed == 1)
  }

  @Test func `an excerpt without the brand does not hide the full text elsewhere`() async throws {
    let other = try await ledger.emptySource("other")
    let excerpt = Item(
      guid: "g", url: "https://blog.example/a", title: "Harbour news", text: "Some news today.")
    let full = Item(guid: "f", url: excerpt.url, title: "Harbour news", text: "Some news today. " + story)
    #expect(try await visits([excerpt]) == [[1, 0, 0, 0]])
    let recorded = try await ledger.store.visit(other, [full], at: Ledger.minute(90))
    #expect([recorded.newItems, recorded.editedItems, recorded.owed] == [0, 1, 1])
    #expect(try await visits([excerpt]) == [nothing])
    let mention = try #require(try await ledger.store.mentions().first)
    #expect(mention.item.text == full.text)
    // Where it was met first shows the excerpt still, and then another one.
    let sightings = try #require(try await ledger.store.mention(mention.id)).sightings
    #expect(sightings.map(\.source) == ["blog", "other"])
    #expect(sightings.map(\.firstSeen) == [Ledger.minute(60), Ledger.minute(90)])
    #expect(try await visits([excerpt]) == [nothing])
  }

  @Test func `novelties only read, and recording asks again`() async throws {
    let items = [article("a"), article("b"), article("a")]
    #expect(try await ledger.store.sift(items, from: source).novelties.map(\.index) == [0, 1])
    _ = try await visits([article("b")])
    let novelties = try await ledger.store.sift(items + [article("b", text: "acme edited")], from: source)
      .novelties
    #expect(novelties.map(\.index) == [0])
    let edited = try await ledger.store.sift([article("b", text: "acme edited")], from: source).novelties
    #expect(edited.map(\.index) == [0] && edited.first?.stored != nil)
  }
}
