// SPDX-License-Identifier: Apache-2.0
import Model
import Pages

/// Any bytes as a page of reviews.
func readPage(_ bytes: [UInt8]) { check(bytes) }

/// Any bytes as a block of JSON-LD in a page that is otherwise sound.
func readJSONLD(_ bytes: [UInt8]) {
  check(Array("<script type=application/ld+json>".utf8) + bytes + Array("</script>".utf8))
}

/// What holds for every page: each item has an identity and an address of its own, each rating is on its scale.
private func check(_ body: [UInt8]) {
  let page = Page.read(body, contentType: nil, url: "https://x.test/p?q=1")
  var addresses: Set<String> = []
  for item in page.items {
    precondition(item.guid?.isEmpty == false, "an item without an identity")
    precondition(item.url.map { addresses.insert($0).inserted } ?? false, "an address of another item")
    precondition(item.rating.map { (0...1).contains($0.normalized) } ?? true, "a rating off its scale")
  }
  for sum in page.aggregates {
    precondition((0...1).contains(sum.rating.normalized), "a sum of ratings off its scale")
    precondition((sum.ratingCount ?? 0) >= 0 && (sum.reviewCount ?? 0) >= 0, "fewer ratings than none")
  }
  precondition(page.next.map { $0.hasPrefix("https://x.test") } ?? true, "the next page is elsewhere")
}
