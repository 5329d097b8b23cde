// SPDX-License-Identifier: Apache-2.0
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

@Suite struct FurtherPagesTests {
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
}
