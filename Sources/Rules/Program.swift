// SPDX-License-Identifier: Apache-2.0
import Text

/// Expressions as one row of numbers: each part is an operation, the length of the part, and its operands.
enum Operation: Int32 {
  /// A literal.
  case literal
  /// One of several literals.
  case anyLiteral
  /// Words in any order within a window: slop, then a literal a word.
  case window
  /// The first part near the second: distance, flags (1 ordered, 2 negated), two parts.
  case near
  /// A number in the list of facts.
  case fact
  case all
  case any
  case not
}

/// A fact or comparison, which no word can tell.
enum FactTest: Hashable, Sendable {
  case fact(Fact, String)
  case compare(Measure, Comparison, Double)
  case range(Measure, Double, Double)

  /// Whether it holds for a subject.
  func holds(for subject: Subject) -> Bool {
    switch self {
    case .fact(let fact, let value): subject.holds(fact, value)
    case .compare(let measure, let comparison, let value):
      subject.value(of: measure).map { comparison.holds($0, value) } ?? false
    case .range(let measure, let low, let high):
      subject.value(of: measure).map { low <= $0 && $0 <= high } ?? false
    }
  }
}

/// Turns expressions into one program over literals that they share.
struct Compiler {
  private(set) var program: [Int32] = []
  /// Where each expression starts in the program, and where the last one ends.
  private(set) var starts: [Int32] = [0]
  private(set) var literals: [Literal] = []
  private(set) var estimates: [Int] = []
  private(set) var facts: [FactTest] = []
  /// The literals of which one stands wherever the expression holds; empty where nothing must stand.
  private(set) var anchors: [[Int32]] = []
  private var numbers: [Literal: Int32] = [:]
  private var factNumbers: [FactTest: Int32] = [:]
  private let frequencies: Frequencies

  init(_ frequencies: Frequencies) { self.frequencies = frequencies }

  mutating func add(_ expression: Expression) {
    let anchor = emit(expression.root, in: nil)
    anchors.append(anchor?.literals ?? [])
    starts.append(Int32(program.count))
  }

  /// Literals one of which must stand, and how often one does.
  private struct Anchor {
    var literals: [Int32]
    var cost: Int
  }

  private mutating func emit(_ node: Node, in field: TextField?) -> Anchor? {
    switch node {
    case .term(let term): return emit(term, in: field)
    case .scoped(let named, let inner): return emit(inner, in: named)
    case .fact(.site, let domain): return emit(site: domain)
    case .fact(let fact, let value): return emit(.fact(fact, value))
    case .compare(let measure, let comparison, let value): return emit(.compare(measure, comparison, value))
    case .range(let measure, let low, let high): return emit(.range(measure, low, high))
    case .not(let inner):
      part(.not) { $0.append(inner, in: field) }
      return nil
    case .all(let nodes):
      var best: Anchor?
      part(.all) { compiler in
        for node in nodes { best = Self.cheaper(best, compiler.emit(node, in: field)) }
      }
      return best
    case .any(let nodes): return emit(anyOf: nodes, in: field)
    case .near(let left, let right, let nearness):
      var best: Anchor?
      part(.near) { compiler in
        compiler.program.append(Int32(nearness.distance))
        compiler.program.append((nearness.isOrdered ? 1 : 0) | (nearness.isNegated ? 2 : 0))
        best = compiler.emit(left, in: field)
        let second = compiler.emit(right, in: field)
        if !nearness.isNegated { best = Self.cheaper(best, second) }
      }
      return best
    }
  }

  private mutating func append(_ node: Node, in field: TextField?) { _ = emit(node, in: field) }

  /// Appends an operation, its length, and what `operands` appends.
  private mutating func part(_ operation: Operation, _ operands: (inout Compiler) -> Void) {
    let start = program.count
    program += [operation.rawValue, 0]
    operands(&self)
    program[start + 1] = Int32(program.count - start)
  }

  private static func cheaper(_ a: Anchor?, _ b: Anchor?) -> Anchor? {
    guard let a else { return b }
    guard let b else { return a }
    return b.cost < a.cost ? b : a
  }

  private mutating func emit(anyOf nodes: [Node], in field: TextField?) -> Anchor? {
    let plain = nodes.compactMap { node -> Term? in
      guard case .term(let term) = node, term.slop == nil else { return nil }
      return term
    }
    if plain.count == nodes.count {
      let found = plain.map { number(of: Literal(phrase: Phrase($0), place: place(field))) }
      part(.anyLiteral) { $0.program += found }
      return Anchor(literals: found, cost: found.reduce(0) { $0 + estimates[Int($1)] })
    }
    var sum: Anchor? = Anchor(literals: [], cost: 0)
    part(.any) { compiler in
      for node in nodes {
        let one = compiler.emit(node, in: field)
        sum = one.flatMap { one in
          sum.map { Anchor(literals: $0.literals + one.literals, cost: $0.cost + one.cost) }
        }
      }
    }
    return sum
  }

  private func place(_ field: TextField?) -> Literal.Place { field.map(Literal.Place.field) ?? .prose }

  private mutating func emit(_ term: Term, in field: TextField?) -> Anchor? {
    let phrase = Phrase(term)
    guard let slop = term.slop else {
      let found = number(of: Literal(phrase: phrase, place: place(field)))
      part(.literal) { $0.program.append(found) }
      return Anchor(literals: [found], cost: estimates[Int(found)])
    }
    let words = phrase.singleWords.map { number(of: Literal(phrase: $0, place: place(field))) }
    part(.window) { $0.program += [Int32(slop)] + words }
    return words.map { Anchor(literals: [$0], cost: estimates[Int($0)]) }.min { $0.cost < $1.cost }
  }

  private mutating func emit(site: String) -> Anchor? {
    let domain = site.utf8.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }.drop { $0 == 0x2E }
    let found = number(
      of: Literal(phrase: Phrase(Term(text: "", form: .word)), place: .site(domain: Array(domain))))
    part(.literal) { $0.program.append(found) }
    return Anchor(literals: [found], cost: estimates[Int(found)])
  }

  private mutating func emit(_ test: FactTest) -> Anchor? {
    let number = factNumbers[test] ?? Int32(facts.count)
    if number == facts.count {
      facts.append(test)
      factNumbers[test] = number
    }
    part(.fact) { $0.program.append(number) }
    return nil
  }

  private mutating func number(of literal: Literal) -> Int32 {
    if let known = numbers[literal] { return known }
    let number = Int32(literals.count)
    numbers[literal] = number
    literals.append(literal)
    estimates.append(
      literal.phrase.words.map { frequencies.estimate(of: $0, WordHash($0, salt: literal.salt)) }.min() ?? 1)
    return number
  }
}
