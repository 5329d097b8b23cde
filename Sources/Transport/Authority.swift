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
    let bytes = url.utf8Span.span
    guard let colon = bytes.indices.first(where: { bytes[$0] == UInt8(ascii: ":") }),
      let scheme = Self.scheme(bytes.extracting(..<colon)), bytes.count >= colon + 3,
      bytes[colon + 1] == UInt8(ascii: "/"), bytes[colon + 2] == UInt8(ascii: "/")
    else { return nil }
    var (start, end) = (colon + 3, colon + 3)
    while end < bytes.count, !endsAuthority(bytes[end]) {
      // Browsers take a backslash for a slash and libcurl for a part of the user's name: such an address names two
      // servers, and the wrong one could get a credential.
      if bytes[end] == UInt8(ascii: "\\") { return nil }
      if bytes[end] == UInt8(ascii: "@") { start = end + 1 }
      end += 1
    }
    // An IPv6 address holds colons of its own.
    var hostEnd = start
    if hostEnd < end, bytes[hostEnd] == UInt8(ascii: "[") {
      while hostEnd < end, bytes[hostEnd] != UInt8(ascii: "]") { hostEnd += 1 }
    }
    while hostEnd < end, bytes[hostEnd] != UInt8(ascii: ":") { hostEnd += 1 }
    let text = { (range: Range<Int>) in
      let (start, utf8) = (url.utf8.startIndex, url.utf8)
      return Substring(
        utf8[utf8.index(start, offsetBy: range.lowerBound)..<utf8.index(start, offsetBy: range.upperBound)])
    }
    let port = text(min(hostEnd + 1, end)..<end)
    guard hostEnd > start, let number = port.isEmpty ? (scheme == "https" ? 443 : 80) : Int(port) else {
      return nil
    }
    self.scheme = scheme
    host = text(start..<(bytes[hostEnd - 1] == UInt8(ascii: ".") ? hostEnd - 1 : hostEnd)).lowercased()
    self.port = number
  }

  /// `http` or `https` in whatever case; nil for any other.
  private static func scheme(_ name: Span<UInt8>) -> String? {
    ["http", "https"].first { known in
      let known = known.utf8Span.span
      return known.count == name.count && known.indices.allSatisfy { name[$0] | 0x20 == known[$0] }
    }
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
