// SPDX-License-Identifier: Apache-2.0
internal import CPSL

/// The registrable domain of the host that an address names; empty where it names none.
package func registrableDomain(at url: String) -> String {
  registrableDomain(of: Authority(of: url)?.host ?? "")
}

/// The domain somebody has registered to which a host belongs, such as `shop.example` of `blog.shop.example`, or
/// `shop.co.uk`: who asks us to leave one host alone means all of that domain, for the blogs of a platform have a
/// host each.
///
/// By the ICANN part of the Public Suffix List, for a platform that lets others use its names is still one server
/// farm. An IP address or a name without a dot is its own domain.
package func registrableDomain(of host: String) -> String {
  var name = host.hasSuffix(".") ? host.dropLast() : host[...]
  let isAddress = name.hasPrefix("[") || name.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
  guard !isAddress else { return String(name) }
  while let dot = name.firstIndex(of: ".") {
    let parent = name[name.index(after: dot)...]
    if parent.isEmpty || suffixes.contain(parent) { return String(name) }
    name = parent
  }
  return String(name)
}

private let suffixes = PublicSuffixes()

/// The Public Suffix List of the system, or the one built into libpsl where that is newer.
// Safe because libpsl only reads it after it was made.
@safe private struct PublicSuffixes: @unchecked Sendable {
  private let list: OpaquePointer?

  init() { unsafe list = psl_latest(nil) }

  /// Whether anybody can register a name under this one; a list that is not there knows the last label only.
  func contain(_ domain: Substring) -> Bool {
    guard let list = unsafe list else { return !domain.contains(".") }
    return unsafe psl_is_public_suffix2(list, String(domain), PSL_TYPE_ICANN) != 0
  }
}
