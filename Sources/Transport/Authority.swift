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
    let bytes = url.utf8
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes[colon...].starts(with: "://".utf8),
      let scheme = Self.scheme(bytes[..<colon])
    else { return nil }
    let authority = bytes[bytes.index(colon, offsetBy: 3)...].prefix { !endsAuthority($0) }
    // Browsers take a backslash for a slash and libcurl for a part of the user's name: such an address names two
    // servers, and the wrong one could get a credential.
    guard !authority.contains(UInt8(ascii: "\\")) else { return nil }
    let at = authority.lastIndex(of: UInt8(ascii: "@"))
    let server = at.map { authority[authority.index(after: $0)...] } ?? authority
    let (host, port) = Self.split(server)
    guard !host.isEmpty, let number = port.isEmpty ? (scheme == "https" ? 443 : 80) : Int(port) else {
      return nil
    }
    self.scheme = scheme
    self.host = host.utf8.last == UInt8(ascii: ".") ? String(host.dropLast()) : host
    self.port = number
  }

  /// `http` or `https` in whatever case; nil for any other.
  private static func scheme(_ name: Substring.UTF8View) -> String? {
    ["http", "https"].first { known in
      name.elementsEqual(known.utf8) { $0 | 0x20 == $1 }
    }
  }

  /// Host and port of `host:port`; the port may be empty and an IPv6 address holds colons of its own.
  private static func split(_ server: Substring.UTF8View) -> (host: String, port: Substring) {
    let isBracketed = server.first == UInt8(ascii: "[")
    let end = isBracketed ? server.firstIndex(of: UInt8(ascii: "]")).map { server.index(after: $0) } : nil
    let colon = server[(end ?? server.startIndex)...].firstIndex(of: UInt8(ascii: ":")) ?? server.endIndex
    return (Substring(server[..<colon]).lowercased(), Substring(server[colon...].dropFirst()))
  }

  /// Host and port, without the port where it is the scheme's own: `town.example`, `127.0.0.1:8080`.
  package var description: String {
    port == (scheme == "https" ? 443 : 80) ? host : "\(host):\(port)"
  }
}

/// Whether a byte is what follows the server's name in an address.
func endsAuthority(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
}
