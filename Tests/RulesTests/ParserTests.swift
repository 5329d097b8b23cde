// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Rules

/// What reading an expression ends in: its canonical form, or the error as a terminal shows it.
private func outcome(_ text: String, _ dialect: Dialect = .keyword) -> String {
  do throws(ExpressionError) {
    return try Expression(parsing: text, dialect).description
  } catch {
    return error.rendered()
  }
}

struct ParserTests {
  static let readable: [(String, String)] = [
    ("Starbucks", "Starbucks"),
    (
      "\"Bank of America\" OR BofA OR @BankofAmerica OR #bofa",
      "\"Bank of America\" OR BofA OR @BankofAmerica OR #bofa"
    ),
    (
      "=Apple NOT NEAR/3 (pie OR juice OR orchard) AND (iphone OR mac OR \"app store\") -lang:de",
      "=Apple NOT NEAR/3 (pie OR juice OR orchard) AND (iphone OR mac OR \"app store\") AND NOT lang:de"
    ),
    (
      "title:(tesla OR \"model 3\") rating<3 site:trustpilot.com",
      "title:(tesla OR \"model 3\") AND rating<3 AND site:trustpilot.com"
    ),
    ("(outage OR down) NEAR/5 (\"AT&T\" OR verizon)", "(outage OR down) NEAR/5 (\"AT&T\" OR verizon)"),
    ("C++ OR .NET OR 3M OR E\\*TRADE OR Yahoo!", "C++ OR .NET OR 3M OR E\\*TRADE OR Yahoo!"),
    ("starbucks~1 OR \"pumpkin latte\"~3", "starbucks~1 OR \"pumpkin latte\"~3"),
    ("任天堂 AND (スイッチ OR switch)", "任天堂 AND (スイッチ OR switch)"),
    ("brandx* rating:1..2 has:link", "brandx* AND rating:1..2 AND has:link"),
    ("tesla ONEAR/2f recall", "tesla ONEAR/2 recall"),
    ("tesla NEAR/2f recall", "tesla ONEAR/2 recall"),
    ("tesla NEAR recall", "tesla NEAR/4 recall"),
    ("raw:Google+\\  acme", "raw:\"Google+\" AND acme"),
    ("raw:\"Google+\" OR “smart quotes”", "raw:\"Google+\" OR \"smart quotes\""),
    ("apple or pear", "apple AND or AND pear"),
    ("apple | pear", "apple OR pear"),
    ("a AND b OR c", "a AND b OR c"),
    ("a (b c) d", "a AND (b AND c) AND d"),
    ("a -b", "a AND NOT b"),
    ("well-known", "well-known"),
    ("\\AND \\-x a\\:b \\(x\\)", "\\AND AND \\-x AND a\\:b AND \\(x\\)"),
    ("12:30", "12\\:30"),
    ("\\-\u{654}x", "\\-\u{654}x"),
    ("\"a\u{C}\u{319}b\"", "\"a \u{319}b\""),
    ("rating>=3 acme", "rating>=3 AND acme"),
    ("acme rating=3.5", "acme AND rating=3.5"),
    ("acme RATING:..2", "acme AND rating:..2"),
    ("acme lang:en,und", "acme AND lang:en,und"),
    ("acme NOT (pie juice)", "acme AND NOT (pie AND juice)"),
    ("a NEAR b NEAR/2 c", "a NEAR/4 b NEAR/2 c"),
    ("a NEAR (b NEAR/2 c)", "a NEAR/4 (b NEAR/2 c)"),
    ("author:\"jane doe\" OR url:acme", "author:\"jane doe\" OR url:acme"),
  ]

  @Test(arguments: readable)
  func `an expression is read and written in one certain way`(text: String, canonical: String) throws {
    #expect(outcome(text) == canonical)
    let expression = try Expression(parsing: text, .keyword)
    #expect(try Expression(parsing: expression.description, .keyword) == expression)
  }

  static let refused: [(String, String)] = [
    (
      "apple OR iphone ipad",
      "1:10: OR next to words joined only by a space\n  apple OR iphone ipad\n           ^^^^^^^^^^^"
    ),
    ("(apple OR pear", "1:1: this ( is never closed"),
    ("apple)", "1:6: this ) closes nothing"),
    ("\"unfinished phrase", "1:1: this quote is never closed"),
    ("titel:apple", "1:1: there is no field “titel”\n  titel:apple\n  ^^^^^\n  help: did you mean title: ?"),
    ("rating<three x", "1:8: rating< needs a number"),
    ("NOT fruit", "1:1: the expression has nothing to look for"),
    ("apple AND", "1:7: AND needs something on its right"),
    ("OR apple", "1:1: OR needs something on its left"),
    ("ab*", "1:1: a wildcard needs at least 3 letters beside it"),
    ("nike~1", "1:5: ~1 needs a word of at least 5 letters\n  nike~1\n      ^^"),
    ("starbuck~2", "1:9: ~2 needs a word of at least 9 letters"),
    ("starbucks~3", "1:10: at most 2 typing errors are forgiven"),
    ("apple NEAR/500 pie", "1:7: NEAR needs a number of words from 0 to 100"),
    ("apple NEAR/3 (pie AND juice)", "1:14: NEAR joins words, phrases and (a OR b) groups only"),
    ("title: apple", "1:1: title: needs a value right after the colon"),
    (
      "任天堂 titel:switch",
      "1:5: there is no field “titel”\n  任天堂 titel:switch\n         ^^^^^\n"
    ),
    ("lang<3 x", "1:1: lang is text, it cannot be compared with <"),
    ("lang:en OR pear", "1:1: the expression has nothing to look for"),
    ("", "1:1: the expression is empty"),
    ("   ", "1:1: the expression is empty"),
    ("()", "1:1: empty ( )"),
    ("!!!", "1:1: “!!!” holds no word to look for"),
    ("\"...\"", "1:1: these quotes hold no word"),
    ("apple ~1", "1:7: ~ must follow a word or a phrase without a space"),
    ("https://acme.example", "1:1: an address is looked for with site: or url:"),
    ("apple - pear", "1:7: “-” holds no word to look for"),
    ("state:new acme", "1:1: state is known in rules only"),
    ("site:acme.example/x", "1:6: site: takes a host"),
    ("acme has:wings", "1:10: has: knows no “wings”"),
    ("title:(a lang:en)", "1:10: a field cannot stand inside another field's parentheses"),
    ("acme rating:2..1", "1:13: rating: needs a number or a range"),
    ("acme rating < 2", "1:13: “<” compares nothing"),
    ("=appl*", "1:1: wildcards go neither with = nor with ~"),
    ("a AND OR b", "1:3: AND needs something on its right"),
    ("a NOT", "1:3: NOT needs something on its right"),
    ("NEAR a", "1:1: NEAR needs a word or group on its left"),
  ]

  @Test(arguments: refused)
  func `an error says where, what and what to do`(text: String, rendered: String) {
    let shown = outcome(text)
    #expect(shown.contains(rendered), "\(shown)")
    #expect(throws: ExpressionError.self) { try Expression(parsing: text, .keyword) }
  }

  @Test func `length, terms and nesting are bounded`() {
    #expect(outcome(String(repeating: "(", count: 40) + "a").contains("parentheses nest deeper than 32"))
    #expect(outcome(String(repeating: "NOT ", count: 40) + "a").contains("NOT nests deeper than 32"))
    #expect(outcome(String(repeating: "a ", count: 1001)).contains("an expression holds at most 1000 terms"))
    #expect(outcome(String(repeating: "a", count: 9000)).contains("an expression holds at most 8192 bytes"))
    #expect(outcome(String(repeating: "a ", count: 1000)).hasPrefix("a AND a"))
  }

  static let doubtful: [(String, String)] = [
    ("apple or pear", "1:7: “or” is searched as a word"),
    (
      "E*TRADE",
      "1:1: * inside a word stands for any letters\n  E*TRADE\n  ^^^^^^^\n  help: for the name as it is written: E\\*TRADE"
    ),
    ("brand?", "1:1: ? stands for exactly one letter"),
  ]

  @Test(arguments: doubtful)
  func `what is probably not meant is warned of`(text: String, rendered: String) throws {
    let warnings = try Expression(parsing: text, .keyword).warnings.map { $0.rendered(in: text) }
    #expect(warnings.count == 1)
    #expect(warnings.first?.contains(rendered) == true, "\(warnings)")
  }

  @Test(arguments: [
    "sentiment<-0.3", "sentiment:negative", "age<2h", "age:1h..2d", "brand:acme AND state:new",
    "label:urgent OR rating<=2",
    "NOT label:spam", "keyword:\"acme coffee\"", "intent:complaint", "is:backlog", "sentiment:-1..-0.5",
    "age<90s",
    "brand:(acme OR \"acme coffee\")", "brand:(acme\\  \"acme coffee\")",
    "brand:\"OR\" AND NOT label:\"NEAR\"", "brand:what\\?", "label:\"five \\* \\“stars\\”\"",
  ])
  func `rules know the facts of mentions`(text: String) throws {
    let rule = try Expression(parsing: text, .rule)
    #expect(try Expression(parsing: rule.description, .rule) == rule)
    #expect(throws: ExpressionError.self) { try Expression(parsing: text, .keyword) }
  }
}
