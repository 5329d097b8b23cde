// SPDX-License-Identifier: Apache-2.0

/// How words are looked up that people write in more than one way.
extension Reading {
  /// Looks a word up that the lexicon does not hold as it stands: without its accents, and without an article or
  /// pronoun elided before it.
  func forgive(_ token: inout Token, _ lexicon: Lexicon) {
    guard token.kind == .word || token.kind == .tag else { return }
    let form = Int(token.form)..<Int(token.form + token.formCount)
    if let entry = lexicon.entry(foldedHash(form)) {
      token.entry = entry
    } else if let apostrophe = form.prefix(6).first(where: { forms[$0] == UInt8(ascii: "'") }),
      form.upperBound - apostrophe > 3,
      let entry = lexicon.entry(foldedHash(apostrophe + 1..<form.upperBound))
    {
      token.entry = entry
      // “n'aime”: the elided word is the negation.
      if entry.role == .plain, apostrophe == form.lowerBound + 1, forms[form.lowerBound] == UInt8(ascii: "n")
      {
        token.entry.tenths = Int8(Float(entry.tenths) * -0.74)
        token.entry.opinion = -entry.opinion
      }
    }
  }

  /// The hash of some bytes of the forms without the accents of Latin letters.
  private func foldedHash(_ bytes: Range<Int>) -> UInt64 {
    var hash = Hashing.start
    var index = bytes.lowerBound
    while index < bytes.upperBound {
      let byte = forms[index]
      if byte == 0xc3, index + 1 < bytes.upperBound {
        hash =
          Accents.folded(forms[index + 1]).map { Hashing.next(hash, $0) }
          ?? Hashing.next(Hashing.next(hash, byte), forms[index + 1])
        index += 2
      } else {
        hash = Hashing.next(hash, byte)
        index += 1
      }
    }
    return Hashing.mix(hash)
  }
}

/// The small letters with accents of ISO 8859-1.
package enum Accents {
  /// The plain letter for the second byte of such a letter in UTF-8, whose first is 0xc3; nil for others.
  static func folded(_ second: UInt8) -> UInt8? {
    switch second {
    case 0xa0...0xa5: UInt8(ascii: "a")
    case 0xa7: UInt8(ascii: "c")
    case 0xa8...0xab: UInt8(ascii: "e")
    case 0xac...0xaf: UInt8(ascii: "i")
    case 0xb1: UInt8(ascii: "n")
    case 0xb2...0xb6: UInt8(ascii: "o")
    case 0xb9...0xbc: UInt8(ascii: "u")
    case 0xbd, 0xbf: UInt8(ascii: "y")
    default: nil
    }
  }

  /// A word without its accents.
  package static func folded(_ word: String) -> String {
    var bytes: [UInt8] = []
    var isLead = false
    for byte in word.utf8 {
      if isLead, let letter = folded(byte) {
        bytes[bytes.count - 1] = letter
      } else {
        bytes.append(byte)
      }
      isLead = byte == 0xc3
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
