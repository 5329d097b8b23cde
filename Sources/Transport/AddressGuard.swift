// SPDX-License-Identifier: Apache-2.0

/// Which network addresses may be connected to.
///
/// It judges the address that a connection is about to be made to, so neither a name, a redirect, an odd
/// spelling nor a resolver that changes its mind can lead into a private network.
package struct AddressGuard: Sendable {
  private let allowed: [NetworkRange]
  private let refusesNothing: Bool

  /// Refuses every special address that lies in none of the ranges allowed.
  package init(allowing allowed: [NetworkRange] = []) {
    self.allowed = allowed
    refusesNothing = false
  }

  private init(_ allowed: [NetworkRange], refusesNothing: Bool) {
    self.allowed = allowed
    self.refusesNothing = refusesNothing
  }

  /// One that allows these ranges too.
  func allowing(_ more: [NetworkRange]) -> AddressGuard {
    AddressGuard(allowed + more, refusesNothing: refusesNothing)
  }

  /// For a source whose owner said that private addresses are fine.
  package static let open = AddressGuard([], refusesNothing: true)

  /// Why an address must not be connected to, such as `loopback`; nil where it may.
  package func refusal(of address: NetworkAddress) -> String? {
    if refusesNothing || allowed.contains(where: { $0.contains(address) }) { return nil }
    return Self.special.first { $0.range.contains(address) }?.name
  }

  /// The special-purpose registries of IANA (RFC 6890 and its successors) and the IPv6 forms that carry an
  /// IPv4 address inside.
  private static let special: [(range: NetworkRange, name: String)] = [
    ("0.0.0.0/8", "this network"),
    ("10.0.0.0/8", "private network"),
    ("100.64.0.0/10", "carrier-grade NAT"),
    ("127.0.0.0/8", "loopback"),
    ("169.254.0.0/16", "link-local"),
    ("172.16.0.0/12", "private network"),
    ("192.0.0.0/24", "protocol assignments"),
    ("192.0.2.0/24", "documentation"),
    ("192.88.99.0/24", "6to4 relay"),
    ("192.168.0.0/16", "private network"),
    ("198.18.0.0/15", "benchmarking"),
    ("198.51.100.0/24", "documentation"),
    ("203.0.113.0/24", "documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved"),
    ("::1/128", "loopback"),
    ("::/96", "unspecified or IPv4-compatible"),
    ("::ffff:0:0:0/96", "IPv4-translated"),
    ("64:ff9b::/96", "NAT64"),
    ("64:ff9b:1::/48", "NAT64"),
    ("100::/64", "discard"),
    ("2001::/23", "protocol assignments (Teredo, ORCHID)"),
    ("2001:db8::/32", "documentation"),
    ("2002::/16", "6to4"),
    ("3fff::/20", "documentation"),
    ("5f00::/16", "segment routing"),
    ("fc00::/7", "unique local"),
    ("fe80::/10", "link-local"),
    ("fec0::/10", "site-local"),
    ("ff00::/8", "multicast"),
  ].map { text, name in
    guard let range = try? NetworkRange(parsing: text) else { preconditionFailure("\(text) is no range") }
    return (range, name)
  }
}
