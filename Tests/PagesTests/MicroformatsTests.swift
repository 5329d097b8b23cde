// SPDX-License-Identifier: Apache-2.0
import Model
import Testing

@testable import Pages

@Suite struct MicroformatsTests {
  @Test func `the author's card in an entry does not give the entry its name`() throws {
    let html = """
      <div class=h-entry><a class="p-author h-card" href=/><span class=p-name>Ann</span></a>
      <h1 class=p-name>Title</h1><div class=e-content>Text</div><a class=u-url href=/1>x</a></div>
      """
    let item = try #require(Page(utf8: Array(html.utf8), url: "https://x.test/p").items.first)
    #expect(item.author == "Ann" && item.title == "Title" && item.text == "Text")
    #expect(item.guid == "https://x.test/1" && item.url == "https://x.test/1" && item.rating == nil)
  }

  @Test(arguments: ["", "#2", "javascript:x", "/p"])
  func `an entry without an address of its own has an identity all the same`(reference: String) throws {
    let html = "<p class=h-entry><a class=u-url href='\(reference)'></a><b class=p-name>Text</b></p>"
    let item = try #require(Page(utf8: Array(html.utf8), url: "https://x.test/p").items.first)
    #expect(item.guid?.hasPrefix("fnv1a128:") ?? false)
    #expect(item.url?.hasPrefix("https://x.test/p#review-") ?? false)
  }

  @Test func `a rating has its own scale`() throws {
    let html =
      """
      <p class=h-review><b class=p-rating>7</b>/<b class=p-best>10</b> from <b class=p-worst>0</b> \
      <i class=p-name>So so</i>
      """
    let item = try #require(Page(utf8: Array(html.utf8), url: "https://x.test/p").items.first)
    #expect(item.rating == Rating(7, best: 10, worst: 0))
  }

  @Test func `a sum of reviews is a sample`() {
    let html =
      """
      <div class=h-review-aggregate><b class=p-item>Shop</b> <b class=p-average>4.1</b> \
      <b class=p-count>17</b></div>
      """
    let page = Page(utf8: Array(html.utf8), url: "https://x.test/p")
    #expect(
      page.items.isEmpty && page.aggregates.map(\.reviewCount) == [17]
        && page.aggregates.map(\.name) == ["Shop"])
  }
}
