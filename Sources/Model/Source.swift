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
  /// The addresses and ranges (CIDR) in private networks that may be connected to for this source, where not all may.
  package var allow: [String]
  /// A name under which several hosts count as one that takes turns, such as a platform's; nil for the host's own.
  package var hostKey: String?
  /// The least time between the beginnings of two requests to its host; nil for the usual fifth of a second.
  package var floor: Duration?
  /// How many requests its host gets at once; nil for the usual one.
  package var concurrency: Int?
  /// Whether its server must show a certificate that can be verified.
  package var verifiesTLS: Bool

  /// A source; a feed at the default cadence on the public Internet unless said otherwise.
  package init(
    name: String, kind: Kind = .feed, url: String, cadence: Duration? = nil, credential: String? = nil,
    allowPrivate: Bool = false, allow: [String] = [], hostKey: String? = nil, floor: Duration? = nil,
    concurrency: Int? = nil,
    verifiesTLS: Bool = true
  ) {
    self.name = name
    self.kind = kind
    self.url = url
    self.cadence = cadence
    self.credential = credential
    self.allowPrivate = allowPrivate
    self.allow = allow
    self.hostKey = hostKey
    self.floor = floor
    self.concurrency = concurrency
    self.verifiesTLS = verifiesTLS
  }
}
