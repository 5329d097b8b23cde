// SPDX-License-Identifier: Apache-2.0

extension String {
  /// The text as one line that is safe to show anywhere: in a header, a mail, a terminal, a log.
  ///
  /// Controls and line ends become spaces, runs of space one space; what could reorder or hide text is left out.
  var onOneLine: String {
    var line = ""
    var owesSpace = false
    for scalar in unicodeScalars {
      if scalar.isSpaceOrControl {
        owesSpace = !line.isEmpty
      } else if !scalar.isDeceptive {
        if owesSpace { line += " " }
        owesSpace = false
        line.unicodeScalars.append(scalar)
      }
    }
    return line
  }

  /// At most so many characters, ended by an ellipsis where something was left out, between words if one ends near.
  func shortened(to count: Int) -> String {
    guard let end = index(startIndex, offsetBy: count, limitedBy: endIndex), end != endIndex else {
      return bounded(to: count * 16)
    }
    let head = self[..<index(before: end)]
    let lastSpace = head.lastIndex(of: " ") ?? head.startIndex
    let cut = head.distance(from: lastSpace, to: head.endIndex) <= count / 4 ? lastSpace : head.endIndex
    return String(head[..<cut]).bounded(to: count * 16) + "…"
  }

  /// At most so many bytes: a single character can be endlessly many scalars.
  private func bounded(to bytes: Int) -> String {
    utf8.count <= bytes
      ? self : String(decoding: utf8.prefix(bytes), as: UTF8.self).filter { $0 != "\u{FFFD}" }
  }
}

extension Unicode.Scalar {
  /// Whether it parts words or does something to a terminal, rather than being seen.
  var isSpaceOrControl: Bool {
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator: true
    default: false
    }
  }

  /// Whether it reorders what is around it, or hides text: embeddings, overrides, isolates, byte order marks, tags.
  var isDeceptive: Bool {
    switch value {
    case 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xE0000...0xE007F, 0xFFF9...0xFFFB, 0x200B, 0x2060: true
    default: false
    }
  }
}

/// An address that may be a link: absolute http or https with a host, and nothing that hides where it leads; nil for
/// anything else. What may not stand in an address is percent-encoded.
func webLink(_ url: String?) -> String? {
  guard let url, url.utf8.count <= 2000, host(of: url) != nil else { return nil }
  var link = ""
  for scalar in url.unicodeScalars {
    if scalar.properties.generalCategory == .control || scalar.isDeceptive { return nil }
    if scalar.isSpaceOrControl || "<>\"'\\`{}|^".unicodeScalars.contains(scalar) {
      link += String(scalar).utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }
        .joined()
    } else {
      link.unicodeScalars.append(scalar)
    }
  }
  return link
}

/// The host of an http or https address without user and port, as it stands there.
func host(of url: String?) -> String? {
  guard let url, let colon = url.firstIndex(of: ":"), ["http", "https"].contains(url[..<colon].lowercased()),
    url[colon...].hasPrefix("://")
  else { return nil }
  let authority = url[url.index(colon, offsetBy: 3)...].prefix { !"/?#\\".contains($0) }
  guard !authority.contains("@") else { return nil }
  let host = authority.prefix { $0 != ":" }
  return host.isEmpty ? nil : String(host).onOneLine
}
