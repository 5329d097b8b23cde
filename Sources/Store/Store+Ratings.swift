// SPDX-License-Identifier: Apache-2.0
package import Model
import SQLite
import Text

/// What all reviewers of a page together say, as the page sums it up: a metric of its source, never an item.
package struct RatingSample: Hashable, Sendable {
  /// What is rated; empty where the page does not say.
  package var name: String
  /// The mean.
  package var rating: Rating
  /// Of how many ratings, where the page says.
  package var ratings: Int?
  /// Of how many reviews, where the page says.
  package var reviews: Int?

  /// A sum of ratings as a page shows it.
  package init(name: String, rating: Rating, ratings: Int? = nil, reviews: Int? = nil) {
    self.name = name
    self.rating = rating
    self.ratings = ratings
    self.reviews = reviews
  }
}

extension Store {
  /// The sums of ratings a source has shown, latest first, each with when it was first seen so.
  package func ratingSamples(
    of source: Identifier<Source>, limit: Int = 20
  ) throws(StoreError) -> [(at: Instant, sample: RatingSample)] {
    try reading {
      try database.all(
        """
        SELECT at, name, rating, ratings, reviews FROM rating_samples WHERE source = ?
        ORDER BY at DESC, name LIMIT ?
        """, source, limit
      ) { (row) throws(SQLiteError) in (at: try row.next(), sample: try RatingSample(row: &row)) }
    }
  }

  /// Keeps the sums that differ from the last ones of their name.
  func keep(_ samples: [RatingSample], of source: Identifier<Source>, now: Instant) throws(SQLiteError) {
    for sample in samples {
      let last = try database.first(
        """
        SELECT name, rating, ratings, reviews FROM rating_samples WHERE source = ? AND name = ?
        ORDER BY at DESC LIMIT 1
        """, source, sample.name, read: RatingSample.init(row:))
      guard last != sample else { continue }
      try database.run(
        """
        INSERT OR REPLACE INTO rating_samples(source, name, at, rating, ratings, reviews)
        VALUES (?, ?, ?, ?, ?, ?)
        """, source, sample.name, now, sample.rating.json, sample.ratings, sample.reviews)
    }
  }
}

extension RatingSample {
  fileprivate init(row: inout Row) throws(SQLiteError) {
    name = try row.next()
    guard let rating = Rating(json: try row.next(JSON.self)) else {
      throw SQLiteError(code: 20, message: "a sum of ratings is none", sql: nil)
    }
    self.rating = rating
    ratings = try row.next()
    reviews = try row.next()
  }
}
