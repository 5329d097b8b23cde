// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Pages
import Support
import Testing

/// Whole pages: each `NAME.html` beside what it is read as in `NAME.txt` (rewritten with `RECORD=1`).
@Suite struct PageFixturesTests {
  static let names = ["jsonld", "microdata", "rdfa", "microformats"]

  @Test(arguments: names)
  func `a page is read as written down beside it`(name: String) throws {
    let page = Page.read(try Self.html(name), contentType: "text/html", url: "https://wexbury.example/acme")
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      let place = repository.appendingPathComponent("Tests/PagesTests/Fixtures/acme-coffee-\(name).txt")
      try Data(Self.rendered(page).utf8).write(to: place)
    }
    let expected = String(decoding: try Self.file("acme-coffee-\(name).txt"), as: UTF8.self)
    #expect(Self.rendered(page) == expected)
  }

  @Test(arguments: names)
  func `a page that is cut anywhere has a beginning of its reviews`(name: String) throws {
    let html = try Self.html(name)
    let whole = Page.read(html, contentType: nil, url: "https://wexbury.example/acme")
    for count in stride(from: 0, through: html.count, by: 97) {
      let page = Page.read(Array(html[..<count]), contentType: nil, url: "https://wexbury.example/acme")
      #expect(page.items.count <= whole.items.count)
      if page.items.count > 1 { #expect(page.items.first == whole.items.first) }
    }
  }

  @Test(arguments: Seed.first(60))
  func `a damaged page is read without harm`(seed: Seed) throws {
    var seed = seed
    var html = try Self.html(Self.names.randomElement(using: &seed) ?? "jsonld")
    for _ in 0..<Int.random(in: 1...20, using: &seed) {
      let place = Int.random(in: 0..<html.count, using: &seed)
      switch Int.random(in: 0..<3, using: &seed) {
      case 0: html[place] = .random(in: 0...255, using: &seed)
      case 1: html.removeSubrange(place..<min(html.count, place + 40))
      default: html.insert(contentsOf: html.prefix(50), at: place)
      }
    }
    let page = Page.read(html, contentType: "text/html; charset=utf-8", url: "https://wexbury.example/acme")
    #expect(page.items.allSatisfy { $0.guid != nil && $0.url != nil })
    #expect(Set(page.items.compactMap(\.guid)).count == page.items.count)
  }

  static func html(_ name: String) throws -> [UInt8] { try file("acme-coffee-\(name).html") }

  static func file(_ name: String) throws -> [UInt8] {
    try bytes(of: try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: nil)))
  }

  /// A page in lines.
  static func rendered(_ page: Page) -> String {
    var lines = ["title: \(page.title ?? "-")", "next: \(page.next ?? "-")"]
    lines += page.feeds.map { "feed: \($0.url) \($0.type) \($0.title)" }
    lines += page.aggregates.map {
      "mean: \($0.rating) of \($0.ratingCount ?? 0) and \($0.reviewCount ?? 0), for \($0.name ?? "-")"
    }
    for item in page.items {
      lines.append("")
      lines.append(
        "\(item.rating?.description ?? "-") by \(item.author ?? "-") at \(item.published?.description ?? "-")"
      )
      lines.append("of \(item.categories.joined(separator: ", ")), \(item.guid ?? "-")")
      lines.append(item.url ?? "-")
      lines.append("“\(item.title)”")
      lines.append(item.text)
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
