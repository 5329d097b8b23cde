// SPDX-License-Identifier: Apache-2.0
import Messages
import Model
import Support
import Testing

@testable import Messages

@Suite struct QuoteTests {
  private func quote(_ text: String, _ word: String, limit: Int = 40) -> String {
    let matches = spans(word, in: text, .text).map(\.range)
    return Quote(text, matches: matches, limit: limit).parts.map { $0.isMatch ? "[\($0.text)]" : $0.text }
      .joined()
  }

  @Test func `a short text is quoted whole, its matches marked`() {
    #expect(quote("I like Acme, but Acme is dear.", "Acme") == "I like [Acme], but [Acme] is dear.")
    #expect(quote("", "Acme") == "")
    #expect(quote("Acme", "Acme") == "[Acme]")
  }

  @Test func `a long text is quoted around its first match, between words`() {
    let text =
      String(repeating: "once upon a time ", count: 40) + "came Acme and was late "
      + String(repeating: "again ", count: 90)
    #expect(quote(text, "Acme") == "…a time came [Acme] and was late again…")
  }

  @Test func `line ends and controls become spaces, overrides go`() {
    #expect(quote("a\r\n\r\n\u{202E}Acme\u{202C}\tb\u{7}", "Acme") == "a [Acme] b")
  }

  @Test func `matches beyond the text and within a character do no harm`() {
    let parts = Quote("é👩‍👩‍👧 ok", matches: [1..<2, 5..<6, 900..<1000], limit: 40)
    #expect(parts.text == "é👩‍👩‍👧 ok")
  }

  @Test(arguments: Seed.first(200))
  func `a quote is never much longer than its limit and never has a control`(seed: Seed) {
    var seed = seed
    let pieces = [
      "word ", "残念", "\n", "é", "👩‍👩‍👧", "\u{202D}", "Acme", String(repeating: "x", count: 90), "e\u{301}\u{302}",
    ]
    let text = (0..<Int.random(in: 0...300, using: &seed)).map { _ in pieces.randomElement(using: &seed) ?? ""
    }.joined()
    let quote = Quote(text, matches: spans("Acme", in: text, .text).map(\.range), limit: 60)
    #expect(quote.text.count <= 62)
    #expect(!quote.text.unicodeScalars.contains { $0.value < 32 || $0.value == 0x202D })
    #expect(!text.contains("Acme") || quote.parts.contains { $0.isMatch && $0.text.hasPrefix("Acme") })
  }
}
