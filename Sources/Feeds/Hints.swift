// SPDX-License-Identifier: Apache-2.0

/// What a feed tells those who poll it. The scheduler decides what to believe.
package struct Hints: Sendable, Equatable {
  /// How long it may be cached, in minutes (RSS ttl); positive.
  package var timeToLive: Int?
  /// Hours of the day, 0...23 GMT, in which not to come.
  package var skipHours: Set<Int> = []
  /// Days of the week, 0 Sunday...6 Saturday GMT, on which not to come.
  package var skipDays: Set<Int> = []
  /// The period of sy:updatePeriod in seconds, divided by sy:updateFrequency; positive.
  package var updateInterval: Int?
  /// Addresses of the feed: itself, its hub, and the other pages of its archive.
  package var addresses = Addresses()
  /// The program that made it, as it says, with its version or address.
  package var generator: String?
  /// Whether the document holds every entry there is (RFC 5005, fh:complete).
  package var isComplete = false

  /// Addresses a feed gives of itself.
  package struct Addresses: Sendable, Equatable {
    /// Where the feed says it is (rel=self, feed_url).
    package var itself: String?
    /// The WebSub hub.
    package var hub: String?
    /// The archive document before this one (RFC 5005, stable).
    package var previousArchive: String?
    /// The next page (RFC 5005 paged feed, JSON Feed next_url).
    package var next: String?
    /// The feed's new address, as itunes:new-feed-url says.
    package var moved: String?

    /// None.
    package init() {}
  }

  /// None.
  package init() {}
}
