// SPDX-License-Identifier: Apache-2.0
import Markup

/// What a reader sees of a text in JSON-LD, where publishers put HTML, escaped HTML and plain text alike.
///
/// Tags count only where HTML knows them, so that `a <b> c` written as text in a review survives as well as
/// it can.
func plainText(_ text: String) -> String {
  var text = text
  for _ in 0..<2 {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }) else { break }
    let shown = unescaped(text)
    if shown == text { break }
    text = shown
  }
  return tidiedLines(text)
}

/// One reading of a text as HTML.
private func unescaped(_ text: String) -> String {
  if hasTags(text) { return visibleText(ofHTML: text) }
  var html: [UInt8] = []
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "<"): html += "&lt;".utf8
    case 0x0A: html += "<br>".utf8
    default: html.append(byte)
    }
  }
  return visibleText(ofHTML: html)
}

/// Whether a text holds a tag that HTML knows.
private func hasTags(_ text: String) -> Bool {
  var tokenizer = HTMLTokenizer(Array(text.utf8))
  while let token = tokenizer.next() {
    if token == .startTag || token == .endTag, tokenizer.element != .other { return true }
  }
  return false
}
