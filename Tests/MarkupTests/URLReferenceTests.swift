// SPDX-License-Identifier: Apache-2.0
import Markup
import Support
import Testing
import Text

@Suite struct URLReferenceTests {
  /// RFC 3986, section 5.4, against `http://a/b/c/d;p?q`.
  @Test(
    arguments: [
      ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"),
      ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"),
      ("#s", "http://a/b/c/d;p?q#s"),
      ("g#s", "http://a/b/c/g#s"), ("g?y#s", "http://a/b/c/g?y#s"), (";x", "http://a/b/c/;x"),
      ("g;x?y#s", "http://a/b/c/g;x?y#s"), ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"),
      ("./", "http://a/b/c/"),
      ("..", "http://a/b/"), ("../", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"),
      ("../../g", "http://a/g"), ("../../../g", "http://a/g"), ("/./g", "http://a/g"),
      ("/../g", "http://a/g"),
      ("g.", "http://a/b/c/g."), (".g", "http://a/b/c/.g"), ("g..", "http://a/b/c/g.."),
      ("..g", "http://a/b/c/..g"),
      ("./../g", "http://a/b/g"), ("./g/.", "http://a/b/c/g/"), ("g/./h", "http://a/b/c/g/h"),
      ("g/../h", "http://a/b/c/h"), ("g;x=1/../y", "http://a/b/c/y"), ("g?y/../x", "http://a/b/c/g?y/../x"),
      ("g#s/../x", "http://a/b/c/g#s/../x"),
    ])
  func `a reference of the RFC is resolved`(reference: String, address: String) {
    #expect(resolve(reference, against: "http://a/b/c/d;p?q") == address)
  }

  @Test(
    arguments: [
      ("  http://x.test/a b ", "", "http://x.test/a%20b"), ("http://x.test/a\n\tb", "", "http://x.test/ab"),
      ("\\p\\q?r\\s", "http://x.test/", "http://x.test/p/q?r\\s"),
      ("http:\\\\x.test\\a", "", "http://x.test/a"),
      ("http:///x.test/a", "", "http://x.test/a"), ("http:/x.test/a", "https://y.test/", "http://x.test/a"),
      ("https:g", "https://y.test/a/b", "https://y.test/a/g"),
      ("//cdn.test/i.png", "https://y.test/", "https://cdn.test/i.png"),
      ("g", "http://x.test", "http://x.test/g"), ("?q", "http://x.test", "http://x.test?q"),
      ("feed", "http://www.詹姆斯.com/", "http://www.詹姆斯.com/feed"), ("relative/x", "", "relative/x"),
      ("mailto:a@b.test", "http://x.test/", "mailto:a@b.test"),
      ("%2e%2e/g", "http://x.test/a/b/c", "http://x.test/a/g"),
      ("a:b", "http://x.test/", nil), ("javascript:alert(1)", "http://x.test/", nil),
      ("./a:b", "http://x.test/", "http://x.test/a:b"),
      ("HTTP://X.test/", "", "HTTP://X.test/"),
    ] as [(String, String, String?)])
  func `a reference as feeds hold it is resolved`(reference: String, base: String, address: String?) {
    #expect(resolve(reference, against: base) == address)
  }

  @Test(.enabled(if: sharedMaterial("feed-cases/dev/uris.json") != nil, "needs ../shared/feed-cases"))
  func `the joins of feedparser's suite hold`() throws {
    let file = try #require(sharedMaterial("feed-cases/dev/uris.json"))
    let cases = try #require(try JSON(parsing: bytes(of: file)).array)
    #expect(!cases.isEmpty)
    for join in cases {
      let input = try #require(join["input"]?.string)
      #expect(resolve(input, against: join["base"]?.string ?? "") ?? "" == join["value"]?.string)
    }
  }

  @Test(
    arguments: [
      ("HTTP://Example.COM:80", "http://example.com/"),
      ("https://example.com:443/a?b=1#c", "https://example.com/a?b=1"),
      ("https://example.com:8443/", "https://example.com:8443/"),
      ("https://e.test/a?utm_source=x&id=7&utm_medium=y&fbclid=z", "https://e.test/a?id=7"),
      ("https://e.test/a?UTM_Source=x", "https://e.test/a"), ("https://e.test/a?", "https://e.test/a"),
      ("https://e.test/%7euser/%2f%41", "https://e.test/~user/%2FA"),
      ("https://e.test./a/./b/../c", "https://e.test/a/c"),
      ("https://u@E.test/?b=2&a=1", "https://u@e.test/?b=2&a=1"), ("https://[::1]:443/x", "https://[::1]/x"),
      ("https://b.test/p#comment-5", "https://b.test/p#comment-5"),
      ("https://b.test/p#xtor=RSS-32", "https://b.test/p"),
      ("not an address", "not%20an%20address"), ("urn:x:1", "urn:x:1"),
    ])
  func `differences that do not matter are dropped`(address: String, canonicalAddress: String) {
    #expect(canonical(address) == canonicalAddress)
  }

  @Test func `hosts are read without user and port`() {
    #expect(host(of: "https://user:pw@WWW.Example.org:8080/a@b") == "www.example.org")
    #expect(host(of: "https://[2001:db8::1]:80/") == "[2001:db8::1]")
    #expect(host(of: "mailto:a@b.test") == nil)
    #expect(
      isWebAddress("https://a.test") && !isWebAddress("ftp://a.test/") && !isWebAddress("/a")
        && !isWebAddress("http://"))
  }

  @Test(arguments: Seed.first(300))
  func `resolving and tidying twice changes nothing more`(seed: Seed) {
    var seed = seed
    let alphabet = Array("ab:/?#.\\ %2eé[]@")
    func random() -> String {
      String(
        (0..<Int.random(in: 0...14, using: &seed)).map { _ in alphabet.randomElement(using: &seed) ?? "a" })
    }
    let reference = random()
    let base = "http://x.test/" + random()
    if let once = resolve(reference, against: base), isWebAddress(once) {
      #expect(resolve(once, against: base) == once)
    }
    let canonicalOnce = canonical(base)
    #expect(canonical(canonicalOnce) == canonicalOnce)
  }
}
