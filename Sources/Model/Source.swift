// SPDX-License-Identifier: Apache-2.0

/// Where we look.
package struct Source: Hashable, Sendable {
  /// How what is found there is read.
  package enum Kind: String, Sendable, CaseIterable {
    /// RSS, Atom or JSON Feed.
    case feed
    /// A web page with reviews in JSON-LD, Microdata, RDFa or microformats.
    case page
  }

  /// The name it is called by; unique without regard to case.
  package var name: String
  /// How it is read.
  package var kind: Kind
  /// The address, http or https.
  package var url: String
  /// The wished time between polls, or nil for the default of one hour.
  package var cadence: Duration?
  /// The name of the systemd credential that holds this source's authorization, if it needs one.
  package var credential: String?
  /// Whether addresses in private networks may be connected to for this source.
  package var allowPrivate: Bool

  /// A source; a feed at the default cadence on the public Internet unless said otherwise.
  package init(
    name: String, kind: Kind = .feed, url: String, cadence: Duration? = nil, credential: String? = nil,
    allowPrivate: Bool = false
  ) {
    self.name = name
    self.kind = kind
    self.url = url
    self.cadence = cadence
    self.credential = credential
    self.allowPrivate = allowPrivate
  }
}
