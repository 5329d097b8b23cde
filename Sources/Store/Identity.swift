// SPDX-License-Identifier: Apache-2.0
import Model

/// The links of the chain by which an item is known again, strongest first; their words are part of the keys.
///
/// A further kind of link (such as the shingles of similar texts) is a case here, its words in
/// `IdentityKeys`, and where it needs more than equal keys a condition in `Likeness`.
enum Link: String, CaseIterable, Sendable {
  /// The publisher's identifier together with the address: right even where one identifier serves many items.
  case guidAndURL = "guid url"
  /// The publisher's identifier, unique within its source.
  case guid = "guid"
  /// The identifier without scheme, host and tracking parameters.
  case alternativeGuid = "alternative guid"
  /// The address, in whatever source.
  case url = "url"
  /// Title, publisher or host, and day.
  case headline = "headline"
  /// The visible words.
  case content = "content"

  /// Whether equal keys are not enough.
  var isWeak: Bool { self == .url || self == .headline }
}

/// What one item is known by in one source.
struct IdentityKeys: Sendable {
  /// The hash of each link that the item has; none at all for an item that says nothing.
  private(set) var links: [Link: [UInt8]] = [:]
  /// The hash of what makes a version of it.
  let version: [UInt8]
  /// Whether two items of one answer with this content are one, whatever their guids.
  private(set) var isLong = false

  /// The keys of an item met in a source.
  init(of item: Item, in source: SourceFacts, hash: Fingerprint) {
    version = hash(item.version)
    // An address that is the source's own names no item.
    let url = item.url.flatMap(canonicalURL).flatMap { $0 == source.page ? nil : $0 }
    let guid = item.guid.flatMap { $0.isEmpty ? nil : $0 }
    let id = source.id.description
    func link(_ link: Link, _ parts: String?...) {
      let known = parts.compactMap(\.self)
      guard known.count == parts.count else { return }
      links[link] = hash(Array(([link.rawValue] + known).joined(separator: "\u{0}").utf8))
    }
    link(.guidAndURL, id, guid, url)
    link(.guid, id, guid)
    link(.alternativeGuid, id, guid.flatMap(alternativeGuid))
    link(.url, url, item.rating == nil ? "" : "rated")
    link(.headline, item.headline, item.publisher?.lowercased() ?? item.url.flatMap(canonicalHost), item.day)
    let text = item.wording
    isLong = text.utf8.count >= 100 && item.rating == nil
    // Nobody writes a hundred letters alike by chance; of less, source, author and date must be the same too.
    let isSigned = item.author != nil || item.date != nil
    let signature = isSigned ? (item.author ?? "") + "\u{0}" + (item.date ?? "") : guid ?? ""
    if isLong {
      link(.content, text)
    } else if !text.isEmpty {
      link(.content, text, id, signature)
    }
  }
}

/// What the chain must know of the source it is in.
struct SourceFacts: Sendable {
  let id: Identifier<Source>
  /// The canonical address of the source itself.
  let page: String?

  init(id: Identifier<Source>, url: String) {
    self.id = id
    page = canonicalURL(url)
  }
}

extension Item {
  /// The words of title and text; where these are only symbols, title and text as they are.
  fileprivate var wording: String {
    let words = [title, text].map { String(decoding: visibleWords(of: $0, numbers: .count), as: UTF8.self) }
    return words == ["", ""] ? title + text : words.joined(separator: "\n")
  }

  /// A title long enough to be told from others; of a review also who wrote it, for their titles are alike.
  fileprivate var headline: String? {
    let words = visibleWords(of: title, numbers: .count)
    guard words.count >= 16 else { return nil }
    let reviewer = rating == nil ? "" : author ?? ""
    return String(decoding: words, as: UTF8.self) + "\u{0}" + reviewer.lowercased()
  }

  /// The day it was published, in UTC.
  fileprivate var day: String? { published.map { String(CivilTime($0).daysSince1970) } }

  /// Its date as exactly as it is known.
  fileprivate var date: String? { published.map { String($0.microseconds) } ?? publishedText }
}
