// SPDX-License-Identifier: Apache-2.0
import Model
import Support
import Testing

@testable import Store

/// Keys and versions are kept in databases: however fast they are reckoned, they are what they were.
@Suite struct IdentityKeysTests {
  private static let hash = Fingerprint(key: (0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908))

  /// As the first release reckoned them.
  @Test func `keys and versions are those that databases hold`() {
    let story = """
      The harbour caf\u{C9} opened on 24 November; \u{4E00}\u{4E0D}\u{597D} \u{41D}\u{415}\u{3000}see \
      https://a.example/b?c and www.d.example \u{BD} price 3.50 - again and AGAIN, says the Mayor.
      """
    let items = [
      Item(
        guid: "tag:a,1", url: "https://www.Blog.example:443/2026/a/?utm_source=rss&id=%7e7#c-1",
        title: "Acme opens in the Harbour 2026", text: story, author: "Ann",
        published: Instant(seconds: 1_767_225_600)),
      Item(
        guid: "http://blog.example/b%c3%a9", url: "https://blog.example/review",
        title: "Would not come again",
        text: "Bad 12", author: "\u{C9}va", published: Instant(seconds: -86_401), rating: Rating(1.5),
        publisher: "The POST"),
      Item(text: "\u{2026} 7 \u{1F621} short", publishedText: "yesterday"), Item(title: "!?"), Item(),
    ]
    let source = SourceFacts(id: Identifier(42), url: "https://blog.example/feed")
    let keys = Identified(items, in: source, hash: Self.hash).keys
    #expect(
      keys.map { key in Link.allCases.map { key.links[$0] } } == [
        [
          -4_327_261_634_418_767_013, 6_220_294_905_140_632_594, nil, 8_392_146_676_837_562_802,
          -6_245_041_304_042_720_845, 542_717_834_196_591_621,
        ],
        [
          3_202_379_459_165_628_691, -6_401_368_180_660_209_334, -730_978_622_820_115_177,
          -4_102_699_190_228_089_894, 4_391_226_772_327_947_617, 7_126_136_599_496_485_322,
        ],
        [nil, nil, nil, nil, nil, -3_289_395_106_921_496_303],
        [nil, nil, nil, nil, nil, 369_258_600_804_919_883], [nil, nil, nil, nil, nil, nil],
      ])
    let versions = keys.map { key in key.version.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
    #expect(
      versions == [
        "3895914e8a3550fbde32bbfbefeb5d70", "990c9161b4011db5e5653767ef550fdb",
        "be4e1b08f479bc9b16e3cf4440e97a99",
        "743a07f5f86809cf720d716ed781cb0c", "743a07f5f86809cf720d716ed781cb0c",
      ])
  }

  @Test(arguments: Seed.first(60))
  func `keys and versions are those of the plain reckoning`(seed: Seed) {
    let known = Int64(seed.start)
    var seed = seed
    for _ in 0..<60 {
      let items = (0..<Int.random(in: 0...3, using: &seed)).map { _ in seed.item() }
      let url = seed.address()
      let answer = Identified(
        items, in: SourceFacts(id: Identifier(known), url: url), hash: Self.hash)
      for (index, item) in items.enumerated() {
        let plain = PlainKeys(of: item, in: (known, url), hash: Self.hash)
        #expect(PlainKeys(answer.keys[index]) == plain, "\(seed): \(item) in \(url)")
      }
    }
  }

  @Test(arguments: Seed.first(40))
  func `words are those of the plain reading`(seed: Seed) {
    var seed = seed
    for _ in 0..<100 {
      let text = seed.text(atMost: 40)
      #expect(
        visibleWords(of: text, numbers: .count) == plainWords(of: text, withNumbers: true), "\(seed): \(text)"
      )
      #expect(
        visibleWords(of: text, numbers: .ignored) == plainWords(of: text, withNumbers: false),
        "\(seed): \(text)")
    }
  }

  @Test func `every scalar is read as Unicode has it`() {
    var text = ""
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      text.unicodeScalars.append(scalar)
      if value % 97 == 0 { text += "a1 b" }
      guard value % 0x1000 == 0xFFF else { continue }
      #expect(visibleWords(of: text, numbers: .count) == plainWords(of: text, withNumbers: true))
      #expect(visibleWords(of: text, numbers: .ignored) == plainWords(of: text, withNumbers: false))
      text = ""
    }
  }

  @Test(arguments: Seed.first(40))
  func `addresses are normalised as strings would be`(seed: Seed) {
    var seed = seed
    for _ in 0..<200 {
      let url = seed.address()
      let plain = PlainAddress(url)
      #expect(
        canonicalURL(url).map { Array($0.utf8) } == plain?.canonical.map { Array($0.utf8) }, "\(seed): \(url)"
      )
      #expect(alternativeGuid(url).map { Array($0.utf8) } == plain?.namedPage.map { Array($0.utf8) })
      #expect(canonicalHost(url).map { Array($0.utf8) } == plain.map { Array($0.hostName.utf8) })
    }
  }

  @Test func `a hash is the same however its bytes come`() {
    let bytes = (0..<64).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }
    for first in 0...24 {
      for second in first...64 {
        let whole = Self.hash(Array(bytes[..<second]))
        var (parts, other) = (Self.hash, Self.hash)
        let (begin, rest) = (Array(bytes[..<first]), Array(bytes[first..<second]))
        parts.take(begin.span)
        other.take(7)
        var both = (parts, other)
        parts.take(rest.span)
        other.take(bytes.span)
        Fingerprint.take(rest.span, into: &both.0, bytes.span, into: &both.1)
        #expect(parts.bytes == whole && both.0.bytes == whole && both.1.bytes == other.bytes)
      }
    }
    for number in [0, 7, 10, -1, 12_345, .max, .min] as [Int64] {
      var hash = Self.hash
      hash.take(decimal: number)
      #expect(hash.bytes == Self.hash(Array("\(number)".utf8)))
    }
  }
}
