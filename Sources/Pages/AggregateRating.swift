// SPDX-License-Identifier: Apache-2.0
package import Model

/// The sum of many ratings as a page shows it: a sample of a metric of its source, never an item.
package struct AggregateRating: Hashable, Sendable {
  /// The name of what is rated, if the page says.
  package var name: String?
  /// The mean.
  package var rating: Rating
  /// How many ratings it is made of, if the page says.
  package var ratingCount: Int?
  /// How many reviews it is made of, if the page says.
  package var reviewCount: Int?
}

/// A feed a page points at.
package struct DiscoveredFeed: Hashable, Sendable {
  /// The absolute address.
  package var url: String
  /// What the page calls it, empty if it says nothing.
  package var title: String
  /// The media type the page gives, in lower case.
  package var type: String
}

/// How many reviews a page tells in one markup; a review told in several is counted in each.
package struct ReviewMarkup: Hashable, Sendable {
  /// `JSON-LD`, `Microdata`, `RDFa` or `microformats`.
  package var name: String
  /// How many reviews.
  package var reviews: Int
}
