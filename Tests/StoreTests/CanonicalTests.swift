// SPDX-License-Identifier: Apache-2.0
import Store
import Testing

@Suite struct CanonicalTests {
  @Test(arguments: [
    ("https://www.Example.com:443/news/?utm_source=rss&id=7#top", "example.com/news?id=7"),
    ("http://example.com/news?id=7", "example.com/news?id=7"),
    ("HTTP://EXAMPLE.com:80/News", "example.com/News"),
    ("http://example.com:8080/a", "example.com:8080/a"),
    ("https://user:secret@example.com/a", "example.com/a"),
    ("https://example.com/a?fbclid=1&gclid=2&mc_cid=3&UTM_Term=4", "example.com/a"),
    ("https://example.com/?p=12", "example.com?p=12"),
    ("https://example.com/a%7Eb/%c3%a9?q=%41", "example.com/a~b/%C3%A9?q=A"),
    ("https://example.com/100%", "example.com/100%"),
    ("https://example.com/a#comment-12", "example.com/a#comment-12"),
    ("https://example.com/a#xtor=RSS-1", "example.com/a"),
    ("https://example.com/a#:~:text=12", "example.com/a"),
    ("https://example.com/#!/a", "example.com#!/a"),
    ("https://xn--caf-dma.example/a//", "xn--caf-dma.example/a"),
  ])
  func `an address is told by what names the page`(url: String, canonical: String) {
    #expect(canonicalURL(url) == canonical)
  }

  @Test(arguments: [
    "https://example.com", "https://www.example.com/?utm_source=x", "mailto:a@b", "", "/a", "https:///a",
  ])
  func `a front page and what is no address name no item`(url: String) {
    #expect(canonicalURL(url) == nil)
  }

  @Test func `a guid that is an address keeps what names the page`() {
    #expect(alternativeGuid("https://a.example/x?utm_id=1&p=2") == "/x?p=2")
    #expect(alternativeGuid("https://a.example/") == nil)
    #expect(alternativeGuid("tag:a.example,2026:1") == nil)
  }

  @Test func `a host is told without what varies`() {
    #expect(canonicalHost("https://www.Example.com:8080/a") == "example.com")
    #expect(canonicalHost("ftp://example.com") == nil)
  }
}
