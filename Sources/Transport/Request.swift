// SPDX-License-Identifier: Apache-2.0
package import Model

/// What fetches: the one seam between the poller and the network.
package protocol Fetching: Sendable {
  /// Gets what a request asks for; every answer of the server, whatever its status, is a success here, and the request
  /// hears of it.
  func fetch(_ request: Request) async -> Result<Answer, TransferError>
}

/// One GET to make.
package struct Request: Sendable {
  /// The address, http or https.
  package var url: String
  /// The ETag of what we hold, byte for byte as the server gave it.
  package var etag: String?
  /// The Last-Modified of what we hold, byte for byte as the server gave it.
  package var lastModified: String?
  /// The address the two validators belong to; they are sent to no other one. Nil sends them on every hop.
  package var validatorsURL: String?
  /// The Accept header.
  package var accept: String
  /// Further headers, such as Authorization. They go to the server of `url` only, never along with a redirect
  /// elsewhere.
  package var headers: [(name: String, value: String)]
  /// Whether addresses in private networks may be connected to.
  package var allowPrivate: Bool
  /// Private networks that may be connected to for this request, besides those that every one may.
  package var allow: [NetworkRange]
  /// Whether the server may answer with the new entries of a feed only (226, RFC 3229 with the IM `feed`).
  package var acceptsDelta: Bool
  /// Whether the server of `url` may show a certificate that cannot be verified; for a source of the user's
  /// own.
  package var acceptsAnyCertificate: Bool
  /// With whom it takes turns, where that is not simply its host. A redirect to another server takes turns
  /// there.
  package var lane: Lane?
  /// How it takes turns, where that is not the transport's way.
  package var pace: Pace?
  /// Until when a registrable domain asked to be left alone: no hop goes there. Asked again when a hop's turn has come.
  package var holdEnd: @Sendable (_ domain: String) -> Instant? = { _ in nil }
  /// Hears of the answer while it still has its turn: whoever waits there heeds it.
  package var heed: @Sendable (Answer) -> Void = { _ in }
  /// What comes in place of a redirect to an address that must not be followed, nil where it may; asked before each hop
  /// after the first, with no turn held, for it may take turns itself.
  package var objection: (@Sendable (_ url: String) async -> Result<Answer, TransferError>?)?
  /// What it may cost.
  package var limits: Limits

  /// What feeds are asked for by.
  package static let acceptsFeeds =
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, "
    + "text/xml;q=0.8, text/html;q=0.5, */*;q=0.1"

  /// An unconditional request for a feed on the public Internet unless said otherwise.
  package init(
    url: String, etag: String? = nil, lastModified: String? = nil, validatorsURL: String? = nil,
    accept: String = Request.acceptsFeeds, headers: [(name: String, value: String)] = [],
    allowPrivate: Bool = false, allow: [NetworkRange] = [], acceptsDelta: Bool = false,
    acceptsAnyCertificate: Bool = false,
    lane: Lane? = nil, pace: Pace? = nil, limits: Limits = Limits()
  ) {
    self.url = url
    self.etag = etag
    self.lastModified = lastModified
    self.validatorsURL = validatorsURL
    self.accept = accept
    self.headers = headers
    self.allowPrivate = allowPrivate
    self.allow = allow
    self.acceptsDelta = acceptsDelta
    self.acceptsAnyCertificate = acceptsAnyCertificate
    self.lane = lane
    self.pace = pace
    self.limits = limits
  }
}

/// What one request may cost, whatever the server does.
package struct Limits: Hashable, Sendable {
  /// How long resolving, connecting and the TLS handshake may take, on each hop.
  package var connect: Duration
  /// How long the whole may take, every redirect included, waiting for its turn not.
  package var total: Duration
  /// The speed in bytes a second below which a server is too slow ...
  package var lowSpeed: Int
  /// ... when it stays below it for this long; whole seconds.
  package var lowSpeedTime: Duration
  /// How many bytes the body may have, counted after decompression.
  package var maxBytes: Int
  /// How many bytes the headers of one response may have.
  package var maxHeaderBytes: Int
  /// How many redirects are followed.
  package var maxRedirects: Int

  /// Limits that fit a feed unless said otherwise.
  package init(
    connect: Duration = .seconds(10), total: Duration = .seconds(30), lowSpeed: Int = 100,
    lowSpeedTime: Duration = .seconds(15), maxBytes: Int = 10_000_000, maxHeaderBytes: Int = 64 * 1024,
    maxRedirects: Int = 5
  ) {
    self.connect = connect
    self.total = total
    self.lowSpeed = lowSpeed
    self.lowSpeedTime = lowSpeedTime
    self.maxBytes = maxBytes
    self.maxHeaderBytes = maxHeaderBytes
    self.maxRedirects = maxRedirects
  }
}
