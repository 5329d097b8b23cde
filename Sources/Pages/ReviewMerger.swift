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

  /// Adds the reviews of a markup and says how many of them were there before.
  mutating func add(_ found: [ReviewReader.Found]) -> Int {
    var repeated = 0
    for review in found {
      let saying = Self.saying(review.item)
      if let place = places[saying]?.first(where: { Self.isSame(reviews[$0].item, review.item) }) {
        reviews[place].fill(from: review)
        repeated += 1
      } else if places[saying, default: []].count < Self.maximumAlike {
        places[saying, default: []].append(reviews.count)
        reviews.append(review)
      }
    }
    return repeated
  }

  /// What a review says: its text, or its title where it has no text.
  private static func saying(_ item: Item) -> Fingerprint {
    var fingerprint = Fingerprint()
    fingerprint.add(item.text.isEmpty ? item.title : item.text)
    return fingerprint
  }

  /// Whether two reviews that say the same do not contradict each other elsewhere.
  private static func isSame(_ a: Item, _ b: Item) -> Bool {
    func agree<Value: Equatable>(_ a: Value?, _ b: Value?) -> Bool { a == nil || b == nil || a == b }
    return agree(a.author, b.author) && agree(a.rating?.normalized, b.rating?.normalized)
      && agree(a.published, b.published) && !(a.text.isEmpty && a.title.isEmpty && a.author == nil)
  }

  /// The items, each with a guid and an address of its own: the one it gives, or a place in the page.
  func items(page: String) -> [Item] {
    var uses: [String: Int] = [:]
    for review in reviews { if let address = review.address { uses[canonical(address), default: 0] += 1 } }
    let shared = Set([page] + reviews.compactMap(\.subject.url)).map(canonical)
    for address in shared { uses[address] = 2 }
    return reviews.map { review in
      var item = review.item
      let fingerprint = Self.identity(of: item)
      item.guid = item.guid ?? Self.hashPrefix + fingerprint
      if let address = review.address, uses[canonical(address)] == 1 {
        item.url = address
      } else {
        let anchor = review.anchor ?? "review-" + fingerprint.prefix(16)
        item.url = resolve("#" + anchor, against: page)
      }
      return item
    }
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
