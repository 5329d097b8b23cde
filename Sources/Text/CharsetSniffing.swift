// SPDX-License-Identifier: Apache-2.0

/// A byte order mark at the start of a body.
struct ByteOrderMark {
  let charset: Charset
  let length: Int

  /// The mark a body starts with. UTF-32LE goes first: its mark starts with that of UTF-16LE.
  init?(of bytes: [UInt8]) {
    let marks: [([UInt8], String)] = [
      ([0xFF, 0xFE, 0x00, 0x00], "utf-32le"), ([0x00, 0x00, 0xFE, 0xFF], "utf-32be"),
      ([0xEF, 0xBB, 0xBF], "utf-8"),
      ([0xFF, 0xFE], "utf-16le"), ([0xFE, 0xFF], "utf-16be"),
    ]
    guard let (mark, label) = marks.first(where: { bytes.starts(with: $0.0) }),
      let charset = Charset(label: label)
    else { return nil }
    self.charset = charset
    length = mark.count
  }
}

/// A charset that somebody said a body is in.
struct DeclaredCharset {
  let charset: Charset
  let reason: DecodedText.Reason
}

/// UTF-16 or UTF-32, or an EBCDIC page, by how `<` or `{` and the byte after it look (XML 1.0, appendix F.1).
func wideCharset(of bytes: [UInt8]) -> Charset? {
  let first = Array(bytes.prefix(4))
  guard first.count == 4 else { return nil }
  func opens(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "<") || byte == UInt8(ascii: "{") }
  if first.starts(with: [0, 0, 0]) && opens(first[3]) { return Charset(label: "utf-32be") }
  if opens(first[0]) && first[1...].allSatisfy({ $0 == 0 }) { return Charset(label: "utf-32le") }
  if first[0] == 0 && opens(first[1]) && first[2] == 0 && first[3] != 0 { return Charset(label: "utf-16be") }
  if opens(first[0]) && first[1] == 0 && first[2] != 0 && first[3] == 0 { return Charset(label: "utf-16le") }
  if first == [0x4C, 0x6F, 0xA7, 0x94] { return ebcdicCharset(of: bytes) }
  return nil
}

/// The page an EBCDIC declaration names; letters and digits are the same in all of them, quotes are not.
private func ebcdicCharset(of bytes: [UInt8]) -> Charset? {
  guard let page = Charset(label: "ibm037") else { return nil }
  let decoded = page.decode(Array(bytes.prefix(200)), because: .pattern).utf8
  let head = String(decoding: decoded, as: UTF8.self).unicodeScalars.map {
    UInt8(exactly: $0.value).flatMap { $0 < 0x80 ? $0 : nil } ?? UInt8(ascii: "\"")
  }
  let declared = declarationLabel(in: head).flatMap(Charset.init(label:))
  return declared.flatMap { $0.isKnown ? $0 : nil } ?? page
}

/// What header and document say, the more trustworthy first.
func declaredCharsets(of bytes: [UInt8], httpCharset: String?, kind: DocumentKind) -> [DeclaredCharset] {
  var said: [DeclaredCharset] = []
  func add(_ label: String?, _ reason: DecodedText.Reason) {
    guard let charset = label.flatMap(Charset.init(label:)), charset.isKnown else { return }
    said.append(DeclaredCharset(charset: charset, reason: reason))
  }
  add(httpCharset, .http)
  let head = Array(bytes.prefix(1024))
  if kind != .json { add(declarationLabel(in: head), .declaration) }
  if kind == .html { add(metaLabel(in: Array(bytes.prefix(4096))), .meta) }
  // What could be read as a declaration in ASCII bytes is not in UTF-16, whatever it says (WHATWG, prescan).
  return said.map {
    $0.reason != .http && $0.charset.name.hasPrefix("utf-16")
      ? DeclaredCharset(charset: .utf8, reason: $0.reason) : $0
  }
}

/// Whether escape sequences of ISO-2022 or HZ occur.
func holdsEscapes(_ bytes: [UInt8]) -> Bool {
  bytes.contains(0x1B)
    || zip(bytes, bytes.dropFirst()).contains { $0 == UInt8(ascii: "~") && $1 == UInt8(ascii: "{") }
}

/// The encoding that an XML declaration names, wherever in the head of the document it stands.
func declarationLabel(in head: [UInt8]) -> String? {
  guard let start = head.offset(of: "<?xml", from: 0), let end = head.offset(of: "?>", from: start),
    let name = head.offset(of: "encoding", from: start), name < end
  else { return nil }
  return quotedValue(in: head[(name + 8)..<end])
}

/// The charset that a `<meta charset>` or `<meta http-equiv content>` names.
func metaLabel(in head: [UInt8]) -> String? {
  var at = 0
  while let start = head.offset(of: "<meta", from: at) {
    let end = head.offset(of: ">", from: start) ?? head.count
    if let name = head.offset(of: "charset", from: start), name < end {
      return quotedValue(in: head[(name + 7)..<end])
    }
    at = end
  }
  return nil
}

/// The charset parameter of a Content-Type header, such as `utf-8` in `text/xml; charset="utf-8"`.
package func charset(ofContentType contentType: String) -> String? {
  let bytes = Array(contentType.utf8)
  var at = 0
  while let name = bytes.offset(of: "charset", from: at) {
    at = name + 7
    if let value = quotedValue(in: bytes[at...]) { return value }
  }
  return nil
}

/// The value after `=`, with or without quotes, spaces allowed around the sign.
private func quotedValue(in bytes: ArraySlice<UInt8>) -> String? {
  func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }
  func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }
  let afterName = bytes.drop(while: isSpace)
  guard afterName.first == UInt8(ascii: "=") else { return nil }
  let value = afterName.dropFirst().drop(while: isSpace)
  let inner = (value.first.map(isQuote) ?? false) ? value.dropFirst().drop(while: isSpace) : value
  let word = inner.prefix {
    !isSpace($0) && !isQuote($0) && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "/")
  }
  return word.isEmpty ? nil : String(decoding: word, as: UTF8.self)
}

extension [UInt8] {
  /// Where lower-case ASCII text occurs, in either case, at or after an offset.
  func offset(of word: StaticString, from start: Int) -> Int? {
    let length = word.utf8CodeUnitCount
    guard start >= 0, count >= length, start <= count - length else { return nil }
    // Safe because so many bytes belong to the word.
    let wanted = unsafe Span(_unsafeStart: word.utf8Start, count: length)
    return (start...(count - length)).first { at in
      for offset in 0..<length {
        let byte = self[at + offset]
        if (0x41...0x5A ~= byte ? byte | 0x20 : byte) != wanted[offset] { return false }
      }
      return true
    }
  }
}
