// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Text

struct LinksTests {
  static let cases: [(String, [String])] = [
    ("see https://t.co/Apple?x=1 now", ["url https://t.co/Apple?x=1"]),
    ("(http://acme.example)", ["url http://acme.example"]),
    ("visit www.Acme.example/cups.", ["url www.Acme.example/cups."]),
    ("acme.com/news is out", ["url acme.com/news"]),
    ("write to info@acme.example!", ["address info@acme.example"]),
    ("Booking.com is down", ["address Booking.com"]),
    ("good coffee.Acme is great", []),
    ("I use ASP.NET and .NET", []),
    ("@acme@mastodon.social says", ["address @mastodon.social"]),
    ("@acme.bsky.social", []),
    ("version 2.0, e.g. this", []),
    ("看https://t.co/abc微博", ["url https://t.co/abc"]),
    ("스타벅스-me@apple.com", ["address -me@apple.com"]),
    ("任.com 任/acme.com", ["address acme.com"]),
    ("AT&T@home", []),
    ("a.b.c and/or d", []),
    ("x..com", []),
    ("mailto:me@acme.co.uk", ["address me@acme.co.uk"]),
    ("https://a.example,https://b.example", ["url https://a.example,https://b.example"]),
    ("müller.de", ["address müller.de"]),
    ("://", []), ("@", []), ("a@b", []), (".com", []), ("www.", []),
  ]

  @Test(arguments: cases)
  func `addresses are found, prose is not`(text: String, expected: [String]) {
    let bytes = Array(text.utf8)
    let found = links(in: text).map { "\($0.kind) " + String(decoding: bytes[$0.range], as: UTF8.self) }
    #expect(found == expected)
  }
}
