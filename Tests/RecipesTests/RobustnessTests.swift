// SPDX-License-Identifier: Apache-2.0
import Model
import Recipes
import Settings
import Support
import Testing
import Text

/// Whatever a platform sends, and whatever stands in a recipe, ends in items or in words.
@Suite struct RobustnessTests {
  private static let now = Instant(seconds: 1_795_262_400)

  private func read(_ recipe: Recipe, _ body: [UInt8], _ seed: inout Seed) {
    let headers = [
      Inquiry.Parameter("x-rate-limit-remaining", "0"), Inquiry.Parameter("x-rate-limit-reset", "-1e999"),
      Inquiry.Parameter("Link", "<<>;rel=next"), Inquiry.Parameter("X-WP-TotalPages", "9223372036854775807"),
    ]
    let answer = RecipeAnswer(body: body, status: Bool.random(using: &seed) ? 200 : 500, headers: headers)
    let variables = samples[recipe.about.id] ?? [:]
    let cursors: [Inquiry.Cursor?] = [
      nil, .number(.max), .number(.min), .token("x"), .url("x"), .parameters([]),
    ]
    let inquiry = Inquiry(variables: variables, terms: "a", page: cursors.randomElement(using: &seed) ?? nil)
    guard let page = try? recipe.items(in: answer, to: inquiry, now: Self.now) else { return }
    #expect(page.entries.count <= 1000)
    for item in page.items {
      #expect(!item.title.isEmpty || !item.text.isEmpty || item.rating != nil)
      #expect(item.url?.hasPrefix("http") ?? true)
      #expect(item.guid != "" && item.author != "")
    }
  }

  @Test(arguments: Seed.first(20)) func `any JSON in the place of any value gives items or an error`(
    _ seed: Seed
  ) throws {
    var seed = seed
    for shipped in Shipped.all {
      let recipe = try shipped.recipe()
      let body = try JSON(parsing: shipped.answer())
      for _ in 0..<10 { read(recipe, body.spoiled(using: &seed).bytes, &seed) }
      read(recipe, JSON.any(depth: 4, using: &seed).bytes, &seed)
    }
  }

  @Test(arguments: Seed.first(20)) func `any bytes give items or an error`(_ seed: Seed) throws {
    var seed = seed
    for shipped in Shipped.all {
      let recipe = try shipped.recipe()
      var body = try shipped.answer()
      for _ in 0..<Int.random(in: 1...5, using: &seed) {
        let at = Int.random(in: 0..<body.count, using: &seed)
        body[at] = UInt8.random(in: 0...255, using: &seed)
      }
      read(recipe, body, &seed)
      read(recipe, Array(body.prefix(Int.random(in: 0...body.count, using: &seed))), &seed)
      read(recipe, (0..<50).map { _ in UInt8.random(in: 0...255, using: &seed) }, &seed)
    }
  }

  @Test(arguments: Seed.first(10)) func `any slip in a recipe gives a recipe or places of faults`(
    _ seed: Seed
  ) throws {
    var seed = seed
    let alphabet = Array("{}[]\"'=/|+~#:.,0aZé\n ")
    for shipped in Shipped.all {
      let answer = try shipped.answer()
      var text = Array(try shipped.text())
      let at = Int.random(in: 0..<text.count, using: &seed)
      if Bool.random(using: &seed) { text.remove(at: at) }
      text.insert(alphabet.randomElement(using: &seed) ?? " ", at: at)
      do throws(RecipeError) {
        let recipe = try Recipe.read(String(text), path: "a.toml")
        read(recipe, answer, &seed)
      } catch {
        #expect(!error.diagnostics.isEmpty)
        #expect(error.diagnostics.allSatisfy { ($0.line ?? 0) > 0 && ($0.column ?? 0) > 0 })
      }
    }
  }

  @Test(arguments: Seed.first(50)) func `what is encoded holds nothing that parts an address`(_ seed: Seed)
    throws
  {
    var seed = seed
    let recipe = try Shipped(name: "hn-algolia").recipe()
    let text = String(decoding: (0..<20).map { _ in UInt8.random(in: 0...255, using: &seed) }, as: UTF8.self)
    let url = try recipe.request(for: Inquiry(terms: "x" + text)).url
    let parts = url.split(separator: "?", omittingEmptySubsequences: false)
    #expect(parts.count == 2)
    #expect(parts[1].split(separator: "&").count == 3)
    #expect(
      url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "\"") })
  }
}

extension JSON {
  /// A value of any kind, the numbers at their ends among them.
  static func any(depth: Int, using seed: inout Seed) -> JSON {
    switch Int.random(in: 0..<(depth > 0 ? 9 : 7), using: &seed) {
    case 0: .null
    case 1: .bool(Bool.random(using: &seed))
    case 2: .integer([0, -1, .max, .min, 1_795_172_400].randomElement(using: &seed) ?? 0)
    case 3: .number([1e308, -0.5, 1e18, 2e-308].randomElement(using: &seed) ?? 0)
    case 4:
      .string(
        ["", " ", "x", "2026-11-20T09:30:00Z", "https://x.example/", "\u{0}"].randomElement(using: &seed)
          ?? "")
    case 5: .string(String(repeating: "<p>&amp;", count: Int.random(in: 0..<100, using: &seed)))
    case 6: .array([])
    case 7: .array((0..<3).map { _ in any(depth: depth - 1, using: &seed) })
    default:
      .object(["data", "items", "error", "0", "*"].map { Member($0, any(depth: depth - 1, using: &seed)) })
    }
  }

  /// The value with something else somewhere in it.
  func spoiled(using seed: inout Seed) -> JSON {
    switch self {
    case .array(var elements) where !elements.isEmpty && Int.random(in: 0..<8, using: &seed) > 0:
      let index = Int.random(in: elements.indices, using: &seed)
      elements[index] = elements[index].spoiled(using: &seed)
      return .array(elements)
    case .object(var members) where !members.isEmpty && Int.random(in: 0..<8, using: &seed) > 0:
      let index = Int.random(in: members.indices, using: &seed)
      members[index].value = members[index].value.spoiled(using: &seed)
      return .object(members)
    default: return JSON.any(depth: 3, using: &seed)
    }
  }
}
