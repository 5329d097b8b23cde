// SPDX-License-Identifier: Apache-2.0
import Markup
import Support
import Testing

@Suite struct EntitiesTests {
  @Test(
    arguments: [
      ("&eacute;", "é", 8), ("&AMP;x", "&", 5), ("&CounterClockwiseContourIntegral;", "\u{2233}", 33),
      ("&NotEqualTilde;", "\u{2242}\u{338}", 15), ("&notit;", "¬", 4), ("&notin;", "∉", 7),
      ("&copy 2026", "©", 5),
      ("&frac12x", "½", 7), ("&#233;", "é", 6), ("&#xE9", "é", 5), ("&#X1F600;", "😀", 9), ("&#146;", "’", 6),
      ("&#128;", "€", 6), ("&#129;", "\u{81}", 6), ("&#0;", "\u{FFFD}", 4), ("&#xD800;", "\u{FFFD}", 8),
      ("&#99999999999999999999;", "\u{FFFD}", 23), ("&#x110000;", "\u{FFFD}", 10), ("&lt", "<", 3),
    ])
  func `a reference is decoded`(written: String, text: String, length: Int) throws {
    let bytes = Array(written.utf8)
    let found = try #require(reference(in: bytes))
    #expect(found.text.string == text)
    #expect(found.length == length)
  }

  @Test(arguments: ["&", "& b", "&;", "&#;", "&#x;", "&xyzzy;", "&eacut;", "&hellip", "AT&T", "&é;", "&1;"])
  func `what is no reference stays an ampersand`(text: String) {
    let bytes = Array(text.utf8)
    #expect(bytes.indices.allSatisfy { reference(in: bytes, at: $0) == nil })
  }

  @Test(arguments: [
    ("&copy=1", false), ("&copyx", false), ("&copy", true), ("&copy;=", true), ("&copy&", true),
  ])
  func `in an attribute a bare name is decoded only where nothing follows it`(text: String, isDecoded: Bool) {
    let bytes = Array(text.utf8)
    #expect((reference(in: bytes, .attribute) != nil) == isDecoded)
  }

  @Test func `an offset out of range is no reference`() {
    let bytes = Array("&amp;".utf8)
    for offset in [-1, 4, 5, 99] { #expect(reference(in: bytes, at: offset) == nil) }
  }

  @Test(arguments: Seed.first(200))
  func `any bytes have references inside their bounds or none`(seed: Seed) {
    var seed = seed
    let alphabet = Array("&&##xX;0189aefgltmpnot \u{E9}".utf8) + [0, 0xFF]
    let bytes = (0..<40).map { _ in alphabet.randomElement(using: &seed) ?? 0 }
    for offset in bytes.indices {
      guard let found = reference(in: bytes, at: offset) else { continue }
      #expect(found.length >= 3 && offset + found.length <= bytes.count)
      #expect((1...7).contains(found.text.count))
    }
  }

  /// The expectation macros cannot hold a span.
  private func reference(
    in bytes: [UInt8], at offset: Int = 0, _ context: ReferenceContext = .text
  ) -> CharacterReference? {
    characterReference(in: bytes.span, at: offset, context)
  }
}
