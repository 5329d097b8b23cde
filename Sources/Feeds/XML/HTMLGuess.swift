// SPDX-License-Identifier: Apache-2.0
import Markup
import Text

/// Whether a text of which nothing is stated is meant as HTML.
///
/// It needs an end tag or a reference that HTML knows, and all its tags must be ones that people write in texts:
/// `AT&T`, `2 < 3` and `<rss> .. </rss>` are text.
package func looksLikeHTML(_ text: [UInt8]) -> Bool { looksLikeHTML(text.span) }

/// Whether a text is meant as HTML that is part of a document.
func looksLikeHTML(_ text: Span<UInt8>) -> Bool {
  var at = text.offset(of: UInt8(ascii: "<"), or: UInt8(ascii: "&"), from: 0)
  guard at < text.count else { return false }
  var hasEvidence = false
  while at < text.count {
    if text[at] == UInt8(ascii: "&") {
      hasEvidence = hasEvidence || isReference(text, at)
    } else {
      let isEnd = at + 1 < text.count && text[at + 1] == UInt8(ascii: "/")
      let name = tagName(text, from: at + (isEnd ? 2 : 1))
      if !name.isEmpty {
        guard inlineNames.contains(name) else { return false }
        hasEvidence = hasEvidence || isEnd || voidNames.contains(name)
      }
    }
    at = text.offset(of: UInt8(ascii: "<"), or: UInt8(ascii: "&"), from: at + 1)
  }
  return hasEvidence
}

private func isReference(_ text: Span<UInt8>, _ at: Int) -> Bool {
  guard let reference = characterReference(in: text, at: at, .attribute) else { return false }
  return text[at + reference.length - 1] == UInt8(ascii: ";")
}

/// The lower-case name that begins at an offset, at most 12 letters; empty if there is none.
private func tagName(_ text: Span<UInt8>, from start: Int) -> String {
  var letters: [UInt8] = []
  var at = start
  while at < text.count, letters.count < 13,
    (text[at] | 0x20) &- UInt8(ascii: "a") < 26 || text[at] &- UInt8(ascii: "0") < 10
  {
    letters.append(text[at])
    at += 1
  }
  guard let first = letters.first, first >= UInt8(ascii: "A") else { return "" }
  return String(decoding: letters, as: UTF8.self).lowercased()
}

private let voidNames: Set<String> = ["br", "img", "hr", "wbr"]

/// The elements that texts in feeds are marked up with.
private let inlineNames: Set<String> = [
  "a", "abbr", "acronym", "address", "article", "aside", "audio", "b", "bdo", "big", "blockquote", "br",
  "caption",
  "center", "cite", "code", "col", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption",
  "figure",
  "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "iframe", "img", "ins", "kbd",
  "li",
  "mark", "nav", "ol", "p", "pre", "q", "s", "samp", "section", "small", "source", "span", "strike", "strong",
  "sub",
  "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var",
  "video", "wbr",
]
