// SPDX-License-Identifier: Apache-2.0
import Foundation
import Support
import Testing
import _FoundationICU

@testable import Text

/// What the toolchain's ICU says a scalar folds to: the definition that the table in Sources/Text was made from.
@safe struct FoldingReference {
  private let casefold: OpaquePointer
  private let decompose: OpaquePointer

  init() throws {
    var status = U_ZERO_ERROR
    unsafe casefold = try #require(unsafe swift_unorm2_getNFKCCasefoldInstance(&status))
    unsafe decompose = try #require(unsafe swift_unorm2_getNFDInstance(&status))
  }

  /// The role of a scalar and what it folds to.
  func entry(_ scalar: UInt32) -> (role: Folding.Role, folded: [UInt32]) {
    let role = role(scalar)
    switch role {
    case .separator, .vanishing, .apostrophe: return (role, [])
    case .syllable: return (role, unsafe normalized([scalar], decompose))
    case .word, .single, .extending: break
    }
    var folded = unsafe normalized([scalar], casefold)
    if !isCyrillic(scalar) || scalar == 0x401 || scalar == 0x451 {
      folded = unsafe normalized(folded, decompose).filter { !(0x300...0x36F).contains($0) }
    }
    folded = folded.filter { $0 != 0x20 }.flatMap { Self.strokes[$0] ?? [$0] }
    return folded.isEmpty ? (.vanishing, []) : (role, folded)
  }

  private func role(_ scalar: UInt32) -> Folding.Role {
    let character = UChar32(scalar)
    if Self.apostrophes.contains(scalar) { return .apostrophe }
    if (0x300...0x36F).contains(scalar) { return .vanishing }
    if swift_u_hasBinaryProperty(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0 { return .vanishing }
    if (0xAC00...0xD7A3).contains(scalar) { return .syllable }
    if Self.extending.contains(where: { $0.contains(scalar) }) { return .extending }
    switch UInt32(swift_u_charType(character)) {
    case U_ENCLOSING_MARK.rawValue: return .vanishing
    case U_OTHER_SYMBOL.rawValue: return symbolRole(scalar)
    case U_UPPERCASE_LETTER.rawValue...U_NON_SPACING_MARK.rawValue,
      U_COMBINING_SPACING_MARK.rawValue...U_OTHER_NUMBER.rawValue:
      return isUnspaced(scalar) ? .single : .word
    default: return .separator
    }
  }

  /// Emoji are words of their own, circled letters are letters; © ® ™ stand for nothing.
  private func symbolRole(_ scalar: UInt32) -> Folding.Role {
    if scalar < 0x2000 || (0x2100...0x214F).contains(scalar) { return .separator }
    let folded = unsafe normalized([scalar], casefold)
    let isLetters =
      folded != [scalar] && folded.allSatisfy { swift_u_isalnum(UChar32($0)) != 0 && $0 < 0x2E80 }
    return isLetters ? .word : .single
  }

  /// Scripts written without spaces, each character of which is a word.
  private func isUnspaced(_ scalar: UInt32) -> Bool {
    Self.unspaced.contains { $0.contains(scalar) }
      || swift_u_hasBinaryProperty(UChar32(scalar), UCHAR_IDEOGRAPHIC) != 0
  }

  private func isCyrillic(_ scalar: UInt32) -> Bool { (0x400...0x52F).contains(scalar) }

  private func normalized(_ scalars: [UInt32], _ form: OpaquePointer) -> [UInt32] {
    let text = String(String.UnicodeScalarView(scalars.compactMap(Unicode.Scalar.init)))
    let source = Array(text.utf16)
    var target = [UInt16](repeating: 0, count: 64)
    var status = U_ZERO_ERROR
    let count = unsafe swift_unorm2_normalize(form, source, Int32(source.count), &target, 64, &status)
    return String(decoding: target[..<Int(count)], as: UTF16.self).unicodeScalars.map(\.value)
  }

  private static let apostrophes: Set<UInt32> = [0x27, 0x60, 0xB4, 0x2BB, 0x2BC, 0x2018, 0x2019, 0xFF07]

  /// Vowels and finals of Hangul, the voicing marks of Kana.
  private static let extending: [ClosedRange<UInt32>] = [
    0x1161...0x11FF, 0xD7B0...0xD7FF, 0x3099...0x309A, 0xFF9E...0xFF9F,
  ]

  /// Thai, Lao, Myanmar, Hangul letters, Khmer, Kana, compatibility letters, half-width Kana and Hangul.
  private static let unspaced: [ClosedRange<UInt32>] = [
    0xE00...0xEFF, 0x1000...0x109F, 0x1100...0x1160, 0x1780...0x17FF, 0x3040...0x30FF, 0x3130...0x318F,
    0x31F0...0x31FF, 0xA960...0xA97F, 0xFF66...0xFFDC,
  ]

  /// Letters that NFKC leaves alone although readers take them for others.
  private static let strokes: [UInt32: [UInt32]] = [
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t", "ð": "d", "þ": "th",
    "ĸ": "k", "ŋ": "n",
  ].reduce(into: [:]) { strokes, pair in
    for scalar in pair.key.unicodeScalars { strokes[scalar.value] = pair.value.unicodeScalars.map(\.value) }
  }
}

extension FoldingReference {
  /// The whole definition in the form that `Folding(unpacking:)` reads.
  func packed() -> String {
    var packed: [UInt8] = []
    func write(_ number: UInt32) {
      var rest = number
      while rest >= 32 {
        packed.append(UInt8(80 + rest & 31))
        rest >>= 5
      }
      packed.append(UInt8(48 + rest))
    }
    var target: UInt32 = 0
    var scalar: UInt32 = 0
    while scalar < 0x11_0000 {
      let (role, folded) = entry(scalar)
      var end = scalar + 1
      while end < 0x11_0000, continues(end, from: scalar, role, folded) { end += 1 }
      write(end - scalar)
      if folded.isEmpty || folded == [scalar] || role == .syllable {
        write(role.rawValue * 3)
      } else if folded.count == 1 {
        let step = Int32(bitPattern: folded[0] &- target)
        write(role.rawValue * 3 + 1)
        write(UInt32(bitPattern: step << 1 ^ step >> 31))
        target = folded[0]
      } else {
        write(role.rawValue * 3 + 2)
        write(UInt32(folded.count))
        folded.forEach(write)
      }
      scalar = end
    }
    return String(decoding: packed, as: UTF8.self)
  }

  /// Whether a scalar folds as the run does that began at `start`.
  private func continues(_ scalar: UInt32, from start: UInt32, _ role: Folding.Role, _ folded: [UInt32])
    -> Bool
  {
    let (nextRole, next) = entry(scalar)
    guard nextRole == role else { return false }
    if role == .syllable || folded.isEmpty { return role == .syllable || next.isEmpty }
    return folded.count == 1 && next.count == 1 && next[0] &- scalar == folded[0] &- start
  }

  /// The source file that holds the table.
  func sourceFile() -> String {
    let packed = Array(packed().utf8)
    let lines = stride(from: 0, to: packed.count, by: 100).map {
      String(decoding: packed[$0..<min($0 + 100, packed.count)], as: UTF8.self)
    }
    return """
      // SPDX-License-Identifier: Apache-2.0

      /// The folding table, packed; made by `RECORD=1 swift test --filter FoldingTests` from the toolchain's ICU
      /// (Unicode \(U_UNICODE_VERSION), data under the Unicode License).
      let foldingData = #\"\"\"
        \(lines.joined(separator: "\\#\n  "))
        \"\"\"#

      """
  }
}
