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
  var version: [UInt8] { fingerprint.bytes }
  private let fingerprint: Fingerprint.Value
  /// Whether two items of one answer with this content are one, whatever their guids.
  private(set) var isLong = false

  /// The keys of an item by the begun hashes of the source it was met in.
  init(
    of items: borrowing Swift.Span<Item>, at index: Int, by hashes: borrowing LinkHashes,
    reading words: inout WordReader
  ) {
    words.read(title: items[index].title, text: items[index].text)
    var content = hashes.begun(.content)
    var version = hashes.empty
    words.take(into: &content, withoutNumbers: &version)
    if let rating = items[index].rating { version.take("\(rating.stars)") }
    fingerprint = version.value

    // An address that is the source's own names no item.
    let address = items[index].url.flatMap(AddressParts.init)
    let url = address.flatMap { $0.isPage && !hashes.source.isOwn($0) ? $0 : nil }
    let guid = items[index].guid.flatMap { $0.isEmpty ? nil : $0 }
    let guidAddress = items[index].guid == items[index].url ? address : guid.flatMap(AddressParts.init)
    if let guid, let url {
      links[.guidAndURL] = hashes.key(.guidAndURL) {
        $0.take(guid)
        $0.take(0)
        $0.take(url.canonical)
      }
    }
    if let guid { links[.guid] = hashes.key(.guid) { $0.take(guid) } }
    if let guidAddress, guidAddress.isPage {
      links[.alternativeGuid] = hashes.key(.alternativeGuid) { $0.take(guidAddress.page) }
    }
    if let url {
      links[.url] = hashes.key(.url) {
        $0.take(url.canonical)
        $0.take(0)
        if items[index].rating != nil { $0.take("rated") }
      }
    }
    linkHeadline(of: items, index, words, address, hashes)
    linkContent(of: items, index, words, content, guid, hashes)
  }

  /// The words of a long title, where it was published, and when.
  private mutating func linkHeadline(
    of items: borrowing Swift.Span<Item>, _ index: Int, _ words: borrowing WordReader,
    _ address: AddressParts?,
    _ hashes: borrowing LinkHashes
  ) {
    guard let day = items[index].day, words.titleCount >= leastHeadline,
      items[index].publisher != nil || address != nil
    else { return }
    var hash = hashes.begun(.headline)
    words.takeTitle(into: &hash)
    hash.take(0)
    // Of a review also who wrote it, for their titles are alike.
    if items[index].rating != nil, let author = items[index].author { hash.take(author.lowercased()) }
    hash.take(0)
    if let publisher = items[index].publisher {
      hash.take(publisher.lowercased())
    } else if let address {
      hash.take(address.hostName)
    }
    hash.take(0)
    hash.take(decimal: day)
    links[.headline] = hash.key
  }

  /// The words of title and text; where these are only symbols, title and text as they are.
  ///
  /// - Parameter begun: the hash that has taken the words.
  private mutating func linkContent(
    of items: borrowing Swift.Span<Item>, _ index: Int, _ words: borrowing WordReader, _ begun: Fingerprint,
    _ guid: String?,
    _ hashes: borrowing LinkHashes
  ) {
    var hash = begun
    var count = words.count
    if words.isWordless {
      hash = hashes.begun(.content)
      hash.take(items[index].title)
      hash.take(items[index].text)
      count = items[index].title.utf8.count + items[index].text.utf8.count
    }
    isLong = count >= 100 && items[index].rating == nil
    guard count > 0 else { return }
    // Nobody writes a hundred letters alike by chance; of less, source, author and date must be the same too.
    if !isLong {
      hash.take(0)
      hash.take(decimal: hashes.source.id.value)
      hash.take(0)
      if items[index].author == nil && items[index].published == nil && items[index].publishedText == nil {
        hash.take(guid ?? "")
      } else {
        hash.take(items[index].author ?? "")
        hash.take(0)
        // Its date as exactly as it is known.
        if let published = items[index].published {
          hash.take(decimal: published.microseconds)
        } else {
          hash.take(items[index].publishedText ?? "")
        }
      }
    }
    links[.content] = hash.key
  }
}

/// A key for some of the links.
struct KeyRing: Sendable {
  private var keys = InlineArray<6, Int64>(repeating: 0)
  private var held: UInt8 = 0

  /// Whether there is none.
  var isEmpty: Bool { held == 0 }

  /// Whether something holds for each of them.
  func allSatisfy(_ holds: (Int64) -> Bool) -> Bool {
    for place in 0..<6 where held & 1 << place != 0 && !holds(keys[place]) { return false }
    return true
  }

  /// Does something with each of them, strongest link first.
  func forEach(_ body: (Int64) -> Void) {
    for place in 0..<6 where held & 1 << place != 0 { body(keys[place]) }
  }

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

/// The hashes of one source's links, each begun with the words that part it from the others and a zero byte, as there is
/// one between all that makes a key.
struct LinkHashes: Sendable {
  let source: SourceFacts
  /// A hash that has taken nothing.
  let empty: Fingerprint
  private let begun: [Fingerprint]

  init(of source: SourceFacts, hash: Fingerprint) {
    self.source = source
    empty = hash
    begun = Link.allCases.map { link in
      var begun = hash
      begun.take(link.rawValue)
      begun.take(0)
      if link.isOfSource {
        begun.take(decimal: source.id.value)
        begun.take(0)
      }
      return begun
    }
  }

  /// The hash of a link to which what makes its key is to be fed.
  func begun(_ link: Link) -> Fingerprint { begun[link.position] }

  /// The key of a link from what is fed to its hash.
  func key(_ link: Link, feed: (inout Fingerprint) -> Void) -> Int64 {
    var hash = begun(link)
    feed(&hash)
    return hash.key
  }
}

extension Fingerprint {
  /// What was taken, as a key in the database.
  fileprivate var key: Int64 { Int64(bitPattern: first) }

  /// Takes bytes of an array.
  fileprivate mutating func take(_ bytes: ArraySlice<UInt8>) { take(bytes.span) }
}

/// What the chain must know of the source it is in.
struct SourceFacts: Sendable {
  let id: Identifier<Source>
  /// The address of the source itself.
  private let address: AddressParts?

  init(id: Identifier<Source>, url: String) {
    self.id = id
    address = AddressParts(url)
  }

  /// Whether a page is the source's own.
  func isOwn(_ page: AddressParts) -> Bool { address?.isSamePage(as: page) ?? false }
}

extension Item {
  /// The day it was published, in UTC, counted from 1970-01-01.
  fileprivate var day: Int64? { published.map { CivilTime($0).daysSince1970 } }

  /// When one took effect that was published and updated then, as far as that can be believed: a date more than a day
  /// ahead of `now` is none.
  static func effective(_ published: Instant?, _ updated: Instant?, now: Instant) -> Instant {
    guard let date = published ?? updated, date <= now + .days(1) else { return now }
    return min(date, now)
  }
}
