// SPDX-License-Identifier: Apache-2.0

extension JSON {
  /// Reads JSON whose end is missing: cuts it back to the last complete array or object in another one and closes what
  /// is open; `keepingMembers` keeps the members and elements after that as far as they are followed by a comma. Nil
  /// where that makes no JSON either.
  package init?(parsingCut bytes: [UInt8], keepingMembers: Bool = false) {
    var open: [UInt8] = []
    var complete: (end: Int, open: [UInt8])?
    var isString = false
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      if isString {
        if byte == UInt8(ascii: "\\") { at += 1 } else if byte == UInt8(ascii: "\"") { isString = false }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard open.count < 64 else { return nil }
        open.append(byte)
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard open.popLast() != nil else { return nil }
        complete = (at, open)
      case UInt8(ascii: ",") where keepingMembers: complete = (at - 1, open)
      default: break
      }
    }
    guard let (end, stillOpen) = complete, !stillOpen.isEmpty else { return nil }
    let closing = stillOpen.reversed().map { $0 == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: "]") }
    guard let json = try? JSON(parsing: bytes[..<end] + closing, .lenient) else { return nil }
    self = json
  }

  /// Reads JSON in whose texts somebody forgot to escape quotes: one that nothing follows which may follow a text is
  /// part of it. Nil where that makes no JSON either.
  package init?(parsingStrayQuotes bytes: [UInt8]) {
    var quotes = StrayQuotes(bytes)
    guard let json = try? JSON(parsing: quotes.escaped(), .lenient) else { return nil }
    self = json
  }
}

/// Escapes the quotes in texts that do not end them, as far as that can be told.
private struct StrayQuotes {
  private let bytes: [UInt8]
  /// The brackets that are open; what is deeper than JSON is read is not told apart.
  private var open: [UInt8] = []

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func escaped() -> [UInt8] {
    var mended: [UInt8] = []
    mended.reserveCapacity(bytes.count + 64)
    var isText = false
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      if byte == UInt8(ascii: "\\"), isText, at < bytes.count {
        mended += [byte, bytes[at]]
        at += 1
        continue
      }
      if byte == UInt8(ascii: "\"") {
        if isText && !endsText(at) { mended.append(UInt8(ascii: "\\")) } else { isText.toggle() }
      } else if !isText {
        bracket(byte)
      }
      mended.append(byte)
    }
    return mended
  }

  private mutating func bracket(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["): if open.count < 64 { open.append(byte) }
    case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = open.popLast()
    default: break
    }
  }

  /// Whether what begins at an offset may follow a text: a colon, the end of what holds it, or a comma and another
  /// member or element.
  private func endsText(_ offset: Int) -> Bool {
    guard let next = next(from: offset) else { return true }
    switch bytes[next] {
    case UInt8(ascii: ":"), UInt8(ascii: "}"), UInt8(ascii: "]"): return true
    case UInt8(ascii: ","):
      guard let after = self.next(from: next + 1), bytes[after] == UInt8(ascii: "\"") else {
        return self.next(from: next + 1).map { "{[-0123456789}]".utf8.contains(bytes[$0]) } ?? true
      }
      return beginsMember(after + 1)
    default: return false
    }
  }

  /// Whether a text that begins at an offset is the name of a member, where this is an object; elsewhere it may be any.
  private func beginsMember(_ offset: Int) -> Bool {
    guard open.last == UInt8(ascii: "{") else { return true }
    let name = bytes[offset...].prefix(100).firstIndex(of: UInt8(ascii: "\""))
    return name.flatMap { next(from: $0 + 1) }.map { bytes[$0] == UInt8(ascii: ":") } ?? false
  }

  /// Where the next byte that is no space stands.
  private func next(from offset: Int) -> Int? { bytes[min(offset, bytes.count)...].firstIndex { $0 > 0x20 } }
}
