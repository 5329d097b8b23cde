// SPDX-License-Identifier: Apache-2.0
import Model
import Support
import Testing

@testable import Pages

@Suite struct JSONLDTests {
  static let review =
    #"{"@type":"Review","author":"Ann","reviewBody":"Good.","reviewRating":{"ratingValue":4}}"#

  @Test(
    arguments: [
      review, "<!-- \(review) -->", "//<![CDATA[\n\(review)\n//]]>", "/* <![CDATA[ */ \(review) /* ]]> */",
      "\(review);",
      review.replacing("\"", with: "&quot;"), "[\(review)]", "{\"@graph\":[\(review)]}", "\u{FEFF}\(review)",
      "{\"@type\":\"Product\",\"review\":[\(review),]}", "\(review) \(review)", "{\"a\":} \(review)",
      "// note\n\(review)",
      review.replacing("Review\"", with: "http://schema.org/Review\""),
      review.replacing("\"@type\"", with: "\"type\""),
      review.replacing("\"Review\"", with: "[\"Thing\",\"schema:Review\"]"),
      review.replacing("4}", with: "\"4,0\"}"),
      review.replacing("{\"ratingValue\":4}", with: "4"),
      review.replacing("\"Ann\"", with: "{\"name\":\"Ann\"}"),
      review.replacing("\"Good.\"", with: "\"<p>Good.</p>\""),
      review.replacing("\"Good.\"", with: "{\"@value\":\"Good.\"}"),
      "{\"@context\":\"x\",\"review\":[\(review),{\"author\":\"B",
      review.dropLast(2) + ",\"bestRating\":5,\"worst",
      review.replacing("\"Ann\"", with: "{\"@id\":\"#a\"}").replacing(
        "\"Good.\"", with: "\"Good.\",\"x\":{\"@id\":\"#a\",\"name\":\"Ann\"}"),
    ])
  func `a block is read in whatever wrapping`(block: String) throws {
    let page = Self.page(block)
    let item = try #require(page.items.first)
    #expect(page.items.count == 1)
    #expect(item.author == "Ann" && item.text == "Good." && item.rating == Rating(4))
  }

  @Test func `quotes that nobody escaped are part of their text`() throws {
    let block = Self.review.replacing("Good.", with: "It says \"good\", \"fresh\" and lies: \"never\"")
    let page = Self.page(block)
    #expect(page.items.map(\.text) == ["It says \"good\", \"fresh\" and lies: \"never\""])
    #expect(page.explanation.contains { $0.contains("not escaped") })
  }

  @Test func `a block of any capitals and parameters of its type is read`() {
    let html = "<SCRIPT TYPE='Application/LD+JSON; charset=utf-8'>\(Self.review)</SCRIPT>"
    #expect(Page(utf8: Array(html.utf8), url: "https://x.test/").items.count == 1)
    #expect(Page(utf8: Array("<script>\(Self.review)</script>".utf8), url: "https://x.test/").items.isEmpty)
  }

  @Test(
    arguments: [
      ("Don&#39;t &amp;amp; won&amp;#39;t", "Don't & won't"), ("a\\nb\\n\\nc", "a\nb\nc"),
      ("x<br>y<br />z", "x\ny\nz"),
      ("I <3 it, 4 < 5", "I <3 it, 4 < 5"), ("AT&T", "AT&T"), ("  a \\t b ", "a b"),
      ("a\\n&amp;\\nb", "a\n&\nb"),
    ])
  func `texts in JSON are shown as a reader would see them`(written: String, shown: String) throws {
    let page = Self.page(Self.review.replacing("Good.", with: written))
    #expect(try #require(page.items.first).text == shown)
  }

  @Test func `reviews that refer to what they review, which lists them all, are all read`() {
    let words = String(repeating: "word ", count: 100)
    let reviews = (0..<300).map {
      ##"{"@id":"#r\##($0)","@type":"Review","itemReviewed":{"@id":"#p"},"reviewBody":"\##(words) \##($0)"}"##
    }
    let list = (0..<300).map { ##"{"@id":"#r\##($0)"}"## }
    let product =
      ##"{"@id":"#p","@type":"Product","name":"Kettle","review":[\##(list.joined(separator: ","))]}"##
    let block = "[" + ([product] + reviews).joined(separator: ",") + "]"
    let items = Self.page(block).items
    #expect(items.count == 300 && items.allSatisfy { $0.categories == ["Kettle"] })
  }

  @Test func `a review told in parts is one, and one that says nothing is none`() {
    let block =
      #"[{"@type":"Product","name":"Kettle","review":{"@id":"/r/2001"}},"#
      + #"{"@id":"/r/2001","@type":"Review","author":"Ann","reviewRating":{"ratingValue":4}},"#
      + #"{"@id":"/r/2001","@type":"Review","reviewBody":"Hot."},{"@id":"x","@type":"Review"}]"#
    let items = Self.page(block).items
    #expect(items.map(\.guid) == ["https://x.test/r/2001"])
    #expect(items.first?.text == "Hot." && items.first?.author == "Ann" && items.first?.rating == Rating(4))
  }

  @Test func `an identifier that several reviews share is none`() {
    let block =
      #"[{"@id":"/r/2001","@type":"Review","author":"Ann","reviewBody":"Hot."},"#
      + #"{"@id":"/r/2001","@type":"Review","author":"Bob","reviewBody":"Cold."}]"#
    let items = Self.page(block).items
    #expect(items.count == 2 && Set(items.map(\.guid)).count == 2 && Set(items.map(\.url)).count == 2)
  }

  @Test func `references in a circle end`() {
    let block =
      #"[{"@id":"a","@type":"Review","name":"R","author":{"@id":"b"}},{"@id":"b","name":"B","knows":{"@id":"a"}}]"#
    #expect(Self.page(block).items.first?.author == "B")
  }

  @Test func `references to references stay within bounds`() {
    let levels = (0..<40).map { #"{"@id":"n\#($0)","x":[{"@id":"n\#($0 + 1)"},{"@id":"n\#($0 + 1)"}]}"# }
    #expect(Self.page("[" + levels.joined(separator: ",") + "]").items.isEmpty)
  }

  @Test func `a sum of ratings is a sample and no item`() {
    let block =
      #"{"@type":"Product","name":"Kettle","aggregateRating":"#
      + #"{"@type":"AggregateRating","ratingValue":"4,6","reviewCount":"1.234"}}"#
    let page = Self.page(block)
    #expect(page.items.isEmpty)
    #expect(page.aggregates.map(\.reviewCount) == [1234])
    #expect(page.aggregates.first?.rating == Rating(4.6))
    #expect(page.aggregates.first?.name == "Kettle")
  }

  @Test func `what was repaired is explained`() {
    let lines = Self.page("<!-- \(Self.review) -->").explanation
    #expect(lines.contains("JSON-LD block 1 was commented out or wrapped; read without that"))
  }

  @Test(arguments: Seed.first(200))
  func `any block is read without harm`(seed: Seed) {
    var seed = seed
    let pieces = [
      "{", "}", "[", "]", "\"@type\":", "\"Review\"", ",", ":", "\"@id\":\"a\"", "\"review\":", "1", "null",
      "\\", "\"", "&quot;",
      "<!--", "-->", "<![CDATA[", "]]>", "\"@graph\":",
    ]
    let block = (0..<25).map { _ in pieces.randomElement(using: &seed) ?? "" }.joined()
    #expect(Self.page(block).items.count <= 25)
  }

  static func page(_ block: String) -> Page {
    Page(utf8: Array("<script type=application/ld+json>\(block)</script>".utf8), url: "https://x.test/p")
  }
}
