// SPDX-License-Identifier: Apache-2.0

/// The server an address names: scheme, host and port.
///
/// It decides who takes turns with whom and which server may see a credential; whether a server may be
/// reached at all is decided by its network address when connecting, not here.
package struct Authority: Hashable, Sendable, CustomStringConvertible {
  /// The scheme in lower case.
  package let scheme: String
  /// The host in lower case, an IPv6 address in brackets.
  package let host: String
  /// The port, the scheme's own where the address has none.
  package let port: Int

  /// The server of an absolute http or https address; nil for any other text.
  package init?(of url: String) {
    guard let mark = url.firstRange(of: "://") else { return nil }
    let scheme = url[..<mark.lowerBound].lowercased()
    let authority = url[mark.upperBound...].prefix { !"/?#".contains($0) }
    // Browsers take a backslash for a slash and libcurl for a part of the user's name: such an address names two
    // servers, and the wrong one could get a credential.
    guard scheme == "http" || scheme == "https", !authority.contains("\\") else { return nil }
    let server = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
    let (host, port) = Self.split(server)
    guard !host.isEmpty, let number = port.isEmpty ? (scheme == "https" ? 443 : 80) : Int(port) else {
      return nil
    }
    self.scheme = scheme
    self.host = host.hasSuffix(".") ? String(host.dropLast()) : host
    self.port = number
  }

  /// Host and port of `host:port`; the port may be empty and an IPv6 address holds colons of its own.
  private static func split(_ server: Substring) -> (host: String, port: Substring) {
    let end = server.hasPrefix("[") ? server.firstIndex(of: "]").map { server.index(after: $0) } : nil
    let colon = server[(end ?? server.startIndex)...].firstIndex(of: ":") ?? server.endIndex
    return (server[..<colon].lowercased(), server[colon...].dropFirst())
  }

  /// Host and port, without the port where it is the scheme's own: `town.example`, `127.0.0.1:8080`.
  package var description: String {
    port == (scheme == "https" ? 443 : 80) ? host : "\(host):\(port)"
  }
}
