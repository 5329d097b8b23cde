// SPDX-License-Identifier: Apache-2.0

/// Bytes to tokens: one pass, no look back, at most seven bytes ahead besides the token itself.
extension Reading {
  /// Appends the tokens of a text.
  mutating func tokenize(_ text: Span<UInt8>, with lexicon: Lexicon) {
    var index = 0
    var shouted = false
    var spoken = false
    while index < text.count {
      let byte = text[index]
      if byte <= 0x20 {
        index += 1
        continue
      }
      if let end = address(in: text, at: index) ?? handle(in: text, at: index)
        ?? emoticon(in: text, at: index, lexicon)
      {
        index = end
        continue
      }
      let isTag = byte == UInt8(ascii: "#") && index + 1 < text.count && Self.mayOpenTag(text[index + 1])
      let first = Scalar(in: text, at: isTag ? index + 1 : index)
      if Scalar.isWord(first.value) {
        index = word(in: text, from: index, isTag: isTag)
        if let token = tokens.last, token.kind != .number {
          shouted = shouted || token.isCapitals
          spoken = spoken || !token.isCapitals
        }
      } else if isTag {
        index = mark(in: text, at: index, width: 1)
      } else {
        index = sign(first, in: text, at: index)
      }
    }
    isMixedCase = shouted && spoken
  }

  private static func mayOpenTag(_ byte: UInt8) -> Bool {
    Scalar.isLetter(byte) || Scalar.isDigit(byte) || byte >= 0x80
  }

  /// Takes a word or a number: small letters, runs of a letter squeezed to two, curly apostrophes
  /// straightened.
  private mutating func word(in text: Span<UInt8>, from start: Int, isTag: Bool) -> Int {
    var shape = WordShape()
    let form = forms.count
    var index = isTag ? start + 1 : start
    while index < text.count {
      var scalar = Scalar(in: text, at: index)
      if Scalar.isCurlyApostrophe(scalar.value) { scalar.value = 0x27 }
      guard Scalar.isWord(scalar.value) || Self.links(scalar, in: text, at: index, isTag: isTag) else {
        break
      }
      shape.take(&scalar.value)
      if shape.run <= 2 { append(scalar, from: text, at: index) }
      index += scalar.width
    }
    if shape.isNumber {
      forms.removeLast(forms.count - form)
      appendFixed("<num>", .number, from: start, to: index)
    } else {
      append(isTag ? .tag : .word, from: start, to: index, form: form)
      tokens[tokens.count - 1].isStretched = shape.isStretched
      tokens[tokens.count - 1].isCapitals = shape.isCapitals && forms.count - form >= 2
    }
    return index
  }

  /// Whether an apostrophe or hyphen stands inside a word.
  private static func links(_ scalar: Scalar, in text: Span<UInt8>, at index: Int, isTag: Bool) -> Bool {
    guard scalar.value == 0x27 || scalar.value == 0x2d && !isTag else { return false }
    let next = index + scalar.width
    return next < text.count && Scalar.isWord(Scalar(in: text, at: next).value)
  }

  @inline(__always)
  private mutating func append(_ scalar: Scalar, from text: Span<UInt8>, at index: Int) {
    if scalar.value < 0x80 {
      forms.append(UInt8(truncatingIfNeeded: scalar.value))
    } else if scalar.value < 0x800 {
      forms.append(UInt8(truncatingIfNeeded: 0xc0 | scalar.value >> 6))
      forms.append(UInt8(truncatingIfNeeded: 0x80 | scalar.value & 0x3f))
    } else {
      for offset in 0..<scalar.width { forms.append(text[index + offset]) }
    }
  }

  /// Takes a pictograph or punctuation.
  private mutating func sign(_ scalar: Scalar, in text: Span<UInt8>, at start: Int) -> Int {
    if Scalar.isEmoji(scalar.value) { return emoji(scalar, in: text, at: start) }
    let byte = text[start]
    if byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?") { return exclamation(in: text, at: start) }
    let isDots = byte == UInt8(ascii: ".") && start + 1 < text.count && text[start + 1] == UInt8(ascii: ".")
    guard isDots || scalar.value == 0x2026 else { return mark(in: text, at: start, width: scalar.width) }
    var end = start + scalar.width
    while isDots, end < text.count, text[end] == UInt8(ascii: ".") { end += 1 }
    appendFixed("...", .ellipsis, from: start, to: end)
    return end
  }

  /// Takes a pictograph without its dress, and the same ones after it.
  private mutating func emoji(_ scalar: Scalar, in text: Span<UInt8>, at start: Int) -> Int {
    let form = forms.count
    for offset in 0..<scalar.width { forms.append(text[start + offset]) }
    var end = start + scalar.width
    while end < text.count {
      let next = Scalar(in: text, at: end)
      guard Scalar.dressesEmoji(next.value) || next.value == scalar.value else { break }
      end += next.width
    }
    append(.symbol, from: start, to: end, form: form)
    return end
  }

  /// Takes a run of exclamation and question marks.
  private mutating func exclamation(in text: Span<UInt8>, at start: Int) -> Int {
    var end = start
    var shouts = 0
    while end < text.count, text[end] == UInt8(ascii: "!") || text[end] == UInt8(ascii: "?") {
      if text[end] == UInt8(ascii: "!") { shouts += 1 }
      end += 1
    }
    let doubts = end - start - shouts
    exclamations += shouts
    questions += doubts
    let form: String =
      shouts > 0 && doubts > 0 ? "?!" : shouts > 1 ? "!!" : shouts > 0 ? "!" : doubts > 1 ? "??" : "?"
    appendFixed(form, doubts > 0 ? .question : .exclamation, from: start, to: end)
    return end
  }

  private mutating func mark(in text: Span<UInt8>, at start: Int, width: Int) -> Int {
    let form = forms.count
    for offset in 0..<width { forms.append(text[start + offset]) }
    append(.mark, from: start, to: start + width, form: form)
    return start + width
  }

  /// Appends a token whose normal form is what `forms` holds from `form` on.
  mutating func append(_ kind: Token.Kind, from start: Int, to end: Int, form: Int) {
    var hash = Hashing.start
    for index in form..<forms.count { hash = Hashing.next(hash, forms[index]) }
    tokens.append(
      Token(kind, hash: Hashing.mix(hash), start: start, end: end, form: form, formCount: forms.count - form))
  }

  /// Appends a token with a normal form of its own.
  mutating func appendFixed(_ form: String, _ kind: Token.Kind, from start: Int, to end: Int) {
    let first = forms.count
    forms.append(contentsOf: form.utf8)
    append(kind, from: start, to: end, form: first)
  }
}

/// What the letters of a word look like together.
private struct WordShape {
  var run = 0
  var isStretched = false
  private var capitals = 0
  private var others = 0
  private var digits = 0
  private var last: UInt32 = 0

  var isNumber: Bool { digits > 0 && capitals == 0 && others == 0 }
  var isCapitals: Bool { capitals >= 2 && others == 0 }

  /// Takes the next scalar, making it small.
  @inline(__always)
  mutating func take(_ value: inout UInt32) {
    if value < 0x80 {
      let byte = UInt8(truncatingIfNeeded: value)
      if Scalar.isDigit(byte) {
        digits += 1
        run = 1
        last = value
        return
      }
      if byte &- 0x41 < 26 {
        capitals += 1
        value |= 0x20
      } else if Scalar.isLetter(byte) {
        others += 1
      }
    } else if value >= 0xc0 && value <= 0xde && value != 0xd7 {
      capitals += 1
      value += 32
    } else {
      others += 1
    }
    run = value == last ? run + 1 : 1
    isStretched = isStretched || run > 2
    last = value
  }
}
