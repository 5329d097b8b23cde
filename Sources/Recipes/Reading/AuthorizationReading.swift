// SPDX-License-Identifier: Apache-2.0

import Settings

// How a platform knows who asks.
extension RecipeTable {
  private enum Kind: String, CaseIterable {
    case none, bearer, header, query, basic, login
    case clientCredentials = "oauth2-client-credentials"
    case refresh = "oauth2-refresh"
  }

  /// `[auth]`
  mutating func authorization() -> Authorization {
    let kind = choice("kind", of: Kind.allCases) ?? .none
    let isOptional = boolean("optional") ?? false
    return Authorization(kind: authorization(kind) ?? .none, isOptional: isOptional)
  }

  private mutating func authorization(_ kind: Kind) -> Authorization.Kind? {
    switch kind {
    case .none: return Authorization.Kind.none
    case .bearer: return secret("secret").map { .bearer(secret: $0) }
    case .header, .query:
      let name = requiredText("name", "name the \(kind == .header ? "header" : "parameter")")
      guard let name, let secret = secret("secret") else { return nil }
      return kind == .header ? .header(name: name, secret: secret) : .query(name: name, secret: secret)
    case .basic:
      guard let user = secret("user"), let password = secret("password") else { return nil }
      return .basic(user: user, password: password)
    case .login, .clientCredentials, .refresh: return exchange(kind).map { .token($0) }
    }
  }

  private mutating func exchange(_ kind: Kind) -> TokenExchange? {
    enum Place: String, CaseIterable { case basic, body }
    let url = address("token-url")
    let place = choice("client-auth", of: Place.allCases)
    let token = pointer("token") ?? Pointer(parsing: "/access_token")
    let lifetime = duration("lifetime")
    guard let grant = grant(kind), let url, let token else { return nil }
    return TokenExchange(
      grant: grant, url: url, usesBasic: place == .basic, token: token, lifetime: lifetime)
  }

  private mutating func grant(_ kind: Kind) -> TokenExchange.Grant? {
    if kind == .login {
      let members = each("secrets") { table, name, found in
        table.secret(found).map { TokenExchange.LoginMember(name: name, secret: $0) }
      }
      if members.isEmpty { reportMissing("secrets", "write secrets = { identifier = \"name-of-a-secret\" }") }
      return members.isEmpty ? nil : .login(members: members)
    }
    guard let id = secret("id"), let secret = secret("secret") else { return nil }
    if kind == .clientCredentials { return .clientCredentials(id: id, secret: secret) }
    return self.secret("refresh").map { .refresh(id: id, secret: secret, token: $0) }
  }

  /// The name of a secret, which is required.
  private mutating func secret(_ key: String) -> String? {
    guard let found = find(key) else {
      reportMissing(key, "write the name of the credential, not the secret itself")
      return nil
    }
    return secret(found)
  }

  private mutating func secret(_ found: Found) -> String? {
    guard let name = text(found) else { return nil }
    if Template.isName(name), name.utf8.count <= 64 { return name }
    report(
      "expected the name of a credential", found, suggestion: "never write a secret itself into a recipe")
    return nil
  }
}
