// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Support
import Testing

@testable import Rules

/// How many seeds are tried; each makes 400 pairs of expression and text. `EARSHOT_PAIRS` asks for more.
private let seeds: [Seed] = {
  let pairs = ProcessInfo.processInfo.environment["EARSHOT_PAIRS"].flatMap(Int.init) ?? 4000
  return Seed.first(max(1, pairs / 400))
}()

struct DifferentialTests {
  @Test(arguments: seeds)
  func `the matcher says what the plain evaluation says`(_ seed: Seed) {
    var generator = Generator(seed: seed)
    let expressions = (0..<20).map { _ in generator.expression() }
    var matcher = Matcher(expressions[..<15].enumerated().map { (id: $0.offset, expression: $0.element) })
    for (id, expression) in expressions.enumerated().dropFirst(15) { matcher.add(id, expression) }
    for _ in 0..<20 {
      let subject = generator.subject()
      let expected = expressions.enumerated().compactMap { id, expression in
        expression.matches(subject).map { Match(id: id, spans: $0) }
      }
      let found = matcher.matches(in: subject)
      #expect(matcher.matchCount(in: subject) == expected.count)
      guard found != expected else { continue }
      for (id, expression) in expressions.enumerated() {
        let (one, other) = (found.first { $0.id == id }, expected.first { $0.id == id })
        #expect(one == other, "\(seed): \(expression) on \(subject)")
      }
    }
  }

  @Test(arguments: Seed.first(40))
  func `an expression printed and read again is the same`(_ seed: Seed) throws {
    var generator = Generator(seed: seed)
    for _ in 0..<25 {
      let expression = generator.expression()
      let again = try Expression(parsing: expression.description, .rule)
      #expect(again == expression, "\(expression)")
      #expect(again.description == expression.description)
    }
  }

  @Test(arguments: Seed.first(40))
  func `any text is read or refused, and what is read prints to the same`(_ seed: Seed) throws {
    var generator = Generator(seed: seed)
    let pieces =
      [
        "(", ")", "\"", "“", "~", "~1", "*", "?", "\\", "=", "-", "NOT ", "AND ", "OR ", "NEAR/2 ", "|", ":",
        "<", " ", " ",
      ]
      + [
        "title:", "rating", "lang:en", "raw:", "age<", "2h", "..", "\u{308}", "\u{600}", "\u{F0000}",
        "\u{200D}",
      ]
      + Generator.words
    for _ in 0..<50 {
      let text = (0..<generator.below(12)).map { _ in generator.pick(pieces) }.joined()
      do throws(ExpressionError) {
        let expression = try Expression(parsing: text, .rule)
        let again = try Expression(parsing: expression.description, .rule)
        #expect(again == expression, "\(text)")
      } catch {
        #expect(error.expression == text, "printed form of “\(text)” is refused: \(error.rendered())")
        #expect(!error.rendered().isEmpty)
      }
    }
  }
}

struct SnapshotTests {
  @Test func `expressions added and removed count at once, and snapshots stay as they were`() throws {
    var matcher = Matcher([(id: "a", expression: try Expression(parsing: "acme", .keyword))])
    let before = matcher
    for number in 0..<200 { matcher.add("n\(number)", try Expression(parsing: "name\(number)", .keyword)) }
    let subject = Subject(text: "acme name0 name63 name64 name199")
    #expect(matcher.matches(in: subject).map(\.id) == ["a", "n0", "n63", "n64", "n199"])
    matcher.remove("a")
    matcher.remove("n64")
    #expect(matcher.matches(in: subject).map(\.id) == ["n0", "n63", "n199"])
    matcher.add("a", try Expression(parsing: "acme", .keyword))
    #expect(matcher.matches(in: subject).map(\.id) == ["n0", "n63", "n199", "a"])
    #expect(before.matches(in: subject).map(\.id) == ["a"])
    #expect(matcher.addedCount >= 200)
  }

  @Test func `many threads share one matcher`() async throws {
    let matcher = Matcher([(id: 1, expression: try Expression(parsing: "acme AND coff*", .keyword))])
    let counts = await withTaskGroup(of: Int.self) { group in
      for task in 0..<8 {
        group.addTask {
          (0..<200).count {
            matcher.matches(in: Subject(text: "Acme \($0 % 2 == 0 ? "coffee" : "tea") \(task)")).count == 1
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(counts == Array(repeating: 100, count: 8))
  }
}
