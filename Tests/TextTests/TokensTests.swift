// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Text

/// The folded words of a text, a possessive marked by an apostrophe.
private func words(_ text: String) -> [String] {
  tokens(of: text).map { String(decoding: $0.folded, as: UTF8.self) + ($0.isPossessive ? "'" : "") }
}

struct TokensTests {
  /// Texts that readers take for the same, and why.
  static let same: [(String, String, String)] = [
    ("Nestle", "Nestlé", "an accent does not count"),
    ("Nestle", "Nestle\u{301}", "nor one set apart from its letter"),
    ("Straße", "STRASSE", "ß is ss"),
    ("ẞ", "ß", "capital ß too"),
    ("Pfizer", "Pﬁzer", "a ligature is its letters"),
    ("Migros", "MİGROS", "the dotted capital I of Turkish"),
    ("IKEA", "ıkea", "the dotless i of Turkish"),
    ("Łódź", "lodz", "strokes do not count"),
    ("Ørsted", "Orsted", "nor slashes through letters"),
    ("Google", "ｇｏｏｇｌｅ", "full width"),
    ("ソニー", "ｿﾆｰ", "half width"),
    ("ガス", "ｶﾞｽ", "half width with a voicing mark of its own"),
    ("が", "か\u{3099}", "a voicing mark set apart"),
    ("한국", "\u{1112}\u{1161}\u{11AB}\u{1100}\u{116E}\u{11A8}", "Hangul taken apart"),
    ("Google", "Goo\u{AD}gle", "a soft hyphen"),
    ("Google", "G\u{200B}oogle", "a zero-width space"),
    ("Google", "Go\u{200D}ogle", "a zero-width joiner"),
    ("McDonald's", "McDonald’s", "any apostrophe"),
    ("O'Reilly", "OReilly", "apostrophes join"),
    ("ΕΛΛΑΣ", "Ελλάς", "final sigma, tonos"),
    ("Ёлка", "елка", "ё is е"),
    ("Чайковский", "Чайковскии\u{306}", "й taken apart"),
    ("ⓐⓟⓟⓛⓔ", "apple", "letters in circles"),
    ("𝗮𝗽𝗽𝗹𝗲", "apple", "letters of mathematics"),
    ("7-Eleven", "7 Eleven", "a hyphen parts words as a space does"),
    ("snake_case", "snake case", "so does an underscore"),
    ("Acme™", "Acme", "trade marks are no words"),
    ("👍🏽", "👍", "the colour of skin does not count"),
    ("❤️", "❤", "nor does the choice of glyph"),
    ("Việt Nam", "Viet Nam", "several accents on one letter"),
  ]

  @Test(arguments: same)
  func `texts that readers take for the same fold alike`(a: String, b: String, why: String) {
    #expect(words(a) == words(b), "\(why)")
  }

  static let different: [(String, String, String)] = [
    ("Й", "И", "й is a letter of its own"),
    ("か", "が", "voicing makes another syllable"),
    ("ü", "ue", "ü is u"),
    ("аpple", "apple", "a Cyrillic look-alike"),
    ("g00gle", "google", "digits for letters"),
    ("사", "삼", "a final consonant makes another syllable"),
  ]

  @Test(arguments: different)
  func `texts that differ stay different`(a: String, b: String, why: String) {
    #expect(words(a) != words(b), "\(why)")
  }

  static let cut: [(String, [String])] = [
    ("", []), (" .,! ", []), ("It's Acme's.", ["it'", "acme'"]), ("the 'Acme' cup", ["the", "acme", "cup"]),
    ("'s", ["s"]), ("Levi’s’", ["levi'"]), ("rock'n'roll", ["rocknroll"]),
    ("任天堂Switch", ["任", "天", "堂", "switch"]),
    (
      "삼성전자",
      ["삼", "성", "전", "자"].map { tokens(of: $0).map { String(decoding: $0.folded, as: UTF8.self) }.joined() }
    ),
    ("กาแฟ", ["ก", "า", "แ", "ฟ"]), ("AT&T", ["at", "t"]), ("C++", ["c"]), ("#AcmeCoffee", ["acmecoffee"]),
    ("go🚀now", ["go", "🚀", "now"]), ("x²", ["x2"]), ("naïve—café", ["naive", "cafe"]), ("¿Qué?", ["que"]),
    ("\u{200B}", []), ("`code`", ["code"]), ("ㅠㅠ", ["ᅲ", "ᅲ"]),
  ]

  @Test(arguments: cut)
  func `a text is cut into its words`(text: String, expected: [String]) {
    #expect(words(text) == expected)
  }

  @Test func `a token tells where it stands in the original`() {
    let text = "“Nestle\u{301}’s’ 任天"
    let found = tokens(of: text).map { token in
      String(decoding: Array(text.utf8)[token.range], as: UTF8.self)
    }
    #expect(found == ["Nestle\u{301}’s", "任", "天"])
  }

  @Test func `wildcards are letters where asked for`() {
    #expect(tokens(of: "brand\(Wildcard.any) x", wildcards: true).map(\.folded.count) == [9, 1])
    #expect(tokens(of: "brand\(Wildcard.any)s").map(\.folded.count) == [5, 1])
  }
}
