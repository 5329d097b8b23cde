// SPDX-License-Identifier: Apache-2.0
import Model

/// The links of the chain by which an item is known again, strongest first; the words are part of what is
/// hashed.
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
      links[link] = hash(([link.rawValue] + known).joined(separator: "\u{0}").utf8)
    }
    link(.guidAndURL, id, guid, url)
    link(.guid, id, guid)
    link(.alternativeGuid, id, guid.flatMap(alternativeGuid))
    link(.url, url, item.rating == nil ? "" : "rated")
    link(.headline, item.headline, item.publisher?.lowercased() ?? item.url.flatMap(canonicalHost), item.day)
    let text = item.wording
    isLong = text.utf8.count >= 100 && item.rating == nil
    // Nobody writes a hundred letters alike by chance; of less the place, the author and the date must be the
    // same.
    let when =
      item.author == nil && item.date == nil ? guid : (item.author ?? "") + "\u{0}" + (item.date ?? "")
    if isLong {
      link(.content, text)
    } else if !text.isEmpty {
      link(.content, text, id, when ?? "")
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

/// The items of one answer with their keys, before the store is asked.
struct Answer: Sendable {
  let items: [Item]
  let keys: [IdentityKeys]
  /// Of an item that an earlier one of the same answer repeats: the index of that one.
  private(set) var repeats: [Int: Int] = [:]
  /// Keys that several different items of the answer have: they tell none of them from the others.
  private(set) var shared: Set<[UInt8]> = []

  init(_ items: [Item], in source: SourceFacts, hash: Fingerprint) {
    self.items = items
    keys = items.map { IdentityKeys(of: $0, in: source, hash: hash) }
    findRepeats()
    findShared()
  }

  /// The items to be looked up: those that say something and repeat none.
  var indices: [Int] { items.indices.filter { repeats[$0] == nil && !keys[$0].links.isEmpty } }

  /// Same guid, address and title are one entry in two versions (RFC 4287 section 4.1.1), the first one
  /// counts; so are same words at the same place, and the same long text anywhere.
  private mutating func findRepeats() {
    var seen: [[String]: Int] = [:]
    for index in items.indices {
      let item = items[index]
      let place = [item.guid ?? "", item.url ?? ""]
      var names: [[String]] = []
      if item.guid != nil { names.append(place + [item.title]) }
      if let content = keys[index].links[.content] {
        names.append(
          (keys[index].isLong ? [] : place) + ["content", content.map(String.init).joined(separator: " ")])
      }
      if let earlier = names.compactMap({ seen[$0] }).min() { repeats[index] = earlier }
      for name in names where seen[name] == nil { seen[name] = repeats[index] ?? index }
    }
  }

  private mutating func findShared() {
    var met: Set<[UInt8]> = []
    for index in indices {
      for key in keys[index].links.values where !met.insert(key).inserted { shared.insert(key) }
    }
  }
}

/// What is known of a stored item to which a weak link leads.
struct Likeness: Sendable {
  /// The source where it was first seen.
  let source: Identifier<Source>
  let guid: String?
  let title: String
  let text: String
  let published: Instant?

  /// Whether an item met in a source is this one.
  func holds(_ link: Link, for item: Item, in source: Identifier<Source>) -> Bool {
    let isElsewhere = source != self.source
    let isRenamed = !isElsewhere && guid != nil && item.guid != nil && guid != item.guid
    let isTitled = words(title) == words(item.title)
    let isSame = isTitled && words(text) == words(item.text)
    switch link {
    case .guidAndURL, .guid, .alternativeGuid, .content: return true
    case .url:
      if isSame { return true }
      // Elsewhere it may be somebody's comment on the page, which is a story of its own.
      if isElsewhere { return isTitled || beginsLike(item.text) }
      // A new guid at an old address is a changing guid, or a page that shows something new each week.
      return !isRenamed || isTitled && isNear(item.published)
    case .headline:
      // Replies in a forum have one title; only their texts tell them apart.
      return isSame ? !(text.isEmpty && isRenamed) : !isRenamed && beginsLike(item.text)
    }
  }

  private func isNear(_ date: Instant?) -> Bool {
    guard let date, let published else { return true }
    return abs((date - published) / .days(1)) <= 2
  }

  /// Whether one text is the beginning of the other, as an excerpt is, or there is none.
  private func beginsLike(_ other: String) -> Bool {
    let mine = words(text)
    let others = words(other)
    let length = min(mine.count, others.count, 60)
    if length == 0 { return true }
    return length >= 20 && mine.prefix(length) == others.prefix(length)
  }

  private func words(_ text: String) -> [UInt8] { visibleWords(of: text, numbers: .count) }
}
