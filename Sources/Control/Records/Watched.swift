// SPDX-License-Identifier: Apache-2.0
package import Model

/// What was added, or was there already.
package struct Added<Listing: Hashable & Sendable>: Hashable, Sendable {
  /// How it stands now.
  package var listing: Listing
  /// Whether it was not there before.
  package var isNew: Bool

  /// What stands now, and whether that is new.
  package init(_ listing: Listing, isNew: Bool) {
    self.listing = listing
    self.isNew = isNew
  }
}

/// A brand as it is listed.
package struct BrandListing: Hashable, Sendable {
  /// The brand.
  package var brand: Brand
  /// Where it was declared.
  package var origin: Origin
  /// How many keywords are watched for it.
  package var keywords: Int
  /// How many mentions of it are kept.
  package var mentions: Int

  /// A brand and its counts.
  package init(brand: Brand, origin: Origin, keywords: Int, mentions: Int) {
    self.brand = brand
    self.origin = origin
    self.keywords = keywords
    self.mentions = mentions
  }
}

/// A keyword as it is listed.
package struct KeywordListing: Hashable, Sendable {
  /// The keyword.
  package var keyword: Keyword
  /// Where it was declared.
  package var origin: Origin
  /// How many mentions kept matched it.
  package var mentions: Int
  /// When it was added.
  package var created: Instant?

  /// A keyword and its count.
  package init(keyword: Keyword, origin: Origin, mentions: Int, created: Instant? = nil) {
    self.keyword = keyword
    self.origin = origin
    self.mentions = mentions
    self.created = created
  }
}

/// What came of adding a keyword.
package struct AddedKeyword: Hashable, Sendable {
  /// The keyword as it stands.
  package var listing: KeywordListing
  /// Whether it was not there before.
  package var isNew: Bool
  /// Whether its brand was made for it.
  package var isNewBrand: Bool
  /// What is odd about the expression, one text each.
  package var warnings: [String]
  /// How many stored items it has found, which are kept as mentions and told nobody; nil where nothing was looked
  /// through, since it was there already.
  package var backlog: Int?

  /// What stands now, and what is new about it.
  package init(
    listing: KeywordListing, isNew: Bool, isNewBrand: Bool, warnings: [String] = [], backlog: Int? = nil
  ) {
    self.listing = listing
    self.isNew = isNew
    self.isNewBrand = isNewBrand
    self.warnings = warnings
    self.backlog = backlog
  }
}

/// What came of trying an expression on a text.
package struct KeywordTrial: Hashable, Sendable {
  /// Whether it matches.
  package var matches: Bool
  /// Where.
  package var spans: [Span]
  /// What is odd about the expression, one text each.
  package var warnings: [String]

  /// A verdict and its places.
  package init(matches: Bool, spans: [Span], warnings: [String] = []) {
    self.matches = matches
    self.spans = spans
    self.warnings = warnings
  }
}
