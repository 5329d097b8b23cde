// SPDX-License-Identifier: Apache-2.0

/// Tells what the author of a text says from what the author quotes or signs with.
enum Speech {
  /// The text with quoted lines, the lines that announce them, and the signature blanked out, every byte in
  /// its place. A text of nothing else is left as it is.
  static func spoken(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\n")) || text.utf8.first == UInt8(ascii: ">") else { return text }
    var bytes: [UInt8] = []
    var isSigned = false
    var hasSpeech = false
    for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if !bytes.isEmpty || line.startIndex > text.utf8.startIndex { bytes.append(UInt8(ascii: "\n")) }
      isSigned = isSigned || beginsSignature(line)
      if isSigned || isQuoted(line) {
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: line.count))
      } else {
        hasSpeech = hasSpeech || line.contains { $0 > 0x20 }
        bytes.append(contentsOf: line)
      }
    }
    return hasSpeech && bytes.count == text.utf8.count ? String(decoding: bytes, as: UTF8.self) : text
  }

  /// `> as said before`, or `On Monday Jane Doe wrote:`.
  private static func isQuoted(_ line: Substring.UTF8View) -> Bool {
    let words = line.drop { $0 <= 0x20 }
    if words.first == UInt8(ascii: ">") { return true }
    return words.starts(with: "On ".utf8) && words.reversed().starts(with: ":etorw".utf8)
  }

  /// The separator of RFC 3676 section 4.3, or what telephones add.
  private static func beginsSignature(_ line: Substring.UTF8View) -> Bool {
    line.elementsEqual("-- ".utf8) || line.elementsEqual("-- \r".utf8)
      || line.starts(with: "Sent from my ".utf8)
      || line.starts(with: "Get Outlook for ".utf8)
  }
}
