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
  /// The feeds it points at, where it is a page.
  let feeds: [DiscoveredFeed]
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
    feeds = []
    explanation = ["\(format), “\(title)”, \(items.count) items"] + feed.repairs.descriptions
  }

  private init(_ page: Page) {
    format = "page"
    title = page.title ?? ""
    items = page.items
    feeds = page.feeds
    explanation =
      ["page, “\(title)”, \(items.count) items"] + page.explanation
      + page.aggregates.map { sum in
        "\(sum.rating) on average" + (sum.name.map { " for \($0)" } ?? "")
          + (sum.ratingCount.map { ", \($0) ratings" } ?? "")
      } + page.feeds.map { "feed “\($0.title)” at \($0.url)" }
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
    .object(of: [
      "format": format.wire, "title": title.wire, "items": .array(items.map(\.document)),
      "feeds": feeds.isEmpty
        ? nil : .array(feeds.map { .object(of: ["url": $0.url.wire, "title": $0.title.wire]) }),
      "explanation": explained ? explanation.wire : nil,
    ])
  }
}

extension Item {
  /// The item as an object, named as in mentions; what is not known is null.
  fileprivate var document: JSON {
    .object(of: [
      "guid": guid.orNull, "url": url.orNull, "title": title.wire, "text": text.wire, "author": author.orNull,
      "published": published.map(Timestamp.init).orNull, "updated": updated.map(Timestamp.init).orNull,
      "rating": (rating?.value).orNull, "language": language.orNull, "categories": categories.wire,
    ])
  }
}

extension Optional where Wrapped: WireValue {
  fileprivate var orNull: JSON { self?.wire ?? .null }
}
