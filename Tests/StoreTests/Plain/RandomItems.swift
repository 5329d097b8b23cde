// SPDX-License-Identifier: Apache-2.0
import Model
import Support

/// Pieces of texts with everything that words are read by: cases, numbers, spaces and letters of many scripts, addresses
/// and their look-alikes, letters that change their length.
private let pieces = [
  "a", "the", "Acme", "QUEUE", "harbour", "internationalisation", " ", "  ", "\n", "\t", "\u{B}", "\u{1F}",
  "\u{0}", "\u{7F}",
  "\u{A0}", "\u{85}", "\u{3000}", "\u{2028}", "\u{1680}", "\u{200B}", "\r\n", ", ", ". ", ".", "-", "'", "@",
  "[", "`", "{",
  "0", "7", "24/7", "2026-11-24", "1.5", " 12 ", "v2", "3rd", "\u{664}\u{665}", "\u{BD}", "\u{2167}",
  "\u{FF11}", "\u{1F100}",
  "\u{1D7D9}", "\u{4E00}", "\u{4E0D}\u{597D}", "\u{3042}", "\u{30AB}\u{30BF}", "\u{D55C}", "\u{3007}",
  "\u{3021}", "\u{F9FF}",
  "\u{130}", "\u{212A}", "\u{23A}", "\u{1E9E}", "\u{DF}", "\u{C9}", "e\u{301}", "\u{41F}\u{420}", "\u{3A3}",
  "\u{10400}",
  "\u{13A0}", "\u{FF21}", "\u{1F621}", "\u{1F468}\u{200D}\u{1F469}", "\u{FE0F}", "\u{10FFFF}", "\u{E000}",
  "\u{5D0}", "\u{915}",
  "http://", "https://", "HTTP://a.example/B?c=1", "https://x.example", "www.", "WwW.a.example", "http:/",
  "httpx://", "wwww.",
  "ww", "h", "w", "http", "(http://a)", "\u{3000}www.b\u{3000}c", "\u{A0}https://c\u{A0}", "\u{4E0D}http://d",
  "1http://e",
]

/// Pieces of addresses: everything that is normalised, and what only looks like it.
private let addressPieces = [
  "/", "/", "//", "?", "&", "&", "#", "=", "a", "News", "12", "utm_source=rss", "UTM_x=1", "utm_", "utm",
  "pk_a", "piwik_\u{301}",
  "gclid=1", "FBCLID", "ref_src=x", "x_utm_y=1", "%41", "%7e", "%c3%a9", "%", "%4", "%+a", "%-0", "%zz",
  "%2F", ":80", ":443",
  ":8080", ":", "@", "www.", "!", ":~:", "\u{E9}", "e\u{301}", "\u{301}", "\u{212A}", "\u{4E0D}", "\u{661}",
  "\u{600}", " ", "\r\n", ".example",
]

extension Seed {
  /// Some pieces one after the other.
  mutating func text(atMost count: Int) -> String {
    (0..<Int.random(in: 0...count, using: &self)).map { _ in
      if Int.random(in: 0..<8, using: &self) > 0 { return pieces.randomElement(using: &self) ?? "" }
      let value = UInt32.random(in: 0...(Bool.random(using: &self) ? 0x3100 : 0x2FFFF), using: &self)
      return Unicode.Scalar(value).map { String($0) } ?? ""
    }.joined()
  }

  /// An http address or almost one.
  mutating func address() -> String {
    let scheme =
      ["http://", "https://", "HTTP://", "httpS://", "http:/", "ftp://", ""].randomElement(using: &self) ?? ""
    let host =
      [
        "example.com", "www.Example.COM", "u:p@x.example", "b\u{FC}cher.example", "\u{1E9E}.example",
        "www.www.a:80:443", "",
      ]
      .randomElement(using: &self) ?? ""
    let rest = (0..<Int.random(in: 0...10, using: &self)).map { _ in
      addressPieces.randomElement(using: &self) ?? ""
    }
    return scheme + host + rest.joined()
  }

  /// An item with anything in it or missing.
  mutating func item() -> Item {
    let url = Bool.random(using: &self) ? address() : nil
    let guid =
      [nil, url, address(), text(atMost: 3), "tag:a.example,2026:1"].randomElement(using: &self) ?? nil
    let time = Int64.random(in: -5_000_000_000...5_000_000_000, using: &self) * 1_000_003
    return Item(
      guid: guid, url: url, title: text(atMost: 12), text: text(atMost: Bool.random(using: &self) ? 4 : 80),
      author: [nil, "\u{C9}va", "Ann Q.", ""].randomElement(using: &self) ?? nil,
      published: Bool.random(using: &self) ? Instant(microseconds: time) : nil,
      publishedText: Bool.random(using: &self) ? "yesterday" : nil,
      rating: [nil, nil, Rating(3.5), Rating(4)].randomElement(using: &self) ?? nil,
      publisher: [nil, "The Harbour POST", "\u{130}stanbul", ""].randomElement(using: &self) ?? nil)
  }
}
