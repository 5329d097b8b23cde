// SPDX-License-Identifier: Apache-2.0

/// A request to a platform, ready but for its secrets.
package struct RecipeRequest: Hashable, Sendable {
  /// `GET` or `POST`.
  package var method = "GET"
  /// The address, absolute and percent-encoded.
  package var url: String
  /// Headers, `Accept` and `Content-Type` among them, none of them with a secret.
  package var headers: [Inquiry.Parameter] = []
  /// What is sent; nil for nothing.
  package var body: [UInt8]?
  /// Which secrets must be put where before it is sent, and to no other server.
  package var authorization: Authorization
  /// Where a token is asked for; nil where none is.
  package var tokenURL: String?
}
