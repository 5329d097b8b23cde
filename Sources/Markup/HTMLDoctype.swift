// SPDX-License-Identifier: Apache-2.0

/// A document type declaration.
package struct HTMLDoctype: Hashable, Sendable {
  /// The name in lower case, nil where there is none.
  package var name: String?
  /// The public identifier, nil where there is none.
  package var publicID: String?
  /// The system identifier, nil where there is none.
  package var systemID: String?
  /// Whether the declaration is broken enough to make a browser fall back to quirks.
  package var forcesQuirks = false
}

extension HTMLTokenizer {
  func isDoctype(at offset: Int) -> Bool {
    guard offset + 7 <= bytes.count else { return false }
    return zip(bytes[offset..<offset + 7], "doctype".utf8).allSatisfy { lowercased($0) == $1 }
  }

  /// A document type after its keyword (WHATWG 13.2.5.53 to 13.2.5.68).
  mutating func doctype(from start: Int) -> Token {
    offset = start
    var doctype = HTMLDoctype()
    doctype.forcesQuirks = !readDoctype(into: &doctype)
    // What is left of a declaration is skipped to its end.
    while offset < bytes.count, bytes[offset] != UInt8(ascii: ">") { offset += 1 }
    offset = min(offset + 1, bytes.count)
    return .doctype(doctype)
  }

  /// Reads as far as the declaration is sound; false where it is not.
  private mutating func readDoctype(into doctype: inout HTMLDoctype) -> Bool {
    skipDoctypeSpace()
    let start = offset
    while offset < bytes.count, bytes[offset] != UInt8(ascii: ">"), !isSpace(bytes[offset]) { offset += 1 }
    guard offset > start else { return false }
    doctype.name = source.name(in: start..<offset)
    skipDoctypeSpace()
    if byte(at: offset) == UInt8(ascii: ">") { return true }
    if takeKeyword("public") {
      guard let identifier = readIdentifier() else { return false }
      doctype.publicID = identifier.text
      guard identifier.isWhole else { return false }
      skipDoctypeSpace()
      if byte(at: offset) == UInt8(ascii: ">") { return true }
    } else if !takeKeyword("system") {
      return false
    }
    guard let identifier = readIdentifier() else { return false }
    doctype.systemID = identifier.text
    skipDoctypeSpace()
    return identifier.isWhole && offset < bytes.count
  }

  private mutating func takeKeyword(_ keyword: String) -> Bool {
    let end = offset + keyword.utf8.count
    guard end <= bytes.count, zip(bytes[offset..<end], keyword.utf8).allSatisfy({ lowercased($0) == $1 })
    else { return false }
    offset = end
    return true
  }

  /// A quoted identifier; one that `>` or the end of the input cuts off is not whole.
  private mutating func readIdentifier() -> (text: String, isWhole: Bool)? {
    skipDoctypeSpace()
    guard let quote = byte(at: offset), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      return nil
    }
    let start = offset + 1
    offset = start
    while offset < bytes.count, bytes[offset] != quote, bytes[offset] != UInt8(ascii: ">") { offset += 1 }
    let identifier = text(in: start..<offset)
    guard byte(at: offset) == quote else { return (identifier, false) }
    offset += 1
    return (identifier, true)
  }

  private mutating func skipDoctypeSpace() {
    while offset < bytes.count, isSpace(bytes[offset]) { offset += 1 }
  }
}
