// SPDX-License-Identifier: Apache-2.0
import Markup
import Model
import Text

/// Finds the reviews and the sums of ratings in what a page describes.
struct ReviewReader {
  /// A review before it has an identity.
  struct Found: Sendable {
    var item: Item
    /// The address the review says it has, absolute and lasting.
    var address: String?
    /// The `id` of its element, if it is lasting.
    var anchor: String?
    /// What is reviewed.
    var subject: Subject
  }

  /// What a review is about.
  struct Subject: Hashable, Sendable {
    var name: String?
    var url: String?
  }

  private(set) var reviews: [Found] = []
  private(set) var aggregates: [AggregateRating] = []
  private let base: String

  init(_ things: [Thing], base: String) {
    self.base = base
    for thing in things { visit(thing, Subject(), depth: Thing.maximumDepth) }
  }

  private static let reviewTypes: Set<String> = [
    "Review", "UserReview", "CriticReview", "EmployerReview", "MediaReview", "Recommendation",
    "h-entry",
  ]
  private static let aggregateTypes: Set<String> = [
    "AggregateRating", "EmployerAggregateRating", "Review-aggregate",
  ]

  private mutating func visit(_ thing: Thing, _ subject: Subject, depth: Int) {
    guard depth > 0 else { return }
    var subject = subject
    if thing.isAny(of: Self.reviewTypes) {
      if reviews.count < Page.itemLimit { reviews.append(review(thing, subject)) }
    } else if thing.isAny(of: Self.aggregateTypes) {
      if aggregates.count < Page.itemLimit, let aggregate = aggregate(thing, subject) {
        aggregates.append(aggregate)
      }
    } else if thing.text("name") != nil {
      subject = Subject(
        name: thing.text("name"), url: thing.link("url").flatMap { resolve($0, against: base) })
    }
    for property in thing.properties
    where property.name != "itemReviewed" || !thing.isAny(of: Self.reviewTypes) {
      if case .thing(let inner) = property.value { visit(inner, subject, depth: depth - 1) }
    }
  }

  private func review(_ thing: Thing, _ outer: Subject) -> Found {
    let reviewed = thing.values("itemReviewed", "itemreviewed").first
    let subject = Subject(name: reviewed?.text ?? outer.name, url: outer.url)
    let published = thing.text("datePublished", "dateCreated", "dtreviewed", "uploadDate")
    let text = thing.text("reviewBody", "description", "text", "articleBody") ?? ""
    let title = thing.text("name", "headline", "summary") ?? ""
    let item = Item(
      guid: identifier(of: thing),
      title: title == text ? "" : title,
      text: text,
      author: author(of: thing),
      published: published.flatMap { Instant(written: $0)?.asPublication },
      publishedText: published,
      updated: thing.text("dateModified").flatMap { Instant(written: $0)?.asPublication },
      language: thing.text("inLanguage"),
      categories: (subject.name.map { [$0] } ?? []) + thing.values("keywords").compactMap(\.text),
      rating: rating(of: thing),
      publisher: thing.values("publisher").first?.text)
    let address = (thing.link("url") ?? thing.globalID).flatMap { resolve($0, against: base) }
    return Found(
      item: item, address: address.flatMap { isWebAddress($0) && isLasting($0) ? $0 : nil },
      anchor: thing.anchor.flatMap { isLasting("#" + $0) ? $0 : nil },
      subject: subject)
  }

  /// The identifier the page gives it, unless it only counts the reviews of the page.
  private func identifier(of thing: Thing) -> String? {
    if let identifier = thing.text("identifier", "uid") { return identifier }
    let permalink = thing.isAny(of: ["h-entry"]) ? thing.link("url") : nil
    guard let id = permalink ?? thing.globalID, let address = resolve(id, against: base) else { return nil }
    return canonical(address) != canonical(base) && isLasting(address) ? address : nil
  }

  private func author(of thing: Thing) -> String? {
    let names = thing.values("author", "creator", "reviewer").compactMap { value -> String? in
      if let name = value.text { return isWebAddress(name) ? nil : name }
      guard case .thing(let person) = value else { return nil }
      let parts = [person.text("givenName"), person.text("familyName")].compactMap(\.self)
      return parts.isEmpty ? person.text("alternateName") : parts.joined(separator: " ")
    }
    return names.isEmpty ? nil : tidiedLine(names.joined(separator: ", "))
  }

  private func rating(of thing: Thing) -> Rating? {
    for value in thing.values("reviewRating", "rating") {
      switch value {
      case .text(let text), .link(_, let text):
        if let rating = Rating(value: text, best: thing.text("bestRating"), worst: thing.text("worstRating"))
        {
          return rating
        }
      case .thing(let rating):
        if let rating = self.scale(of: rating) { return rating }
      }
    }
    return scale(of: thing)
  }

  /// The rating a `Rating` or `AggregateRating` stands for.
  private func scale(of thing: Thing) -> Rating? {
    Rating(
      value: thing.text("ratingValue", "value", "average"), best: thing.text("bestRating", "best"),
      worst: thing.text("worstRating", "worst"))
  }

  private func aggregate(_ thing: Thing, _ subject: Subject) -> AggregateRating? {
    let nested = thing.values("rating").compactMap { value -> Rating? in
      if case .thing(let inner) = value { return scale(of: inner) }
      return nil
    }
    guard let rating = scale(of: thing) ?? nested.first else { return nil }
    return AggregateRating(
      name: thing.values("itemReviewed", "itemreviewed").first?.text ?? subject.name, rating: rating,
      ratingCount: thing.text("ratingCount", "votes").flatMap(wholeNumber),
      reviewCount: thing.text("reviewCount", "count").flatMap(wholeNumber))
  }
}

/// Whether an address will go on naming the same review: `#review-3` may be another one tomorrow, and a new
/// review taken for the change of an old one would be missed; four digits are taken for a number that is
/// kept.
func isLasting(_ address: String) -> Bool {
  guard let mark = address.utf8.lastIndex(of: UInt8(ascii: "#")) else { return true }
  return address[mark...].utf8.filter { $0 &- UInt8(ascii: "0") < 10 }.count >= 4
}

/// A count as people write it: `1,234`, `1 234`, `1.234 reviews`.
func wholeNumber(_ text: String) -> Int? {
  var digits = ""
  for scalar in text.unicodeScalars {
    if ("0"..."9").contains(scalar) {
      digits.unicodeScalars.append(scalar)
    } else if !",.'\u{A0}\u{202F}\u{2019} ".unicodeScalars.contains(scalar), !digits.isEmpty {
      break
    }
  }
  return digits.utf8.count <= 15 ? Int(digits) : nil
}
