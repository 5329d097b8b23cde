// SPDX-License-Identifier: Apache-2.0

/// Markup of ours around text of others: what is interpolated is escaped unless it is `HTML` itself.
///
/// Only literals and `HTML` values are taken as markup, so a stranger's text can become an element only if somebody
/// writes it into this module's source. Text is also cleaned to one line without controls or bidi overrides.
struct HTML: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// The markup as it will stand in the page.
  private(set) var markup: String

  /// Nothing.
  static let empty: HTML = ""

  init(stringLiteral markup: String) { self.markup = markup }

  init(stringInterpolation: StringInterpolation) { markup = stringInterpolation.markup }

  /// Some text, escaped.
  init(text: String) { self = "\(text)" }

  /// Collects the parts of a literal.
  struct StringInterpolation: StringInterpolationProtocol {
    var markup = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      markup.reserveCapacity(literalCapacity + interpolationCount * 32)
    }

    mutating func appendLiteral(_ literal: String) { markup += literal }

    /// Text of whatever origin, for element content and for quoted attribute values alike; a space at an end stays.
    mutating func appendInterpolation(_ text: String) {
      let line = text.onOneLine
      if text.unicodeScalars.first?.isSpaceOrControl == true { markup += " " }
      defer { if !line.isEmpty && text.unicodeScalars.last?.isSpaceOrControl == true { markup += " " } }
      for scalar in line.unicodeScalars {
        switch scalar {
        case "&": markup += "&amp;"
        case "<": markup += "&lt;"
        case ">": markup += "&gt;"
        case "\"": markup += "&quot;"
        case "'": markup += "&#39;"
        default: markup.unicodeScalars.append(scalar)
        }
      }
    }

    mutating func appendInterpolation(_ number: Int) { markup += String(number) }

    mutating func appendInterpolation(_ html: HTML) { markup += html.markup }

    mutating func appendInterpolation(_ html: HTML?) { markup += html?.markup ?? "" }

    mutating func appendInterpolation(_ lines: [HTML]) {
      markup += lines.map(\.markup).joined(separator: "\n")
    }
  }

  static func + (a: HTML, b: HTML) -> HTML { "\(a)\(b)" }

  /// The content as a link where the address is one of the web, else the content alone.
  static func link(to url: String?, _ content: HTML) -> HTML {
    guard let url = webLink(url) else { return content }
    return #"<a href="\#(url)" rel="noreferrer noopener">\#(content)</a>"#
  }
}
