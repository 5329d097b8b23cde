// SPDX-License-Identifier: Apache-2.0

/// A word of a text: folded for comparing, and where it stands in the original.
package struct Token: Hashable, Sendable {
  /// The folded letters in UTF-8, without apostrophes; of a possessive `X's` the folded X alone.
  package var folded: [UInt8]
  /// Where the word stands in the original text, in UTF-8 offsets; a possessive `'s` is part of it.
  package var range: Range<Int>
  /// Whether it was written with a possessive `'s`.
  package var isPossessive: Bool

  /// The folded letters of the whole word, a possessive's s included: `mcdonalds` for McDonald's.
  package var joined: [UInt8] { isPossessive ? folded + [UInt8(ascii: "s")] : folded }
}

/// The scalars that stand for `*` and `?` in a text given to `tokens(of:wildcards:)`.
package enum Wildcard {
  /// Any letters, also none.
  package static let any: Unicode.Scalar = "\u{F0000}"
  /// Exactly one letter.
  package static let one: Unicode.Scalar = "\u{F0001}"
}

/// The words of a text in order.
///
/// A word is a maximal run of letters, digits and marks after folding; apostrophes join within it, what is invisible
/// by default counts for nothing. Each character of a script written without spaces, and each emoji, is a word.
/// With `wildcards` the scalars of `Wildcard` are letters too. This is the plain definition of a word;
/// `TokenScanner` is the fast one.
package func tokens(of text: String, wildcards: Bool = false) -> [Token] {
  var reader = TokenReader(wildcards: wildcards)
  for scalar in text.unicodeScalars { reader.read(scalar) }
  return reader.finish()
}

/// Reads scalars one by one and closes a token where one ends.
private struct TokenReader {
  /// Stands for an apostrophe in `content`; no byte of UTF-8 has this value.
  static let joiner: UInt8 = 0xFE

  let folding = Folding.table
  let wildcards: Bool
  var tokens: [Token] = []
  /// The folded letters of the token being read, apostrophes as `joiner`.
  var content: [UInt8] = []
  /// Where the token being read starts and ends.
  var start = 0
  var end = 0
  /// Whether the token being read is one character of an unspaced script.
  var isSingle = false
  var offset = 0

  init(wildcards: Bool) { self.wildcards = wildcards }

  mutating func read(_ scalar: Unicode.Scalar) {
    defer { offset += UTF8.width(scalar) }
    if wildcards && (scalar == Wildcard.any || scalar == Wildcard.one) {
      if isSingle { close() }
      return append([scalar.value], after: scalar)
    }
    switch folding[scalar.value].role {
    case .separator: close()
    case .vanishing: vanish(scalar)
    case .apostrophe:
      if isSingle { close() } else if !content.isEmpty { content.append(Self.joiner) }
    case .word:
      if isSingle { close() }
      append(folding.folded(scalar.value), after: scalar)
    case .single, .syllable:
      close()
      isSingle = true
      append(folding.folded(scalar.value), after: scalar)
    case .extending:
      if !isSingle { close() }
      isSingle = true
      append(folding.folded(scalar.value), after: scalar)
    }
  }

  mutating func finish() -> [Token] {
    close()
    return tokens
  }

  private mutating func append(_ scalars: [UInt32], after scalar: Unicode.Scalar) {
    if content.isEmpty { start = offset }
    for value in scalars {
      if let letter = Unicode.Scalar(value) { content += UTF8.encode(letter).map(Array.init) ?? [] }
    }
    end = offset + UTF8.width(scalar)
  }

  /// An invisible character stays within the token's range; a mark set apart from a Cyrillic letter joins it.
  private mutating func vanish(_ scalar: Unicode.Scalar) {
    guard let last = content.last, last != Self.joiner else { return }
    end = offset + UTF8.width(scalar)
    guard content.count >= 2, last & 0xC0 == 0x80, content[content.count - 2] & 0xE0 == 0xC0 else { return }
    let letter = UInt32(content[content.count - 2] & 0x1F) << 6 | UInt32(last & 0x3F)
    guard let whole = Folding.composed(letter, scalar.value).flatMap(Unicode.Scalar.init) else { return }
    content.removeLast(2)
    content += UTF8.encode(whole).map(Array.init) ?? []
  }

  private mutating func close() {
    defer {
      content.removeAll(keepingCapacity: true)
      isSingle = false
    }
    while content.last == Self.joiner { content.removeLast() }
    var isPossessive = false
    if content.count > 2, content.suffix(2) == [Self.joiner, UInt8(ascii: "s")] {
      content.removeLast(2)
      isPossessive = true
    }
    content.removeAll { $0 == Self.joiner }
    guard !content.isEmpty else { return }
    tokens.append(Token(folded: content, range: start..<end, isPossessive: isPossessive))
  }
}
