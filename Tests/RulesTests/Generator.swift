// SPDX-License-Identifier: Apache-2.0
import Model
import Support
import Text

@testable import Rules

/// Makes random expressions and texts of few words, so that they often meet.
struct Generator {
  var seed: Seed

  static let words = [
    "acme", "coffee", "Apple", "pie", "nestlé", "McDonald's", "AT&T", "C++", ".NET", "任天堂", "東京", "스타벅스",
    "Coca-Cola",
    "booking.com", "7-Eleven", "starbucks", "the", "3M", "Straße", "#apple", "@acme", "$aapl", "🚀",
    "snake_case", "x",
    "ガス", "Levi’s", "orchards",
  ]

  static let pieces = [
    "acme", "Acme", "ACME’s", "coffee", "coffees", "apple", "Apple", "apples", "pie", "nestle",
    "Nestle\u{301}",
    "McDonald’s", "mcdonalds", "McDonald", "AT&T", "AT & T", "at", "t", "C++", "c", ".NET", "ASP.NET", "net",
    "任天堂",
    "任", "天堂", "東京", "스타벅스", "타벅", "coca", "cola", "coca-cola", "coca_cola", "Booking.com",
    "https://booking.com/acme",
    "acme.example", "me@apple.com", "@acme@pie.social", "@acme", "#apple", "#AppleEvent", "＃apple", "$AAPL",
    "aapl", "7",
    "eleven", "7-Eleven", "starbucks", "starbuks", "strabucks", "Starbucks'", "the", "3M", "STRASSE",
    "straße", "🚀", "👍🏽",
    "snake_case", "snake case", "x", "_x", "x_", "ｶﾞｽ", "ガス", "levis", "Levi's", "orchard", "orchards",
    "a\u{AD}cme", "C+", "аpple", "app1e", "асме", "4cme", "1337",
  ]

  mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &seed) }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  mutating func text() -> String {
    let separators = [" ", " ", " ", " ", ", ", ". ", "", "\n", "-", " (", ") ", "!", "：", "_", "  "]
    return (0..<below(25)).map { _ in pick(Self.pieces) + pick(separators) }.joined()
  }

  mutating func subject() -> Subject {
    let urls = [
      "", "https://www.acme.example/coffee/Apple", "http://me:x@BBC.co.uk:80/pie?q=acme", "not a url",
    ]
    return Subject(
      title: below(3) == 0 ? "" : text(), text: text(), author: below(3) == 0 ? "" : text(), url: pick(urls),
      language: pick([nil, "en", "de-AT"]), source: pick(["", "Acme Coffee News"]),
      tags: (0..<below(3)).map { _ in text() }, rating: pick([nil, 1, 2.5, 5]),
      mention: below(2) == 0
        ? nil
        : Subject.MentionFacts(
          brand: "Acme", keywords: [text(), "acme coffee"], labels: ["urgent"], sentiment: -0.5,
          verdict: .negative,
          age: .hours(3)))
  }

  mutating func term() -> String {
    let word = pick(Self.words)
    switch below(15) {
    case 14: return pick(["lookalike:apple", "lookalike:acme", "lookalike:starbucks"])
    case 0: return "=" + word
    case 1: return "raw:\"" + word + "\""
    case 2: return "\"" + word + " " + pick(Self.words) + "\""
    case 3: return "\"" + word + " " + pick(Self.words) + " " + pick(Self.words) + "\"~" + String(below(5))
    case 4:
      return pick([
        "app*", "*fee", "appl?", "cof*s", "\"acme cof*\"", "st*ks", "*任天app", "\"app* pie\"", "snak*",
      ])
    case 5: return pick(["starbucks~1", "starbucks~2", "apple~1", "orchard~1", "snake~1"])
    case 6: return "\"" + (0..<2 + below(3)).map { _ in pick(Self.words) }.joined(separator: " ") + "\""
    default: return word
    }
  }

  mutating func nearable(_ depth: Int) -> String {
    switch below(depth > 0 ? 5 : 2) {
    case 0...1: term()
    case 2...3: "(" + (0..<2 + below(2)).map { _ in term() }.joined(separator: " OR ") + ")"
    default: "(" + near(depth - 1) + ")"
    }
  }

  mutating func near(_ depth: Int) -> String {
    let sign = pick(["NEAR/\(below(6))", "ONEAR/\(below(6))", "NOT NEAR/\(below(4))", "NEAR"])
    return nearable(depth) + " " + sign + " " + nearable(depth)
      + (below(6) == 0 ? " NEAR/3 " + nearable(0) : "")
  }

  mutating func field(_ depth: Int) -> String {
    switch below(12) {
    case 0: pick(["lang:en", "lang:und", "lang:en,und", "has:rating", "has:author"])
    case 1: pick(["rating<3", "rating>=2.5", "rating:1..2", "rating=5"])
    case 2: pick(["site:acme.example", "site:co.uk", "site:example"])
    case 3:
      pick(["sentiment<0", "age<5h", "label:urgent", "keyword:\"acme coffee\"", "brand:acme", "state:new"])
    default:
      pick(["title", "text", "author", "url", "tag", "source"]) + ":"
        + (below(2) == 0 ? term() : "(" + node(depth - 1, inField: true) + ")")
    }
  }

  mutating func node(_ depth: Int, inField: Bool = false) -> String {
    guard depth > 0 else { return term() }
    switch below(inField ? 8 : 10) {
    case 0...2: return term()
    case 3: return (0..<2 + below(2)).map { _ in group(depth, inField) }.joined(separator: " OR ")
    case 4: return (0..<2 + below(2)).map { _ in group(depth, inField) }.joined(separator: " AND ")
    case 5: return "NOT " + group(depth, inField)
    case 6: return near(depth)
    case 7: return group(depth, inField) + " AND NOT " + group(depth, inField)
    default: return field(depth)
    }
  }

  private mutating func group(_ depth: Int, _ inField: Bool) -> String {
    let node = node(depth - 1, inField: inField)
    return node.contains(" ") && !node.hasPrefix("\"") ? "(" + node + ")" : node
  }

  /// A random rule; texts that are none are left out.
  mutating func expression() -> Expression {
    while true {
      if let expression = try? Expression(parsing: node(3), .rule) { return expression }
    }
  }
}
