// SPDX-License-Identifier: Apache-2.0
import Control
import Feeds
import Model
import Pages
import Text

/// What a body was read as: a feed, or a page where it is none.
struct Publication {
  /// Such as `rss20`, `atom10` or `page`.
  let format: String
  /// Its title.
  let title: String
  /// The items, as it orders them.
  let items: [Item]
  /// What else it says, in the order of the document.
  let facts: [JSON.Member]
  /// What else each of the items says; empty where none can.
  let itemFacts: [[JSON.Member]]
  /// What it was read as and what had to be put right, a sentence each.
  let explanation: [String]

  /// Reads a feed or a page; throws where the body is neither.
  init(_ body: [UInt8], contentType: String?, url: String, name: String) throws(ControlClientError) {
    do {
      self.init(try Feed.read(body, contentType: contentType, url: url))
    } catch {
      guard case .page = error.looksLike else { throw ControlClientError(.invalid, "\(name): \(error)") }
      self.init(Page.read(body, contentType: contentType, url: url))
    }
  }

  private init(_ feed: Feed) {
    format = feed.format
    title = feed.about.title?.visibleLine ?? ""
    items = feed.items
    facts = feed.facts
    itemFacts = feed.entries.map(feed.facts)
    explanation = ["\(format), “\(title)”, \(items.count) items"] + feed.repairs.descriptions
  }

  private init(_ page: Page) {
    format = "page"
    title = page.title ?? ""
    items = page.items
    facts = page.facts
    itemFacts = []
    explanation =
      ["page, “\(title)”, \(items.count) items"] + page.explanation
      + page.aggregates.map { sum in
        "\(sum.rating) on average" + (sum.name.map { " for \($0)" } ?? "")
          + (sum.ratingCount.map { ", \($0) ratings" } ?? "")
          + (sum.reviewCount.map { ", \($0) reviews" } ?? "")
      } + page.feeds.map { "feed “\($0.title)” at \($0.url)" }
      + (page.next.map { ["next page at \($0)"] } ?? [])
  }

  /// The items as a table.
  var table: Table {
    var table = Table("PUBLISHED", "AUTHOR", "RATING", "TITLE")
    for item in items {
      table.add(
        Table.Cell(localTime(item.published)), Table.Cell(item.author ?? "-"),
        Table.Cell(item.rating?.description ?? "-"),
        Table.Cell(item.title.isEmpty ? item.text : item.title, link: item.url))
    }
    return table
  }

  /// The items as a document.
  func wire(explained: Bool) -> JSON {
    let documents = items.indices.map { index in
      JSON.object(items[index].members + (itemFacts.isEmpty ? [] : itemFacts[index]))
    }
    return .object(
      [JSON.Member("format", format.wire), JSON.Member("title", title.wire)] + facts
        + [JSON.Member("items", .array(documents))]
        + (explained ? [JSON.Member("explanation", explanation.wire)] : []))
  }
}

extension Item {
  /// What every item has, named as in mentions; what is not known is null.
  fileprivate var members: [JSON.Member] {
    let members: KeyValuePairs<String, JSON> = [
      "guid": guid.orNull, "url": url.orNull, "title": title.wire, "text": text.wire, "author": author.orNull,
      "published": published.map(Timestamp.init).orNull, "publishedText": publishedText.orNull,
      "updated": updated.map(Timestamp.init).orNull, "rating": (rating?.value).orNull,
      "ratingScale": rating?.scale ?? .null, "language": language.orNull, "categories": categories.wire,
      "publisher": publisher.orNull,
    ]
    return members.map { JSON.Member($0, $1) }
  }
}

extension Optional where Wrapped: WireValue {
  fileprivate var orNull: JSON { self?.wire ?? .null }
}
