// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Store

@Suite struct VisibleWordsTests {
  private func words(_ text: String, _ numbers: Numbers = .count) -> String {
    String(decoding: visibleWords(of: text, numbers: numbers), as: UTF8.self)
  }

  @Test func `case, space and punctuation are no words`() {
    #expect(words("  AT&T, \n \u{A0}“Caf\u{C9}” -- 24/7!\u{0}") == "att “caf\u{E9}” 247")
    #expect(words("") == "")
    #expect(words(" ... ") == "")
  }

  @Test func `addresses are no words`() {
    #expect(words("see https://a.example/b?c, www.d.example and http://e.example") == "see and")
    #expect(words("https://a.example") == "")
    #expect(words("wwww http:// httpx://a the.www.example") == "wwww httpxa thewwwexample")
  }

  @Test func `numbers of every script count or do not`() {
    #expect(words("12 comments, v1.2 \u{664}\u{665} \u{BD}") == "12 comments v12 \u{664}\u{665} \u{BD}")
    #expect(words("12 comments, v1.2 \u{664}\u{665} \u{BD}", .ignored) == "comments v")
  }

  @Test func `symbols and other scripts are words`() {
    #expect(
      words("\u{1F621} \u{4E0D}\u{597D}\u{3000}\u{41D}\u{415}") == "\u{1F621} \u{4E0D}\u{597D} \u{43D}\u{435}"
    )
  }
}
