// SPDX-License-Identifier: Apache-2.0
import Markup
import Model

/// The reviews of a page, each once: pages tell search engines the same in several markups.
struct ReviewMerger {
  /// What a guid begins with that is a fingerprint and no identifier of the page's.
  static let hashPrefix = "fnv1a128:"

  /// How many reviews of the same words are told apart by their authors, dates and ratings; a page of thousands of
  /// those is no page of reviews.
  private static let maximumAlike = 32

  private var reviews: [ReviewReader.Found] = []
  /// The reviews by what they say.
  private var places: [Fingerprint: [Int]] = [:]
  /// The reviews by the identifiers that the page gives.
  private var identified: [String: Int] = [:]

  /// Adds the reviews of a markup and says how many of them were there before; what has neither words nor a rating is
  /// no review.
  mutating func add(_ found: [ReviewReader.Found]) -> Int {
    var repeated = 0
    for review in found
    where !(review.item.text.isEmpty && review.item.title.isEmpty && review.item.rating == nil) {
      let saying = Self.saying(review.item)
      if let place = place(of: review.item, saying: saying) {
        reviews[place].fill(from: review)
        repeated += 1
      } else if places[saying, default: []].count < Self.maximumAlike {
        places[saying, default: []].append(reviews.count)
        if let guid = review.item.guid, identified[guid] == nil { identified[guid] = reviews.count }
        reviews.append(review)
      }
    }
    return repeated
  }

  /// Where the same review is: one of the same identifier of which no part is told otherwise, or of the same words.
  private func place(of item: Item, saying: Fingerprint) -> Int? {
    if let place = item.guid.flatMap({ identified[$0] }) {
      let other = reviews[place].item
      let isSilent = item.text.isEmpty || other.text.isEmpty
      if Self.isConsistent(other, item), isSilent || Self.saying(other) == saying { return place }
    }
    return places[saying]?.first { Self.isSame(reviews[$0].item, item) }
  }

  /// What a review says: its text, or its title where it has no text.
  private static func saying(_ item: Item) -> Fingerprint {
    var fingerprint = Fingerprint()
    fingerprint.add(item.text.isEmpty ? item.title : item.text)
    return fingerprint
  }

  /// Whether two reviews that say the same are one.
  private static func isSame(_ a: Item, _ b: Item) -> Bool {
    isConsistent(a, b) && !(a.text.isEmpty && a.title.isEmpty && a.author == nil)
  }

  /// Whether two reviews do not contradict each other beside what they say.
  private static func isConsistent(_ a: Item, _ b: Item) -> Bool {
    func agree<Value: Equatable>(_ a: Value?, _ b: Value?) -> Bool { a == nil || b == nil || a == b }
    return agree(a.author, b.author) && agree(a.rating?.normalized, b.rating?.normalized)
      && agree(a.published, b.published)
  }

  /// The items, each with a guid and an address of its own: the one it gives, or a place in the page. Of reviews that
  /// are alike in everything the first one counts.
  func items(page: String) -> [Item] {
    let guids = uses(reviews.compactMap(\.item.guid))
    let anchors = uses(reviews.compactMap(\.anchor))
    var addresses = uses(reviews.compactMap { $0.address.map(canonical) })
    let shared = Set([page] + reviews.compactMap(\.subject.url)).map(canonical)
    for address in shared { addresses[address] = 2 }
    var taken: Set<String> = []
    return reviews.compactMap { review in
      var item = review.item
      let fingerprint = Self.identity(of: item)
      if guids[item.guid ?? ""] != 1 { item.guid = Self.hashPrefix + fingerprint }
      let address = review.address.flatMap { addresses[canonical($0)] == 1 ? $0 : nil }
      let anchor = review.anchor.flatMap { anchors[$0] == 1 ? $0 : nil }
      let places = ["#" + (anchor ?? ""), "#review-" + fingerprint.prefix(16)].dropFirst(
        anchor == nil ? 1 : 0)
      let candidates = [address].compactMap(\.self) + places.compactMap { resolve($0, against: page) }
      item.url = candidates.first { taken.insert($0).inserted }
      return item.url == nil ? nil : item
    }
  }

  /// How often each of some names occurs.
  private func uses(_ names: [String]) -> [String: Int] {
    names.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  /// The hash of what makes a review one: who, when, how good, what.
  private static func identity(of item: Item) -> String {
    var fingerprint = Fingerprint()
    fingerprint.add(item.author)
    fingerprint.add(item.published.map { String($0.description.prefix(10)) } ?? item.publishedText)
    fingerprint.add(item.rating.map { "\(($0.normalized * 100).rounded())" })
    fingerprint.add(item.title)
    fingerprint.add(item.text)
    return fingerprint.description
  }
}

extension ReviewReader.Found {
  /// Takes what this one lacks from the same review in another markup.
  mutating func fill(from other: Self) {
    item.guid = item.guid ?? other.item.guid
    if item.title.isEmpty { item.title = other.item.title }
    if item.text.isEmpty { item.text = other.item.text }
    item.author = item.author ?? other.item.author
    item.published = item.published ?? other.item.published
    item.publishedText = item.publishedText ?? other.item.publishedText
    item.updated = item.updated ?? other.item.updated
    item.language = item.language ?? other.item.language
    item.rating = item.rating ?? other.item.rating
    item.publisher = item.publisher ?? other.item.publisher
    if item.categories.isEmpty { item.categories = other.item.categories }
    address = address ?? other.address
    anchor = anchor ?? other.anchor
  }
}
