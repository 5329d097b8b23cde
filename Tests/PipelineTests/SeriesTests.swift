// SPDX-License-Identifier: Apache-2.0
import Control
import Model
import Pipeline
import Settings
import Store
import Testing
import Transport

private let guide = "https://guide.example/acme"

/// A page of reviews with these words, and the address of the page after it.
private func page(_ words: [String], next: String?) -> String {
  let reviews = words.map { #"{"@type":"Review","author":"A","reviewBody":"\#($0)"}"# }
  return (next.map { "<link rel=next href='\($0)'>" } ?? "")
    + "<script type=application/ld+json>[\(reviews.joined(separator: ","))]</script>"
}

@Suite struct SeriesTests {
  private func shop(_ pages: [String: String]) async throws -> Shop {
    var settings = Settings.town
    settings.sources = [Source(name: "guide", kind: .page, url: guide)]
    let shop = try await Shop(settings)
    for (url, body) in pages { shop.web.put(url, body, type: "text/html") }
    return shop
  }

  @Test func `a first visit reads the pages after the first one, a later one only what is new`() async throws
  {
    let shop = try await shop([
      guide: page(["one", "two"], next: "?page=2"),
      guide + "?page=2": page(["two", "three"], next: "?page=3"),
      guide + "?page=3": page(["four"], next: nil),
    ])
    #expect(try await shop.poll("guide").recorded.newItems == 4)
    #expect(shop.web.requests.map(\.url) == [guide, guide + "?page=2", guide + "?page=3"])
    shop.web.put(guide, page(["zero", "one"], next: "?page=2"), type: "text/html")
    #expect(try await shop.poll("guide").recorded.newItems == 1)
    #expect(shop.web.requests.count == 4)
  }

  @Test func `a series without end, in a circle or elsewhere is left in time`() async throws {
    let endless = Dictionary(
      uniqueKeysWithValues: (1...9).map { (guide + "?page=\($0)", page(["w\($0)"], next: "?page=\($0 + 1)")) }
    )
    let shop = try await shop(endless.merging([guide: page(["w0"], next: "?page=1")]) { $1 })
    #expect(try await shop.poll("guide").recorded.newItems == 5)
    let circle = try await self.shop([
      guide: page(["a"], next: "?page=2"), guide + "?page=2": page(["b"], next: "?page=2"),
    ])
    #expect(try await circle.poll("guide").recorded.newItems == 2)
    let elsewhere = try await self.shop([guide: page(["a"], next: "https://other.example/")])
    #expect(try await elsewhere.poll("guide").recorded.newItems == 1)
    #expect(elsewhere.web.requests.count == 1)
  }

  @Test func `a page that cannot be read costs nothing of those before it`() async throws {
    let shop = try await shop([guide: page(["a"], next: "?page=2")])
    let visited = try await shop.poll("guide")
    #expect(visited.recorded.newItems == 1)
  }

  @Test func `a page that robots.txt asks to leave alone is left alone`() async throws {
    let shop = try await shop([guide: page(["a"], next: nil)])
    shop.web.put("https://guide.example/robots.txt", "User-agent: *\nDisallow: /acme\n", type: "text/plain")
    guard case .blocked(let reason) = try await shop.poll("guide").poll else {
      Issue.record("expected that it is blocked")
      return
    }
    #expect(reason == "the robots.txt of guide.example asks to leave this page alone")
    #expect(shop.web.requests.isEmpty)
    // What it says is believed for a day.
    shop.web.put("https://guide.example/robots.txt", "", type: "text/plain")
    shop.clock.advance(by: .hours(25))
    #expect(try await shop.poll("guide").recorded.newItems == 1)
  }

  @Test func `a site without a working robots.txt is left alone for a while`() async throws {
    let shop = try await shop([guide: page(["a"], next: nil)])
    shop.web.put("https://guide.example/robots.txt", "", status: 503)
    guard case .failed = try await shop.poll("guide").poll else {
      Issue.record("expected a failure")
      return
    }
    #expect(shop.web.requests.isEmpty)
  }

  private func entries(_ numbers: ClosedRange<Int>, archive: String? = nil) -> String {
    let link = archive.map { "<link rel='prev-archive' href='\($0)'/>" } ?? ""
    let items = numbers.reversed().map {
      "<entry><id>tag:town.example,2026:\($0)</id><title>Item number \($0)</title></entry>"
    }
    return "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title>\(link)\(items.joined())</feed>"
  }

  @Test func `a feed that holds nothing known any more is read back through its archive`() async throws {
    let shop = try await Shop()
    let old = "http://town.example/archive/"
    shop.web.put(gazette, entries(1...3, archive: old + "0"))
    shop.web.put(old + "0", entries(0...0))
    #expect(try await shop.poll().recorded.newItems == 3)
    #expect(shop.web.requests.map(\.url) == [gazette])
    // While the daemon slept, ten entries came and went.
    shop.web.put(gazette, entries(11...13, archive: old + "2"))
    shop.web.put(old + "2", entries(7...10, archive: old + "1"))
    shop.web.put(old + "1", entries(1...6, archive: old + "0"))
    #expect(try await shop.poll().recorded.newItems == 10)
    #expect(shop.web.requests.map(\.url) == [gazette, gazette, old + "2", old + "1"])
    // As long as something is known, nothing was missed.
    shop.web.put(gazette, entries(13...15, archive: old + "2"))
    #expect(try await shop.poll().recorded.newItems == 2)
    #expect(shop.web.requests.count == 5)
  }

  @Test func `what repeats itself or was met elsewhere hides no gap, and what was edited is none`()
    async throws
  {
    var settings = Settings.town
    settings.sources.append(Source(name: "planet", url: "http://planet.example/feed"))
    let shop = try await Shop(settings)
    let old = "http://town.example/archive/"
    func linked(_ numbers: [Int], _ words: String = "Item number", archive: String) -> String {
      let entries = numbers.map {
        """
        <entry><id>tag:town.example,2026:\($0)</id><title>\(words) \($0)</title>
        <link href='http://town.example/\($0)'/></entry>
        """
      }
      return "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title>"
        + "<link rel='prev-archive' href='\(archive)'/>\(entries.joined())</feed>"
    }
    shop.web.put(gazette, linked([3, 2, 1], archive: old + "0"))
    shop.web.put("http://planet.example/feed", linked([12], archive: "http://planet.example/0"))
    #expect(try await shop.poll().recorded.newItems == 3)
    #expect(try await shop.poll("planet").recorded.newItems == 1)
    // All that is there was met before, in another wording.
    shop.web.put(gazette, linked([3, 2, 1], "Corrected:", archive: old + "0"))
    #expect(try await shop.poll().recorded.editedItems == 3)
    #expect(shop.web.requests.count == 3)
    shop.web.put(gazette, linked([13, 12, 12, 11], archive: old + "2"))
    shop.web.put(old + "2", linked([10, 4, 3], archive: old + "1"))
    #expect(try await shop.poll().recorded.newItems == 4)
    #expect(shop.web.requests.dropFirst(3).map(\.url) == [gazette, old + "2"])
  }

  /// A gap of which the second document before it cannot be read yet; the gazette answers 304 from then on.
  private func brokenOff(_ error: TransferError?, status: Int = 500) async throws -> Shop {
    let shop = try await Shop()
    shop.web.put(gazette, entries(1...3, archive: archive + "0"))
    _ = try await shop.poll()
    shop.clock.advance(by: .hours(1))
    shop.web.put(gazette, entries(11...13, archive: archive + "2"), headers: [("etag", "\"b\"")])
    shop.web.put(archive + "2", entries(7...10, archive: archive + "1"))
    shop.web.put(archive + "1", status: status)
    if let error { shop.web.fail(archive + "1", error) }
    #expect(try await shop.poll().recorded.newItems == 7)
    return shop
  }

  private let archive = "http://town.example/archive/"

  private func lastReason(_ shop: Shop) async throws -> String? {
    let id = try #require(try await shop.store.sources().first?.id)
    return try await shop.store.polls(of: id, limit: 1).first?.reason
  }

  @Test(arguments: [(500, nil), (429, nil), (0, TransferError(.timeout, "no answer in time"))])
  func `a gap that could not be read to its end is read on at a later visit`(
    status: Int, error: TransferError?
  ) async throws {
    let shop = try await brokenOff(error, status: status)
    #expect(try await lastReason(shop)?.contains("could not be read") == true)
    shop.clock.advance(by: .hours(1))
    // What is written beside visits lets what is known be read from the database.
    try await shop.listening.enforce(.town, at: shop.clock.now)
    shop.web.put(archive + "1", entries(1...6, archive: archive + "0"))
    #expect(try await shop.poll().recorded.newItems == 3)
    let asked = [gazette, archive + "2", archive + "1", gazette, archive + "1"]
    #expect(shop.web.requests.dropFirst().map(\.url) == asked)
    shop.clock.advance(by: .hours(1))
    #expect(try await shop.poll().poll == .unchanged)
    #expect(shop.web.requests.count == 7)
  }

  @Test func `where pages have shifted meanwhile it is read on as far as anything is new`() async throws {
    let shop = try await brokenOff(nil)
    shop.clock.advance(by: .hours(1))
    shop.web.put(archive + "1", entries(7...9, archive: archive + "0"))
    shop.web.put(archive + "0", entries(3...6, archive: archive))
    #expect(try await shop.poll().recorded.newItems == 3)
    #expect(shop.web.requests.last?.url == archive + "0")
  }

  @Test func `what is not there is the end of an archive, and a first look owes nothing`() async throws {
    let shop = try await brokenOff(nil, status: 404)
    shop.clock.advance(by: .hours(1))
    #expect(try await shop.poll().poll == .unchanged)
    #expect(shop.web.requests.count == 5)
    let first = try await self.shop([guide: page(["a"], next: "?page=2")])
    for _ in 1...2 { _ = try await first.poll("guide") }
    #expect(first.web.requests.map(\.url) == [guide, guide + "?page=2", guide])
  }

  @Test func `what cannot be read for long is asked for ever more rarely, then given up and told`()
    async throws
  {
    let shop = try await brokenOff(nil)
    var reasons: [String] = []
    for _ in 1...(20 * 24) {
      shop.clock.advance(by: .hours(1))
      _ = try await shop.poll()
      if let reason = try await lastReason(shop) { reasons.append(reason) }
    }
    #expect(shop.web.requests.count { $0.url == archive + "1" } == reasons.count + 1)
    #expect((8...10).contains(reasons.count))
    #expect(reasons.count { $0.hasSuffix("they are given up") } == 1)
    #expect(reasons.last?.hasSuffix("they are given up") == true)
  }

  @Test func `a sum of ratings is a sample of its source, kept when it changes, and no item`() async throws {
    func sum(_ mean: String, _ count: Int) -> String {
      """
      <script type=application/ld+json>{"@type":"Product","name":"Acme","aggregateRating":{"@type":"AggregateRating",
      "ratingValue":"\(mean)","ratingCount":\(count)}}</script>
      """
    }
    let shop = try await shop([guide: sum("4,5", 10)])
    let first = try await shop.poll("guide")
    #expect(first.recorded.newItems == 0)
    let id = try #require(try await shop.store.sources().first { $0.source.name == "guide" }?.id)
    shop.clock.advance(by: .hours(1))
    shop.web.put(guide, sum("4,5", 10) + " ", type: "text/html")
    _ = try await shop.poll("guide")
    shop.clock.advance(by: .hours(1))
    shop.web.put(guide, sum("4,4", 11), type: "text/html")
    _ = try await shop.poll("guide")
    let samples = try await shop.store.ratingSamples(of: id)
    #expect(samples.map(\.at) == [saturday + .hours(2), saturday])
    #expect(samples.map(\.sample.rating.value) == [4.4, 4.5])
    #expect(samples.map(\.sample.ratings) == [11, 10])
    let report = try await shop.switchboard.source(named: "guide")
    #expect(report.ratings.first?.mean == 4.4)
    #expect(report.ratings.first?.name == "Acme")
  }

  @Test func `a floor of its own leaves a source as many at once as it allows`() async throws {
    let shop = try await Shop()
    shop.web.put(gazette, rss([]))
    var settings = Settings.town
    settings.sources = [Source(name: "gazette", url: gazette, floor: .seconds(1), concurrency: 4)]
    try await shop.listening.enforce(settings, at: shop.clock.now)
    _ = try await shop.poll()
    #expect(shop.web.requests.map(\.pace) == [Pace(permits: 4, spacing: .seconds(1))])
  }

  @Test(arguments: [(nil, .milliseconds(200)), (.minutes(1), .minutes(1))] as [(Duration?, Duration)])
  func `what is read after the first page is spaced as the host wants it`(floor: Duration?, spacing: Duration)
    async throws
  {
    let shop = try await shop([
      guide: page(["one"], next: "?page=2"), guide + "?page=2": page(["two"], next: nil),
    ])
    var settings = Settings.town
    settings.sources = [Source(name: "guide", kind: .page, url: guide, floor: floor)]
    try await shop.listening.enforce(settings, at: shop.clock.now)
    _ = try await shop.poll("guide")
    // The scheduler has spaced the first one.
    #expect(shop.web.requests.map(\.pace?.spacing) == [floor ?? .zero, spacing])
  }
}
