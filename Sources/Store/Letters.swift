// SPDX-License-Identifier: Apache-2.0
internal import Text

/// What Unicode says of scalars, looked up once for those of most texts: asking costs ten times as much.
struct Letters: Sendable {
  /// What one scalar becomes: in lower case in the low 21 bits, and what it is.
  struct Meaning: Sendable {
    let bits: UInt32
    /// In lower case; what this says counts only where that is one scalar.
    var lower: UInt32 { bits & 0x1F_FFFF }
    /// White space.
    var isSpace: Bool { bits & Self.space != 0 }
    /// A digit, a fraction or another number of any script.
    var isNumber: Bool { bits & Self.number != 0 }
    /// In lower case more than one scalar, as U+0130 is.
    var isMany: Bool { bits & Self.many != 0 }

    fileprivate static let space: UInt32 = 1 << 31
    fileprivate static let number: UInt32 = 1 << 30
    fileprivate static let many: UInt32 = 1 << 29
  }

  /// The first of the kana, before which are the alphabets and all white space.
  static let firstKana: UInt32 = 0x3041

  static let known = Letters()

  /// Everything before the kana.
  private let alphabets: [Meaning]
  /// A bit for each scalar from 0 on, set for those from the kana on which stand for themselves: no case, no space,
  /// no number. Not set says nothing.
  private let plain: [UInt64]
  /// What letters of two bytes become in lower case, the most of most alphabets: UTF-8 as `packedUTF8` has it.
  /// 0 for all that is no letter or becomes anything else.
  let short: [UInt32]

  private init() {
    alphabets = (0..<Self.firstKana).map(Self.ask)
    short = alphabets.prefix(0x800).map(Self.packed)
    var plain = [UInt64](repeating: 0, count: 0x1FB00 / 64)
    // Kana and ideographs, Hangul, the wide forms, the pictures.
    for block in [Self.firstKana...0x9FFF, 0xAC00...0xD7A3, 0xFE00...0xFFFF, 0x1F300...0x1FAFF] {
      for value in block where Self.ask(value).bits == value {
        plain[Int(value >> 6)] |= 1 << UInt64(value & 63)
      }
    }
    self.plain = plain
  }

  /// What belongs in `short` for a letter.
  private static func packed(_ meaning: Meaning) -> UInt32 {
    guard !meaning.isSpace, !meaning.isNumber, !meaning.isMany, meaning.lower >= 0x80 else { return 0 }
    return packedUTF8([meaning.lower])
  }

  /// Whether a scalar from the kana on is known to stand for itself.
  @inline(__always) func isPlain(_ value: UInt32) -> Bool {
    let place = Int(value >> 6)
    return place < plain.count && plain[place] >> UInt64(value & 63) & 1 != 0
  }

  /// What a scalar becomes.
  @inline(__always) func meaning(of value: UInt32) -> Meaning {
    value < Self.firstKana ? alphabets[Int(value)] : isPlain(value) ? Meaning(bits: value) : Self.ask(value)
  }

  @inline(never) private static func ask(_ value: UInt32) -> Meaning {
    guard let scalar = Unicode.Scalar(value) else { return Meaning(bits: value | Meaning.many) }
    let properties = scalar.properties
    var bits = value
    if properties.changesWhenLowercased {
      let mapping = properties.lowercaseMapping.unicodeScalars
      bits = mapping.count == 1 ? mapping.first?.value ?? value : value | Meaning.many
    }
    if properties.isWhitespace { bits |= Meaning.space }
    if properties.numericType != nil { bits |= Meaning.number }
    return Meaning(bits: bits)
  }
}
