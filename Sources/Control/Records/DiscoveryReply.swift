// SPDX-License-Identifier: Apache-2.0
package import Model

/// What a site has to listen to; nothing of it is stored.
package struct DiscoveryReply: Hashable, Sendable {
  /// The address that was looked at, after redirects.
  package var url: String
  /// The title of the page there.
  package var title: String?
  /// What may be watched, and what looked like it and cannot be; in the order of finding.
  package var sources: [FoundSource]
  /// The markups that the page tells reviews in.
  package var reviews: [FoundReviews]
  /// How many sums of ratings the page shows.
  package var aggregates: Int
  /// How many requests it took.
  package var requests: Int
  /// Why the address could not be looked at, in a sentence.
  package var failure: String?

  /// A site of which nothing is known yet.
  package init(
    url: String, title: String? = nil, sources: [FoundSource] = [], reviews: [FoundReviews] = [],
    aggregates: Int = 0, requests: Int = 0, failure: String? = nil
  ) {
    self.url = url
    self.title = title
    self.sources = sources
    self.reviews = reviews
    self.aggregates = aggregates
    self.requests = requests
    self.failure = failure
  }
}

/// A feed or page that was found on a site.
package struct FoundSource: Hashable, Sendable {
  /// How it was found.
  package enum Ground: String, Sendable, CaseIterable {
    /// It is what was asked about.
    case address
    /// The page declares it.
    case link
    /// The page links to it and its address looks like that of a feed.
    case anchor
    /// It is where many sites have their feed.
    case wellKnown
  }

  /// Its address.
  package var url: String
  /// How it would be read.
  package var kind: Source.Kind
  /// A name to watch it under that is free.
  package var name: String
  /// What it calls itself.
  package var title: String?
  /// Such as `rss20`, `atom10` or `page`.
  package var format: String?
  /// How many items it has.
  package var items: Int
  /// When the newest of them was published.
  package var newest: Instant?
  /// How it was found.
  package var ground: Ground
  /// The name of the source that watches it already.
  package var watchedAs: String?
  /// Why it cannot be watched, in a sentence.
  package var failure: String?

  /// Something found, of which little is known unless said.
  package init(
    url: String, kind: Source.Kind, name: String, title: String? = nil, format: String? = nil, items: Int = 0,
    newest: Instant? = nil, ground: Ground, watchedAs: String? = nil, failure: String? = nil
  ) {
    self.url = url
    self.kind = kind
    self.name = name
    self.title = title
    self.format = format
    self.items = items
    self.newest = newest
    self.ground = ground
    self.watchedAs = watchedAs
    self.failure = failure
  }
}

/// How many reviews a page tells in one markup.
package struct FoundReviews: Hashable, Sendable {
  /// JSON-LD, Microdata, RDFa or microformats.
  package var markup: String
  /// How many; one that is told in several markups is counted in each.
  package var count: Int

  /// A markup and its reviews.
  package init(markup: String, count: Int) {
    self.markup = markup
    self.count = count
  }
}
