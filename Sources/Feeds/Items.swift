// SPDX-License-Identifier: Apache-2.0
import Markup
package import Model
import Text

extension Feed {
  /// The entries as items: visible text, absolute addresses, instants.
  package var items: [Item] { entries.map { item(of: $0) } }

  /// An entry as an item.
  ///
  /// The text is the longest of its bodies and its summary; the time is published, else dc:date, else updated, else
  /// created. The author of an Atom or JSON feed is that of its entries too (RFC 4287, section 4.2.1).
  package func item(of entry: Entry) -> Item {
    let about = entry.about
    let date = statedDate(of: about.dates)
    let inheritsAuthor = format.hasPrefix("atom") || format.hasPrefix("json")
    let authors = about.authors.isEmpty ? entry.source?.authors ?? [] : about.authors
    let named = authors.isEmpty && inheritsAuthor ? self.about.authors : authors
    let body = longest([about.summary].compactMap { $0 } + entry.content)
    return Item(
      guid: about.id, url: address(of: entry), title: about.title?.visibleLine ?? "",
      text: body?.visibleText ?? "", author: authorName(named), published: date?.instant?.asPublication,
      publishedText: date?.text, updated: about.dates.updated?.instant?.asPublication,
      language: about.language ?? body?.language ?? self.about.language, categories: labels(of: about),
      rating: entry.ratings.stars, publisher: entry.source?.title?.visibleLine)
  }

  private func statedDate(of dates: StatedDates) -> StatedDate? {
    let inOrder = [dates.published, dates.unspecified, dates.updated, dates.created].compactMap { $0 }
    return inOrder.first { $0.instant != nil } ?? inOrder.first
  }

  private func longest(_ texts: [TextConstruct]) -> TextConstruct? {
    // Of equal ones the first: what its author put first.
    texts.reduce(nil) { best, text in best.map { $0.utf8.count >= text.utf8.count } == true ? best : text }
  }

  private func authorName(_ authors: [Person]) -> String? {
    let names = authors.compactMap { $0.name ?? $0.email }.map(tidiedLine).filter { !$0.isEmpty }
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }

  private func labels(of about: Particulars) -> [String] {
    var labels: [String] = []
    for category in about.categories {
      let label = tidiedLine(category.label ?? category.term)
      if !label.isEmpty && !labels.contains(label) { labels.append(label) }
    }
    return labels
  }

  /// Where the item is, as an absolute web address: where it was before a service rewrote it, its page, or what else it
  /// gives, the files that come with it last.
  private func address(of entry: Entry) -> String? {
    let links = entry.about.links.filter { $0.rel == "alternate" || $0.rel == "related" || $0.rel == "via" }
    let permalink = entry.about.isIDLink ? entry.about.id : nil
    let candidates =
      [entry.originalLink, entry.about.link, permalink] + links.map(\.href) + entry.enclosures.map(\.url)
    for candidate in candidates.compactMap({ $0 }) where !candidate.isEmpty {
      if isWebAddress(candidate) { return candidate }
      if let address = resolve(candidate, against: about.link ?? url), isWebAddress(address) {
        return address
      }
    }
    return nil
  }
}

extension TextConstruct {
  /// The text as a reader sees it, blocks parted by line feeds.
  package var visibleText: String {
    kind == .html ? Markup.visibleText(ofHTML: Array(utf8)) : tidiedLines(Array(utf8))
  }

  /// The text as a reader sees it, in one line.
  package var visibleLine: String {
    if kind == .text { return tidiedLine(string) }
    let text = Markup.visibleText(ofHTML: Array(utf8))
    return text.utf8.contains(0x0A) ? tidiedLine(text) : text
  }
}
