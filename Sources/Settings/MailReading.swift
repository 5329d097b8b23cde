// SPDX-License-Identifier: Apache-2.0

internal import Model

extension TableReader {
  /// `[mail]`
  mutating func mail() -> Settings.Mail? {
    let tls = choice("tls", of: Settings.Mail.Security.allCases)
    let server = server(tls: tls)
    let from = sender()
    let recipients = addresses("to")
    let (user, credential) = (located("user"), credential("credential"))
    let certificates = located("ca")?.text
    if find("server") == nil { reportMissing("server", "write server = \"HOST:PORT\"") }
    if find("from") == nil { reportMissing("from", "write from = \"earshot@YOUR.DOMAIN\"") }
    if find("to") == nil { reportMissing("to", "write to = [\"YOU@YOUR.DOMAIN\"]") }
    if let user, credential == nil {
      report(
        "a user needs a password", user.found,
        suggestion: "name the systemd credential that holds it: credential = \"…\"")
    }
    if case .array(let elements)? = find("to")?.toml.value, elements.isEmpty {
      reportMissing("to", "name whom mails go to")
    }
    guard let server, let from, let recipients, !recipients.isEmpty else { return nil }
    if let user, server.tls == .none, !["localhost", "127.0.0.1", "::1"].contains(server.host) {
      report(
        "the password would travel unencrypted", user.found,
        suggestion: "use tls = \"starttls\" or \"implicit\", or no user")
    }
    return Settings.Mail(
      host: server.host, port: server.port, tls: server.tls, from: from.address, fromName: from.name,
      to: recipients, user: user?.text, credential: credential,
      trustedCertificates: certificates)
  }

  /// `mail.acme.example:587`, `[::1]:25`, `smtp://…` or `smtps://…`; what is not said follows from `tls`.
  private mutating func server(
    tls: Settings.Mail.Security?
  ) -> (host: String, port: Int, tls: Settings.Mail.Security)? {
    guard let (text, found) = located("server") else { return nil }
    var rest = text[...]
    var security = tls ?? .starttls
    for (scheme, usual) in [("smtps://", Settings.Mail.Security.implicit), ("smtp://", .starttls)]
    where rest.lowercased().hasPrefix(scheme) {
      rest = rest.dropFirst(scheme.count)
      security = tls ?? usual
    }
    if rest.hasSuffix("/") { rest = rest.dropLast() }
    let usualPort =
      switch security {
      case .starttls: 587
      case .implicit: 465
      case .none: 25
      }
    guard let (host, port) = hostAndPort(rest), 1...65535 ~= port ?? usualPort else {
      report("“\(text)” is no mail server", found, suggestion: "write it like \"mail.acme.example:587\"")
      return nil
    }
    return (host, port ?? usualPort, security)
  }

  /// `earshot@acme.example` or `Earshot <earshot@acme.example>`.
  private mutating func sender() -> (name: String, address: String)? {
    guard let (text, found) = located("from") else { return nil }
    var (name, address) = ("Earshot", text)
    if text.hasSuffix(">"), let open = text.lastIndex(of: "<") {
      name = text[..<open].split(separator: " ").joined(separator: " ")
      address = String(text[text.index(after: open)...].dropLast())
    }
    guard isMailAddress(address) else {
      report("“\(address)” is no mail address", found, suggestion: Self.addressHelp)
      return nil
    }
    return (name.isEmpty ? "Earshot" : name, address)
  }

  private static let addressHelp = "write it like \"anna@acme.example\", international domains as xn--…"

  /// One or more mail addresses.
  mutating func addresses(_ key: String) -> [String]? {
    strings(key)?.compactMap { text, found in
      if isMailAddress(text) { return text }
      report("“\(text)” is no mail address", found, suggestion: Self.addressHelp)
      return nil
    }
  }

  /// The name of a systemd credential.
  mutating func credential(_ key: String) -> String? {
    guard let (text, found) = located(key) else { return nil }
    if text.unicodeScalars.allSatisfy({ isNameScalar($0) }), text.first != "." { return text }
    report(
      "“\(text)” is no name of a credential", found,
      suggestion: "give its name in LoadCredential= of the unit, such as \"smtp-password\"")
    return nil
  }
}

/// A host, and a port where one is given; nil where it is neither a name nor an address.
func hostAndPort(_ text: Substring) -> (host: String, port: Int?)? {
  if text.hasPrefix("[") {
    guard let close = text.firstIndex(of: "]") else { return nil }
    let host = text[text.index(after: text.startIndex)..<close]
    guard isIPv6(host), let port = port(text[text.index(after: close)...]) else { return nil }
    return (String(host), port.value)
  }
  let colon = text.firstIndex(of: ":") ?? text.endIndex
  let host = text[..<colon]
  guard isHostName(host), let port = port(text[colon...]) else { return nil }
  return (String(host), port.value)
}

/// Nothing, or a colon and a number; nil for anything else.
private func port(_ text: Substring) -> (value: Int?, ())? {
  if text.isEmpty { return (nil, ()) }
  let digits = text.dropFirst()
  guard text.first == ":", (1...5).contains(digits.count), digits.utf8.allSatisfy({ 48...57 ~= $0 }) else {
    return nil
  }
  return (Int(digits), ())
}

/// Letters, digits and hyphens between dots.
func isHostName(_ text: Substring) -> Bool {
  let labels = text.split(separator: ".", omittingEmptySubsequences: false)
  return text.utf8.count <= 253
    && labels.allSatisfy { label in
      (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
        && label.unicodeScalars.allSatisfy { isNameScalar($0) && $0 != "." && $0 != "_" }
    }
}

/// An address of IPv4 or IPv6, or a range of them in CIDR notation.
func isNetworkRange(_ text: String) -> Bool {
  let parts = text.split(separator: "/", omittingEmptySubsequences: false)
  guard parts.count <= 2, let address = parts.first else { return false }
  let bits = isIPv4(address) ? 32 : isIPv6(address) ? 128 : -1
  guard bits > 0, parts.count == 2 else { return bits > 0 }
  return decimal(parts[1]).map { 0...bits ~= $0 } ?? false
}

private func isIPv4(_ text: Substring) -> Bool {
  let parts = text.split(separator: ".", omittingEmptySubsequences: false)
  return parts.count == 4 && parts.allSatisfy { decimal($0).map { $0 <= 255 } ?? false }
}

/// RFC 4291, 2.2: eight groups, of which `::` may stand for some that are zero; the last two may be an IPv4 address.
private func isIPv6(_ text: Substring) -> Bool {
  let halves = text.split(separator: "::", omittingEmptySubsequences: false)
  guard halves.count <= 2 else { return false }
  var groups: [Substring] = halves.flatMap {
    $0.isEmpty ? [] : $0.split(separator: ":", omittingEmptySubsequences: false)
  }
  var count = groups.count
  if let last = groups.last, isIPv4(last), text.hasSuffix(last) {
    groups.removeLast()
    count += 1
  }
  let areGroups = groups.allSatisfy {
    (1...4).contains($0.count) && $0.allSatisfy(\.isHexDigit) && $0.utf8.count == $0.count
  }
  return areGroups && (halves.count == 2 ? count <= 7 : count == 8)
}

private func decimal(_ text: Substring) -> Int? {
  let isPlain = (1...3).contains(text.utf8.count) && text.utf8.allSatisfy { 48...57 ~= $0 }
  return isPlain && (text == "0" || text.first != "0") ? Int(text) : nil
}
