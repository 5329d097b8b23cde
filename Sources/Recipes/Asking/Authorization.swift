// SPDX-License-Identifier: Apache-2.0

/// How a platform knows who asks. Secrets are named here and never held.
package struct Authorization: Hashable, Sendable {
  /// How the secret gets into a request.
  package enum Kind: Hashable, Sendable {
    /// Nobody need be known.
    case none
    /// `Authorization: Bearer SECRET`
    case bearer(secret: String)
    /// A header of its own.
    case header(name: String, secret: String)
    /// A parameter of the address, which therefore must not be logged.
    case query(name: String, secret: String)
    /// `Authorization: Basic`, with the names of two secrets (RFC 7617).
    case basic(user: String, password: String)
    /// A bearer token that is asked for first.
    case token(TokenExchange)
  }

  /// How.
  package var kind = Kind.none
  /// Whether it works without, if worse.
  package var isOptional = false

  /// The names of the secrets it needs.
  package var secrets: [String] {
    switch kind {
    case .none: []
    case .bearer(let secret), .header(_, let secret), .query(_, let secret): [secret]
    case .basic(let user, let password): [user, password]
    case .token(let exchange): exchange.secrets
    }
  }
}

/// How a token is asked for.
package struct TokenExchange: Hashable, Sendable {
  /// What is handed over for it.
  package enum Grant: Hashable, Sendable {
    /// OAuth 2.0 client credentials (RFC 6749, section 4.4), by the names of two secrets.
    case clientCredentials(id: String, secret: String)
    /// An OAuth 2.0 refresh token (RFC 6749, section 6), by the names of three secrets.
    case refresh(id: String, secret: String, token: String)
    /// A JSON object; its members name the secrets they are filled with.
    case login(members: [LoginMember])
  }

  /// A member of the object that logs in.
  package struct LoginMember: Hashable, Sendable {
    /// Its name in the object.
    package var name: String
    /// The name of the secret that is its value.
    package var secret: String
  }

  /// What is handed over.
  package var grant: Grant
  /// The address asked, still a template.
  var url: Template
  /// Whether the client's secret goes into an `Authorization: Basic` header and not into the form.
  package var usesBasic = false
  /// Where in the answer the token is.
  package var token: Pointer
  /// How long it lasts where the answer does not say.
  package var lifetime: Duration?

  /// The names of the secrets it needs.
  package var secrets: [String] {
    switch grant {
    case .clientCredentials(let id, let secret): [id, secret]
    case .refresh(let id, let secret, let token): [id, secret, token]
    case .login(let members): members.map(\.secret)
    }
  }
}
