// SPDX-License-Identifier: Apache-2.0
import Model
import Testing

@testable import Pages

@Suite struct RDFaTests {
  @Test(
    arguments: [
      """
      <div vocab=https://schema.org/ typeof=Review><b property=author>Ann</b>\
      <p property=reviewBody>Good.</p><meta property=ratingValue content=4></div>
      """,
      """
      <div prefix='s: http://schema.org/' typeof=s:Review><b property=s:author>Ann</b>\
      <p property=s:reviewBody>Good.</p><b property=s:reviewRating typeof=s:Rating>\
      <i property=s:ratingValue>4</i></b></div>
      """,
      """
      <div typeof='http://schema.org/Review'>\
      <b property='http://schema.org/author' resource=/ann>Ann</b>\
      <p property='http://schema.org/reviewBody'>Good.</p>\
      <b property='http://schema.org/reviewRating' content=4></b></div>
      """,
      """
      <div vocab=//schema.org/ typeof=Product><div typeof=Review><b property=author typeof=Person>\
      <i property=name>Ann</i></b><p property=reviewBody>Good.</p><b property=reviewRating>4/5</b>\
      </div></div>
      """,
    ])
  func `a review is read with vocabulary, prefix or whole addresses`(html: String) throws {
    let page = Page(utf8: Array(html.utf8), url: "https://x.test/p")
    let item = try #require(page.items.first)
    #expect(page.items.count == 1)
    #expect(item.author == "Ann" && item.text == "Good." && item.rating == Rating(4))
  }

  @Test func `Open Graph is no review`() {
    let html =
      "<html prefix='og: x'><meta property=og:title content=Review><meta property=og:type content=review>"
    #expect(Page(utf8: Array(html.utf8), url: "https://x.test/p").items.isEmpty)
  }
}
