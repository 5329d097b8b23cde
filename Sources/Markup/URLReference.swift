// SPDX-License-Identifier: Apache-2.0

/// The absolute address a reference means where it stands (RFC 3986, section 5), read as browsers do.
///
/// Space around it is trimmed, tabs and line feeds inside are removed, other space becomes `%20`; in http and
/// https addresses backslashes are slashes and a wrong number of slashes after the scheme is put right.
/// Non-ASCII characters stay (an IRI, RFC 3987). With an empty base, or one of more than 4,096 bytes, the
/// reference comes back as it is, tidied. Nil for a scheme nobody follows from a feed (`javascript:`, `data:`, anything unknown).
package func resolve(_ reference: String, against base: String) -> String? {
  var target = URLParts(tidied(reference))
  let base = URLParts(base.utf8.count <= longestBase ? tidied(base) : "")
  if let scheme = target.scheme {
    guard isFollowable(scheme) else { return nil }
    if isWebScheme(scheme), target.authority == nil {
      guard base.scheme?.lowercased() == scheme.lowercased(), base.authority != nil else {
        return target.withAuthorityFromPath().description
      }
      target.scheme = nil
    }
  }
  return target.resolved(against: base).description
}

/// Whether an address is absolute and its scheme http or https.
package func isWebAddress(_ url: String) -> Bool {
  if isPlainWebAddress(url) { return true }
  let parts = URLParts(url)
  guard let scheme = parts.scheme, let authority = parts.authority else { return false }
  return isWebScheme(scheme) && !authority.isEmpty
}

/// Whether an address is absolute, of the web, and needs no tidying, as nearly all are.
package func isPlainWebAddress(_ address: String) -> Bool {
  let bytes = address.utf8.span
  guard bytes.count > 8, bytes[0] == UInt8(ascii: "h"), bytes[1] == UInt8(ascii: "t"),
    bytes[2] == UInt8(ascii: "t"), bytes[3] == UInt8(ascii: "p")
  else { return false }
  let mark = bytes[4] == UInt8(ascii: "s") ? 5 : 4
  guard bytes[mark] == UInt8(ascii: ":"), bytes[mark + 1] == UInt8(ascii: "/"),
    bytes[mark + 2] == UInt8(ascii: "/"), isAlphanumeric(bytes[mark + 3])
  else { return false }
  var last = UInt8(ascii: "/")
  for at in mark + 3..<bytes.count {
    let byte = bytes[at]
    // Two stops or a stop after a slash may be a segment that has to go.
    if byte == UInt8(ascii: ".") && (last == byte || last == UInt8(ascii: "/")) { return false }
    guard byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\\") else { return false }
    last = byte
  }
  return true
}

/// The host of an absolute address in lower case, without user, password and port; nil where there is none.
package func host(of url: String) -> String? {
  guard let authority = URLParts(url).authority else { return nil }
  let host = HostAndPort(authority).host.lowercased()
  return host.isEmpty ? nil : host
}

/// An address without the differences that do not matter, to compare by; never to be fetched.
///
/// Scheme and host in lower case, no default port, no tracking parameters (`utm_*`, `fbclid` ...),
/// percent-encoded letters decoded, at least a slash as the path. The order of parameters stays. A fragment
/// stays only where it may name something published by itself, as `#comment-5` does: it has a digit and no
/// `=`.
package func canonical(_ url: String) -> String {
  var parts = URLParts(tidied(url))
  guard let scheme = parts.scheme?.lowercased() else { return parts.description }
  parts.scheme = scheme
  parts.fragment = parts.fragment.flatMap { namesPart($0) ? $0 : nil }
  if let authority = parts.authority {
    parts.authority = HostAndPort(authority).canonical(scheme: scheme)
    parts.path = removingDotSegments(parts.path)
    if parts.path.isEmpty { parts.path = "/" }
  }
  parts.path = decodingUnreserved(parts.path)
  parts.query = parts.query.flatMap(withoutTracking)
  return parts.description
}

/// No page is found at an address that is longer; what is resolved against it would take a document's memory many times.
private let longestBase = 4096

/// Schemes that a link in a feed may have; a subset of what feedparser accepts, plus those of today.
private let followable: Set<String> = [
  "http", "https", "ftp", "sftp", "mailto", "magnet", "news", "nntp", "rtsp", "sip", "sips", "tel", "sms",
  "xmpp",
  "irc", "ircs", "git", "ssh", "svn", "feed", "gopher", "gemini", "geo", "urn", "tag", "doi", "hdl", "ipfs",
  "bitcoin",
  "matrix", "webcal", "file",
]

private func isFollowable(_ scheme: String) -> Bool { followable.contains(scheme.lowercased()) }

private func isWebScheme(_ scheme: String) -> Bool { ["http", "https"].contains(scheme.lowercased()) }

/// The text without outer space, without tabs and line ends, with inner space and controls percent-encoded.
private func tidied(_ text: String) -> String {
  let kept = text.utf8.filter { $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
  var trimmed = kept.drop { $0 <= 0x20 }
  while let last = trimmed.last, last <= 0x20 { trimmed.removeLast() }
  guard trimmed.contains(where: { $0 <= 0x20 }) else { return String(decoding: trimmed, as: UTF8.self) }
  let encoded = trimmed.flatMap { $0 <= 0x20 ? Array("%20".utf8) : [$0] }
  return String(decoding: encoded, as: UTF8.self)
}

/// Parameters that say where a reader came from and nothing about what is read.
private func isTracking(_ name: Substring) -> Bool {
  let name = name.lowercased()
  return name.hasPrefix("utm_") || trackingParameters.contains(name)
}

private let trackingParameters: Set<String> = [
  "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid", "igshid",
  "igsh",
  "mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "vero_id", "wt_mc", "cmpid", "ns_campaign", "ns_mchannel",
  "ns_source", "ns_linkname", "at_medium", "at_campaign", "oly_anon_id", "oly_enc_id", "ref_src", "ref_url",
  "spm",
  "scm", "_openstat", "xtor", "guccounter", "guce_referrer", "guce_referrer_sig", "srsltid",
]

/// Whether a fragment may be the address of a comment or review; those of one page must not become one item.
private func namesPart(_ fragment: String) -> Bool {
  let bytes = fragment.utf8
  return bytes.contains { $0 &- UInt8(ascii: "0") < 10 } && !bytes.contains(UInt8(ascii: "="))
}

private func withoutTracking(_ query: String) -> String? {
  let kept = query.utf8.split(separator: UInt8(ascii: "&")).map(Substring.init).filter { parameter in
    !isTracking(Substring(parameter.utf8.prefix { $0 != UInt8(ascii: "=") }))
  }
  return kept.isEmpty ? nil : kept.joined(separator: "&")
}

/// `%41` becomes `A`, `%2f` becomes `%2F` (RFC 3986, section 6.2.2).
private func decodingUnreserved(_ path: String) -> String {
  guard path.utf8.contains(UInt8(ascii: "%")) else { return path }
  let bytes = Array(path.utf8)
  var out: [UInt8] = []
  var at = 0
  while at < bytes.count {
    guard bytes[at] == UInt8(ascii: "%"), at + 2 < bytes.count,
      let high = Character(Unicode.Scalar(bytes[at + 1])).hexDigitValue,
      let low = Character(Unicode.Scalar(bytes[at + 2])).hexDigitValue
    else {
      out.append(bytes[at])
      at += 1
      continue
    }
    let byte = UInt8(high << 4 | low)
    if isAlphanumeric(byte) || "-._~".utf8.contains(byte) {
      out.append(byte)
    } else {
      out += ("%" + bytes[at + 1...at + 2].map { Character(Unicode.Scalar($0)).uppercased() }.joined()).utf8
    }
    at += 3
  }
  return String(decoding: out, as: UTF8.self)
}
