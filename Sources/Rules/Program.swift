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
  /// The literals of which one stands wherever an expression holds, laid out in one row; none where nothing must stand.
  struct Anchors {
    fileprivate(set) var literals: [Int32] = []
    fileprivate(set) var starts: [Int32] = [0]
  }

  private(set) var program: [Int32] = []
  /// Where each expression starts in the program.
  private(set) var starts: [Int32] = []
  private(set) var literals = LiteralTable()
  private(set) var facts: [FactTest] = []
  private(set) var anchors = Anchors()
  private var numbers: [Wanted: Int32] = [:]
  private var factNumbers: [FactTest: Int32] = [:]

  /// Appends the number of an expression, where its tests end, and its parts.
  mutating func add(_ expression: Expression) {
    let head = program.count
    program.append(Int32(starts.count))
    program.append(0)
    starts.append(Int32(head + 2))
    let anchor = emit(expression.root, in: nil)
    program[head + 1] = Int32(testEnd(from: head + 2, anchor))
    anchors.literals += anchor?.literals ?? []
    anchors.starts.append(Int32(anchors.literals.count))
  }

  /// Numbers the literals by how common they are; nothing may be added after that.
  mutating func numberByFrequency() {
    let renumbered = literals.numberByFrequency()
    numbers = [:]
    for place in anchors.literals.indices {
      anchors.literals[place] = renumbered[Int(anchors.literals[place])]
    }
    for (expression, start) in starts.enumerated() {
      let end = expression + 1 < starts.count ? Int(starts[expression + 1]) - 2 : program.count
      renumberParts(Int(start)..<end, renumbered)
    }
  }

  private mutating func renumberParts(_ parts: Range<Int>, _ renumbered: [Int32]) {
    var part = parts.lowerBound
    while part < parts.upperBound {
      let end = part + Int(program[part + 1])
      switch Operation(rawValue: program[part]) {
      case .literal, .anyLiteral: renumber(part + 2..<end, renumbered)
      case .window: renumber(part + 3..<end, renumbered)
      case .near: renumberParts(part + 4..<end, renumbered)
      case .all, .any, .not: renumberParts(part + 2..<end, renumbered)
      case .fact, nil: break
      }
      part = end
    }
  }

  private mutating func renumber(_ places: Range<Int>, _ renumbered: [Int32]) {
    for place in places { program[place] = renumbered[Int(program[place])] }
  }

  /// A term and the text it is looked for in.
  private struct Wanted: Hashable {
    var term: Term
    var field: TextField?
  }

  /// Literals one of which must stand, how often one does, and the part of the program that asks for just that.
  private struct Anchor {
    var literals: [Int32]
    var cost: Int
    var part: Range<Int>?
  }

  /// Where the parts end that are still to be tried once an anchor of an expression was found.
  private mutating func testEnd(from start: Int, _ anchor: Anchor?) -> Int {
    guard let part = anchor?.part else { return program.count }
    if part.lowerBound == start { return start }
    guard program[start] == Operation.all.rawValue, isPart(part.lowerBound, ofAllAt: start) else {
      return program.count
    }
    // The part that is known to hold goes last, where it can be left out.
    let moved = Array(program[part])
    program.removeSubrange(part)
    program += moved
    return program.count - moved.count
  }

  private func isPart(_ place: Int, ofAllAt start: Int) -> Bool {
    var part = start + 2
    while part < place { part += Int(program[part + 1]) }
    return part == place
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
      // That a word stands does not say that it stands near another.
      best?.part = nil
      return best
    }
  }

  private mutating func append(_ node: Node, in field: TextField?) { _ = emit(node, in: field) }

  /// Appends an operation, its length, and what `operands` appends; where that is in the program.
  @discardableResult
  private mutating func part(_ operation: Operation, _ operands: (inout Compiler) -> Void) -> Range<Int> {
    let start = program.count
    program.append(operation.rawValue)
    program.append(0)
    operands(&self)
    program[start + 1] = Int32(program.count - start)
    return start..<program.count
  }

  private static func cheaper(_ a: Anchor?, _ b: Anchor?) -> Anchor? {
    guard let a else { return b }
    guard let b else { return a }
    return b.cost < a.cost ? b : a
  }

  private mutating func emit(anyOf nodes: [Node], in field: TextField?) -> Anchor? {
    if let found = plainTerms(nodes, in: field) {
      let part = part(.anyLiteral) { $0.program += found }
      return Anchor(literals: found, cost: found.reduce(0) { $0 + Int(literals.costs[Int($1)]) }, part: part)
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

  /// The literals of alternatives that are terms and nothing else.
  private mutating func plainTerms(_ nodes: [Node], in field: TextField?) -> [Int32]? {
    for node in nodes {
      guard case .term(let term) = node, term.slop == nil else { return nil }
    }
    return nodes.compactMap { node in
      guard case .term(let term) = node else { return nil }
      return number(of: term, in: field)
    }
  }

  private mutating func emit(_ term: Term, in field: TextField?) -> Anchor? {
    guard let slop = term.slop else {
      let found = number(of: term, in: field)
      let part = part(.literal) { $0.program.append(found) }
      return Anchor(literals: [found], cost: Int(literals.costs[Int(found)]), part: part)
    }
    let words = Phrase(term).singleWords.map {
      literals.number(of: Literal(phrase: $0, place: Self.place(field)))
    }
    part(.window) { $0.program += [Int32(slop)] + words }
    return words.map { Anchor(literals: [$0], cost: Int(literals.costs[Int($0)])) }
      .min { $0.cost < $1.cost }
  }

  private mutating func emit(site: String) -> Anchor? {
    let domain = site.utf8.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }.drop { $0 == 0x2E }
    let phrase = Phrase(Term(text: "", form: .word))
    let found = literals.number(of: Literal(phrase: phrase, place: .site(domain: Array(domain))))
    let part = part(.literal) { $0.program.append(found) }
    return Anchor(literals: [found], cost: Int(literals.costs[Int(found)]), part: part)
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

  private static func place(_ field: TextField?) -> Literal.Place { field.map(Literal.Place.field) ?? .prose }

  private mutating func number(of term: Term, in field: TextField?) -> Int32 {
    let wanted = Wanted(term: term, field: field)
    if let known = numbers[wanted] { return known }
    let number = literals.number(of: Literal(phrase: Phrase(term), place: Self.place(field)))
    numbers[wanted] = number
    return number
  }
}
