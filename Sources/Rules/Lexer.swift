// SPDX-License-Identifier: Apache-2.0
import Text

/// A piece of an expression and where it stands, in scalars.
struct Lexeme: Equatable {
  /// What pieces there are.
  enum Kind: Equatable {
    case open, close, and, or, not, minus, end
    case near(Nearness)
    /// Without quotes and escapes; wildcards are scalars of `Wildcard`.
    case word(String, isExact: Bool)
    case quoted(String, isExact: Bool)
    /// A field's name before its colon; the value follows.
    case field(String)
    case comparison(Measure, Comparison, Double)
    /// `~` and the number after it, if any.
    case tilde(Int?)
  }

  let kind: Kind
  let range: Range<Int>
  let followsSpace: Bool
}

/// Cuts an expression into its pieces.
struct Lexer {
  private let scalars: [Unicode.Scalar]
  private let dialect: Dialect
  private var at = 0
  private var lexemes: [Lexeme] = []

  /// The pieces of a text, the last one `end`.
  static func lexemes(of scalars: [Unicode.Scalar], _ dialect: Dialect) throws(Diagnostic) -> [Lexeme] {
    var lexer = Lexer(scalars: scalars, dialect: dialect)
    while try lexer.readNext() {}
    return lexer.lexemes
  }

  private init(scalars: [Unicode.Scalar], dialect: Dialect) {
    self.scalars = scalars
    self.dialect = dialect
  }

  private var next: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

  /// Reads one piece; false at the end.
  private mutating func readNext() throws(Diagnostic) -> Bool {
    let before = at
    while let scalar = next, scalar.properties.isWhitespace { at += 1 }
    let followsSpace = at > before || lexemes.isEmpty
    let start = at
    let kind = try readKind(followsSpace: followsSpace)
    lexemes.append(Lexeme(kind: kind, range: start..<max(at, start), followsSpace: followsSpace))
    return kind != .end
  }

  private mutating func readKind(followsSpace: Bool) throws(Diagnostic) -> Lexeme.Kind {
    switch next {
    case nil: return .end
    case "(": return take(.open)
    case ")": return take(.close)
    case "~":
      at += 1
      return .tilde(readNumber())
    case "-" where (followsSpace || lexemes.last?.kind == .open) && isFollowedByVisible:
      return take(.minus)
    case "=" where isFollowedByVisible:
      at += 1
      return isQuote(next) ? .quoted(try readQuoted(), isExact: true) : try readWord(isExact: true)
    default: return isQuote(next) ? .quoted(try readQuoted(), isExact: false) : try readWord(isExact: false)
    }
  }

  private mutating func take(_ kind: Lexeme.Kind) -> Lexeme.Kind {
    at += 1
    return kind
  }

  private var isFollowedByVisible: Bool {
    at + 1 < scalars.count && !scalars[at + 1].properties.isWhitespace && scalars[at + 1] != ")"
  }

  private func isQuote(_ scalar: Unicode.Scalar?) -> Bool { scalar == "\"" || scalar == "“" || scalar == "”" }

  private mutating func readNumber() -> Int? {
    let start = at
    while let scalar = next, ("0"..."9").contains(scalar) { at += 1 }
    return Int(String(String.UnicodeScalarView(scalars[start..<at])))
  }

  private mutating func readQuoted() throws(Diagnostic) -> String {
    let start = at
    at += 1
    var text = ""
    while let scalar = next, !isQuote(scalar) { text += readLetter(scalar) }
    guard next != nil else {
      throw Diagnostic("this quote is never closed", start..<at, help: "add \" at the end of the phrase")
    }
    at += 1
    return text.joinedByOneSpace
  }

  /// One character of a word or phrase, an escape resolved, a wildcard as its stand-in.
  private mutating func readLetter(_ scalar: Unicode.Scalar) -> String {
    at += 1
    switch scalar {
    case "\\":
      guard let escaped = next else { return "\\" }
      at += 1
      return String(escaped)
    case "*": return String(Wildcard.any)
    case "?": return String(Wildcard.one)
    case Wildcard.any, Wildcard.one: return "\u{FFFD}"
    default: return String(scalar)
    }
  }

  private mutating func readWord(isExact: Bool) throws(Diagnostic) -> Lexeme.Kind {
    let start = at
    var word = ""
    var hasEscape = false
    while let scalar = next, !scalar.properties.isWhitespace, scalar != "(", scalar != ")", scalar != "~",
      !isQuote(scalar)
    {
      if scalar == "\\" { hasEscape = true }
      if !hasEscape, ":<>=".unicodeScalars.contains(scalar), let kind = try readField(word, start) {
        return kind
      }
      word += readLetter(scalar)
    }
    if hasEscape || isExact { return .word(word, isExact: isExact) }
    switch word {
    case "AND": return .and
    case "OR", "|": return .or
    case "NOT": return .not
    default: return try nearness(word, start).map(Lexeme.Kind.near) ?? .word(word, isExact: false)
    }
  }

  private func nearness(_ word: String, _ start: Int) throws(Diagnostic) -> Nearness? {
    let parts = word.split(separator: "/", omittingEmptySubsequences: false)
    guard parts[0] == "NEAR" || parts[0] == "ONEAR" else { return nil }
    var isOrdered = parts[0] == "ONEAR"
    guard parts.count > 1 else { return Nearness(distance: 4, isOrdered: isOrdered, isNegated: false) }
    var digits = parts[1]
    if digits.hasSuffix("f") {
      digits.removeLast()
      isOrdered = true
    }
    guard parts.count == 2, let distance = Int(digits), (0...100).contains(distance), digits.first != "+"
    else {
      throw Diagnostic("NEAR needs a number of words from 0 to 100", start..<at, help: "for example NEAR/5")
    }
    return Nearness(distance: distance, isOrdered: isOrdered, isNegated: false)
  }
}

extension Lexer {
  /// What a name before `:`, `<`, `>` or `=` begins, or nil where it is part of a word.
  private mutating func readField(_ word: String, _ start: Int) throws(Diagnostic) -> Lexeme.Kind? {
    guard !word.isEmpty, word.unicodeScalars.allSatisfy(\.properties.isAlphabetic), let mark = next else {
      return nil
    }
    let name = word.lowercased()
    guard dialect.fieldNames.contains(name) else {
      if !Dialect.rule.fieldNames.contains(name), mark != ":" || !isFollowedByVisible { return nil }
      throw unknownField(name, start)
    }
    if mark == ":" { return take(.field(name)) }
    return try readComparison(name, start)
  }

  private func unknownField(_ name: String, _ start: Int) -> Diagnostic {
    let whole = String(String.UnicodeScalarView(scalars[start...].prefix { !$0.properties.isWhitespace }))
    if whole.dropFirst(name.count).hasPrefix("://") {
      return Diagnostic(
        "an address is looked for with site: or url:", start..<start + whole.unicodeScalars.count,
        help: "for example site:acme.example or url:\"acme.example/news\"")
    }
    let quote = "to search for the text itself, quote it: \"\(whole)\""
    let range = start..<start + name.unicodeScalars.count
    if Dialect.rule.fieldNames.contains(name) {
      return Diagnostic("\(name) is known in rules only", range, help: quote)
    }
    if let meant = nearest(to: name, among: dialect.fieldNames) {
      return Diagnostic("there is no field “\(name)”", range, help: "did you mean \(meant): ? \(quote)")
    }
    return Diagnostic(
      "there is no field “\(name)”", range,
      help: "fields: \(dialect.fieldNames.joined(separator: " ")); \(quote)")
  }

  private mutating func readComparison(_ name: String, _ start: Int) throws(Diagnostic) -> Lexeme.Kind {
    let operatorStart = at
    while let scalar = next, "<>=".unicodeScalars.contains(scalar), at - operatorStart < 2 { at += 1 }
    let sign = String(String.UnicodeScalarView(scalars[operatorStart..<at]))
    let valueStart = at
    while let scalar = next, !scalar.properties.isWhitespace, scalar != ")", scalar != "(" { at += 1 }
    guard let measure = Measure(rawValue: name), dialect.measures.contains(measure) else {
      throw Diagnostic(
        "\(name) is text, it cannot be compared with \(sign)", start..<at, help: "use \(name):value")
    }
    guard let comparison = Comparison(rawValue: sign) else {
      throw Diagnostic("\(sign) compares nothing", operatorStart..<valueStart, help: "use < <= > >= or =")
    }
    let value = String(String.UnicodeScalarView(scalars[valueStart..<at]))
    guard let number = measure.number(in: value) else {
      throw Diagnostic(
        "\(name)\(sign) needs \(measure.expected)", valueStart..<max(at, valueStart + 1),
        help: "for example \(measure.example), without spaces")
    }
    return .comparison(measure, comparison, number)
  }
}

extension String {
  /// The words of the text with one space between.
  ///
  /// By scalars: a space and the accent after it are one character, and the accent must not go with the space.
  var joinedByOneSpace: String {
    unicodeScalars.split(whereSeparator: \.properties.isWhitespace).map(String.init).joined(separator: " ")
  }
}

extension Measure {
  /// The number in a text such as `3`, `-0.3` or, of ages, `2h`; nil where it is none or out of range.
  func number(in text: String) -> Double? {
    var digits = text[...]
    var unit = 1.0
    if self == .age {
      guard let last = digits.popLast(), let known = AgeUnit(rawValue: String(last)) else { return nil }
      unit = known.seconds
    }
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) || $0 == 45 || $0 == 46 }),
      let number = Double(digits), number.magnitude < 1e9
    else { return nil }
    return number * unit
  }

  /// What a value must be.
  var expected: String { self == .age ? "a number with a unit: s, m, h, d or w" : "a number" }

  /// An example of its use.
  var example: String {
    switch self {
    case .rating: "rating<=2"
    case .sentiment: "sentiment<-0.3"
    case .age: "age<2h"
    }
  }
}
