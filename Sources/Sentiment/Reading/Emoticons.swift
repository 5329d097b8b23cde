// SPDX-License-Identifier: Apache-2.0

/// The shapes that are told by their first bytes: addresses, handles, emoticons. Each answers where it ends,
/// or nil.
extension Reading {
  /// Takes a web address up to the next blank.
  mutating func address(in text: Span<UInt8>, at start: Int) -> Int? {
    let lead = text[start] | 0x20
    guard lead == UInt8(ascii: "h") || lead == UInt8(ascii: "w"), text.count - start > 6 else { return nil }
    guard
      Self.begins("http://", text, start) || Self.begins("https:/", text, start)
        || Self.begins("www.", text, start)
    else { return nil }
    var end = start
    while end < text.count, text[end] > 0x20 { end += 1 }
    appendFixed("<url>", .address, from: start, to: end)
    return end
  }

  /// Takes `@name`.
  mutating func handle(in text: Span<UInt8>, at start: Int) -> Int? {
    guard text[start] == UInt8(ascii: "@"), start + 1 < text.count, Scalar.isHandle(text[start + 1]) else {
      return nil
    }
    var end = start + 1
    while end < text.count, Scalar.isHandle(text[end]) { end += 1 }
    appendFixed("<user>", .handle, from: start, to: end)
    return end
  }

  /// Takes an emoticon: one of the lexicon that stands alone, or eyes with a mouth, or a heart.
  mutating func emoticon(in text: Span<UInt8>, at start: Int, _ lexicon: Lexicon) -> Int? {
    let byte = text[start]
    guard byte < 0x80, !Scalar.isLetter(byte) else { return nil }
    if start == 0 || text[start - 1] <= 0x20, let end = listedEmoticon(in: text, at: start, lexicon) {
      return end
    }
    if byte == UInt8(ascii: "<"), start + 1 < text.count, text[start + 1] == UInt8(ascii: "3") {
      appendFixed("<3", .symbol, from: start, to: start + 2)
      return start + 2
    }
    guard byte == UInt8(ascii: ":") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "=") else {
      return nil
    }
    return face(in: text, at: start)
  }

  private mutating func listedEmoticon(in text: Span<UInt8>, at start: Int, _ lexicon: Lexicon) -> Int? {
    var end = start
    var hash = Hashing.start
    var isPlain = true
    while end < text.count, text[end] > 0x20 {
      guard end - start < 6 else { return nil }
      isPlain = isPlain && (Scalar.isLetter(text[end]) || Scalar.isDigit(text[end]))
      hash = Hashing.next(hash, Scalar.lowered(text[end]))
      end += 1
    }
    guard end - start >= 2, !isPlain, lexicon.entry(Hashing.mix(hash)) != nil else { return nil }
    let form = forms.count
    for index in start..<end { forms.append(Scalar.lowered(text[index])) }
    append(.symbol, from: start, to: end, form: form)
    return end
  }

  /// Takes eyes, perhaps a nose, and a mouth or several of it; the drive letter `c:/` and `:1` are no faces.
  private mutating func face(in text: Span<UInt8>, at start: Int) -> Int? {
    var mouth = start + 1
    if mouth < text.count, Self.isNose(text[mouth]) { mouth += 1 }
    guard mouth < text.count, let form = Self.mood(of: text[mouth]) else { return nil }
    let next = mouth + 1 < text.count ? text[mouth + 1] : 0
    let isMouthPlain = Scalar.isLetter(text[mouth]) || Scalar.isDigit(text[mouth])
    if text[mouth] == UInt8(ascii: "/") && next == UInt8(ascii: "/") { return nil }
    if isMouthPlain && (Scalar.isLetter(next) || Scalar.isDigit(next)) { return nil }
    var end = mouth + 1
    while end < text.count, text[end] == text[mouth] { end += 1 }
    appendFixed(form, .symbol, from: start, to: end)
    return end
  }

  private static func isNose(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "o")
      || byte == UInt8(ascii: "^")
  }

  private static func mood(of mouth: UInt8) -> String? {
    switch mouth {
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "D"), UInt8(ascii: "d"), UInt8(ascii: "3"): ":)"
    case UInt8(ascii: "("), UInt8(ascii: "["): ":("
    case UInt8(ascii: "P"), UInt8(ascii: "p"): ":p"
    case UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "|"): ":/"
    default: nil
    }
  }

  /// Whether the text at `start` begins with a word of small letters, whatever its own case.
  private static func begins(_ word: String, _ text: Span<UInt8>, _ start: Int) -> Bool {
    guard text.count - start >= word.utf8.count else { return false }
    var index = start
    for letter in word.utf8 {
      guard Scalar.lowered(text[index]) == letter else { return false }
      index += 1
    }
    return true
  }
}
