// SPDX-License-Identifier: Apache-2.0
import Model
import Support
import Testing

@testable import Pages

@Suite struct PageTests {
  @Test func `a review in several markups is one item with what each of them knows`() throws {
    let html = """
      <script type=application/ld+json>{"@type":"Review","author":"Ann",\
      "reviewBody":"Good coffee.","datePublished":"2026-11-01"}</script>
      <div itemscope itemtype=https://schema.org/Review>\
      <p itemprop=reviewBody>“Good  coffee”</p><b itemprop=ratingValue>4</b></div>
      <div vocab=https://schema.org/ typeof=Review>\
      <p property=reviewBody>Good coffee.</p><b property=author>Bob</b></div>
      """
    let items = Page(utf8: Array(html.utf8), url: "https://x.test/p").items
    #expect(items.map(\.author) == ["Ann", "Bob"])
    #expect(items.first?.rating == Rating(4) && items.first?.published != nil)
  }

  @Test func `links that look like feeds are told apart from those that are declared`() {
    let html = """
      <link rel=alternate type=application/rss+xml href=/declared.rss>
      <a href=/declared.rss>RSS</a><a href="/blog/feed/">Blog <b>feed</b></a><a href=news/index.xml?x=1>News</a>
      <a href=/feedback>Write us</a><a href=#rss>Below</a><a href="javascript:feed">x</a><a href=/a.atom>A</a>
      <a href=/blog/feed/>again</a>
      """
    let page = Page(utf8: Array(html.utf8), url: "https://x.test/p/")
    #expect(page.feeds.map(\.url) == ["https://x.test/declared.rss"])
    #expect(
      page.likelyFeeds.map(\.url) == [
        "https://x.test/blog/feed/", "https://x.test/p/news/index.xml?x=1", "https://x.test/a.atom",
      ])
    #expect(page.likelyFeeds.first?.title == "Blog feed")
  }

  @Test func `reviews are counted by the markup they are told in`() {
    let html = """
      <script type=application/ld+json>{"@type":"Review","author":"Ann","reviewBody":"Good."}</script>
      <p itemscope itemtype=https://schema.org/Review><b itemprop=author>Ann</b><i itemprop=reviewBody>Good.</i>
      """
    #expect(
      Page(utf8: Array(html.utf8), url: "https://x.test/").reviewMarkups == [
        ReviewMarkup(name: "JSON-LD", reviews: 1), ReviewMarkup(name: "Microdata", reviews: 1),
      ])
  }

  @Test func `a review keeps its guid when its page, its place or its markup changes`() {
    func guids(_ html: String, _ url: String) -> [String?] {
      Page(utf8: Array(html.utf8), url: url).items.map(\.guid)
    }
    let json =
      #"<script type=application/ld+json>{"@type":"Review","author":"Ann","reviewBody":"It's good."}</script>"#
    let microdata =
      """
      <p itemscope itemtype=https://schema.org/Review><b itemprop=author>Ann</b> \
      <i itemprop=reviewBody>It’s  good</i>
      """
    #expect(guids(json, "https://x.test/p") == guids(microdata, "https://x.test/p?page=2"))
  }

  @Test(
    arguments: [
      (##""@id":"https://x.test/r/9""##, "https://x.test/r/9", "https://x.test/r/9"),
      (##""@id":"#review-1""##, nil, nil),
      (##""@id":"#review-70412""##, "https://x.test/p#review-70412", "https://x.test/p#review-70412"),
      (##""@id":"_:b0""##, nil, nil),
      (##""identifier":"r-17""##, "r-17", nil), (##""url":"/r/17""##, nil, "https://x.test/r/17"),
      (##""url":"/p""##, nil, nil),
      (##""@id":"https://x.test/p""##, nil, nil),
    ] as [(String, String?, String?)])
  func `an identity that lasts is used and no other`(member: String, guid: String?, address: String?) throws {
    let block = #"{"@type":"Review","reviewBody":"Good.",\#(member)}"#
    let item = try #require(JSONLDTests.page(block).items.first)
    #expect(item.guid?.hasPrefix("fnv1a128:") == (guid == nil))
    if let guid { #expect(item.guid == guid) }
    #expect(item.url?.hasPrefix("https://x.test/p#review-") == (address == nil) || item.url == address)
    if let address { #expect(item.url == address) }
  }

  @Test func `reviews that give the address of what they review get one of their own`() {
    let review = #"{"@type":"Review","url":"/kettle","reviewBody":"N"}"#
    let block = "[" + review.replacing("N", with: "One") + "," + review.replacing("N", with: "Two") + "]"
    let items = JSONLDTests.page(block).items
    #expect(
      Set(items.compactMap(\.url)).count == 2
        && items.allSatisfy { $0.url?.hasPrefix("https://x.test/p#") ?? false })
  }

  @Test(
    arguments: [
      ("<link rel=next href='?page=2'>", "https://x.test/p?page=2"),
      ("<a rel='nofollow NEXT' href=/p/2>", "https://x.test/p/2"),
      ("<a rel=next href=https://other.test/2>", nil), ("<a rel=next href=http://x.test/2>", nil),
      ("<a rel=next href='#top'>", nil),
      ("<a rel=next href='javascript:x'>", nil), ("<a rel=prev href=/0>", nil),
      ("<base href=/a/><a rel=next href=b>", "https://x.test/a/b"),
    ] as [(String, String?)])
  func `the next page is one of the same host`(html: String, next: String?) {
    #expect(Page(utf8: Array(html.utf8), url: "https://x.test/p").next == next)
  }

  @Test func `feeds are found once each`() {
    let html = """
      <link rel="alternate" type="application/rss+xml; charset=utf-8" title=" All\n posts " href=/feed>
      <link rel="ALTERNATE stylesheet" type="application/atom+xml" href="/atom">
      <a rel=feed href=/list>List</a>
      <link rel=alternate type=application/rss+xml href=/feed><link rel=alternate hreflang=de href=/de>
      <link rel=alternate type=application/json href=/wp-json>
      """
    let page = Page(utf8: Array(html.utf8), url: "https://x.test/p")
    #expect(page.feeds.map(\.url) == ["https://x.test/feed", "https://x.test/atom", "https://x.test/list"])
    #expect(page.feeds.map(\.title) == ["All posts", "", "List"])
  }

  @Test func `a page in a legacy charset is read in it`() {
    let html = Array("<title>Caf".utf8) + [0xE9] + Array("</title>".utf8)
    let page = Page.read(html, contentType: "text/html; charset=iso-8859-1", url: "https://x.test/")
    #expect(page.title == "Café")
    #expect(page.explanation.first?.hasPrefix("charset windows-1252") ?? false)
  }

  @Test func `a page that says it is UTF-7 and is not is read to its end`() {
    let html =
      Array("<title>a</title><".utf8) + [UInt8](repeating: 0xDD, count: 30)
      + Array("<meta charset=utf-7>".utf8)
    #expect(Page.read(html, contentType: nil, url: "https://x.test/").title == "a")
  }

  @Test(arguments: Seed.first(200))
  func `any bytes are a page`(seed: Seed) {
    var seed = seed
    let body = (0..<400).map { _ in UInt8.random(in: 0...255, using: &seed) }
    #expect(Page.read(body, contentType: nil, url: "https://x.test/").items.isEmpty)
  }
}
