// SPDX-License-Identifier: Apache-2.0

/// What a body is taken for while its charset is looked for.
package enum DocumentKind: Sendable {
  /// A feed: the XML declaration is asked; NUL and other control characters are dropped.
  case xml
  /// A page: `<meta charset>` is asked.
  case html
  /// JSON: UTF-8 unless it plainly is not (RFC 8259, section 8.1).
  case json
}

/// A body as UTF-8, with the charset it was read in and why.
package struct DecodedText: Sendable, Equatable {
  /// What settled the charset.
  package enum Reason: String, Sendable {
    /// A byte order mark.
    case byteOrderMark = "byte order mark"
    /// Valid UTF-8 beyond ASCII, which no other charset produces by chance.
    case validUTF8 = "valid UTF-8"
    /// The charset of the Content-Type header.
    case http = "Content-Type header"
    /// The XML declaration.
    case declaration = "XML declaration"
    /// A `<meta>` of the page.
    case meta = "meta element"
    /// The pattern of NUL bytes that UTF-16 and UTF-32 leave.
    case pattern = "pattern of NUL bytes"
    /// How often the bytes of known legacy charsets occur.
    case statistics = "statistics of the bytes"
    /// Nothing said otherwise.
    case fallback = "default"
  }

  /// The text: valid UTF-8 without byte order mark.
  package var utf8: [UInt8]
  /// The WHATWG name of the charset, or the label itself where WHATWG knows none.
  package var charset: String
  /// Why this charset.
  package var reason: Reason
  /// How many ill-formed sequences became U+FFFD.
  package var replaced: Int
  /// How many control characters were dropped.
  package var dropped: Int
  /// The label that was declared but not believed, if there was one.
  package var disbelieved: String?

  /// A text read in a charset.
  package init(
    utf8: [UInt8], charset: String, reason: Reason, replaced: Int = 0, dropped: Int = 0,
    disbelieved: String? = nil
  ) {
    self.utf8 = utf8
    self.charset = charset
    self.reason = reason
    self.replaced = replaced
    self.dropped = dropped
    self.disbelieved = disbelieved
  }
}

/// Reads a body as text; never fails: what cannot be read becomes U+FFFD.
///
/// Order: byte order mark, pattern of NULs, valid UTF-8, `httpCharset` (the label of the last hop's Content-Type),
/// the document's own declaration, statistics, windows-1252.
package func decode(_ bytes: [UInt8], httpCharset: String?, kind: DocumentKind) -> DecodedText {
  var text = decodeKeepingControls(bytes, httpCharset: httpCharset, kind: kind)
  if kind == .xml { text.dropped = removeControls(from: &text.utf8) }
  return text
}

private func decodeKeepingControls(_ bytes: [UInt8], httpCharset: String?, kind: DocumentKind) -> DecodedText
{
  if let mark = ByteOrderMark(of: bytes) {
    return mark.charset.decode(Array(bytes[mark.length...]), because: .byteOrderMark)
  }
  if let charset = wideCharset(of: bytes) { return charset.decode(bytes, because: .pattern) }
  let labels = declaredCharsets(of: bytes, httpCharset: httpCharset, kind: kind)
  if let escaped = labels.first(where: { $0.charset.isEscaped && holdsEscapes(bytes) }) {
    return escaped.charset.decode(bytes, because: escaped.reason)
  }
  let survey = UTF8Survey(of: bytes, isBrief: true)
  if survey.isValid {
    if survey.sequences > 0 {
      var text = DecodedText(utf8: bytes, charset: "utf-8", reason: .validUTF8)
      text.disbelieved = labels.first.flatMap { $0.charset == .utf8 ? nil : $0.charset.name }
      return text
    }
    if let said = labels.first(where: { $0.charset.holdsASCII }) ?? labels.first {
      return said.charset.holdsASCII
        ? DecodedText(utf8: bytes, charset: said.charset.name, reason: said.reason)
        : said.charset.decode(bytes, because: said.reason)
    }
    return DecodedText(utf8: bytes, charset: "utf-8", reason: .fallback)
  }
  return decodeLegacy(bytes, labels: labels, survey: survey)
}

/// Reads bytes that are no valid UTF-8 after the first label that can be true, or after a guess.
private func decodeLegacy(_ bytes: [UInt8], labels: [DeclaredCharset], survey: UTF8Survey) -> DecodedText {
  if let said = labels.first(where: { $0.charset != .utf8 }) {
    let text = said.charset.decode(bytes, because: said.reason)
    // A label whose charset cannot hold a good part of the bytes was a lie.
    if text.replaced * 100 <= bytes.count || !said.charset.holdsASCII { return text }
  }
  // Text cut in the middle of a character, or a few foreign bytes, leave most sequences whole.
  if survey.sequences > survey.illFormed {
    let reason = labels.first { $0.charset == .utf8 }?.reason ?? .validUTF8
    return Charset.utf8.decode(bytes, because: reason)
  }
  let guess = guessedCharset(of: bytes)
  var text = (guess ?? .windows1252).decode(bytes, because: guess == nil ? .fallback : .statistics)
  text.disbelieved = labels.first?.charset.name
  return text
}

/// Drops C0 controls other than tab, line feed and carriage return; returns how many there were.
private func removeControls(from utf8: inout [UInt8]) -> Int {
  guard utf8.span.holdsControls else { return 0 }
  let before = utf8.count
  utf8.removeAll { isControl($0) }
  return before - utf8.count
}

/// Whether a byte is a control character that text cannot hold (XML 1.0, section 2.2).
func isControl(_ byte: UInt8) -> Bool {
  byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D
}
