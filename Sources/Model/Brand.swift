// SPDX-License-Identifier: Apache-2.0

/// Whom we listen for.
package struct Brand: Hashable, Sendable {
  /// Whether the brand is the user's own or one of a competitor.
  package enum Kind: String, Sendable {
    /// The user's own brand.
    case own
    /// A brand listened to for comparison.
    case competitor
  }

  /// The name it is called by in commands and configuration; unique without regard to case.
  package var name: String
  /// The name readers see; the name itself unless given.
  package var displayName: String
  /// Own or competitor.
  package var kind: Kind
  /// The brand's own accounts and sites, such as `@acmecoffee` or `acme.example`.
  package var accounts: [String]
  /// An IANA time zone name; digests are due at this zone's local times.
  package var timeZone: String
  /// E-mail addresses that alerts and digests go to.
  package var recipients: [String]

  /// A brand of the user's own in UTC without recipients unless said otherwise.
  package init(
    name: String, displayName: String? = nil, kind: Kind = .own, accounts: [String] = [],
    timeZone: String = "UTC", recipients: [String] = []
  ) {
    self.name = name
    self.displayName = displayName ?? name
    self.kind = kind
    self.accounts = accounts
    self.timeZone = timeZone
    self.recipients = recipients
  }
}
