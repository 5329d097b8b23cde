// SPDX-License-Identifier: Apache-2.0
import Text

/// Reads the pieces of an expression by its grammar:
/// ```
/// any     = all { "OR" all }
/// all     = unary { [ "AND" ] unary }
/// unary   = ( "NOT" | "-" ) unary | near
/// near    = primary { [ "NOT" ] ( "NEAR" | "ONEAR" ) [ "/" number ] primary }
/// primary = "(" any ")" | name ":" value | name compared with number | term
/// ```
struct Parser {
  /// The largest expression in bytes, the most terms, and the deepest nesting.
  static let maximumBytes = 8192
  static let maximumTerms = 1000
  static let maximumDepth = 32

  private(set) var warnings: [Diagnostic] = []
  let dialect: Dialect
  private let columns: Columns
  private let lexemes: [Lexeme]
  private var at = 0
  private var depth = 0
  private var terms = 0
  /// The field whose parentheses are being read, if any.
  private var scope: FieldScope?

  enum FieldScope: Equatable {
    case text(TextField)
    case fact(Fact)
  }

  init(_ text: String, _ dialect: Dialect) throws(Diagnostic) {
    self.dialect = dialect
    columns = Columns(of: text)
    guard text.utf8.count <= Self.maximumBytes else {
      throw Diagnostic(
        "an expression holds at most \(Self.maximumBytes) bytes, this one \(text.utf8.count)", 0..<1,
        help: "split it into several keywords")
    }
    do throws(Diagnostic) {
      lexemes = try Lexer.lexemes(of: Array(text.unicodeScalars), dialect)
    } catch {
      throw columns.counted(error)
    }
  }

  /// The whole expression.
  mutating func expression() throws(Diagnostic) -> Node {
    do throws(Diagnostic) {
      let node = try wholeExpression()
      warnings = warnings.map(columns.counted)
      return node
    } catch {
      throw columns.counted(error)
    }
  }

  private mutating func wholeExpression() throws(Diagnostic) -> Node {
    if current.kind == .end {
      throw Diagnostic("the expression is empty", 0..<1, help: "write a word to look for")
    }
    let node = try any()
    guard current.kind == .end else {
      throw Diagnostic("this ) closes nothing", current.range, help: "remove it, or add ( before")
    }
    if dialect == .keyword && !node.looksForSomething {
      throw Diagnostic(
        "the expression has nothing to look for", 0..<current.range.lowerBound,
        help: "every alternative needs a word that must appear, not only NOT, lang:, has: or rating")
    }
    return node
  }

  private var current: Lexeme { lexemes[at] }

  private mutating func advance() -> Lexeme {
    defer { at += 1 }
    return lexemes[at]
  }

  /// Whether the current piece can begin nothing.
  private var isAtOperatorOrEnd: Bool {
    switch current.kind {
    case .end, .close, .and, .or: true
    default: false
    }
  }

  private mutating func any() throws(Diagnostic) -> Node {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else {
      throw Diagnostic("parentheses nest deeper than \(Self.maximumDepth)", current.range, help: nil)
    }
    var nodes: [Node] = []
    var mixed: Range<Int>?
    repeat {
      if !nodes.isEmpty {
        let sign = advance()
        try expectOperand(after: sign, "OR")
      }
      let (node, range, isSpaced) = try all()
      nodes.append(node)
      if isSpaced && mixed == nil { mixed = range }
    } while current.kind == .or
    if nodes.count > 1, let mixed {
      throw Diagnostic(
        "OR next to words joined only by a space", mixed,
        help: "search engines disagree on what this means; put ( ) round one of the two groups")
    }
    return nodes.count == 1 ? nodes[0] : .any(nodes)
  }

  private func expectOperand(after sign: Lexeme, _ name: String) throws(Diagnostic) {
    if isAtOperatorOrEnd { throw Diagnostic("\(name) needs something on its right", sign.range, help: nil) }
  }

  /// The node, where it stands, and whether two of its parts are joined by a space alone.
  private mutating func all() throws(Diagnostic) -> (Node, Range<Int>, Bool) {
    if current.kind == .and || current.kind == .or {
      let name = current.kind == .and ? "AND" : "OR"
      throw Diagnostic("\(name) needs something on its left", current.range, help: nil)
    }
    let start = current.range.lowerBound
    var nodes: [Node] = []
    var isSpaced = false
    repeat {
      if current.kind == .and {
        let sign = advance()
        try expectOperand(after: sign, "AND")
      } else if !nodes.isEmpty && current.kind != .not && current.kind != .minus {
        isSpaced = true
      }
      nodes.append(try unary())
    } while current.kind == .and || !isAtOperatorOrEnd
    return (nodes.count == 1 ? nodes[0] : .all(nodes), start..<lexemes[at - 1].range.upperBound, isSpaced)
  }

  private mutating func unary() throws(Diagnostic) -> Node {
    guard current.kind == .not || current.kind == .minus else { return try near() }
    let sign = advance()
    try expectOperand(after: sign, "NOT")
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else {
      throw Diagnostic("NOT nests deeper than \(Self.maximumDepth)", sign.range, help: nil)
    }
    return .not(try unary())
  }

  private mutating func near() throws(Diagnostic) -> Node {
    let start = at
    var left = try primary()
    var joined = 0
    while let nearness = takeNearness() {
      let sign = lexemes[at - 1]
      if isAtOperatorOrEnd {
        throw Diagnostic("NEAR needs a word or group on its right", sign.range, help: nil)
      }
      joined += 1
      guard joined <= Self.maximumDepth else {
        throw Diagnostic("at most \(Self.maximumDepth) NEARs in a row", sign.range, help: nil)
      }
      let rightStart = at
      let right = try primary()
      try expectNearable(left, start..<rightStart - 1)
      try expectNearable(right, rightStart..<at)
      left = .near(left, right, nearness)
    }
    return left
  }

  private mutating func takeNearness() -> Nearness? {
    let isNegated = current.kind == .not && at + 1 < lexemes.count
    guard case .near(var nearness) = lexemes[isNegated ? at + 1 : at].kind else { return nil }
    nearness.isNegated = isNegated
    at += isNegated ? 2 : 1
    return nearness
  }

  private func expectNearable(_ node: Node, _ lexemeRange: Range<Int>) throws(Diagnostic) {
    if node.isNearable { return }
    let range =
      lexemes[lexemeRange.lowerBound].range.lowerBound..<lexemes[lexemeRange.upperBound - 1].range.upperBound
    throw Diagnostic(
      "NEAR joins words, phrases and (a OR b) groups only", range, help: "move AND, NOT and fields outside")
  }

  private mutating func primary() throws(Diagnostic) -> Node {
    let lexeme = advance()
    switch lexeme.kind {
    case .open: return try group(lexeme)
    case .field(let name): return try field(name, lexeme)
    case .comparison(let measure, let comparison, let value):
      try expectNoScope(lexeme)
      return .compare(measure, comparison, value)
    case .word(let text, let isExact):
      if case .fact(let fact) = scope { return .fact(fact, try factValue(fact, text, lexeme.range)) }
      return .term(try term(Term(text: text, form: .word, isExact: isExact), lexeme))
    case .quoted(let text, let isExact):
      if case .fact(let fact) = scope { return .fact(fact, try factValue(fact, text, lexeme.range)) }
      return .term(try term(Term(text: text, form: .quoted, isExact: isExact), lexeme))
    case .tilde:
      throw Diagnostic("~ must follow a word or a phrase without a space", lexeme.range, help: nil)
    case .near: throw Diagnostic("NEAR needs a word or group on its left", lexeme.range, help: nil)
    case .close: throw Diagnostic("a word was expected before this )", lexeme.range, help: nil)
    case .end, .and, .or, .not, .minus:
      throw Diagnostic(
        "a word was expected here", lexeme.range.lowerBound..<lexeme.range.lowerBound + 1, help: nil)
    }
  }

  private mutating func group(_ open: Lexeme) throws(Diagnostic) -> Node {
    if current.kind == .close {
      throw Diagnostic("empty ( )", open.range.lowerBound..<current.range.upperBound, help: "remove it")
    }
    let node = try any()
    guard current.kind == .close else {
      throw Diagnostic("this ( is never closed", open.range, help: "add )")
    }
    at += 1
    return node
  }
}

extension Parser {
  private func expectNoScope(_ lexeme: Lexeme) throws(Diagnostic) {
    if scope == nil { return }
    throw Diagnostic(
      "a field cannot stand inside another field's parentheses", lexeme.range,
      help: "close the parentheses before it")
  }

  private mutating func field(_ name: String, _ lexeme: Lexeme) throws(Diagnostic) -> Node {
    if current.followsSpace || isAtOperatorOrEnd || current.kind == .not {
      throw Diagnostic(
        "\(name): needs a value right after the colon", lexeme.range,
        help: "for example \(Self.example(of: name))")
    }
    if name == "raw" || name == "lookalike" {
      if case .fact = scope { try expectNoScope(lexeme) }
      return .term(name == "raw" ? try raw(lexeme) : try lookalike(lexeme))
    }
    try expectNoScope(lexeme)
    if let measure = Measure(rawValue: name), let node = try measured(measure, lexeme) { return node }
    if let fact = Fact(rawValue: name) {
      scope = .fact(fact)
      defer { scope = nil }
      return try primary()
    }
    guard let field = TextField(rawValue: name) else {
      throw Diagnostic("there is no field “\(name)”", lexeme.range, help: nil)
    }
    scope = .text(field)
    defer { scope = nil }
    return .scoped(field, try primary())
  }

  private static func example(of name: String) -> String {
    switch name {
    case "lang": "lang:en"
    case "site": "site:acme.example"
    case "has": "has:rating"
    case "lookalike": "lookalike:paypal"
    case "state": "state:new"
    case "is": "is:backlog"
    case "rating", "age": Measure(rawValue: name)?.example ?? name
    case "sentiment": "sentiment:negative"
    default: "\(name):word"
    }
  }

  private mutating func raw(_ lexeme: Lexeme) throws(Diagnostic) -> Term {
    let value = advance()
    switch value.kind {
    case .word(let text, false), .quoted(let text, false):
      let plain = text.unicodeScalars.map { $0 == Wildcard.any ? "*" : $0 == Wildcard.one ? "?" : $0 }
      // An escaped space is as good as one in quotes, where the lexer has tidied it.
      let term = Term(text: String(String.UnicodeScalarView(plain)).joinedByOneSpace, form: .raw)
      return try self.term(term, value)
    default:
      throw Diagnostic(
        "raw: needs a word or \"quoted text\"", lexeme.range.lowerBound..<value.range.upperBound,
        help: "for example raw:\"Google+\"")
    }
  }

  private mutating func lookalike(_ lexeme: Lexeme) throws(Diagnostic) -> Term {
    let value = advance()
    switch value.kind {
    case .word(let text, false), .quoted(let text, false):
      return try term(Term(text: text, form: .lookalike), value)
    default:
      throw Diagnostic(
        "lookalike: needs a word", lexeme.range.lowerBound..<value.range.upperBound,
        help: "for example lookalike:paypal")
    }
  }

  /// The number or range after `rating:`, `age:` or `sentiment:`; nil where sentiment is named by a word.
  private mutating func measured(_ measure: Measure, _ lexeme: Lexeme) throws(Diagnostic) -> Node? {
    let value = current
    guard case .word(let text, false) = value.kind else {
      if measure == .sentiment { return nil }
      throw Diagnostic("\(measure.rawValue): needs a number or a range", value.range, help: nil)
    }
    if measure == .sentiment, text.first?.isLetter == true { return nil }
    at += 1
    if let number = measure.number(in: text) { return .compare(measure, .equal, number) }
    if let (low, high) = measure.range(in: text) { return .range(measure, low, high) }
    throw Diagnostic(
      "\(measure.rawValue): needs a number or a range", value.range,
      help: "for example \(measure == .age ? "age:1h..2d" : "\(measure.rawValue):1..2") or \(measure.example)"
    )
  }

  private func factValue(_ fact: Fact, _ text: String, _ range: Range<Int>) throws(Diagnostic) -> String {
    if text.unicodeScalars.contains(where: { $0 == Wildcard.any || $0 == Wildcard.one }) {
      throw Diagnostic("\(fact.rawValue): takes no wildcards", range, help: "write the value in full")
    }
    guard let values = fact.values else { return try factName(fact, text, range) }
    let value = text.lowercased()
    guard values.contains(value) else {
      let meant = nearest(to: value, among: values).map { "did you mean \(fact.rawValue):\($0) ? " } ?? ""
      throw Diagnostic(
        "\(fact.rawValue): knows no “\(text)”", range,
        help: meant + "values: \(values.joined(separator: " "))")
    }
    return value
  }

  private func factName(_ fact: Fact, _ text: String, _ range: Range<Int>) throws(Diagnostic) -> String {
    if fact == .site && text.contains("/") {
      throw Diagnostic(
        "site: takes a host", range, help: "write site:acme.example, or url: for parts of the address")
    }
    // An escaped space is as good as one in quotes, where the lexer has tidied it.
    let name = text.joinedByOneSpace
    if name.isEmpty { throw Diagnostic("\(fact.rawValue): needs a value", range, help: nil) }
    return name
  }

  /// Checks a word or phrase and takes the `~` after it.
  private mutating func term(_ read: Term, _ lexeme: Lexeme) throws(Diagnostic) -> Term {
    terms += 1
    guard terms <= Self.maximumTerms else {
      throw Diagnostic(
        "an expression holds at most \(Self.maximumTerms) terms", lexeme.range, help: "split it")
    }
    var term = read
    var tilde: Range<Int>?
    if term.form != .raw, term.form != .lookalike, case .tilde(let number) = current.kind,
      !current.followsSpace
    {
      tilde = advance().range
      if term.form == .quoted { term.slop = min(number ?? 4, 100) } else { term.typos = number ?? 1 }
    }
    if dialect == .keyword || term.form == .word { warn(of: term, lexeme.range) }
    let checker = TermChecker(term: term, range: lexeme.range, tilde: tilde)
    warnings += try checker.warnings()
    return term
  }

  private mutating func warn(of term: Term, _ range: Range<Int>) {
    guard term.form == .word, ["or", "and", "not", "near"].contains(term.text) else { return }
    warnings.append(
      Diagnostic(
        "“\(term.text)” is searched as a word", range,
        help: "operators are written in capitals: \(term.text.uppercased())"))
  }
}

extension Measure {
  /// The ends of a range such as `1..2`, `..2` or `1..`.
  func range(in text: String) -> (low: Double, high: Double)? {
    let ends = text.split(separator: "..", omittingEmptySubsequences: false).map(String.init)
    guard ends.count == 2, ends != ["", ""], let low = ends[0].isEmpty ? -.infinity : number(in: ends[0]),
      let high = ends[1].isEmpty ? .infinity : number(in: ends[1]), low <= high
    else { return nil }
    return (low, high)
  }
}

extension Fact {
  /// The values it knows, or nil where any word will do.
  var values: [String]? {
    switch self {
    case .has: ["author", "language", "link", "rating", "tag", "text", "title"]
    case .is: ["backlog"]
    case .state: ["new", "seen", "replied", "ignored", "snoozed"]
    case .sentiment: ["negative", "neutral", "positive"]
    case .site, .lang, .brand, .label, .intent: nil
    }
  }
}
