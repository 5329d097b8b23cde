// SPDX-License-Identifier: Apache-2.0
import Model
import Testing
import Text

@testable import Feeds

@Suite struct FeedTests {
  /// Reads a feed from its text, at an address of its own.
  private func read(_ text: String, url: String = "https://feeds.example/news/feed.xml") throws -> Feed {
    try Feed.read(Array(text.utf8), contentType: nil, url: url)
  }

  private func item(_ inside: String) throws -> Item {
    let feed = try read(
      "<rss version='2.0'><channel><link>https://site.example/</link><item>\(inside)</item></channel></rss>")
    return try #require(feed.items.first)
  }

  @Test func `an item of RSS is read whole`() throws {
    let item = try item(
      """
      <title>Caf&eacute; &amp; AT&T</title><link>/a?x=1&copy=2</link><guid isPermaLink="false">g-1</guid>
      <description>&lt;p&gt;One &amp;amp; two&lt;/p&gt;&lt;p&gt;Three&lt;/p&gt;</description>
      <pubDate>Thu, 01 Jan 2026 19:48:21 +0100</pubDate><dc:creator>Ann</dc:creator><category>coffee</category>
      """)
    #expect(item.title == "Café & AT&T")
    #expect(item.url == "https://site.example/a?x=1&copy=2")
    #expect(item.guid == "g-1")
    #expect(item.text == "One & two\nThree")
    #expect(item.published == Instant(seconds: 1_767_293_301))
    #expect(item.author == "Ann")
    #expect(item.categories == ["coffee"])
  }

  @Test(arguments: [
    ("AT&amp;T", "AT&T"), ("H&M", "H&M"), ("I &lt;3 Foo", "I <3 Foo"), ("Q &amp;amp; A", "Q & A"),
    ("<![CDATA[Fish & chips]]>", "Fish & chips"), ("&lt;b&gt;Bold&lt;/b&gt; move", "Bold move"),
    ("2 < 3 and 5 > 4", "2 < 3 and 5 > 4"), ("&unknown; stays", "&unknown; stays"), ("it&#146;s", "it’s"),
    ("&#226;&#128;&#166;", "…"), ("&lt;rss&gt; is a tag", "<rss> is a tag"), ("a &amp;lt; b", "a < b"),
    ("  two\n lines ", "two lines"), ("one <b>bold</b> word", "one bold word"), ("R&D; more", "R&D; more"),
  ])
  func `a title says what its author meant`(_ written: String, _ meant: String) throws {
    #expect(try item("<title>\(written)</title>").title == meant)
  }

  @Test func `the type of an Atom text decides how it is read`() throws {
    let feed = try read(
      """
      <feed xmlns='http://www.w3.org/2005/Atom'><author><name>Bo</name></author>
      <entry><title type='text'>The &lt;blink&gt; tag</title></entry>
      <entry><title type='html'>The &lt;b&gt;blink&lt;/b&gt; &amp;amp; tag</title></entry>
      <entry><title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>A <b>b</b> &lt; c</div></title></entry>
      <entry><content type='text/plain' mode='base64'>Q2Fmw6k=</content></entry></feed>
      """)
    #expect(feed.items.map(\.title) == ["The <blink> tag", "The blink & tag", "A b < c", ""])
    #expect(feed.items[3].text == "Café")
    #expect(feed.items.allSatisfy { $0.author == "Bo" })
  }

  @Test func `an address is relative to xml base, then to the channel, then to the document`() throws {
    let feed = try read(
      """
      <rss><channel><item><link>a</link></item><link>https://site.example/x/</link>
      <item><link>b</link></item><item xml:base='https://base.example/'><link>c</link></item>
      <item><link>javascript:alert(1)</link><guid>http://guid.example/1</guid></item></channel></rss>
      """)
    #expect(
      feed.items.map(\.url) == [
        "https://feeds.example/news/a", "https://site.example/x/b", "https://base.example/c",
        "http://guid.example/1",
      ])
  }

  @Test func `a feed in JSON is read whole`() throws {
    let feed = try read(
      """
      {"version": "https://jsonfeed.org/version/1.1", "title": "T", "home_page_url": "https://j.example/",
       "authors": [{"name": "Cy"}], "items": [{"id": 7, "url": "/1", "content_html": "<p>A&amp;B</p>",
       "date_published": "2026-01-01T00:00:00Z", "tags": ["x"]}, {"id": "8", "content_text": "C"}]}
      """)
    #expect(feed.format == "json11")
    #expect(feed.items.map(\.guid) == ["7", "8"])
    #expect(feed.items[0].text == "A&B")
    #expect(feed.items[0].url == "https://j.example/1")
    #expect(feed.items.map(\.author) == ["Cy", "Cy"])
  }

  @Test func `what a feed tells pollers is kept`() throws {
    let hints = try read(
      """
      <rss><channel xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><ttl>90</ttl>
      <skipHours><hour>0</hour><hour>24</hour><hour>13</hour></skipHours><skipDays><day>Sunday</day></skipDays>
      <sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>
      <atom:link rel='self' href='feed.xml'/><atom:link rel='hub' href='https://hub.example/'/>
      <atom:link rel='next' href='?page=2'/><generator>https://wordpress.org/?v=6.8</generator></channel></rss>
      """
    ).hints
    #expect(hints.generator == "https://wordpress.org/?v=6.8")
    #expect(hints.timeToLive == 90)
    #expect(hints.skipHours == [0, 13])
    #expect(hints.skipDays == [0])
    #expect(hints.updateInterval == 21600)
    #expect(hints.addresses.itself == "https://feeds.example/news/feed.xml")
    #expect(hints.addresses.hub == "https://hub.example/")
    #expect(hints.addresses.next == "https://feeds.example/news/feed.xml?page=2")
  }

  @Test func `what belongs to an entry is kept`() throws {
    let feed = try read(
      """
      <rss><channel><item><slash:comments>7</slash:comments><wfw:commentRss>/c.xml</wfw:commentRss>
      <thr:in-reply-to ref='tag:x,1'/><podcast:transcript url='/t.vtt' type='text/vtt'/>
      <podcast:person role='guest' href='/g'>Guest</podcast:person><georss:point>45.2 -71.9</georss:point></item></channel></rss>
      """)
    let entry = try #require(feed.entries.first)
    #expect(entry.relations.commentCount == 7)
    #expect(entry.relations.commentFeed == "https://feeds.example/c.xml")
    #expect(entry.relations.inReplyTo == "tag:x,1")
    #expect(entry.relations.transcripts == [Enclosure(url: "https://feeds.example/t.vtt", type: "text/vtt")])
    #expect(entry.relations.place == "45.2 -71.9")
    #expect(entry.about.authors.isEmpty)
    #expect(entry.about.contributors.map(\.name) == ["Guest"])
    #expect(entry.about.contributors.first?.role == "guest")
    #expect(entry.about.contributors.first?.uri == "https://feeds.example/g")
  }

  @Test(arguments: [
    "<georss:where><gml:Point><gml:pos>45.2 -71.9</gml:pos></gml:Point></georss:where>",
    "<geo:lat>45.2</geo:lat><geo:long>-71.9</geo:long>",
    "<geo:Point><geo:long>-71.9</geo:long><geo:lat>45.2</geo:lat></geo:Point>",
  ])
  func `a place is read however it is written`(_ written: String) throws {
    let feed = try read("<rss><channel><item>\(written)</item><item/></channel></rss>")
    #expect(feed.entries.map(\.relations.place) == ["45.2 -71.9", nil])
  }

  @Test func `a JSON Feed's liberties are understood`() throws {
    let tags = (0..<300).map { "\"t\($0)\"" }.joined(separator: ",")
    let feed = try read(
      """
      {"version": "https://jsonfeed.org/version/1", "author": {"name": "Solo", "url": "/me"},
       "hubs": [{"type": "rssCloud", "url": "/cloud"}, {"type": "WebSub", "url": "/hub"}],
       "items": [{"id": 2.5, "content_text": "a", "tags": [\(tags), 7],
       "attachments": [{"url": "m.mp3", "size_in_bytes": "12"}]}, null, "x"]}
      """)
    let entry = try #require(feed.entries.first)
    #expect(feed.entries.count == 1 && entry.about.id == "2.5" && entry.about.categories.count == 200)
    #expect(feed.hints.addresses.hub == "https://feeds.example/hub")
    #expect(feed.about.authors.first?.uri == "https://feeds.example/me")
    #expect(entry.enclosures == [Enclosure(url: "https://feeds.example/news/m.mp3", length: "12")])
  }

  @Test func `an xml base inside a text counts for what it holds`() throws {
    let feed = try read(
      """
      <feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://a.example/x/'><entry xml:base='y/'>
      <content type='xhtml'><div><p xml:base='../m/'><br/><a href='n'>1</a></p><a href='n'>2</a></div></content>
      </entry></feed>
      """)
    let body = try #require(
      feed.batchAnswer["entries"]?.array?.first?["content"]?.array?.first?["value"]?.string)
    #expect(body.contains("<a href=\"http://a.example/x/m/n\">1</a>"))
    #expect(body.contains("<a href=\"http://a.example/x/y/n\">2</a>"))
  }

  @Test func `stars are a rating and an audience is none`() throws {
    #expect(try item("<im:rating>2</im:rating>").rating == Rating(2))
    let liked = "<media:community><media:starRating average='7' min='0' max='10'/></media:community>"
    #expect(try item(liked).rating == nil)
    let feed = try read("<rss><channel><item>\(liked)</item></channel></rss>")
    #expect(feed.entries.first?.ratings.community == Rating(7, best: 10, worst: 0))
    #expect(try item("<media:rating>adult</media:rating>").rating == nil)
  }

  @Test(arguments: [
    ("", NotAFeed.Kind.empty), (" \n ", .empty),
    ("<html><title>Just a moment...</title>", .page(title: "Just a moment...")),
    ("<!DOCTYPE html><p>x", .page(title: "")),
    ("{\"error\": {\"message\": \"no key\"}}", .json(message: "no key")),
    ("{\"errors\": [{\"message\": \"too fast\"}]}", .json(message: "too fast")),
    ("<svg><title>x</title></svg>", .xml(root: "svg")), ("<urlset><url/></urlset>", .xml(root: "urlset")),
    ("Service unavailable", .text("Service unavailable")), ("\u{1}\u{2}\u{3}PNG\u{4}\u{5}", .binary),
  ])
  func `what is no feed is said to be what it looks like`(_ body: String, _ kind: NotAFeed.Kind) {
    #expect(throws: NotAFeed(looksLike: kind)) { try read(body) }
  }

  @Test func `repairs are counted and told`() throws {
    let feed = try read("<rss><channel><item><title>A & B<title>x</p></channel>")
    #expect(feed.repairs.literalAmpersands == 1)
    #expect(feed.repairs.strayEndTags == 1)
    #expect(feed.repairs.closedElements > 0)
    #expect(feed.repairs.descriptions.first == "read as utf-8 because of the default")
  }
}
