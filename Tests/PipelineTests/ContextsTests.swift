// SPDX-License-Identifier: Apache-2.0
import Model
import Pipeline
import Rules
import Testing

@Suite struct ContextsTests {
  private func contexts(of word: String, in texts: [String]) throws -> Contexts {
    let expression = try Expression(parsing: word, .keyword)
    var contexts = Contexts()
    for text in texts {
      let subject = Subject(text: text)
      contexts.add(subject, expression.matches(subject) ?? [])
    }
    return contexts
  }

  static let texts =
    (1...6).map { "The orchard sold every apple and its cider on market day number \($0) of the fair." }
    + (1...4).map {
      "With this iPhone update Apple fixes the camera, says keynote slide \($0) of the evening."
    }
    + (1...20).map { "Nothing but rain over the market today, day \($0)." }

  @Test func `two meanings stand in two groups of words`() throws {
    let contexts = try contexts(of: "apple", in: Self.texts)
    #expect(contexts.looked == 30)
    #expect(contexts.held == 10)
    #expect(contexts.places == 10)
    #expect(contexts.lowercased == 6)
    #expect(contexts.groups.count == 2)
    #expect(contexts.groups.first?.contains("orchard") == true)
    #expect(contexts.groups.last?.contains("keynote") == true)
  }

  @Test func `the groups part the texts when they are asked for`() throws {
    let contexts = try contexts(of: "apple", in: Self.texts)
    let group = try #require(contexts.groups.first).joined(separator: " OR ")
    let fruit = try Expression(parsing: "apple NEAR/\(Contexts.distance) (\(group))", .keyword)
    let other = try Expression(parsing: "apple NOT NEAR/\(Contexts.distance) (\(group))", .keyword)
    #expect(Self.texts.count { fruit.matches(Subject(text: $0)) != nil } == 6)
    #expect(Self.texts.count { other.matches(Subject(text: $0)) != nil } == 4)
  }

  @Test func `five places are shown, on one line each`() throws {
    let texts = (1...9).map {
      "line one\nand the apple of number \($0)\u{0} here " + String(repeating: "word ", count: 50)
    }
    let samples = try contexts(of: "apple", in: texts).samples
    #expect(samples.count == 5)
    #expect(samples.first?.hasPrefix("line one and the apple of number 1") == true)
    #expect(samples.allSatisfy { !$0.contains("\n") && $0.count < 100 })
  }

  @Test func `nothing looked at says nothing`() throws {
    let contexts = try contexts(of: "apple", in: ["no such fruit"])
    #expect(contexts.groups.isEmpty)
    #expect(contexts.samples.isEmpty)
    #expect(contexts.held == 0)
  }

  @Test(arguments: [
    ("target", ["target"]), ("Acme", ["Acme"]), ("\"acme coffee\"", []),
    ("acme OR acmecoffee", ["acme", "acmecoffee"]),
    ("acme NEAR/3 coffee", []), ("=Acme", []), ("#acme", []), ("acme*", []), ("acme -tea", ["acme"]),
    ("acme tea", []),
  ])
  func `bare words are those that alone find a text`(text: String, expected: [String]) throws {
    #expect(try Expression(parsing: text, .keyword).bareWords == expected)
  }
}
