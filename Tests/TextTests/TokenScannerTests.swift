// SPDX-License-Identifier: Apache-2.0
import Support
import Testing

@testable import Text

/// Characters that meet every branch of the scanner, some of them often.
private let alphabet: [String] = [
  "a", "B", "z", "0", " ", " ", ".", "_", "-", "'", "’", "`", "s", "S", "é", "e\u{301}", "ß", "İ", "ﬁ",
  "\u{FDFA}",
  "и\u{306}", "й", "任", "か\u{3099}", "ｶﾞ", "한", "ㅠ", "\u{1112}\u{1161}\u{11AB}", "🚀", "👍🏽", "\u{200D}",
  "\u{AD}",
  "\u{301}", "\u{3099}", "½", "㍿", "™", "\n", "@", "#", "\u{F0000}", "\u{10FFFF}", "กา",
]

private func randomText(_ seed: inout Seed) -> String {
  let count = Int.random(in: 0...(Bool.random(using: &seed) ? 12 : 200), using: &seed)
  let asciiOnly = Int.random(in: 0..<4, using: &seed) == 0
  let letters = asciiOnly ? Array(alphabet[..<10]) : alphabet
  return (0..<count).map { _ in letters.randomElement(using: &seed) ?? "" }.joined()
}

extension TokenScanner {
  /// All tokens, as an array.
  fileprivate var foundTokens: [ScannedToken] { (0..<count).map { tokens[$0] } }
}

struct TokenScannerTests {
  @Test(arguments: Seed.first(300))
  func `the scanner finds the words that the plain reader finds`(_ start: Seed) {
    var seed = start
    var scanner = TokenScanner()
    for _ in 0..<10 {
      let texts = (0..<3).map { _ in randomText(&seed) }
      scanner.reset()
      for text in texts { scanner.append(text) }
      let found = scanner.foundTokens
      let expected = texts.map { tokens(of: $0) }
      #expect(found.count == expected.map(\.count).reduce(3, +), "\(texts)")
      var at = 0
      for tokens in expected {
        for token in tokens where at < found.count {
          let scanned = found[at]
          at += 1
          #expect(
            Token(
              folded: scanner.folded(scanned), range: Int(scanned.start)..<Int(scanned.end),
              isPossessive: scanned.isPossessive) == token)
          #expect(scanned.hash == TokenScanner.hash(of: token.folded))
        }
        at += 1
      }
    }
  }

  @Test func `long texts and long words are cut alike`() {
    var scanner = TokenScanner()
    for text in [
      String(repeating: "a", count: 1000), String(repeating: "ab ", count: 5000),
      String(repeating: "é", count: 999),
      String(repeating: "\u{FDFA}", count: 300), String(repeating: "x", count: 64),
      String(repeating: "x", count: 63) + "é",
    ] {
      scanner.reset()
      scanner.append(text)
      let found = scanner.foundTokens.dropLast().map { scanner.folded($0) }
      #expect(found == tokens(of: text).map(\.folded))
    }
  }

  @Test func `a salt makes other words of the same letters`() {
    var scanner = TokenScanner()
    scanner.append("acme", salt: 1)
    #expect(scanner.tokens[0].hash == TokenScanner.hash(of: Array("acme".utf8)) ^ 1)
  }

  @Test(arguments: Seed.first(50))
  func `bytes are classed alike on every processor`(_ start: Seed) {
    var seed = start
    let bytes = (0..<64).map { _ in UInt8.random(in: .min ... .max, using: &seed) }
    var (copy, other) = ([UInt8](repeating: 0, count: 64), [UInt8](repeating: 0, count: 64))
    let classes = unsafe bytes.withUnsafeBytes { from in
      unsafe copy.withUnsafeMutableBytes { unsafe ByteClasses(from.baseAddress!, lower: $0.baseAddress!) }
    }
    let portable = unsafe bytes.withUnsafeBytes { from in
      unsafe other.withUnsafeMutableBytes {
        unsafe ByteClasses(portably: from.baseAddress!, lower: $0.baseAddress!)
      }
    }
    #expect(classes == portable)
    #expect(copy == other)
    for (place, byte) in bytes.enumerated() {
      let isWord = (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
      #expect(classes.words >> UInt64(place) & 1 == (isWord ? 1 : 0), "\(byte)")
      #expect(classes.specials >> UInt64(place) & 1 == (byte >= 0x80 || byte == 0x27 || byte == 0x60 ? 1 : 0))
      #expect(copy[place] == (byte &- 0x41 < 26 ? byte | 0x20 : byte))
    }
  }
}
