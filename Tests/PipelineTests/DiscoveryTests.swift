// SPDX-License-Identifier: Apache-2.0
import Control
import Model
import Store
import Testing
import Transport

@testable import Pipeline

@Suite struct DiscoveryTests {
  private let home = "https://town.example/"

  private func look(_ shop: Shop, at url: String? = nil) async throws -> DiscoveryReply {
    try await DiscoveryReply(
      at: url ?? home, by: shop.poller, beside: try await shop.store.sources(), allowPrivate: false)
  }

  private func page(_ inside: String) -> String {
    "<html><head><title>Town &amp; country</title></head><body>\(inside)</body></html>"
  }

  private let feed = rss([("1", "One", "first"), ("2", "Two", "second")])

  @Test func `the feeds a page declares are told with what is in them`() async throws {
    let shop = try await Shop()
    shop.web.put(
      home,
      page(
        "<link rel=alternate type=application/rss+xml title='The news' href='/news.xml'>"
          + "<link rel=alternate type=application/atom+xml title='Old' href='https://old.example/a.xml'>"),
      type: "text/html")
    shop.web.put("https://town.example/news.xml", feed)
    let found = try await look(shop)
    #expect(found.title == "Town & country")
    #expect(found.sources.map(\.url) == ["https://town.example/news.xml", "https://old.example/a.xml"])
    #expect(found.sources.map(\.ground) == [.link, .link])
    let news = found.sources[0]
    #expect(news.title == "Town" && news.format == "rss20" && news.items == 2)
    #expect(news.name == "town" && news.newest == Instant(seconds: 1_795_248_000))
    #expect(found.sources[1].title == "Old" && found.sources[1].failure == "no such host")
    #expect(found.requests == 3)
  }

  @Test func `where a page declares no feed, what it links to and the usual places are looked at`()
    async throws
  {
    let shop = try await Shop()
    shop.web.put(home, page("<a href='/blog/rss.xml'>RSS</a> <a href='/about'>About</a>"), type: "text/html")
    shop.web.put("https://town.example/blog/rss.xml", "<html>moved</html>", type: "text/html")
    for path in [
      "/feed", "/rss.xml", "/feed.xml", "/rss", "/feed.json", "/blog/feed", "/feeds/posts/default",
    ] {
      shop.web.put("https://town.example" + path, "", status: 404)
    }
    shop.web.put("https://town.example/atom.xml", feed)
    shop.web.put("https://town.example/index.xml", feed)
    let found = try await look(shop)
    #expect(found.sources.map(\.url) == ["https://town.example/atom.xml"], "the same feed is told once")
    #expect(found.sources.map(\.ground) == [.wellKnown])
  }

  @Test func `a site is asked for little, nothing twice, and elsewhere only for what it declares`()
    async throws
  {
    let shop = try await Shop()
    let links = (1...50).map {
      "<link rel=alternate type=application/rss+xml href='https://other.example/\($0 % 30).xml'>"
    }
    let anchors = (1...50).map { "<a href='https://third.example/\($0)/feed'>x</a>" }
    shop.web.put(home, page(links.joined() + anchors.joined()), type: "text/html")
    for path in ["/feed", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml", "/rss", "/feed.json"] {
      shop.web.put("https://town.example" + path, "", status: 404)
    }
    for number in 0..<30 { shop.web.put("https://other.example/\(number).xml", "", status: 404) }
    for number in 1...50 { shop.web.put("https://third.example/\(number)/feed", "", status: 404) }
    _ = try await look(shop)
    let asked = shop.web.requests.map(\.url)
    #expect(asked.count <= Discovery.requestLimit)
    #expect(Set(asked).count == asked.count)
    #expect(asked.filter { $0.hasPrefix("https://other.example/") }.count == 8)
    #expect(asked.filter { $0.hasPrefix("https://third.example/") }.count == 4)
  }

  @Test func `a site that wants to be left alone is asked no further`() async throws {
    let shop = try await Shop()
    shop.web.put(home, page("nothing"), type: "text/html")
    shop.web.put("https://town.example/feed", "", status: 429, headers: [("retry-after", "60")])
    #expect(try await look(shop).sources.isEmpty)
    #expect(shop.web.requests.map(\.url) == [home, "https://town.example/feed"])
  }

  @Test func `what is only guessed at is asked for as robots.txt allows`() async throws {
    let shop = try await Shop()
    shop.web.put(
      home,
      page(
        "<link rel=alternate type=application/rss+xml href='/feed/declared'><a href='/feed/linked.rss'>RSS</a>"
      ),
      type: "text/html")
    shop.web.put("https://town.example/robots.txt", "User-agent: *\nDisallow: /feed\n", type: "text/plain")
    for path in ["/feed/declared", "/feed/linked.rss", "/feed"] {
      shop.web.put("https://town.example" + path, "", status: 404)
    }
    shop.web.put("https://town.example/rss.xml", feed)
    #expect(
      try await look(shop).sources.filter { $0.failure == nil }.map(\.url) == ["https://town.example/rss.xml"]
    )
    let asked = shop.web.requests.map(\.url).filter { $0.contains("/feed") && !$0.hasSuffix(".xml") }
    #expect(
      !asked.contains("https://town.example/feed") && !asked.contains("https://town.example/feed/linked.rss"))
    #expect(asked.contains("https://town.example/feed/declared"))
  }

  @Test func `an address that is a feed is one`() async throws {
    let shop = try await Shop()
    shop.web.put("https://town.example/feed.xml", feed)
    let found = try await look(shop, at: "https://town.example/feed.xml")
    #expect(found.sources.map(\.ground) == [.address])
    #expect(found.requests == 1)
  }

  @Test func `reviews on a page are counted by their markup`() async throws {
    let shop = try await Shop()
    shop.web.put(
      home,
      page(
        "<script type=application/ld+json>[{\"@type\":\"Review\",\"author\":\"Ann\",\"reviewBody\":\"Good.\"},"
          + "{\"@type\":\"Review\",\"author\":\"Bo\",\"reviewBody\":\"Bad.\"}]</script>"
          + "<div itemscope itemtype=https://schema.org/Review><p itemprop=reviewBody>Good.</p>"
          + "<b itemprop=author>Ann</b></div>"),
      type: "text/html")
    let found = try await look(shop)
    #expect(
      found.reviews == [
        FoundReviews(markup: "JSON-LD", count: 2), FoundReviews(markup: "Microdata", count: 1),
      ])
    let page = try #require(found.sources.first { $0.kind == .page })
    #expect(page.url == home && page.items == 2 && page.name == "town-country")
  }

  @Test func `what is watched already is told under its name, and names are free`() async throws {
    let shop = try await Shop()
    _ = try await shop.store.add(
      source: Source(name: "Town", url: "https://town.example/news.xml"), now: shop.clock.now)
    shop.web.put(
      home, page("<link rel=alternate type=application/rss+xml href='/news.xml?utm_source=home'>"),
      type: "text/html")
    shop.web.put("https://town.example/news.xml?utm_source=home", feed)
    let found = try await look(shop)
    #expect(found.sources.map(\.watchedAs) == ["Town"])
    #expect(found.sources.map(\.name) == ["town-2"])
  }

  @Test(arguments: [(404, "not found"), (403, "forbidden"), (500, "internal server error")])
  func `a page that is not there is told as what it is`(status: Int, words: String) async throws {
    let shop = try await Shop()
    shop.web.put(home, "", status: status)
    let found = try await look(shop)
    #expect(found.failure?.contains(words) == true)
    #expect(found.requests == 1)
  }

  @Test(arguments: ["", "town.example", "file:///etc/passwd", "ftp://town.example/"])
  func `only addresses of the web are looked at`(url: String) async throws {
    let shop = try await Shop()
    await #expect(throws: ControlError.self) { try await look(shop, at: url) }
    #expect(shop.web.requests.isEmpty)
  }
}

@Suite struct RotationTests {
  @Test func `the groups take turns and keep their order`() {
    let visits = ["a1", "a2", "a3", "b1", "c1", "c2"]
    #expect(inRotation(visits, by: \.first) == ["a1", "b1", "c1", "a2", "c2", "a3"])
    #expect(inRotation([Int](), by: { $0 }).isEmpty)
  }
}
