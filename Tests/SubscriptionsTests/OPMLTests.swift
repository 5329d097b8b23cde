// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Support
import Testing

@testable import Subscriptions

@Suite struct OPMLTests {
  private func fixture(_ name: String) throws -> OPML {
    let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures")
    return try OPML.read(bytes(of: folder.appendingPathComponent(name)))
  }

  private func read(_ text: String) throws -> OPML { try OPML.read(Array(text.utf8)) }

  @Test func `a list is read with its folders, whatever its titles and addresses are written in`() throws {
    let list = try fixture("nested.opml")
    #expect(list.title == "Anna's & Bob's feeds")
    #expect(list.subscriptions.map(\.title) == ["Town & Country", "Café Crème", "Loose"])
    #expect(
      list.subscriptions.map(\.source.url) == [
        "https://town.example/feed.xml", "http://cafe.example/a?x=1&y=2", "http://loose.example/rss",
      ])
    #expect(list.subscriptions.map(\.folders) == [["News"], ["News", "Food"], ["Misc", "Odd"]])
    #expect(list.subscriptions.map(\.site) == ["https://town.example/", nil, nil])
  }

  @Test func `what is no feed is told with its reason`() throws {
    let list = try fixture("nested.opml")
    #expect(list.passedOver.map(\.title) == ["Home", "More", "Nothing"])
    #expect(
      list.passedOver.map(\.reason) == [
        "is a link to a page, https://home.example/, not a feed",
        "is another list, https://more.example/list.opml; import that one too", "has no address of a feed",
      ])
  }

  @Test func `a list that is no XML is read as it was meant`() throws {
    let list = try fixture("broken.opml")
    #expect(list.subscriptions.map(\.title) == ["Shop & \"Sons\"", "R&D", "Two", "After the end"])
    #expect(
      list.subscriptions.map(\.source.url) == [
        "https://shop.example/rss", "https://rd.example/feed", "https://two.example/feed",
        "https://after.example/",
      ])
    #expect(list.subscriptions[2].folders == ["Deep"])
    #expect(list.repairs.contains("the end of the list is missing"))
    #expect(list.repairs.contains("2 lone “&” were read as text"))
  }

  @Test(arguments: [
    ("", "an empty body"), ("{\"a\": 1}", "text that begins “{\"a\": 1}”"),
    ("<rss><channel/></rss>", "XML whose first element is “rss”"),
    ("<html><title>Log in</title></html>", "an HTML page titled “Log in”"),
  ])
  func `what is no list is told for what it is`(text: String, found: String) {
    #expect(throws: NotOPML(found: found)) { try read(text) }
  }

  @Test func `a list without subscriptions is an empty list`() throws {
    #expect(try read("<opml version='2.0'><body/></opml>").subscriptions.isEmpty)
  }

  @Test func `an address too long to be one is not cut short`() throws {
    let list = try read(
      "<outline text='long' xmlUrl='http://a.example/\(String(repeating: "a", count: 9000))'/>")
    #expect(list.subscriptions.isEmpty)
    #expect(list.passedOver.map(\.reason) == ["has an address of more than 8192 bytes"])
  }

  @Test(arguments: Seed.first(200))
  func `what is written is read again without loss`(seed: Seed) throws {
    var seed = seed
    let list = OPML(title: title(&seed), subscriptions: (0..<8).map { _ in subscription(&seed) })
    let read = try OPML.read(Array(list.document.utf8))
    #expect(read.title == list.title)
    // Folders gather what lies in them, so the order is that of the folders.
    #expect(Set(read.subscriptions) == Set(list.subscriptions), "\(list.document)")
    #expect(read.subscriptions.count == list.subscriptions.count)
    #expect(read.passedOver.isEmpty && read.repairs.isEmpty)
    #expect(try OPML.read(Array(read.document.utf8)) == read)
  }

  @Test(arguments: Seed.first(100))
  func `whatever it is handed, it reads on`(seed: Seed) throws {
    var seed = seed
    let pieces = [
      "<outline", "</outline>", " text='", " xmlUrl=\"http://a.example/", "\"", "'", ">", "/>", "&amp;",
      "&#x0;",
      "<!--", "<![CDATA[", "]]>", "<opml>", "<title>", "\u{0}", "é", " ", "<", "&", "=",
    ]
    let text = (0..<400).map { _ in pieces.randomElement(using: &seed) ?? "" }.joined()
    let list = try OPML.read(Array("<opml>\(text)".utf8))
    for subscription in list.subscriptions {
      #expect(subscription.title.utf8.count <= 200 && !subscription.title.contains("\n"))
      #expect(subscription.folders.count <= 32)
    }
  }

  @Test func `folders without end are read in bounded depth`() throws {
    let depth = 100_000
    let text =
      "<opml>" + String(repeating: "<outline text='x'>", count: depth)
      + "<outline xmlUrl='http://a.example/'/>"
      + String(repeating: "</outline>", count: depth) + "<outline xmlUrl='http://b.example/'/>"
    let list = try read(text)
    #expect(list.subscriptions.map(\.folders.count) == [32, 0])
  }

  private func title(_ seed: inout Seed) -> String {
    let words = [
      "Town", "R&D", "<b>bold</b>", "2 < 3", "&amp;", "\"quoted\"", "café", "日本", "]]>", "it's", "x",
    ]
    return (0..<Int.random(in: 1...4, using: &seed)).map { _ in words.randomElement(using: &seed) ?? "" }
      .joined(separator: " ")
  }

  private func subscription(_ seed: inout Seed) -> OPML.Subscription {
    let number = Int.random(in: 0..<1_000_000, using: &seed)
    let title = title(&seed)
    let isFeed = Bool.random(using: &seed)
    let source = Source(
      name: title, kind: isFeed ? .feed : .page, url: "https://a.example/\(number)?x=1&y=\"é'<",
      cadence: Bool.random(using: &seed) ? .seconds(number + 1) : nil,
      credential: Bool.random(using: &seed) ? "key & \(number)" : nil,
      allowPrivate: Bool.random(using: &seed),
      allow: Bool.random(using: &seed) ? ["10.0.0.0/8", "fd00::\(number % 9)"] : []
    )
    let folders = ["News", "R&D", "<i>x</i>", "a/b"]
    return OPML.Subscription(
      title: title, source: source, site: Bool.random(using: &seed) ? "https://a.example/?a&b" : nil,
      folders: (0..<Int.random(in: 0...3, using: &seed)).map { _ in folders.randomElement(using: &seed) ?? ""
      })
  }
}
