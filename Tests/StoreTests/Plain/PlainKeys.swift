// SPDX-License-Identifier: Apache-2.0
import Model

@testable import Store

/// What an item is known by, put together from strings as plainly as can be: what `IdentityKeys` is held against, for
/// databases keep these keys and versions.
struct PlainKeys: Equatable {
  /// Keys by the name of their link.
  var links: [String: Int64] = [:]
  var version: [UInt8] = []

  /// What was reckoned.
  init(_ keys: IdentityKeys) {
    for link in Link.allCases { links[link.rawValue] = keys.links[link] }
    version = keys.version
  }

  /// What ought to be.
  init(of item: Item, in source: (id: Int64, url: String), hash: Fingerprint) {
    let title = plainWords(of: item.title, withNumbers: true)
    let text = plainWords(of: item.text, withNumbers: true)
    func set(_ link: String, _ parts: [[UInt8]]) {
      let bytes = Array(([Array(link.utf8)] + parts).joined(separator: [0]))
      let key = hash(bytes).prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      links[link] = Int64(bitPattern: key)
    }
    func utf8(_ text: String) -> [UInt8] { Array(text.utf8) }
    let id = utf8("\(source.id)")

    version = hash(
      plainWords(of: item.title, withNumbers: false) + utf8("\n")
        + plainWords(of: item.text, withNumbers: false) + utf8("\n")
        + utf8(item.rating.map { "\($0.stars)" } ?? ""))
    let address = item.url.flatMap(PlainAddress.init)
    let url = address?.canonical.flatMap { $0 == PlainAddress(source.url)?.canonical ? nil : $0 }
    if let guid = item.guid, !guid.isEmpty {
      if let url { set("guid url", [id, utf8(guid), utf8(url)]) }
      set("guid", [id, utf8(guid)])
      let guidAddress = guid == item.url ? address : PlainAddress(guid)
      if let page = guidAddress?.namedPage { set("alternative guid", [id, utf8(page)]) }
    }
    if let url { set("url", [utf8(url), utf8(item.rating == nil ? "" : "rated")]) }
    if let published = item.published, title.count >= 16,
      let place = item.publisher?.lowercased() ?? address?.hostName
    {
      let reviewer = item.rating == nil ? "" : item.author?.lowercased() ?? ""
      set("headline", [title, utf8(reviewer), utf8(place), utf8("\(CivilTime(published).daysSince1970)")])
    }
    let isSymbols = title.isEmpty && text.isEmpty
    let words = isSymbols ? utf8(item.title + item.text) : title + utf8("\n") + text
    let date = item.published.map { "\($0.microseconds)" } ?? item.publishedText
    if words.count >= 100 && item.rating == nil {
      set("content", [words])
    } else if !words.isEmpty && (item.author != nil || date != nil) {
      set("content", [words, id, utf8(item.author ?? ""), utf8(date ?? "")])
    } else if !words.isEmpty {
      set("content", [words, id, utf8(item.guid ?? "")])
    }
  }
}
