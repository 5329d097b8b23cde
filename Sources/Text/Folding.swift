// SPDX-License-Identifier: Apache-2.0

/// How characters are read when texts are compared: what they are part of, and what they fold to.
///
/// A scalar folds to NFD(NFKC_Casefold(scalar)) without the marks U+0300...U+036F, so that case, accents, width and
/// compatibility forms do not count. Cyrillic letters stay composed (й is not и, only ё is е), a few letters that NFKC
/// leaves alone lose their strokes (ł, ø, ı ...), and what is invisible by default vanishes. Folding looks at one scalar
/// at a time: no composition step, no look-ahead.
package struct Folding: Sendable {
  /// What a character does to the word it stands in.
  package enum Role: UInt32, Sendable, CaseIterable {
    /// Ends a word: spaces, punctuation, symbols.
    case separator
    /// Belongs to a word: letters, digits, marks.
    case word
    /// Is a word of its own: Han, Kana, Thai, Lao, Khmer, Myanmar, emoji.
    case single
    /// Counts for nothing: soft hyphens, joiners, accents that were set apart from their letter.
    case vanishing
    /// Joins within a word, and starts a possessive `'s`.
    case apostrophe
    /// Extends a character that is a word of its own: voicing marks of Kana, vowels and finals of Hangul.
    case extending
    /// A Hangul syllable: a word of its own that folds to its two or three letters.
    case syllable
  }

  /// What the table says of one scalar.
  package struct Entry: Hashable, Sendable {
    /// Bits 29...31 the role, bit 28 whether `low` is an index of `expansions` and not a difference, 0...20 `low`.
    var bits: UInt32

    /// What the scalar does to the word it stands in.
    package var role: Role { Role(rawValue: bits >> 29) ?? .separator }
    /// Whether the scalar is a word of its own and folds to itself.
    var isPlainSingle: Bool { bits == Role.single.rawValue << 29 }
    /// Whether it folds to other than exactly one scalar.
    var isExpansion: Bool { bits & 1 << 28 != 0 }
    /// The index of its expansion, or what to add to the scalar modulo 2^21.
    var low: UInt32 { bits & 0x1F_FFFF }
  }

  /// Where each block of 128 scalars starts in `entries`, in blocks.
  let blocks: [UInt16]
  /// The entries of all blocks that differ.
  let entries: [UInt32]
  /// Counts, each followed by so many scalars.
  let expansions: [UInt32]
  /// What the letters and digits below U+0800 fold to, the most of most alphabets: UTF-8 as `packedUTF8`
  /// has it. 0 for everything else.
  private(set) var letters: [UInt32]

  /// The one table, unpacked on first use.
  package static let table = Folding(unpacking: foldingData)

  /// What the table says of a scalar; values beyond U+10FFFF are separators.
  package subscript(scalar: UInt32) -> Entry {
    guard scalar < 0x11_0000 else { return Entry(bits: 0) }
    return Entry(bits: entries[Int(blocks[Int(scalar >> 7)]) << 7 | Int(scalar & 127)])
  }

  /// The scalars a scalar folds to; empty for what separates, joins or vanishes.
  package func folded(_ scalar: UInt32) -> [UInt32] {
    let entry = self[scalar]
    switch entry.role {
    case .separator, .vanishing, .apostrophe: return []
    case .syllable: return Self.letters(ofSyllable: scalar)
    case .word, .single, .extending:
      guard entry.isExpansion else { return [(scalar &+ entry.low) & 0x1F_FFFF] }
      let at = Int(entry.low)
      return Array(expansions[at + 1...at + Int(expansions[at])])
    }
  }

  /// The conjoining letters of a Hangul syllable U+AC00...U+D7A3 (Unicode, section 3.12).
  static func letters(ofSyllable scalar: UInt32) -> [UInt32] {
    var letters: [UInt32] = []
    forEachLetter(ofSyllable: scalar) { letters.append($0) }
    return letters
  }

  /// Hands out the conjoining letters of a Hangul syllable.
  @inline(__always)
  static func forEachLetter(ofSyllable scalar: UInt32, _ body: (UInt32) -> Void) {
    let index = scalar &- 0xAC00
    body(0x1100 + index / 588)
    body(0x1161 + index % 588 / 28)
    if index % 28 != 0 { body(0x11A7 + index % 28) }
  }

  /// The folded Cyrillic letter that a folded letter and a mark set apart from it make, or nil if they make none.
  static func composed(_ letter: UInt32, _ mark: UInt32) -> UInt32? {
    switch (letter, mark) {
    case (0x438, 0x306): 0x439  // и + breve = й
    case (0x443, 0x306): 0x45E  // у + breve = ў
    case (0x456, 0x308): 0x457  // і + diaeresis = ї
    case (0x433, 0x301): 0x453  // г + acute = ѓ
    case (0x43A, 0x301): 0x45C  // к + acute = ќ
    default: nil
    }
  }
}

extension Folding {
  /// Unpacks what `FoldingReference` of the tests packed: runs of scalars that fold alike.
  ///
  /// A number is written in digits of five bits, the lowest first; a digit is the character U+0030 plus its value, plus
  /// 32 where more digits follow. A run is its length, 3 x role + kind, and by kind: 0 nothing (folds to itself), 1 the
  /// difference of its first target to the target before (zigzag), 2 a count and so many scalars.
  init(unpacking packed: String) {
    var digits = packed.utf8.makeIterator()
    func number() -> UInt32? {
      var value: UInt32 = 0
      var shift: UInt32 = 0
      while let digit = digits.next() {
        value |= UInt32((digit &- 48) & 31) << shift
        if digit &- 48 < 32 { return value }
        shift += 5
      }
      return nil
    }
    var flat = BlockWriter()
    var expansions: [UInt32] = []
    var target: UInt32 = 0
    while let length = number(), let code = number() {
      var low: UInt32 = 0
      if code % 3 == 1, let step = number() {
        target = target &+ (step & 1 == 0 ? step >> 1 : ~(step >> 1))
        low = (target &- UInt32(flat.next)) & 0x1F_FFFF
      } else if code % 3 == 2, let count = number() {
        low = 1 << 28 | UInt32(expansions.count)
        expansions.append(count)
        for _ in 0..<count { expansions.append(number() ?? 0) }
      }
      flat.append((code / 3) << 29 | low, count: Int(length))
    }
    flat.append(0, count: 0x11_0000 - flat.next)
    blocks = flat.blocks
    entries = flat.entries
    self.expansions = expansions
    letters = []
    letters = (0..<0x800).map(packedLetters)
  }

  /// What belongs in `letters` for a scalar.
  private func packedLetters(_ scalar: UInt32) -> UInt32 {
    guard self[scalar].role == .word else { return 0 }
    return packedUTF8(folded(scalar))
  }

  /// Lays entries out in blocks, keeping one block for all that hold one and the same entry throughout.
  private struct BlockWriter {
    var next = 0
    var blocks: [UInt16] = []
    var entries: [UInt32] = []
    private var uniform: [UInt32: UInt16] = [:]

    init() {
      blocks.reserveCapacity(0x11_0000 >> 7)
      entries.reserveCapacity(1 << 16)
    }

    mutating func append(_ entry: UInt32, count: Int) {
      var left = count
      while left > 0 {
        if next & 127 == 0 {
          if left >= 128 {
            blocks.append(block(of: entry))
            next += 128
            left -= 128
            continue
          }
          blocks.append(UInt16(entries.count >> 7))
        }
        entries.append(entry)
        next += 1
        left -= 1
      }
    }

    private mutating func block(of entry: UInt32) -> UInt16 {
      if let known = uniform[entry] { return known }
      let number = UInt16(entries.count >> 7)
      entries += repeatElement(entry, count: 128)
      uniform[entry] = number
      return number
    }
  }
}
