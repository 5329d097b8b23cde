// SPDX-License-Identifier: Apache-2.0

/// A header field of unstructured text: as it is where it is short ASCII, else in encoded words of RFC 2047.
///
/// No line is longer than 76 characters, no encoded word longer than 75, and none cuts a code point.
func headerField(_ name: String, _ text: String) -> String {
  let line = name + ": " + text.onOneLine
  let isPlain = line.utf8.count <= 76 && line.utf8.allSatisfy { 0x20...0x7E ~= $0 } && !line.contains("=?")
  return isPlain ? line : name + ": " + encodedWords(text.onOneLine, after: name.utf8.count + 2)
}

/// An address with its owner's name, as a header field.
func headerField(_ name: String, _ displayName: String, _ address: String) -> String {
  let clean = displayName.onOneLine
  if clean.isEmpty { return name + ": " + address }
  let isPlain =
    clean.utf8.count <= 40
    && clean.utf8.allSatisfy { byte in
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
        || byte == 0x20
    }
  let phrase = isPlain ? clean : encodedWords(clean, after: name.utf8.count + 2)
  let line = name + ": " + phrase + " <" + address + ">"
  return line.utf8.count <= 76 ? line : name + ": " + phrase + "\r\n <" + address + ">"
}

/// `=?UTF-8?B?...?=` words on lines of their own, the first one after so many characters of its line.
private func encodedWords(_ text: String, after column: Int) -> String {
  // 12 characters of frame; base64 makes 4 characters of 3 bytes.
  func room(_ column: Int) -> Int { (75 - column - 12) / 4 * 3 }
  var words: [[UInt8]] = [[]]
  for scalar in text.unicodeScalars {
    let bytes = Array(String(scalar).utf8)
    let limit = room(words.count == 1 ? column : 1)
    if words[words.count - 1].count + bytes.count > limit { words.append([]) }
    words[words.count - 1] += bytes
  }
  return words.map { "=?UTF-8?B?" + base64($0) + "?=" }.joined(separator: "\r\n ")
}

/// RFC 4648, section 4.
private func base64(_ bytes: [UInt8]) -> String {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var out: [UInt8] = []
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
    for place in 0..<4 {
      out.append(place > group.count ? UInt8(ascii: "=") : alphabet[bits >> (18 - 6 * place) & 63])
    }
  }
  return String(decoding: out, as: UTF8.self)
}

/// A text in quoted-printable (RFC 2045, 6.7): lines of at most 76 characters, all of them ASCII, ended by CRLF.
func quotedPrintable(_ text: String) -> String {
  let digits = Array("0123456789ABCDEF".utf8)
  var out: [UInt8] = []
  for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
    if !out.isEmpty || line.startIndex != text.utf8.startIndex { out += [0x0D, 0x0A] }
    var column = 0
    for (index, byte) in zip(line.indices, line) {
      let isLast = line.index(after: index) == line.endIndex
      // "From " at the start of a line is what mbox files mangle, a lone dot what careless relays do.
      let isMangled = column == 0 && (byte == UInt8(ascii: "F") || byte == UInt8(ascii: "."))
      let isPlain =
        (0x21...0x7E ~= byte && byte != UInt8(ascii: "=") && !isMangled) || byte == 0x20 && !isLast
      let width = isPlain ? 1 : 3
      if column + width > 75 {
        out += Array("=\r\n".utf8)
        column = 0
      }
      out += isPlain ? [byte] : [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      column += width
    }
  }
  return String(decoding: out, as: UTF8.self)
}
