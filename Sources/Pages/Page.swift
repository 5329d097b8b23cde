// SPDX-License-Identifier: Apache-2.0
import Markup
package import Model
import Text

/// What a web page holds for a listener: reviews, sums of ratings, and where to look further.
package struct Page: Sendable {
  /// No markup of a page is read for more reviews than this, and for more sums of ratings.
  static let itemLimit = 20_000

  /// The title as a reader sees it, or nil.
  package var title: String?
  /// The language the page says it is in (BCP 47), or nil.
  package var language: String?
  /// The reviews and entries in the order of the page, each once, each with a guid and an address.
  package var items: [Item] = []
  /// The sums of ratings.
  package var aggregates: [AggregateRating] = []
  /// The feeds the page points at.
  package var feeds: [DiscoveredFeed] = []
  /// What it links to that looks like a feed by its address alone, without being declared as one.
  package var likelyFeeds: [DiscoveredFeed] = []
  /// The markups that reviews were found in.
  package var reviewMarkups: [ReviewMarkup] = []
  /// The page after this one in a series, on the same host, or nil.
  package var next: String?
  /// How the page was read and what was repaired, a line each.
  package var explanation: [String] = []

  /// Reads a page as it came: any bytes, its `Content-Type` if there was one, and its absolute address.
  ///
  /// Reviews are looked for in JSON-LD, Microdata, RDFa Lite and microformats; a review met in several of
  /// them is one item. Time and memory are linear in the length; nothing throws, a page without reviews has
  /// no items.
  package static func read(_ body: [UInt8], contentType: String?, url: String) -> Page {
    let text = decode(body, httpCharset: contentType.flatMap(charset(ofContentType:)), kind: .html)
    var page = Page(utf8: text.utf8, url: url)
    page.explanation.insert(
      "charset \(text.charset), by \(text.reason.rawValue)"
        + (text.replaced > 0 ? "; \(text.replaced) sequences replaced" : ""), at: 0)
    return page
  }

  /// Reads a page in UTF-8.
  init(utf8: [UInt8], url: String) {
    let tree = HTMLTree(utf8)
    let links = PageLinks(in: tree, url: url)
    title = links.title
    language = links.language
    feeds = links.feeds
    likelyFeeds = links.likelyFeeds.filter { likely in !feeds.contains { $0.url == likely.url } }
    next = links.next

    var merger = ReviewMerger()
    var sums: Set<AggregateRating> = []
    let blocks = JSONLDBlocks(in: tree)
    explanation += blocks.notes
    let linked = JSONLDThings(blocks.values)
    if linked.isCutShort {
      explanation.append("JSON-LD that refers to more than is ever read; the rest was left out")
    }
    let markups: [(String, [Thing])] = [
      ("JSON-LD", linked.things),
      ("Microdata", MicrodataThings(in: tree, base: links.base).things),
      ("RDFa", RDFaThings(in: tree, base: links.base).things),
      ("microformats", MicroformatThings(in: tree, base: links.base).things),
    ]
    for (markup, things) in markups {
      let found = ReviewReader(things, base: links.base)
      let repeated = merger.add(found.reviews)
      for aggregate in found.aggregates where sums.insert(aggregate).inserted { aggregates.append(aggregate) }
      if !found.reviews.isEmpty {
        reviewMarkups.append(ReviewMarkup(name: markup, reviews: found.reviews.count))
        explanation.append("\(found.reviews.count) reviews in \(markup), \(repeated) of them met before")
      }
    }
    items = merger.items(page: url)
    let hashed = items.filter { $0.guid?.hasPrefix(ReviewMerger.hashPrefix) ?? false }.count
    if hashed > 0 { explanation.append("\(hashed) items without an identifier of their own, hashed instead") }
  }
}
