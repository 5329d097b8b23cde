// SPDX-License-Identifier: Apache-2.0

/// What is left of an address when everything is taken away that does not say which page it is, such as
/// `example.com/news?id=7` of `https://www.example.com:443/news/?utm_source=rss&id=7#top`; nil where that is
/// no page of its own (the front page of a site) or no http address.
///
/// For comparing only; it cannot be visited.
package func canonicalURL(_ url: String) -> String? {
  AddressParts(url).flatMap { $0.isPage ? String(decoding: $0.canonical, as: UTF8.self) : nil }
}

/// What is left of a guid that is an address when scheme, host and tracking parameters are gone, such as
/// `/news?id=7`; nil for a guid that is no address or names no page.
package func alternativeGuid(_ guid: String) -> String? {
  AddressParts(guid).flatMap { $0.isPage ? String(decoding: $0.page, as: UTF8.self) : nil }
}

/// The host of an http address in lower case, without `www.` and port; nil where there is none.
package func canonicalHost(_ url: String) -> String? {
  AddressParts(url).map { String(decoding: $0.hostName, as: UTF8.self) }
}

/// An http address taken apart, its parts normalised for comparing.
///
/// What it makes of an address never changes from one release to the next, for databases keep the hashes of it.
struct AddressParts: Sendable {
  /// The host and what follows it, in UTF-8.
  private var bytes: [UInt8] = []
  private var hostCount = 0

  /// Takes an address apart; nil where it is none of http.
  init?(_ url: String) {
    var url = url
    url.makeContiguousUTF8()
    let text = url.utf8Span.span
    guard let begin = Self.schemeLength(text) else { return nil }
    let end = text.first(from: begin) { $0 == slash || $0 == question || $0 == number } ?? text.count
    bytes.reserveCapacity(text.count - begin + 1)
    takeHost(text, begin..<end)
    guard hostCount > 0 else { return nil }
    let fragment = text.first(from: end) { $0 == number } ?? text.count
    let query = text.first(from: end) { $0 == question || $0 == number } ?? text.count
    var pathEnd = query
    while pathEnd > end, text[pathEnd - 1] == slash { pathEnd -= 1 }
    bytes.append(text, end..<pathEnd)
    if query < fragment { takeQuery(text, query + 1..<fragment) }
    normalizeEscapes()
    if fragment < text.count { takeFragment(text, fragment + 1..<text.count) }
  }

  /// Whether it is more than the front page of a site.
  var isPage: Bool { bytes.count > hostCount }

  /// The whole.
  var canonical: ArraySlice<UInt8> { bytes[...] }

  /// What follows the host.
  var page: ArraySlice<UInt8> { bytes[hostCount...] }

  /// The host without its port.
  var hostName: ArraySlice<UInt8> {
    let host = bytes[..<hostCount]
    return host[..<(host.firstIndex(of: colon) ?? hostCount)]
  }

  /// Whether another address is the same page; other bytes may be the same text.
  func isSamePage(as other: AddressParts) -> Bool {
    guard isPage && other.isPage else { return false }
    if bytes == other.bytes { return true }
    if bytes.span.isASCII && other.bytes.span.isASCII { return false }
    return String(decoding: bytes, as: UTF8.self) == String(decoding: other.bytes, as: UTF8.self)
  }

  /// The length of `http://` or `https://` in whatever case.
  private static func schemeLength(_ url: borrowing Span<UInt8>) -> Int? {
    guard url.isLower(0, "h"), url.isLower(1, "t"), url.isLower(2, "t"), url.isLower(3, "p") else {
      return nil
    }
    let length = url.isLower(4, "s") ? 5 : 4
    guard url.count >= length + 3, url[length] == colon, url[length + 1] == slash, url[length + 2] == slash
    else { return nil }
    return length + 3
  }

  /// Takes the host of an authority, in lower case, without who asks, the usual ports and `www.`.
  private mutating func takeHost(_ text: borrowing Span<UInt8>, _ authority: Range<Int>) {
    var begin = authority.upperBound
    while begin > authority.lowerBound, text[begin - 1] != UInt8(ascii: "@") { begin -= 1 }
    bytes.append(text, begin..<authority.upperBound)
    if bytes.span.isASCII {
      for at in bytes.indices where (0x41...0x5A).contains(bytes[at]) { bytes[at] |= 0x20 }
      for port in [usualPort, securePort, noPort] where bytes.suffix(port.count) == port[...] {
        bytes.removeLast(port.count)
      }
      if bytes.starts(with: "www.".utf8) { bytes.removeFirst(4) }
    } else {
      // Of other letters what is a letter by itself is for strings to say.
      var host = String(decoding: bytes, as: UTF8.self).lowercased()
      for port in [":80", ":443", ":"] where host.hasSuffix(port) { host.removeLast(port.count) }
      if host.hasPrefix("www.") { host.removeFirst(4) }
      bytes = Array(host.utf8)
    }
    hostCount = bytes.count
  }

  /// Takes the parameters that are not there to track.
  private mutating func takeQuery(_ text: borrowing Span<UInt8>, _ query: Range<Int>) {
    var mark = question
    func take(_ parameter: Range<Int>, _ text: borrowing Span<UInt8>, _ bytes: inout [UInt8]) {
      let nameEnd = text.first(in: parameter) { $0 == UInt8(ascii: "=") } ?? parameter.upperBound
      if isTracking(text.string(parameter.lowerBound..<nameEnd).lowercased()) { return }
      bytes.append(mark)
      bytes.append(text, parameter)
      mark = ampersand
    }
    if text.extracting(query).isASCII {
      var begin = query.lowerBound
      while begin < query.upperBound {
        let end = text.first(in: begin..<query.upperBound) { $0 == ampersand } ?? query.upperBound
        if end > begin { take(begin..<end, text, &bytes) }
        begin = end + 1
      }
    } else {
      // An ampersand with an accent is none, as strings have it.
      let string = text.string(query)
      for parameter in string.split(separator: "&") {
        let begin = query.lowerBound + string.utf8.distance(from: string.startIndex, to: parameter.startIndex)
        take(begin..<begin + parameter.utf8.count, text, &bytes)
      }
    }
  }

  /// Takes a fragment with a number, which names a comment or a review on the page; other ones name a place on it.
  private mutating func takeFragment(_ text: borrowing Span<UInt8>, _ range: Range<Int>) {
    let fragment = text.string(range)
    guard !fragment.hasPrefix(":~:"), range.count <= 80 else { return }
    guard fragment.hasPrefix("!") || fragment.contains(where: \.isNumber) && !fragment.contains("=") else {
      return
    }
    bytes.append(number)
    bytes.append(text, range)
  }

  /// Percent escapes of what follows the host with capital digits, and none for letters and digits that need none
  /// (RFC 3986 section 6.2.2).
  private mutating func normalizeEscapes() {
    guard var at = bytes[hostCount...].firstIndex(of: percent) else { return }
    var end = at
    while at < bytes.count {
      guard bytes[at] == percent, at + 2 < bytes.count, let value = escaped(bytes[at + 1], bytes[at + 2])
      else {
        bytes[end] = bytes[at]
        (at, end) = (at + 1, end + 1)
        continue
      }
      if isUnreserved(value) {
        bytes[end] = value
        end += 1
      } else {
        (bytes[end], bytes[end + 1], bytes[end + 2]) = (
          percent, capital(bytes[at + 1]), capital(bytes[at + 2])
        )
        end += 3
      }
      at += 3
    }
    bytes.removeLast(bytes.count - end)
  }
}

private let slash = UInt8(ascii: "/")
private let question = UInt8(ascii: "?")
private let number = UInt8(ascii: "#")
private let colon = UInt8(ascii: ":")
private let ampersand = UInt8(ascii: "&")
private let percent = UInt8(ascii: "%")
private let usualPort = Array(":80".utf8)
private let securePort = Array(":443".utf8)
private let noPort = Array(":".utf8)

private func isTracking(_ name: String) -> Bool {
  if trackingNames.contains(name) { return true }
  guard let line = name.utf8.firstIndex(of: UInt8(ascii: "_")) else { return false }
  // A low line with an accent is none, as strings have it.
  return trackingPrefixes.contains(String(name[...line])) && trackingPrefixes.contains(where: name.hasPrefix)
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

/// What names of such parameters begin with, up to their first low line.
private let trackingPrefixes: Set<String> = [
  "utm_", "pk_", "piwik_", "mtm_", "matomo_", "hsa_", "trk_", "ga_", "itm_",
]

/// What two bytes say in base 16; a sign before one digit counts, as it always did in keys.
private func escaped(_ high: UInt8, _ low: UInt8) -> UInt8? {
  guard let low = Character(Unicode.Scalar(low)).hexDigitValue, low < 16 else { return nil }
  if high == UInt8(ascii: "+") { return UInt8(low) }
  return Character(Unicode.Scalar(high)).hexDigitValue.map { UInt8($0 << 4 | low) }
}

private func capital(_ byte: UInt8) -> UInt8 { (0x61...0x7A).contains(byte) ? byte & 0xDF : byte }

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

extension Span<UInt8> {
  /// Where the first byte from here on is of which something is true.
  fileprivate func first(from start: Int, where isWanted: (UInt8) -> Bool) -> Int? {
    first(in: start..<count, where: isWanted)
  }

  /// Where the first byte in a range is of which something is true.
  fileprivate func first(in range: Range<Int>, where isWanted: (UInt8) -> Bool) -> Int? {
    for at in range where isWanted(self[at]) { return at }
    return nil
  }

  /// Whether a letter of ASCII is here, in whatever case.
  fileprivate func isLower(_ at: Int, _ letter: Unicode.Scalar) -> Bool {
    at < count && self[at] | 0x20 == UInt8(ascii: letter)
  }

  fileprivate var isASCII: Bool {
    var all: UInt8 = 0
    for at in 0..<count { all |= self[at] }
    return all < 0x80
  }

  /// A part that begins and ends with whole scalars, as a string.
  fileprivate func string(_ range: Range<Int>) -> String {
    String(decoding: range.map { self[$0] }, as: UTF8.self)
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ span: borrowing Span<UInt8>, _ range: Range<Int>) {
    for at in range { append(span[at]) }
  }
}
