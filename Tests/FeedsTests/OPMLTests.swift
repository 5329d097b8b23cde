// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Support
import Testing

@testable import Feeds

@Suite struct OPMLTests {
  private func fixture(_ name: String) throws -> OPML {
    let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures/opml")
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
      credential: Bool.random(using: &seed) ? "key & \(number)" : nil, allowPrivate: Bool.random(using: &seed)
    )
    let folders = ["News", "R&D", "<i>x</i>", "a/b"]
    return OPML.Subscription(
      title: title, source: source, site: Bool.random(using: &seed) ? "https://a.example/?a&b" : nil,
      folders: (0..<Int.random(in: 0...3, using: &seed)).map { _ in folders.randomElement(using: &seed) ?? ""
      })
  }
}

@Suite struct ImportPlanTests {
  private func subscription(_ title: String, _ url: String, folders: [String] = []) -> OPML.Subscription {
    OPML.Subscription(title: title, source: Source(name: title, url: url), folders: folders)
  }

  private func steps(
    _ subscriptions: [OPML.Subscription], beside sources: [Source] = [], inFolder folder: String? = nil
  ) -> [ImportPlan.Step] {
    ImportPlan(of: OPML(subscriptions: subscriptions), beside: sources, inFolder: folder).lines.map(\.step)
  }

  private func name(_ step: ImportPlan.Step) -> String? {
    guard case .add(let source, _) = step else { return nil }
    return source.name
  }

  @Test func `an address that is watched, or stands in the list twice, is known`() {
    let steps = steps(
      [
        subscription("A", "http://Town.example/feed?utm_source=x"), subscription("B", "https://b.example/f"),
        subscription("C", "http://b.example/f"),
      ], beside: [Source(name: "town", url: "https://town.example/feed")])
    #expect(steps[0] == .known(as: "town"))
    #expect(name(steps[1]) == "B")
    #expect(steps[2] == .known(as: "B"))
  }

  @Test func `names that are taken are told apart by folder, host and number`() {
    let steps = steps(
      [
        subscription("News", "https://a.example/1", folders: ["World"]),
        subscription("news", "https://a.example/2"),
        subscription("News", "https://a.example/3", folders: ["World"]),
        subscription("News", "https://a.example/4"),
        subscription("", "https://a.example/5"),
      ], beside: [Source(name: "NEWS", url: "https://z.example/")])
    #expect(steps.map(name) == ["News (World)", "news (a.example)", "News 2", "News 3", "a.example"])
  }

  @Test func `a name is never longer than a source's may be`() {
    let title = String(repeating: "é", count: 100)
    let steps = steps((1...40).map { subscription(title, "https://a.example/\($0)") })
    let names = steps.compactMap(name)
    #expect(Set(names).count == 40)
    #expect(names.allSatisfy { $0.utf8.count <= 200 })
  }

  @Test(arguments: ["", "town", "ftp://a.example/", "javascript:alert(1)"])
  func `what is no address of the web is refused`(url: String) {
    guard case .refused(let reason)? = steps([subscription("X", url)]).first else {
      Issue.record("\(url) is not refused")
      return
    }
    #expect(reason.contains("no web address"))
  }

  @Test func `a folder is taken up with what lies deeper in it`() {
    let steps = steps(
      [
        subscription("A", "https://a.example/", folders: ["News", "Town"]),
        subscription("B", "https://b.example/", folders: ["Food"]), subscription("C", "https://c.example/"),
      ], inFolder: "news")
    #expect(steps.map(name) == ["A"])
  }

  @Test func `a stranger's list names no credential and reaches no private network`() {
    let source = Source(name: "x", url: "http://10.0.0.1/", credential: "mine", allowPrivate: true)
    let list = OPML(subscriptions: [OPML.Subscription(title: "x", source: source)])
    guard case .add(let taken, let without)? = ImportPlan(of: list, beside: []).lines.first?.step else {
      Issue.record("not added")
      return
    }
    #expect(taken.credential == nil && !taken.allowPrivate)
    #expect(without == ["the credential “mine”", "the leave to reach private networks"])
    #expect(ImportPlan(of: list, beside: [], isTrusted: true).lines.first?.step == .add(source, without: []))
  }
}
