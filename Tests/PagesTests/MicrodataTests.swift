// SPDX-License-Identifier: Apache-2.0
import Model
import Support
import Testing

@testable import Pages

@Suite struct MicrodataTests {
  static let scope = "itemscope itemtype=https://schema.org/Review"

  @Test(
    arguments: [
      """
      <div \(scope)><b itemprop=author>Ann</b>\
      <p itemprop=reviewBody>Good.<i itemprop=reviewRating>4</i></div>
      """,
      """
      <div \(scope) itemref='a b'></div><p id=a itemprop=author>Ann</p><div id=b>\
      <p itemprop=reviewBody>Good.</p><data itemprop=rating value=4>****</data></div>
      """,
      """
      <ul><li \(scope)><a itemprop=author href=/ann>Ann</a><span itemprop=reviewBody>Good.</span>\
      <meta itemprop=ratingValue content=4><li>other</ul>
      """,
      """
      <div itemscope itemtype=http://data-vocabulary.org/Review><b itemprop=reviewer>Ann</b>\
      <p itemprop=description>Good.</p><b itemprop=rating>4</b></div>
      """,
      """
      <div \(scope)><div itemprop=author itemscope><b itemprop=name>Ann</b></div>\
      <p itemprop=description>Good.</p><div itemprop=reviewRating itemscope>\
      <b itemprop=ratingValue>4.0</b></div></div>
      """,
    ])
  func `a review is read however it is spread`(html: String) throws {
    let page = Page(utf8: Array(html.utf8), url: "https://x.test/p")
    let item = try #require(page.items.first)
    #expect(page.items.count == 1)
    #expect(item.author == "Ann" && item.text.hasPrefix("Good.") && item.rating == Rating(4))
  }

  @Test func `what belongs to an inner item is not the outer one's`() throws {
    let html =
      """
      <div \(Self.scope)><p itemprop=reviewBody>Out</p><div itemscope><b itemprop=author>Nobody</b>\
      </div></div>
      """
    let item = try #require(Page(utf8: Array(html.utf8), url: "https://x.test/p").items.first)
    #expect(item.author == nil)
  }

  @Test func `an item that refers to itself is read once`() {
    let html =
      """
      <div id=a \(Self.scope) itemref='a b'><p itemprop=name>T</p></div>\
      <div id=b itemprop=x itemscope itemref=a></div>
      """
    #expect(Page(utf8: Array(html.utf8), url: "https://x.test/p").items.count == 1)
  }

  @Test func `items in items are read as deep as they make sense`() {
    let html = String(repeating: "<div itemprop=review \(Self.scope)><b itemprop=name>T</b>", count: 1000)
    #expect(!Page(utf8: Array(html.utf8), url: "https://x.test/p").items.isEmpty)
  }

  @Test func `many items that refer to the same elements stay within bounds`() {
    let shared = "<div id=s>" + String(repeating: "<b itemprop=name>T</b>", count: 2000) + "</div>"
    let html = String(repeating: "<p \(Self.scope) itemref=s></p>", count: 2000) + shared
    #expect(Page(utf8: Array(html.utf8), url: "https://x.test/p").items.count <= 2000)
  }
}
