// SPDX-License-Identifier: Apache-2.0
package import Model

/// Why there is no answer.
package struct TransferError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of thing went wrong; decides how a source's health is told.
  package enum Kind: String, Sendable, CaseIterable {
    /// The host's name has no address.
    case resolve
    /// No connection could be made.
    case connect
    /// Every address of the host is in a network that must not be reached.
    case refusedAddress
    /// The TLS handshake failed or the certificate was not accepted.
    case tls
    /// It took too long, or went too slowly for too long.
    case timeout
    /// The body or the headers are longer than the limit.
    case tooLarge
    /// More redirects than the limit, or a loop of them.
    case tooManyRedirects
    /// The address, or a redirect, is neither http nor https.
    case protocolNotAllowed
    /// The body could not be decompressed.
    case encoding
    /// The connection ended before the answer was complete.
    case cut
    /// The address or a header of the request is malformed.
    case malformedRequest
    /// The server had asked to be left alone for a while; it was not visited.
    case heldBack
    /// The site's robots.txt asks to leave the page alone.
    case disallowed
    /// The task was cancelled or the transport shut down.
    case cancelled
    /// Anything else, such as a peer that does not speak HTTP.
    case other
  }

  /// What kind of thing went wrong.
  package let kind: Kind
  /// A sentence for people, without user names, passwords or queries of addresses.
  package let message: String
  /// Until when the server is left alone; nil unless that is why it was not visited.
  package let heldUntil: Instant?

  /// An error with its sentence.
  package init(_ kind: Kind, _ message: String, heldUntil: Instant? = nil) {
    self.kind = kind
    self.message = message
    self.heldUntil = heldUntil
  }

  /// The sentence.
  package var description: String { message }
}
