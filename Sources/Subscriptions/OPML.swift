// SPDX-License-Identifier: Apache-2.0
package import Model

/// A list of subscriptions as feed readers exchange them (OPML 1.0 and 2.0, opml.org/spec2.opml).
package struct OPML: Hashable, Sendable {
  /// What the list calls itself, as far as it says.
  package var title: String?
  /// The subscriptions in their order; the same address may occur more than once.
  package var subscriptions: [Subscription]
  /// What was met that is no subscription, and why: links to pages, other lists to be included.
  package var passedOver: [PassedOver]
  /// What had to be mended to read it, one sentence each.
  package var repairs: [String]

  /// A list of subscriptions, read without trouble.
  package init(
    title: String? = nil, subscriptions: [Subscription], passedOver: [PassedOver] = [], repairs: [String] = []
  ) {
    self.title = title
    self.subscriptions = subscriptions
    self.passedOver = passedOver
    self.repairs = repairs
  }

  /// One line of a list: where to look, and what others call it.
  package struct Subscription: Hashable, Sendable {
    /// What it is called, on one line; may be empty.
    package var title: String
    /// Where it is, as written but for `feed:` in place of `http:`; what it says of how it is polled is what a
    /// list of ours says.
    package var source: Source
    /// The page it stands for.
    package var site: String?
    /// The folders it lies in, outermost first, and else the categories it names.
    package var folders: [String]

    /// A subscription; in no folder unless said otherwise.
    package init(title: String, source: Source, site: String? = nil, folders: [String] = []) {
      self.title = title
      self.source = source
      self.site = site
      self.folders = folders
    }
  }

  /// A line of a list that is not taken up.
  package struct PassedOver: Hashable, Sendable {
    /// What it is called, or else its address.
    package var title: String
    /// Why it is not taken up, in a sentence.
    package var reason: String

    /// A line and why it is not taken up.
    package init(title: String, reason: String) {
      self.title = title
      self.reason = reason
    }
  }

  /// The namespace of the attributes that only lists of ours have: `kind`, `every` (seconds), `credential`,
  /// `allowPrivate`, `allow` (ranges apart by spaces), `hostKey`, `floor` (milliseconds), `concurrency` and `verifyTLS`.
  static let namespace = "urn:earshot:opml"
}

/// Why a file is no list of subscriptions.
package struct NotOPML: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was found in its place.
  package var found: String

  /// Such as `expected a list of subscriptions (OPML), found JSON`.
  package var description: String { "expected a list of subscriptions (OPML), found \(found)" }
}
