// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Recipes
import Support
import Testing

/// The recipes as they are installed, on answers of the shape their platforms document.
@Suite struct ShippedTests {
  static let now = Instant(seconds: 1_795_262_400)  // 2026-11-21T12:00:00Z

  static var answers: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: fixtures.path)) ?? []
    return names.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
  }

  @Test func `every recipe has an answer to read`() {
    #expect(Shipped.all.count == 17)
    let untested = Shipped.all.map(\.name).filter { !Self.answers.contains($0) }
    #expect(untested == [])
  }

  @Test(arguments: Shipped.all) func `it is called by its file and says what it is`(_ shipped: Shipped) throws
  {
    let recipe = try shipped.recipe()
    #expect(recipe.about.id == shipped.name)
    #expect(recipe.about.title != nil)
    #expect(recipe.about.documentation?.hasPrefix("https://") == true)
    #expect(recipe.about.checked == "2026-11-21")
    #expect(recipe.variables.allSatisfy { $0.help != nil })
    #expect(recipe.secrets.isEmpty == (recipe.authorization.kind == .none))
  }

  /// `RECORD=1` writes the snapshots anew, to be read before they are committed.
  @Test(arguments: answers) func `the items and the request are as they were checked`(_ name: String) throws {
    let recipeName = name == "appstore-reviews-one" ? "appstore-reviews" : name
    let recipe = try Shipped(name: recipeName).recipe()
    let terms = try #require(recipe.queries(for: ["acme", "acme corp"]).first)
    var inquiry = Inquiry(variables: samples[recipeName] ?? [:], terms: terms)
    let first = try recipe.request(for: inquiry)
    let body = try bytes(of: fixtures.appendingPathComponent(name + ".json"))
    let page = try recipe.items(
      in: RecipeAnswer(body: body), to: inquiry, now: Self.now, zones: try zones(of: recipe))
    var lines = first.shown + page.shown
    if let next = page.next {
      inquiry.page = next
      lines += ["", "the next page"] + (try recipe.request(for: inquiry).shown)
    }
    if let mark = page.mark {
      (inquiry.page, inquiry.since) = (nil, mark)
      lines += ["", "the next time"] + (try recipe.request(for: inquiry).shown)
    }
    let shown = lines.joined(separator: "\n") + "\n"
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      let file = repository.appendingPathComponent("Tests/RecipesTests/Fixtures/\(name).txt")
      try Data(shown.utf8).write(to: file)
    } else {
      let file = fixtures.appendingPathComponent(name + ".txt")
      #expect(shown == String(decoding: try bytes(of: file), as: UTF8.self))
    }
  }
}
