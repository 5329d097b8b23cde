// SPDX-License-Identifier: Apache-2.0

/// The rules of a site's robots.txt for one crawler (RFC 9309).
///
/// Asked for pages that we found ourselves or watch as pages; feeds that a user named are polled as any
/// reader does.
package struct Robots: Hashable, Sendable {
  /// What is known of a site's robots.txt, by the status it was answered with (RFC 9309, 2.3.1).
  package enum Verdict: Hashable, Sendable {
    /// Its rules.
    case rules(Robots)
    /// There are none (4xx): everything is allowed.
    case everything
    /// The server is in trouble (5xx, no answer): nothing is allowed until it says more.
    case nothing
  }

  private struct Rule: Hashable {
    let pattern: [UInt8]
    let allows: Bool
  }

  /// At most this many bytes of a robots.txt count (RFC 9309, 2.5).
  package static let longest = 500 * 1024
  /// How long rules may be kept (RFC 9309, 2.4).
  package static let lifetime = Duration.seconds(24 * 3600)

  private var rules: [Rule] = []
  /// The pause in seconds that the site asks for between two requests, at most an hour; not of the RFC, but
  /// widely meant.
  package private(set) var crawlDelay: Int?

  /// Reads a robots.txt for a crawler, named by its product token such as `earshot`.
  ///
  /// The groups that name the crawler count, all together; where there is none, those for `*`.
  package init(_ text: [UInt8], for product: String) {
    let wanted = product.lowercased()
    var mine = Group()
    var everybodys = Group()
    var agents: Set<String> = []
    var isInRules = true
    for (name, value) in Self.lines(of: text.prefix(Self.longest)) {
      if name == "user-agent" {
        if isInRules { agents = [] }
        isInRules = false
        agents.insert(value == "*" ? value : Self.productToken(value))
        if agents.contains(wanted) { mine.isNamed = true }
      } else {
        // A sitemap or an unknown record does not end a group; only a rule does.
        if ["allow", "disallow", "crawl-delay"].contains(name) { isInRules = true }
        if agents.contains(wanted) { mine.take(name, value) }
        if agents.contains("*") { everybodys.take(name, value) }
      }
    }
    let group = mine.isNamed ? mine : everybodys
    rules = group.rules
    crawlDelay = group.crawlDelay
  }

  /// What an answer to the request for robots.txt means for a crawler; nil for no answer at all.
  package static func verdict(status: Int?, body: [UInt8], for product: String) -> Verdict {
    switch status {
    case .some(200..<300): .rules(Robots(body, for: product))
    case .some(300..<500): .everything
    default: .nothing
    }
  }

  /// Whether a path with its query, such as `/reviews?page=2`, may be fetched: the longest pattern that fits
  /// decides, and of two of the same length the one that allows (RFC 9309, 2.2.2).
  package func allows(_ path: String) -> Bool {
    let path = Self.normalized(Array(path.utf8)[...])
    if path == Array("/robots.txt".utf8) { return true }
    let fitting = rules.filter { Self.fits($0.pattern, path) }
    guard let length = fitting.map(\.pattern.count).max() else { return true }
    return fitting.contains { $0.pattern.count == length && $0.allows }
  }

  /// Where the rules for an address lie: at the root of its server; nil where it is neither http nor https.
  package static func address(for url: String) -> String? {
    Authority(of: url).map { "\($0.scheme)://\($0)/robots.txt" }
  }

  /// The path and query of an address, which the rules are about.
  package static func path(of url: String) -> String {
    guard let start = url.firstRange(of: "://")?.upperBound else { return "/" }
    let path = url[start...].drop { !"/?#".contains($0) }.prefix { $0 != "#" }
    return path.first == "/" ? String(path) : "/" + path
  }

  private struct Group {
    var rules: [Rule] = []
    var crawlDelay: Int?
    var isNamed = false

    mutating func take(_ name: String, _ value: String) {
      switch name {
      case "allow", "disallow":
        // An empty pattern says nothing: `Disallow:` allows everything.
        if !value.isEmpty {
          rules.append(Rule(pattern: normalized(Array(value.utf8)[...]), allows: name == "allow"))
        }
      case "crawl-delay":
        crawlDelay = Double(value).flatMap { $0 > 0 ? Int(min($0.rounded(.up), 3600)) : nil }
      default: break
      }
    }
  }

  /// Names and values of the lines, names in lower case, comments taken off.
  private static func lines(of text: ArraySlice<UInt8>) -> [(name: String, value: String)] {
    let text = text.starts(with: [0xEF, 0xBB, 0xBF]) ? text.dropFirst(3) : text
    return text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).compactMap { line in
      let content = line.prefix { $0 != UInt8(ascii: "#") }
      guard let colon = content.firstIndex(of: UInt8(ascii: ":")) else { return nil }
      let name = String(decoding: trimmed(content[..<colon]), as: UTF8.self).lowercased()
      return (name, String(decoding: trimmed(content[(colon + 1)...]), as: UTF8.self))
    }
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    guard let last = bytes.lastIndex(where: { !isSpace($0) }) else { return [] }
    return bytes[...last].drop(while: isSpace)
  }

  /// The letters, `_` and `-` that a crawler's name may be made of; a version after it does not count.
  private static func productToken(_ value: String) -> String {
    String(value.lowercased().prefix { $0.isASCII && $0.isLetter || $0 == "_" || $0 == "-" })
  }

  /// Percent-encoding made comparable (RFC 9309, 2.2.2): unreserved characters plain, all others as `%XX` in
  /// upper case.
  private static func normalized(_ path: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var rest = path
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"),
        let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16),
        rest.count >= 2
      {
        rest = rest.dropFirst(2)
        if isLetterOrDigit(code) || "-._~".utf8.contains(code) {
          result.append(code)
        } else {
          append(code, to: &result)
        }
      } else if byte > 0x7E || byte <= 0x20 {
        append(byte, to: &result)
      } else {
        result.append(byte)
      }
    }
    return result
  }

  private static func append(_ code: UInt8, to result: inout [UInt8]) {
    let digits = Array("0123456789ABCDEF".utf8)
    result += [UInt8(ascii: "%"), digits[Int(code >> 4)], digits[Int(code & 15)]]
  }

  /// Whether a pattern with `*` and a final `$` fits the beginning of a path; linear but for one step back to
  /// the last `*`.
  private static func fits(_ pattern: [UInt8], _ path: [UInt8]) -> Bool {
    let isAnchored = pattern.last == UInt8(ascii: "$")
    let pattern = isAnchored ? pattern.dropLast() : pattern[...]
    var (p, s) = (0, 0)
    var star: (p: Int, s: Int)?
    while true {
      if p == pattern.count, !isAnchored || s == path.count { return true }
      if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
        p += 1
        star = (p, s)
      } else if p < pattern.count, s < path.count, pattern[p] == path[s] {
        p += 1
        s += 1
      } else if let back = star, back.s < path.count {
        star = (back.p, back.s + 1)
        (p, s) = (back.p, back.s + 1)
      } else {
        return false
      }
    }
  }
}
