// SPDX-License-Identifier: Apache-2.0

/// The letters at the beginning of a text as the model reads them: lower case, accents kept, everything between words one
/// space; addresses, `#tags`, `@handles`, `$symbols` and digits left out, for they are in no language.
package struct Letters {
  /// How many are read: more change no verdict.
  package static let limit = 512

  /// UTF-16 units, a space before the first word and after each; none where there is no letter.
  package private(set) var units: [UInt16] = []
  /// How many letters of each script.
  private(set) var counts = ScriptCounts()

  /// Which alphabet it is mostly in; nil where the script alone tells the language.
  package var alphabet: Alphabet? {
    let script = counts.leading.script
    return script.language == nil ? script == .latin ? .latin : .other : nil
  }

  private var isSkipping = false

  /// The letters of texts that belong together, such as title and body.
  package init(of texts: [String]) {
    units.reserveCapacity(Self.limit + 2)
    units.append(Self.space)
    for text in texts where units.count < Self.limit {
      isSkipping = false
      read(text.utf8.span)
      endWord()
    }
    if units.count == 1 { units = [] }
  }

  /// What stands between words.
  static let space: UInt16 = 0x20

  private mutating func read(_ bytes: Span<UInt8>) {
    var at = 0
    while at < bytes.count, units.count < Self.limit {
      let byte = bytes[at]
      if byte < 0x80 {
        at &+= 1
        readASCII(byte, bytes, at)
      } else {
        read(Self.scalar(bytes, &at))
      }
    }
  }

  @inline(__always)
  private mutating func readASCII(_ byte: UInt8, _ bytes: Span<UInt8>, _ next: Int) {
    let lower = byte | 0x20
    if lower &- 0x61 < 26 {
      if isSkipping { return }
      units.append(UInt16(lower))
      counts.latin &+= 1
      return
    }
    switch byte {
    case 0x20, 0x09...0x0D:
      isSkipping = false
      endWord()
    case UInt8(ascii: "#"), UInt8(ascii: "@"), UInt8(ascii: "$"):
      if units.last == Self.space { isSkipping = true } else { endWord() }
    case UInt8(ascii: ":"):
      // What stands before “://” is the beginning of an address.
      if next &+ 1 < bytes.count, bytes[next] == UInt8(ascii: "/"), bytes[next &+ 1] == UInt8(ascii: "/") {
        dropWord()
        isSkipping = true
      }
      endWord()
    case UInt8(ascii: "."):
      if units.count >= 4, units.suffix(3).elementsEqual([0x77, 0x77, 0x77]) {
        dropWord()
        isSkipping = true
      }
      endWord()
    default: endWord()
    }
  }

  private mutating func endWord() {
    if units.last != Self.space { units.append(Self.space) }
  }

  private mutating func dropWord() {
    while let last = units.last, last != Self.space {
      units.removeLast()
      counts.latin &-= 1
    }
  }

  private mutating func read(_ scalar: UInt32) {
    let unit = lowercased(scalar)
    let script = Script(of: unit)
    if isSkipping && script != nil { return }
    guard let script else {
      // Marks set apart, joiners and soft hyphens end no word.
      if (0x300...0x36F).contains(unit) || unit == 0xAD || (0x200B...0x200D).contains(unit) { return }
      if unit >= 0x2000 && unit <= 0x3000 || unit == 0xA0 { isSkipping = false }
      return endWord()
    }
    counts.count(script)
    units.append(unit <= 0xFFFF ? UInt16(unit) : 0xFFFF)
  }

  /// The scalar whose first byte stands at `at`, which moves behind it.
  @inline(__always)
  private static func scalar(_ bytes: Span<UInt8>, _ at: inout Int) -> UInt32 {
    let first = UInt32(bytes[at])
    let width = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard at &+ width <= bytes.count else {
      at = bytes.count
      return 0x20
    }
    var scalar = first & (0x7F &>> UInt32(width))
    for step in 1..<width { scalar = scalar &<< 6 | UInt32(bytes[at &+ step] & 0x3F) }
    at &+= width
    return scalar
  }
}

/// The lower case of a letter of the scripts that the model tells apart by sequences; full-width letters as plain ones.
private func lowercased(_ scalar: UInt32) -> UInt32 {
  switch scalar {
  case 0xC0...0xDE where scalar != 0xD7: scalar + 0x20
  case 0x130: 0x69
  case 0x139...0x148, 0x179...0x17E: scalar & 1 == 1 ? scalar + 1 : scalar
  case 0x178: 0xFF
  case 0x100...0x17F, 0x200...0x233, 0x460...0x4BF, 0x4D0...0x52F, 0x1E00...0x1EFF: scalar | 1
  case 0x1A0, 0x1AF: scalar + 1
  case 0x410...0x42F: scalar + 0x20
  case 0x400...0x40F: scalar + 0x50
  case 0xFF21...0xFF3A: scalar - 0xFF21 + 0x61
  case 0xFF41...0xFF5A: scalar - 0xFF41 + 0x61
  default: scalar
  }
}

/// The groups of scripts whose languages are told by sequences of letters.
package enum Alphabet: Hashable, Sendable, CaseIterable {
  /// The Latin script.
  case latin
  /// Cyrillic, Arabic, Hebrew and Devanagari.
  case other
}
