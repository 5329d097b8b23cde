// SPDX-License-Identifier: Apache-2.0
import Markup
package import Model
import Text

extension Feed {
  /// The entries as items: visible text, absolute addresses, instants.
  package var items: [Item] {
    var items: [Item] = []
    items.reserveCapacity(entries.count)
    // An element of a span is lent, one of an array is copied with all that it refers to.
    let entries = entries.span
    for index in entries.indices { items.append(item(of: entries[index])) }
    return items
  }

  /// An entry as an item.
  ///
  /// The text is the longest of its bodies and its summary; the time is published, else dc:date, else updated, else
  /// created. The author of an Atom or JSON feed is that of its entries too (RFC 4287, section 4.2.1).
  package func item(of entry: Entry) -> Item {
    let date = statedDate(of: entry.about.dates)
    let inheritsAuthor = format.hasPrefix("atom") || format.hasPrefix("json")
    let authors = entry.about.authors.isEmpty ? entry.source?.authors ?? [] : entry.about.authors
    let named = authors.isEmpty && inheritsAuthor ? self.about.authors : authors
    let body = longest(entry.about.summary, entry.content)
    return Item(
      guid: entry.about.id, url: address(of: entry), title: entry.about.title?.visibleLine ?? "",
      text: body?.visibleText ?? "", author: authorName(named), published: date?.instant?.asPublication,
      publishedText: date?.text, updated: entry.about.dates.updated?.instant?.asPublication,
      language: entry.about.language ?? body?.language ?? self.about.language,
      categories: labels(of: entry.about.categories), rating: entry.ratings.stars,
      publisher: entry.source?.title?.visibleLine)
  }

  private func statedDate(of dates: StatedDates) -> StatedDate? {
    if let published = dates.published, published.instant != nil { return published }
    let inOrder = [dates.published, dates.unspecified, dates.updated, dates.created].compactMap { $0 }
    return inOrder.first { $0.instant != nil } ?? inOrder.first
  }

  private func longest(_ summary: TextConstruct?, _ bodies: [TextConstruct]) -> TextConstruct? {
    // Of equal ones the first: what its author put first.
    var best = summary
    for text in bodies where best.map({ $0.utf8.count < text.utf8.count }) ?? true { best = text }
    return best
  }

  private func authorName(_ authors: [Person]) -> String? {
    if authors.isEmpty { return nil }
    let names = authors.compactMap { $0.name ?? $0.email }.map(tidiedLine).filter { !$0.isEmpty }
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }

  private func labels(of categories: [Category]) -> [String] {
    var labels: [String] = []
    for category in categories {
      let label = tidiedLine(category.label ?? category.term)
      if !label.isEmpty && !labels.contains(label) { labels.append(label) }
    }
    return labels
  }

  /// Where the item is, as an absolute web address: where it was before a service rewrote it, its page, or what else it
  /// gives, the files that come with it last.
  private func address(of entry: Entry) -> String? {
    let permalink = entry.about.isIDLink ? entry.about.id : nil
    if let found = webAddress(entry.originalLink) ?? webAddress(entry.about.link) ?? webAddress(permalink) {
      return found
    }
    for link in entry.about.links where ["alternate", "related", "via"].contains(link.rel) {
      if let found = webAddress(link.href) { return found }
    }
    for enclosure in entry.enclosures {
      if let found = webAddress(enclosure.url) { return found }
    }
    return nil
  }

  /// A reference as an absolute web address; nil where it is none.
  private func webAddress(_ reference: String?) -> String? {
    guard let reference, !reference.isEmpty else { return nil }
    if isWebAddress(reference) { return reference }
    return resolve(reference, against: about.link ?? url).flatMap { isWebAddress($0) ? $0 : nil }
  }
}

extension TextConstruct {
  /// The text as a reader sees it, blocks parted by line feeds.
  package var visibleText: String {
    kind == .html ? Markup.visibleText(ofHTML: utf8) : tidiedLines(Array(utf8))
  }

  /// The text as a reader sees it, in one line.
  package var visibleLine: String {
    if kind == .text { return tidiedLine(string) }
    let text = Markup.visibleText(ofHTML: utf8)
    return text.utf8.contains(0x0A) ? tidiedLine(text) : text
  }
}
