// SPDX-License-Identifier: Apache-2.0
import Model

/// The links of the chain by which an item is known again, strongest first; their words are part of the keys.
///
/// A further kind of link is a case here, its words in `IdentityKeys`, and where it needs more than equal keys a condition
/// in `Likeness`. What is alike without an equal key comes last of all: `Stories`.
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

  /// Whether equal keys mean something within one source only.
  var isOfSource: Bool { [.guidAndURL, .guid, .alternativeGuid].contains(self) }

  /// Its place in the chain.
  var position: Int {
    switch self {
    case .guidAndURL: 0
    case .guid: 1
    case .alternativeGuid: 2
    case .url: 3
    case .headline: 4
    case .content: 5
    }
  }
}

/// What one item is known by in one source.
struct IdentityKeys: Sendable {
  /// 64 bits of a keyed hash for each link that the item has; none at all for an item that says nothing.
  private(set) var links = KeyRing()
  /// The hash of what makes a version of it: the words of title and text without numbers, so that counters,
  /// stamps and addresses are no edit, and the stars, for they are the verdict of a review though they are digits.
  let version: [UInt8]
  /// Whether two items of one answer with this content are one, whatever their guids.
  private(set) var isLong = false

  /// The keys of an item by the begun hashes of the source it was met in.
  init(of item: Item, by hashes: LinkHashes) {
    let words = (title: VisibleWords(of: item.title), text: VisibleWords(of: item.text))
    version = hashes.version(words.title.withoutNumbers, words.text.withoutNumbers, item.rating)
    // An address that is the source's own names no item.
    let address = item.url.flatMap(AddressParts.init)
    let url = address?.canonical.flatMap { $0 == hashes.source.page ? nil : $0 }
    let guid = item.guid.flatMap { $0.isEmpty ? nil : $0 }
    let guidAddress = item.guid == item.url ? address : guid.flatMap(AddressParts.init)
    if let guid, let url { links[.guidAndURL] = hashes.key(.guidAndURL, guid, url) }
    if let guid { links[.guid] = hashes.key(.guid, guid) }
    if let page = guidAddress?.namedPage {
      links[.alternativeGuid] = hashes.key(.alternativeGuid, page)
    }
    if let url { links[.url] = hashes.key(.url, url, item.rating == nil ? "" : "rated") }
    if let day = item.day, words.title.bytes.count >= leastHeadline,
      let place = item.publisher?.lowercased() ?? address?.hostName
    {
      // Of a review also who wrote it, for their titles are alike.
      let reviewer = item.rating == nil ? "" : item.author?.lowercased() ?? ""
      links[.headline] = hashes.key(.headline, words.title.bytes, reviewer, place, day)
    }
    linkContent(of: item, words.title.bytes, words.text.bytes, guid, hashes)
  }

  /// The words of title and text; where these are only symbols, title and text as they are.
  private mutating func linkContent(
    of item: Item, _ title: [UInt8], _ text: [UInt8], _ guid: String?, _ hashes: LinkHashes
  ) {
    let isSymbols = title.isEmpty && text.isEmpty
    let words = isSymbols ? Array((item.title + item.text).utf8) : title + [UInt8(ascii: "\n")] + text
    isLong = words.count >= 100 && item.rating == nil
    // Nobody writes a hundred letters alike by chance; of less, source, author and date must be the same too.
    if isLong {
      links[.content] = hashes.key(.content, words)
    } else if !words.isEmpty {
      let isSigned = item.author != nil || item.date != nil
      let signature = isSigned ? (item.author ?? "") + "\u{0}" + (item.date ?? "") : guid ?? ""
      links[.content] = hashes.key(.content, words, hashes.source.id.description, signature)
    }
  }
}

/// A key for some of the links.
struct KeyRing: Sendable {
  private var keys = InlineArray<6, Int64>(repeating: 0)
  private var held: UInt8 = 0

  /// Whether there is none.
  var isEmpty: Bool { held == 0 }

  /// The keys there are, strongest link first.
  var all: [Int64] { Link.allCases.compactMap { self[$0] } }

  /// The key of a link.
  subscript(link: Link) -> Int64? {
    get { held & 1 << link.position == 0 ? nil : keys[link.position] }
    set {
      keys[link.position] = newValue ?? 0
      held = newValue == nil ? held & ~(1 << link.position) : held | 1 << link.position
    }
  }
}

/// A title long enough to be told from others, in bytes.
private let leastHeadline = 16

/// The hashes of one source's links, each begun with the words that part it from the others.
struct LinkHashes: Sendable {
  let source: SourceFacts
  private let begun: [Fingerprint]
  private let empty: Fingerprint

  init(of source: SourceFacts, hash: Fingerprint) {
    self.source = source
    empty = hash
    begun = Link.allCases.map { link in
      var begun = hash
      begun.take(link.rawValue)
      if link.isOfSource {
        begun.take(0)
        begun.take(source.id.description)
      }
      return begun
    }
  }

  /// The key of a link: the hash of its words and these parts, with a zero byte between.
  func key(_ link: Link, _ parts: String...) -> Int64 {
    var hash = begun[link.position]
    for part in parts {
      hash.take(0)
      hash.take(part)
    }
    return Int64(bitPattern: hash.first)
  }

  /// The same where the first part is words.
  func key(_ link: Link, _ words: [UInt8], _ parts: String...) -> Int64 {
    var hash = begun[link.position]
    hash.take(0)
    hash.take(words.span)
    for part in parts {
      hash.take(0)
      hash.take(part)
    }
    return Int64(bitPattern: hash.first)
  }

  /// The hash of what makes a version of an item.
  func version(_ title: [UInt8], _ text: [UInt8], _ rating: Rating?) -> [UInt8] {
    var hash = empty
    hash.take(title.span)
    hash.take(UInt8(ascii: "\n"))
    hash.take(text.span)
    hash.take(UInt8(ascii: "\n"))
    if let rating { hash.take("\(rating.stars)") }
    return hash.bytes
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
  /// The day it was published, in UTC.
  fileprivate var day: String? { published.map { String(CivilTime($0).daysSince1970) } }

  /// Its date as exactly as it is known.
  fileprivate var date: String? { published.map { String($0.microseconds) } ?? publishedText }

  /// When it was published as far as that can be believed: a date more than a day ahead of `now` is none.
  func effective(now: Instant) -> Instant {
    guard let date = published ?? updated, date <= now + .days(1) else { return now }
    return min(date, now)
  }
}
