// SPDX-License-Identifier: Apache-2.0

/// What is left of an address when everything is taken away that does not say which page it is, such as
/// `example.com/news?id=7` of `https://www.example.com:443/news/?utm_source=rss&id=7#top`; nil where that is
/// no page of its own (the front page of a site) or no http address.
///
/// For comparing only; it cannot be visited.
package func canonicalURL(_ url: String) -> String? {
  guard let parts = AddressParts(url) else { return nil }
  let page = parts.page
  return page.isEmpty ? nil : parts.host + page
}

/// What is left of a guid that is an address when scheme, host and tracking parameters are gone, such as
/// `/news?id=7`; nil for a guid that is no address or names no page.
package func alternativeGuid(_ guid: String) -> String? {
  guard let page = AddressParts(guid)?.page, !page.isEmpty else { return nil }
  return page
}

/// The host of an http address in lower case, without `www.` and port; nil where there is none.
package func canonicalHost(_ url: String) -> String? {
  guard let host = AddressParts(url)?.host else { return nil }
  return host.split(separator: ":", omittingEmptySubsequences: false).first.map(String.init)
}

/// An http address taken apart, its parts normalised for comparing.
private struct AddressParts {
  let host: String
  let page: String

  init?(_ url: String) {
    let lowered = url.prefix(8).lowercased()
    guard let scheme = ["https://", "http://"].first(where: lowered.hasPrefix) else { return nil }
    let rest = url.dropFirst(scheme.count)
    let authority = rest.prefix { !"/?#".contains($0) }
    guard let host = Self.host(authority) else { return nil }
    let (main, fragment) = rest.dropFirst(authority.count).cut(at: "#")
    let (path, query) = main.cut(at: "?")
    self.host = host
    page = Self.path(path) + Self.query(query) + Self.fragment(fragment)
  }

  private static func host(_ authority: Substring) -> String? {
    let withPort = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? authority
    var host = withPort.lowercased()
    for port in [":80", ":443", ":"] where host.hasSuffix(port) { host.removeLast(port.count) }
    if host.hasPrefix("www.") { host.removeFirst(4) }
    return host.isEmpty ? nil : host
  }

  private static func path(_ path: Substring) -> String {
    var trimmed = path
    while trimmed.hasSuffix("/") { trimmed.removeLast() }
    return normalizedEscapes(trimmed)
  }

  private static func query(_ query: Substring?) -> String {
    let kept = (query ?? "").split(separator: "&").filter { !isTracking($0.cut(at: "=").0.lowercased()) }
    return kept.isEmpty ? "" : "?" + normalizedEscapes(Substring(kept.joined(separator: "&")))
  }

  /// A fragment with a number names a comment or a review on the page; other ones name a place on it.
  private static func fragment(_ fragment: Substring?) -> String {
    guard let fragment, !fragment.hasPrefix(":~:"), fragment.utf8.count <= 80 else { return "" }
    if fragment.hasPrefix("!") { return "#" + fragment }
    guard fragment.contains(where: \.isNumber), !fragment.contains("=") else { return "" }
    return "#" + fragment
  }

  private static func isTracking(_ name: String) -> Bool {
    trackingNames.contains(name) || trackingPrefixes.contains(where: name.hasPrefix)
  }
}

/// Parameters which campaigns and networks add to an address.
private let trackingNames: Set<String> = [
  "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid", "twclid", "ttclid",
  "li_fat_id", "igshid", "igsh", "mc_cid", "mc_eid", "_hsenc", "_hsmi", "mkt_tok", "vero_id", "vero_conv",
  "oly_enc_id", "oly_anon_id", "rb_clickid", "s_cid", "wickedid", "_openstat", "ncid", "cmpid", "xtor",
  "ref_src",
  "ref_url", "fb_action_ids", "fb_action_types", "at_medium", "at_campaign", "ocid", "smid", "sr_share",
  "guccounter",
]

/// What names of such parameters begin with.
private let trackingPrefixes = ["utm_", "pk_", "piwik_", "mtm_", "matomo_", "hsa_", "trk_", "ga_", "itm_"]

/// Percent escapes with capital digits, and none for letters and digits that need none (RFC 3986 section
/// 6.2.2).
private func normalizedEscapes(_ text: Substring) -> String {
  guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
  let bytes = Array(text.utf8)
  var out: [UInt8] = []
  var at = 0
  while at < bytes.count {
    guard bytes[at] == UInt8(ascii: "%"), at + 2 < bytes.count,
      let value = UInt8(String(decoding: bytes[at + 1...at + 2], as: UTF8.self), radix: 16)
    else {
      out.append(bytes[at])
      at += 1
      continue
    }
    if isUnreserved(value) {
      out.append(value)
    } else {
      out += String(decoding: bytes[at...at + 2], as: UTF8.self).uppercased().utf8
    }
    at += 3
  }
  return String(decoding: out, as: UTF8.self)
}

/// A byte that never needs an escape: a letter, a digit, `-`, `.`, `_` or `~`.
private func isUnreserved(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
    UInt8(ascii: "~"):
    true
  default: false
  }
}

extension Substring {
  /// What stands before and after the first such character; nothing after where there is none.
  fileprivate func cut(at character: Character) -> (Substring, Substring?) {
    guard let at = firstIndex(of: character) else { return (self, nil) }
    return (self[..<at], self[index(after: at)...])
  }
}
