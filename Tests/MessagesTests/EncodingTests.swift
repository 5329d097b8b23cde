// SPDX-License-Identifier: Apache-2.0
import Support
import Testing

@testable import Messages

@Suite struct EncodingTests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ]) func `SHA-256 gives the digests of NIST's examples`(text: String, digest: String) {
    #expect(SHA256.hex(of: Array(text.utf8)) == digest)
  }

  @Test func `SHA-256 of a million letters`() {
    #expect(
      SHA256.hex(of: Array(repeating: UInt8(ascii: "a"), count: 100_000))
        == "6d1cf22d7cc09b085dfc25ee1a1f3ae0265804c607bc2074ad253bcc82fd81ee")
  }

  @Test(arguments: [
    ("plain", "plain"), ("a=b", "a=3Db"), ("tab\tend ", "tab=09end=20"),
    ("From x\n.\n..", "=46rom x\r\n=2E\r\n=2E."),
    ("é", "=C3=A9"), ("", ""), ("\n\na", "\r\n\r\na"),
  ]) func `quoted-printable`(text: String, encoded: String) {
    #expect(quotedPrintable(text) == encoded)
  }

  @Test func `lines of quoted-printable end before the 77th character, with a soft break`() {
    let lines = quotedPrintable(String(repeating: "é", count: 200)).split(separator: "\r\n")
    #expect(lines.allSatisfy { $0.utf8.count <= 76 } && lines.dropLast().allSatisfy { $0.hasSuffix("=") })
  }

  @Test(arguments: Seed.first(100)) func `encoded words are short and whole`(seed: Seed) throws {
    var seed = seed
    let text = String(
      (0..<80).map { _ in ["a", "é", "残", "👩‍👩‍👧", " ", "=?"].randomElement(using: &seed) ?? "" }.joined())
    let lines = headerField("Subject", text).split(separator: "\r\n")
    for line in lines {
      #expect(line.utf8.count <= 76)
      for word in line.split(separator: " ") where word.hasPrefix("=?") { #expect(word.utf8.count <= 75) }
    }
  }

  @Test func `interpolated text is escaped, interpolated HTML is not`() {
    let stranger = "<b onclick='x'>&\"\u{0}\u{202E}\r\n"
    let html: HTML = "<p>\(stranger)</p>\("<br>" as HTML)\(3)"
    #expect(html.markup == "<p>&lt;b onclick=&#39;x&#39;&gt;&amp;&quot; </p><br>3")
  }

  @Test(arguments: [
    ("https://a.example/x?y=1&z=2#f", "https://a.example/x?y=1&z=2#f"),
    ("HTTP://a.example", "HTTP://a.example"),
    ("https://a.example/it's \"so\"", "https://a.example/it%27s%20%22so%22"),
    ("https://例え.jp/残", "https://例え.jp/残"),
    ("javascript:alert(1)", nil), ("https:alert", nil), ("https://", nil), ("//a.example", nil),
    ("data:text/html,x", nil),
    ("https://bank.example@evil.example/", nil), ("https://a.example/\u{202E}x", nil),
    ("https://a.example/\r\nX: y", nil),
    (" https://a.example", nil), ("mailto:a@b", nil), ("https://\\evil.example", nil), (nil, nil),
  ]) func `only addresses of the web become links`(url: String?, link: String?) {
    #expect(webLink(url) == link)
  }
}
