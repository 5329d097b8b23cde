// SPDX-License-Identifier: Apache-2.0
import Markup
package import Model
import Text

extension Feed {
  /// The entries as items: visible text, absolute addresses, instants.
  package var items: [Item] {
    var items: [Item] = []
    items.reserveCapacity(entries.count)
    for place in entries.indices { items.append(item(at: place)) }
    return items
  }

  /// The entry at a place as an item.
  ///
  /// The text is the longest of its bodies and its summary; the time is published, else dc:date, else updated, else
  /// created. The author of an Atom or JSON feed is that of its entries too (RFC 4287, section 4.2.1).
  private func item(at place: Int) -> Item {
    // What is part of an element of a span is read where it lies; an element is copied with all that it refers to.
    let entries = entries.span
    let date = statedDate(of: entries[place].about.dates)
    let inheritsAuthor = format.hasPrefix("atom") || format.hasPrefix("json")
    let authors =
      entries[place].about.authors.isEmpty
      ? entries[place].source?.authors ?? [] : entries[place].about.authors
    let named = authors.isEmpty && inheritsAuthor ? self.about.authors : authors
    let body = longest(entries[place].about.summary, entries[place].content)
    return Item(
      guid: entries[place].about.id, url: address(ofEntryAt: place),
      title: entries[place].about.title?.visibleLine ?? "",
      text: body?.visibleText ?? "", author: authorName(named), published: date?.instant?.asPublication,
      publishedText: date?.text, updated: entries[place].about.dates.updated?.instant?.asPublication,
      language: entries[place].about.language ?? body?.language ?? self.about.language,
      categories: labels(of: entries[place].about.categories), rating: entries[place].ratings.stars,
      publisher: entries[place].source?.title?.visibleLine)
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
    var names = ""
    for author in authors {
      let name = tidiedLine(author.name ?? author.email ?? "")
      if !name.isEmpty { names = names.isEmpty ? name : names + ", " + name }
    }
    return names.isEmpty ? nil : names
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
  private func address(ofEntryAt place: Int) -> String? {
    let entries = entries.span
    let permalink = entries[place].about.isIDLink ? entries[place].about.id : nil
    if let found = webAddress(entries[place].originalLink) ?? webAddress(entries[place].about.link)
      ?? webAddress(permalink)
    {
      return found
    }
    for link in entries[place].about.links where ["alternate", "related", "via"].contains(link.rel) {
      if let found = webAddress(link.href) { return found }
    }
    for enclosure in entries[place].enclosures {
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
