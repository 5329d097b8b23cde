// SPDX-License-Identifier: Apache-2.0

/// The mail server that takes our mail.
package struct MailServer: Hashable, Sendable {
  /// How the conversation is encrypted.
  package enum Security: String, Sendable, CaseIterable {
    /// STARTTLS, required: never a word of mail without it (RFC 3207).
    case starttls
    /// TLS from the first byte (RFC 8314).
    case implicit
    /// None; for a server on the same machine.
    case none
  }

  /// The host's name or address.
  package var host: String
  /// The port; 587, 465 or 25 after the kind of security unless given.
  package var port: Int
  /// How the conversation is encrypted.
  package var security: Security
  /// The user to authenticate as; nil sends without.
  package var user: String?
  /// The user's password.
  package var password: Secret?
  /// A file of PEM certificates to trust in place of the system's.
  package var trustedCertificates: String?

  /// A server reached by STARTTLS without authentication unless said otherwise.
  package init(
    host: String, port: Int? = nil, security: Security = .starttls, user: String? = nil,
    password: Secret? = nil, trustedCertificates: String? = nil
  ) {
    self.host = host
    self.port = port ?? (security == .starttls ? 587 : security == .implicit ? 465 : 25)
    self.security = security
    self.user = user
    self.password = password
    self.trustedCertificates = trustedCertificates
  }

  /// The address libcurl is given; nil where the host is no host.
  var url: String? {
    let isName = host.utf8.allSatisfy {
      isLetterOrDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
    }
    let isV6 = NetworkAddress(host) != nil && host.contains(":")
    guard !host.isEmpty, isName || isV6, (1...65535).contains(port) else { return nil }
    return (security == .implicit ? "smtps" : "smtp") + "://" + (isV6 ? "[\(host)]" : host) + ":\(port)"
  }
}

/// A text that no log, no error and no debugger shows.
package struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The text itself.
  package let revealed: String

  /// Puts a text out of sight.
  package init(_ text: String) { revealed = text }

  /// Always `•••`.
  package var description: String { "•••" }
  /// Always `•••`.
  package var debugDescription: String { description }
  /// Nothing.
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Whether a byte is an ASCII letter or digit.
func isLetterOrDigit(_ byte: UInt8) -> Bool {
  (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
}

/// Why a text cannot stand in an SMTP envelope; nil where it is an address (RFC 5321, 4.1.2: Dot-string at
/// Domain).
///
/// libcurl puts an address on the wire as it is, so whatever could end the command or the brackets must not
/// get there.
func objection(toAddress address: String) -> String? {
  guard let at = address.utf8.lastIndex(of: UInt8(ascii: "@")) else { return "has no @" }
  let local = address.utf8[..<at]
  let domain = address.utf8[address.utf8.index(after: at)...]
  guard address.utf8.allSatisfy({ $0 < 0x80 }) else {
    return "has letters beyond ASCII; write the domain as xn--..., the mailbox name in ASCII"
  }
  let special = "!#$%&'*+-/=?^_`{|}~.".utf8
  guard (1...64).contains(local.count), local.allSatisfy({ isLetterOrDigit($0) || special.contains($0) }),
    hasNoEmptyLabel(local)
  else { return "has no proper mailbox name before the @" }
  guard (1...255).contains(domain.count), hasNoEmptyLabel(domain),
    domain.allSatisfy({ isLetterOrDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") })
  else { return "has no proper domain after the @" }
  return nil
}

private func hasNoEmptyLabel(_ name: Substring.UTF8View) -> Bool {
  name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
}

/// Why bytes cannot be transmitted as they are; nil where they are lines of at most 998 bytes that end in
/// CRLF.
///
/// libcurl passes a bare line feed through, and some servers take `\n.\n` for the end of the message.
func objection(toMessage message: [UInt8]) -> String? {
  guard message.suffix(2) == [0x0D, 0x0A] else { return "does not end in CR LF" }
  var start = 0
  var last: UInt8 = 0
  for (index, byte) in message.enumerated() {
    if (byte == 0x0A) != (last == 0x0D) { return "has a bare CR or LF near byte \(index)" }
    if byte == 0x0A {
      guard index - 1 - start <= 998 else { return "has a line longer than 998 bytes near byte \(start)" }
      start = index + 1
    }
    last = byte
  }
  return nil
}
