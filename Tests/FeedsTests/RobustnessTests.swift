// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Support
import Testing

@testable import Feeds

/// A document of the Fixtures folder.
struct Fixture: Sendable, CustomTestStringConvertible {
  var name: String
  var bytes: [UInt8]
  var testDescription: String { name }

  static let all: [Fixture] = {
    let folder = Bundle.module.resourceURL?.appendingPathComponent("Fixtures")
    let files = folder.flatMap {
      try? FileManager.default.contentsOfDirectory(at: $0, includingPropertiesForKeys: nil)
    }
    return (files ?? []).sorted { $0.path < $1.path }.compactMap { file in
      (try? Support.bytes(of: file)).map { Fixture(name: file.lastPathComponent, bytes: $0) }
    }
  }()
}

@Suite struct RobustnessTests {
  private func read(_ bytes: [UInt8]) -> Feed? {
    try? Feed.read(bytes, contentType: nil, url: "https://feeds.example/")
  }

  @Test func `there are fixtures`() { #expect(Fixture.all.count >= 10) }

  @Test(arguments: Fixture.all) func `every entry of a broken feed is read with its text`(_ fixture: Fixture)
    throws
  {
    let items = try #require(read(fixture.bytes)).items
    #expect(items.map(\.title) == ["AT&T & Café № 1", "H&M <3 № 2", "Third № 3"])
    #expect(items.map(\.text).allSatisfy { $0.hasPrefix("The café of AT&T") && $0.hasSuffix("end.") })
    #expect(items.map(\.url) == (1...3).map { "https://site.example/\($0)?a=1&b=2" })
    #expect(items.allSatisfy { $0.published != nil })
  }

  @Test(arguments: Fixture.all) func `a feed cut anywhere keeps the entries before the cut`(
    _ fixture: Fixture
  ) {
    var last = 0
    for end in stride(from: fixture.bytes.count % 31, through: fixture.bytes.count, by: 31) {
      let count = read(Array(fixture.bytes[..<end]))?.entries.count ?? 0
      #expect(count >= last, "at byte \(end)")
      last = count
    }
    #expect(last == 3)
  }

  @Test(arguments: Seed.first(20)) func `no mutation of a feed makes reading trap`(_ seed: Seed) {
    var seed = seed
    let alphabet = Array("<>/&;='\"[]!-? \u{0}aé{}:,".utf8)
    for fixture in Fixture.all {
      for _ in 0..<5 {
        var bytes = fixture.bytes
        for _ in 0..<Int.random(in: 1...20, using: &seed) {
          let at = Int.random(in: 0..<bytes.count, using: &seed)
          switch Int.random(in: 0..<4, using: &seed) {
          case 0: bytes[at] = UInt8.random(in: 0...255, using: &seed)
          case 1: bytes[at] = alphabet.randomElement(using: &seed) ?? 0
          case 2: bytes.remove(at: at)
          default: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 40)], at: at)
          }
        }
        for item in read(bytes)?.items ?? [] {
          #expect(item.url.map { $0.hasPrefix("http") } ?? true)
          #expect(!item.title.contains("\n"))
        }
      }
    }
  }

  @Test(arguments: [
    ("nested tags", "<a>", ""), ("nested items", "<item>", ""), ("end tags", "</x>", ""),
    ("ampersands", "&", ""),
    ("comments", "<!--", ""), ("sections", "<![CDATA[", ""), ("quotes", "<a x=\"", ""),
    ("doctypes", "<!DOCTYPE [", ""),
    ("attributes", "<a x='1'", " y='2'"), ("namespaces", "<a xmlns:b='c'>", ""),
    ("bases", "<a xml:base='d/'>", ""),
    ("instructions", "<?x", ""), ("references", "&#65;", ""), ("titles", "<title>", ""),
    ("persons", "<author>", ""),
  ])
  func `what repeats without end is read in bounded depth`(_ name: String, _ piece: String, _ tail: String) {
    let text =
      "<rss><channel>" + String(repeating: piece, count: 2_000) + String(repeating: tail, count: 2_000)
    let feed = read(Array(text.utf8))
    #expect(feed?.format == "rss", "\(name)")
    #expect((feed?.repairs.closedElements ?? 0) <= 4_001)
  }

  @Test func `an entry inside another one keeps its own base`() throws {
    let text = """
      <feed xml:base='https://a.example/'><entry xml:base='b/' xml:lang='en'><link href='1'/>
      <entry xml:base='c/' xml:lang='de'><link href='2'/></entry><entry><link href='3'/></entry></feed>
      """
    let items = try #require(read(Array(text.utf8))).items
    #expect(items.map(\.url) == ["https://a.example/b/1", "https://a.example/c/2", "https://a.example/3"])
    #expect(items.map(\.language) == ["en", "de", nil])
  }

  @Test func `entries beyond the limit are left out and told`() throws {
    let feed = try #require(read(Array(("<rss>" + String(repeating: "<item>", count: 20_010)).utf8)))
    #expect(feed.entries.count == FeedReader.entryLimit)
    #expect(feed.repairs.isCutShort)
  }

  @Test func `the broken feeds of the generator keep every entry and its title`() throws {
    guard let folder = sharedMaterial("feedbench/corpus/bad") else {
      return print("no generated corpus: skipped")
    }
    for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
      let feed = try #require(read(try bytes(of: file)), "\(file.lastPathComponent)")
      #expect(
        feed.entries.count >= (file.lastPathComponent == "truncated.xml" ? 34 : 40),
        "\(file.lastPathComponent)")
    }
  }
}
