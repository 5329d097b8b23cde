// SPDX-License-Identifier: Apache-2.0
package import Model
package import Text

/// What all reviewers of a page together say, as the page sums it up.
package struct RatingSample: Hashable, Sendable {
  /// When it was seen first.
  package var at: Instant
  /// What is rated, where the page says.
  package var name: String?
  /// The mean.
  package var mean: Double
  /// The bottom of its scale.
  package var worst: Double
  /// The top of its scale.
  package var best: Double
  /// Of how many ratings.
  package var ratings: Int?
  /// Of how many reviews.
  package var reviews: Int?

  /// A sum of ratings that was seen.
  package init(
    at: Instant, name: String?, mean: Double, worst: Double, best: Double, ratings: Int?, reviews: Int?
  ) {
    self.at = at
    self.name = name
    self.mean = mean
    self.worst = worst
    self.best = best
    self.ratings = ratings
    self.reviews = reviews
  }
}

extension RatingSample: WireRecord {
  /// Reads a `RatingSample`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      at: try fields.take("atUSec"), name: try fields.find("name"), mean: try fields.take("mean"),
      worst: try fields.take("worst"), best: try fields.take("best"), ratings: try fields.find("ratings"),
      reviews: try fields.find("reviews"))
  }

  /// A `RatingSample`.
  package var wire: JSON {
    .object(of: [
      "atUSec": at.wire, "name": name?.wire, "mean": mean.wire, "worst": worst.wire, "best": best.wire,
      "ratings": ratings?.wire, "reviews": reviews?.wire,
    ])
  }
}
