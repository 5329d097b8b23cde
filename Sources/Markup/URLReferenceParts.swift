// SPDX-License-Identifier: Apache-2.0

/// The five parts of a reference as the regular expression of RFC 3986, appendix B, parts them.
struct URLParts: Hashable, CustomStringConvertible {
  var scheme: String?
  var authority: String?
  var path: String
  var query: String?
  var fragment: String?

  init(_ text: String) {
    var rest = Array(text.utf8)[...]
    scheme = Self.takeScheme(from: &rest)
    if let mark = rest.firstIndex(of: UInt8(ascii: "#")) {
      fragment = String(decoding: rest[(mark + 1)...], as: UTF8.self)
      rest = rest[..<mark]
    }
    if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
      query = String(decoding: rest[(mark + 1)...], as: UTF8.self)
      rest = rest[..<mark]
    }
    if scheme == nil || ["http", "https"].contains(scheme?.lowercased()) {
      rest = rest.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 }[...]
    }
    if rest.starts(with: "//".utf8) {
      rest = rest.dropFirst(2)
      // `http:///host` and the like: browsers take any number of slashes for two.
      if scheme?.lowercased() != "file" { rest = rest.drop { $0 == UInt8(ascii: "/") } }
      let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
      authority = String(decoding: rest[..<end], as: UTF8.self)
      rest = rest[end...]
    }
    path = String(decoding: rest, as: UTF8.self)
  }

  /// A letter and then letters, digits, `+`, `-` or `.` before the first colon.
  private static func takeScheme(from rest: inout ArraySlice<UInt8>) -> String? {
    guard let first = rest.first, (first | 0x20) &- UInt8(ascii: "a") < 26,
      let colon = rest.firstIndex(where: { !isAlphanumeric($0) && !"+-.".utf8.contains($0) }),
      rest[colon] == UInt8(ascii: ":")
    else { return nil }
    defer { rest = rest[(colon + 1)...] }
    return String(decoding: rest[..<colon], as: UTF8.self)
  }

  /// RFC 3986, section 5.2.2.
  func resolved(against base: URLParts) -> URLParts {
    var target = self
    if scheme != nil {
      if authority != nil { target.path = removingDotSegments(path) }
      return target
    }
    target.scheme = base.scheme
    if authority != nil {
      target.path = removingDotSegments(path)
      return target
    }
    target.authority = base.authority
    if path.isEmpty {
      target.path = removingDotSegments(base.path)
      if query == nil { target.query = base.query }
    } else if path.utf8.first == slash {
      target.path = removingDotSegments(path)
    } else {
      target.path = base.merged(with: path)
    }
    return target
  }

  /// RFC 3986, section 5.2.3.
  private func merged(with reference: String) -> String {
    if authority != nil && path.isEmpty { return removingDotSegments("/" + reference) }
    guard let last = path.utf8.lastIndex(of: slash) else {
      return scheme == nil ? reference : removingDotSegments(reference)
    }
    return removingDotSegments(String(path[...last]) + reference)
  }

  /// `http:host/path` and `http:/host/path` as browsers read them: what follows the scheme is the host.
  func withAuthorityFromPath() -> URLParts {
    var parts = self
    let rest = path.utf8.drop { $0 == slash }
    parts.authority = String(Substring(rest.prefix { $0 != slash }))
    parts.path = removingDotSegments(String(Substring(rest.drop { $0 != slash })))
    return parts
  }

  /// The parts put together (RFC 3986, section 5.3).
  var description: String {
    var text = ""
    if let scheme { text += scheme + ":" }
    if let authority { text += "//" + authority }
    text += path
    if let query { text += "?" + query }
    if let fragment { text += "#" + fragment }
    return text
  }
}

/// RFC 3986, section 5.2.4; `%2e` counts as a dot, as browsers have it.
func removingDotSegments(_ path: String) -> String {
  guard path.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "%") }) else { return path }
  let isAbsolute = path.utf8.first == slash
  var kept: [Substring] = []
  let segments = path.utf8.split(separator: slash, omittingEmptySubsequences: false).dropFirst(
    isAbsolute ? 1 : 0)
  for (index, bytes) in zip(segments.indices, segments) {
    let segment = Substring(bytes)
    let isLast = index == segments.endIndex - 1
    switch segment.lowercased().replacingPercentDots {
    case ".": if isLast { kept.append("") }
    case "..":
      if !kept.isEmpty { kept.removeLast() }
      if isLast { kept.append("") }
    default: kept.append(segment)
    }
  }
  return (isAbsolute ? "/" : "") + kept.joined(separator: "/")
}

private let slash = UInt8(ascii: "/")

extension String {
  /// `%2e` counts as a dot in a dot segment (WHATWG URL, double-dot path segment).
  fileprivate var replacingPercentDots: String {
    switch self {
    case "%2e": "."
    case ".%2e", "%2e.", "%2e%2e": ".."
    default: self
    }
  }
}

/// A host and a port, without user and password.
struct HostAndPort {
  let host: Substring
  let port: Substring?
  private let user: Substring?

  init(_ authority: String) {
    let mark = authority.lastIndex(of: "@")
    user = mark.map { authority[..<$0] }
    let rest = mark.map { authority[authority.index(after: $0)...] } ?? authority[...]
    let bracket = rest.lastIndex(of: "]") ?? rest.startIndex
    guard let colon = rest[bracket...].lastIndex(of: ":") else {
      host = rest
      port = nil
      return
    }
    host = rest[..<colon]
    port = rest[rest.index(after: colon)...]
  }

  /// The authority in lower case, without a port that goes without saying and without a final dot.
  func canonical(scheme: String) -> String {
    var text = user.map { $0 + "@" } ?? ""
    text += host.lowercased()
    if text.hasSuffix(".") { text.removeLast() }
    if let port, !port.isEmpty, port != Self.defaultPorts[scheme] ?? "" { text += ":" + port }
    return text
  }

  private static let defaultPorts: [String: Substring] = ["http": "80", "https": "443", "ftp": "21"]
}
