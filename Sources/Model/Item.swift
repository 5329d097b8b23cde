// SPDX-License-Identifier: Apache-2.0

/// What a source published, normalised: text is visible text, addresses are absolute, times are instants.
package struct Item: Hashable, Sendable {
  /// The publisher's own identifier, as published.
  package var guid: String?
  /// The item's address, absolute; http or https, or nil.
  package var url: String?
  /// The title as a reader sees it; empty if there is none.
  package var title: String
  /// The body as a reader sees it, blocks parted by line feeds; empty if there is none.
  package var text: String
  /// The author's name, or what stands for it.
  package var author: String?
  /// When it was published as far as the source says.
  package var published: Instant?
  /// The date as it stood in the source, kept for when it could not be read.
  package var publishedText: String?
  /// When it was last changed as far as the source says.
  package var updated: Instant?
  /// The language tag the source gives (BCP 47), if any.
  package var language: String?
  /// The source's labels.
  package var categories: [String]
  /// The rating given, if it is a review.
  package var rating: Rating?
  /// The name of who published it where that is not the polled source itself (a syndicated entry's origin).
  package var publisher: String?

  /// An item with a title and a text, everything else optional.
  package init(
    guid: String? = nil, url: String? = nil, title: String = "", text: String = "", author: String? = nil,
    published: Instant? = nil, publishedText: String? = nil, updated: Instant? = nil, language: String? = nil,
    categories: [String] = [], rating: Rating? = nil, publisher: String? = nil
  ) {
    self.guid = guid
    self.url = url
    self.title = title
    self.text = text
    self.author = author
    self.published = published
    self.publishedText = publishedText
    self.updated = updated
    self.language = language
    self.categories = categories
    self.rating = rating
    self.publisher = publisher
  }
}

/// How many stars of how many.
package struct Rating: Hashable, Sendable, CustomStringConvertible {
  /// The rating as given, on the scale `worst...best`.
  package var value: Double
  /// The top of the scale, 5 by default as schema.org has it.
  package var best: Double
  /// The bottom of the scale, 1 by default.
  package var worst: Double

  /// A rating on a scale, 1...5 unless said otherwise; nil for a scale that is no scale or a value that is no number.
  package init?(_ value: Double, best: Double = 5, worst: Double = 1) {
    guard value.isFinite, best.isFinite, worst.isFinite, best > worst else { return nil }
    self.value = value
    self.best = best
    self.worst = worst
  }

  /// The rating in 0...1, 0 the worst.
  package var normalized: Double { min(1, max(0, (value - worst) / (best - worst))) }

  /// The rating on the scale of 1...5 stars, whatever its own scale.
  package var stars: Double { 1 + 4 * normalized }

  /// Such as `2 of 5`.
  package var description: String { Self.short(value) + " of " + Self.short(best) }

  /// A number without a needless fraction: `4`, `4.5`.
  private static func short(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
  }
}
