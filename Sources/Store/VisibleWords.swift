// SPDX-License-Identifier: Apache-2.0

/// Whether digits are part of a text.
enum Numbers {
  /// They are: `version 1.2` and `version 1.3` are two texts.
  case count
  /// They are not, so that counters and dates are no change.
  case ignored
}

/// The words of a text as a reader compares them: lower case, one space between, without addresses and ASCII
/// punctuation.
func visibleWords(of text: String, numbers: Numbers) -> [UInt8] {
  let words = VisibleWords(of: text)
  return numbers == .count ? words.bytes : words.withoutNumbers
}

/// The words of a text, read once for both ways of comparing them: every item of every visit passes here.
struct VisibleWords {
  /// With their numbers.
  let bytes: [UInt8]
  private let hasNumbers: Bool

  /// Reads a text.
  init(of text: String) {
    var text = text
    text.makeContiguousUTF8()
    let span = text.utf8Span.span
    var hasNumbers = false
    // Safe because a letter in lower case is at most half as long again, and the reader stays within the buffer.
    bytes = unsafe [UInt8](unsafeUninitializedCapacity: span.count + span.count / 2 + 8) { buffer, count in
      var reader = unsafe WordReader(words: buffer)
      reader.read(span)
      hasNumbers = reader.hasNumbers
      count = reader.count
    }
    self.hasNumbers = hasNumbers
  }

  /// Without their numbers, and without words that were only numbers.
  var withoutNumbers: [UInt8] {
    guard hasNumbers else { return bytes }
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count)
    let span = bytes.span
    var at = 0
    while at < span.count {
      let byte = span[at]
      let length = byte < 0x80 ? 1 : scalarLength(byte)
      if byte == 0x20 {
        if kept.last ?? 0x20 != 0x20 { kept.append(0x20) }
      } else if byte < 0x80 ? !isDigit(byte) : !Letters.isNumber(scalar(in: span, at: at, length: length)) {
        for offset in 0..<length { kept.append(span[at + offset]) }
      }
      at += length
    }
    if kept.last == 0x20 { kept.removeLast() }
    return kept
  }
}

/// Writes the words of a text into a buffer, one space between.
@safe private struct WordReader: ~Copyable {
  private let words: UnsafeMutableBufferPointer<UInt8>
  /// How many bytes were written.
  private(set) var count = 0
  /// Whether any of them is a number's.
  private(set) var hasNumbers = false

  init(words: UnsafeMutableBufferPointer<UInt8>) { unsafe self.words = words }

  mutating func read(_ text: borrowing Span<UInt8>) {
    let classes = asciiClasses
    var at = 0
    var isAtStart = true
    while at < text.count {
      let byte = text[at]
      guard byte < 0x80 else {
        let length = scalarLength(byte)
        isAtStart = take(scalar(in: text, at: at, length: length))
        at += length
        continue
      }
      let meaning = classes[Int(byte)]
      if meaning == 0x20 {
        isAtStart = true
        takeSpace()
      } else if isAtStart, isAddress(text, at: at) {
        at = endOfToken(text, from: at)
        continue
      } else {
        isAtStart = false
        if meaning != 0 {
          if meaning < UInt8(ascii: "a") { hasNumbers = true }
          take(meaning)
        }
      }
      at += 1
    }
    if unsafe count > 0 && words[count - 1] == 0x20 { count -= 1 }
  }

  private mutating func take(_ byte: UInt8) {
    guard unsafe count < words.count else { return }
    unsafe words[count] = byte
    count += 1
  }

  private mutating func takeSpace() {
    if unsafe count > 0 && words[count - 1] != 0x20 { take(0x20) }
  }

  /// Takes what is not ASCII: letters and symbols say something in every script. Says whether it is a space.
  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    let letter = Letters.letter(scalar)
    if letter.isSpace {
      takeSpace()
      return true
    }
    if letter.isNumber { hasNumbers = true }
    if let lower = letter.lower {
      UTF8.encode(lower) { take($0) }
    } else {
      for lower in scalar.properties.lowercaseMapping.unicodeScalars {
        if !lower.isASCII {
          UTF8.encode(lower) { take($0) }
        } else if asciiClasses[Int(lower.value)] != 0 {
          take(asciiClasses[Int(lower.value)])
        }
      }
    }
    return false
  }

  /// Whether a word that begins here is an address: `www.`, `http://` or `https://` in any case.
  private func isAddress(_ text: borrowing Span<UInt8>, at start: Int) -> Bool {
    func begins(with name: StaticString) -> Bool {
      let count = name.utf8CodeUnitCount
      guard text.count - start >= count else { return false }
      for offset in 0..<count {
        let byte = text[start + offset]
        let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
        if unsafe lower != name.utf8Start[offset] { return false }
      }
      return true
    }
    switch text[start] | 0x20 {
    case UInt8(ascii: "w"): return begins(with: "www.")
    case UInt8(ascii: "h"): return begins(with: "http://") || begins(with: "https://")
    default: return false
    }
  }

  private func endOfToken(_ text: borrowing Span<UInt8>, from start: Int) -> Int {
    var at = start
    while at < text.count {
      let byte = text[at]
      let length = byte < 0x80 ? 1 : scalarLength(byte)
      let isSpace =
        byte < 0x80
        ? asciiClasses[Int(byte)] == 0x20 : Letters.letter(scalar(in: text, at: at, length: length)).isSpace
      if isSpace { return at }
      at += length
    }
    return at
  }
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

/// What an ASCII character becomes: itself in lower case, a space, or nothing (0).
private let asciiClasses: [UInt8] = (UInt8(0)..<0x80).map { byte in
  switch byte {
  case 0x20, 0x09...0x0D: 0x20
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
  case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
  default: 0
  }
}

/// How many bytes a scalar has whose first byte this is; the text is valid UTF-8.
private func scalarLength(_ first: UInt8) -> Int { first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2 }

private func scalar(in text: borrowing Span<UInt8>, at: Int, length: Int) -> Unicode.Scalar {
  var value = UInt32(text[at]) & (0xFF >> UInt32(length + 1))
  for offset in 1..<length { value = value << 6 | UInt32(text[at + offset] & 0x3F) }
  return Unicode.Scalar(value) ?? "\u{FFFD}"
}

/// What Unicode says of letters, looked up once for those of the alphabets: asking costs ten times as much.
private enum Letters {
  struct Letter {
    /// In lower case; nil where that is more than one scalar.
    var lower: Unicode.Scalar?
    var isSpace: Bool
    var isNumber: Bool
  }

  /// Everything below the ideographs, the ideographic space included.
  static let known: [Letter] = (UInt32(0)...0x3000).map { value in
    Unicode.Scalar(value).map(ask) ?? Letter(lower: nil, isSpace: false, isNumber: false)
  }

  static func letter(_ scalar: Unicode.Scalar) -> Letter {
    switch scalar.value {
    case 0...0x3000: known[Int(scalar.value)]
    // Kana, ideographs and Hangul have no case and hold no space.
    case 0x3041...0x9FFF, 0xAC00...0xD7A3:
      Letter(lower: scalar, isSpace: false, isNumber: scalar.properties.numericType != nil)
    default: ask(scalar)
    }
  }

  static func isNumber(_ scalar: Unicode.Scalar) -> Bool { letter(scalar).isNumber }

  private static func ask(_ scalar: Unicode.Scalar) -> Letter {
    let mapping = scalar.properties.lowercaseMapping.unicodeScalars
    return Letter(
      lower: mapping.count == 1 ? mapping.first : nil, isSpace: scalar.properties.isWhitespace,
      isNumber: scalar.properties.numericType != nil)
  }
}
