// SPDX-License-Identifier: Apache-2.0
import Markup
import Text

/// The JSON-LD blocks of a page, in spite of what content systems do to them.
struct JSONLDBlocks {
  /// The values of all blocks.
  private(set) var values: [JSON] = []
  /// What had to be repaired, or could not be read.
  private(set) var notes: [String] = []

  init(in tree: HTMLTree) {
    var count = 0
    for node in tree.elements() where tree.element(node) == .script && Self.isJSONLD(tree, node) {
      count += 1
      read(tree.rawText(of: node), number: count)
    }
  }

  private static func isJSONLD(_ tree: HTMLTree, _ node: HTMLTree.Index) -> Bool {
    guard let type = tree.attribute("type", of: node)?.lowercased() else { return false }
    return type.split(separator: ";").first.map { $0.filter { !$0.isWhitespace } } == "application/ld+json"
  }

  /// Reads one block: as it is, else without comment marks, else unescaped, else without the end that is missing or
  /// with the quotes in its texts escaped, else each of several values in it.
  private mutating func read(_ bytes: [UInt8], number: Int) {
    if let value = try? JSON(parsing: bytes, .lenient) {
      values.append(value)
      return
    }
    let bare = Self.withoutWrapping(bytes)
    if let value = try? JSON(parsing: bare, .lenient) {
      notes.append("JSON-LD block \(number) was commented out or wrapped; read without that")
      values.append(value)
      return
    }
    let text = Self.unescaped(bare)
    if let value = try? JSON(parsing: text, .lenient) {
      notes.append("JSON-LD block \(number) was HTML-escaped; read unescaped")
      values.append(value)
      return
    }
    if let value = JSON(parsingCut: bare, keepingMembers: true) {
      notes.append("JSON-LD block \(number) was cut off; read as far as it goes")
      values.append(value)
      return
    }
    if let value = JSON(parsingStrayQuotes: bare) {
      notes.append("JSON-LD block \(number) had quotes in its texts that were not escaped; read as texts")
      values.append(value)
      return
    }
    let parts = Self.parts(of: bare).prefix(Page.itemLimit).compactMap {
      try? JSON(parsing: Array(bare[$0]), .lenient)
    }
    values += parts
    notes.append("JSON-LD block \(number) is no JSON; \(parts.count) values in it could be read")
  }

  /// The block from its first bracket to its last: what stands around is `<!--`, `//<![CDATA[`, `;` and the
  /// like.
  private static func withoutWrapping(_ bytes: [UInt8]) -> [UInt8] {
    var body = bytes[...]
    for marker in ["<!--", "<![CDATA["] {
      if let start = place(of: marker, in: body.prefix(64)) { body = body[(start + marker.utf8.count)...] }
    }
    if let end = place(of: "]]>", in: body.suffix(64)) { body = body[..<end] }
    guard let first = body.firstIndex(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") }),
      let last = body.lastIndex(where: { $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "]") }), first < last
    else { return bytes }
    return Array(body[first...last])
  }

  private static func place(of marker: String, in bytes: ArraySlice<UInt8>) -> Int? {
    bytes.indices.first { bytes[$0...].starts(with: marker.utf8) }
  }

  /// The block with its character references decoded.
  private static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    var at = 0
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "&"), let found = characterReference(in: bytes.span, at: at) {
        out += found.text
        at += found.length
      } else {
        out.append(bytes[at])
        at += 1
      }
    }
    return out
  }

  /// Where the values of a block that holds several, or rubbish between them, begin and end.
  private static func parts(of bytes: [UInt8]) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var depth = 0
    var start = 0
    var inString = false
    var isEscaped = false
    for (index, byte) in bytes.enumerated() {
      if inString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          inString = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): inString = depth > 0
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if depth == 0 { start = index }
        depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard depth > 0 else { continue }
        depth -= 1
        if depth == 0 { parts.append(start..<index + 1) }
      default: continue
      }
    }
    return parts
  }
}
