// SPDX-License-Identifier: Apache-2.0

/// An http address taken apart with what strings can do: what `AddressParts` is held against, for what it makes of an
/// address is hashed into keys that databases keep.
struct PlainAddress: Sendable {
  private let host: String
  private let page: String

  /// Takes an address apart; nil where it is none of http.
  init?(_ url: String) {
    let utf8 = url.utf8
    guard let scheme = Self.schemeLength(utf8) else { return nil }
    let rest = url[utf8.index(utf8.startIndex, offsetBy: scheme)...]
    let end = rest.utf8.firstIndex {
      $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#")
    }
    guard let host = Self.host(rest[..<(end ?? rest.endIndex)]) else { return nil }
    let (main, fragment) = rest[(end ?? rest.endIndex)...].cut(at: UInt8(ascii: "#"))
    let (path, query) = main.cut(at: UInt8(ascii: "?"))
    self.host = host
    page = Self.path(path) + Self.query(query) + Self.fragment(fragment)
  }

  /// The whole; nil for the front page of a site.
  var canonical: String? { page.isEmpty ? nil : host + page }

  /// What follows the host; nil for the front page of a site.
  var namedPage: String? { page.isEmpty ? nil : page }

  /// The host without its port.
  var hostName: String {
    host.utf8.firstIndex(of: UInt8(ascii: ":")).map { String(host[..<$0]) } ?? host
  }

  /// The length of `http://` or `https://` in whatever case.
  private static func schemeLength(_ url: String.UTF8View) -> Int? {
    var length = 0
    for (byte, wanted) in zip(url, "http".utf8) {
      guard byte | 0x20 == wanted else { return nil }
      length += 1
    }
    guard length == 4 else { return nil }
    var rest = url.dropFirst(4)
    if let byte = rest.first, byte | 0x20 == UInt8(ascii: "s") {
      rest = rest.dropFirst()
      length += 1
    }
    return rest.starts(with: "://".utf8) ? length + 3 : nil
  }

  private static func host(_ authority: Substring) -> String? {
    let at = authority.utf8.lastIndex(of: UInt8(ascii: "@"))
    let withPort = at.map { authority[authority.utf8.index(after: $0)...] } ?? authority
    var host = withPort.lowercased()
    for port in [":80", ":443", ":"] where host.utf8.last != nil && host.hasSuffix(port) {
      host.removeLast(port.count)
    }
    if host.hasPrefix("www.") { host.removeFirst(4) }
    return host.isEmpty ? nil : host
  }

  private static func path(_ path: Substring) -> String {
    var end = path.endIndex
    while end > path.startIndex, path.utf8[path.utf8.index(before: end)] == UInt8(ascii: "/") {
      end = path.utf8.index(before: end)
    }
    return normalizedEscapes(path[..<end])
  }

  private static func query(_ query: Substring?) -> String {
    guard let query, !query.isEmpty else { return "" }
    let kept = query.split(separator: "&").filter {
      !isTracking($0.cut(at: UInt8(ascii: "=")).0.lowercased())
    }
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
    plainTrackingNames.contains(name) || plainTrackingPrefixes.contains(where: name.hasPrefix)
  }
}

/// Parameters which campaigns and networks add to an address.
private let plainTrackingNames: Set<String> = [
  "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid", "twclid", "ttclid",
  "li_fat_id", "igshid", "igsh", "mc_cid", "mc_eid", "_hsenc", "_hsmi", "mkt_tok", "vero_id", "vero_conv",
  "oly_enc_id", "oly_anon_id", "rb_clickid", "s_cid", "wickedid", "_openstat", "ncid", "cmpid", "xtor",
  "ref_src",
  "ref_url", "fb_action_ids", "fb_action_types", "at_medium", "at_campaign", "ocid", "smid", "sr_share",
  "guccounter",
]

/// What names of such parameters begin with.
private let plainTrackingPrefixes = [
  "utm_", "pk_", "piwik_", "mtm_", "matomo_", "hsa_", "trk_", "ga_", "itm_",
]

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
  /// What stands before and after the first such byte of ASCII; nothing after where there is none.
  fileprivate func cut(at byte: UInt8) -> (Substring, Substring?) {
    guard let at = utf8.firstIndex(of: byte) else { return (self, nil) }
    return (self[..<at], self[utf8.index(after: at)...])
  }
}
