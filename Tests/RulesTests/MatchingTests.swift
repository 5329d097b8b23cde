// SPDX-License-Identifier: Apache-2.0
import Model
import Testing

@testable import Rules

/// Whether an expression, a text, and the answer they must give, with the reason.
struct Case: CustomTestStringConvertible, Sendable {
  let expression: String
  let text: String
  let holds: Bool
  let why: String

  init(_ expression: String, _ text: String, _ holds: Bool, _ why: String = "") {
    self.expression = expression
    self.text = text
    self.holds = holds
    self.why = why
  }

  var testDescription: String { "\(expression) \(holds ? "finds" : "passes over") \(text)" }
}

struct MatchingTests {
  static let words: [Case] = [
    Case("apple", "Apple unveiled", true), Case("apple", "apples and pears", false, "no plural"),
    Case("apple", "#AppleEvent", false, "part of a longer tag"), Case("apple", "I love #apple", true),
    Case("apple", "hey @apple!", true), Case("iPhone", "iPhone15Pro", false, "part of a longer word"),
    Case("Nestle", "NESTLÉ", true), Case("=Nestlé", "Nestle\u{301}", true, "the same letters written apart"),
    Case("=Nestlé", "Nestle", false), Case("=Apple", "apple pie", false),
    Case("=Apple", "Apple’s phone", true),
    Case("=\"Bank of America\"", "Bank Of America", false),
    Case("=\"Bank of America\"", "the Bank of America", true),
    Case("apple", "Apple's new phone", true), Case("apples", "Apple's new phone", false),
    Case("McDonald's", "McDonald’s", true), Case("McDonald's", "McDonalds", true),
    Case("McDonald's", "Ronald McDonald", false, "the surname"), Case("McDonalds", "McDonald's", false),
    Case("O'Reilly", "O’Reilly books", true), Case("apple", "apple_fan", false),
    Case("apple", "an_apple", false),
    Case("snake_case", "snake-case", true), Case("_why", "by _why", true),
  ]

  static let symbols: [Case] = [
    Case("AT&T", "AT&T is down", true), Case("AT&T", "AT & T", true), Case("AT&T", "at T-Mobile", false),
    Case("AT&T", "ＡＴ＆Ｔ", true), Case("C++", "C++ is fun", true), Case("C++", "C is fun", false),
    Case("C++", "C + +", true), Case("C#", "C# 12", true), Case("C#", "C 12", false),
    Case(".NET", "I use .NET 8", true),
    Case(".NET", "ASP.NET", true), Case(".NET", "the net", false), Case(".NET", "The end. Net income", false),
    Case("Yahoo!", "yahoo mail", true), Case("Yahoo!", "Yahoo! Mail", true),
    Case("E\\*TRADE", "E*TRADE rises", true),
    Case("E\\*TRADE", "E-trade", false), Case("3M", "3M sues", true), Case("7-Eleven", "7 Eleven", true),
    Case("Coca-Cola", "coca cola", true), Case("Coca-Cola", "coca_cola", true),
    Case("Coca-Cola", "cocacola", false),
    Case("raw:\"Google+\"", "on Google+ today", true), Case("raw:\"Google+\"", "on google+ today", false),
    Case("raw:\"Google+\"", "on Google today", false), Case("raw:Go", "Going", false),
    Case("raw:Go", "Go on", true),
    Case("Ke\\$ha", "ke$ha sings", true), Case("H&M", "h&m", true), Case("H&M", "h m", false),
    Case("\"asp .net\"", "asp .net", true), Case("\"asp .net\"", "asp net", false),
  ]

  static let scripts: [Case] = [
    Case("任天堂", "新しい任天堂スイッチ", true), Case("任天堂", "任天", false), Case("삼성", "삼성전자", true),
    Case("ソニー", "ｿﾆｰの", true), Case("กาแฟ", "ร้านกาแฟดี", true), Case("🚀", "to the moon🚀🚀", true),
    Case("👍", "👍🏽", true), Case("Москва", "МОСКВА́", true),
  ]

  static let tags: [Case] = [
    Case("#apple", "#Apple day", true), Case("#apple", "apple day", false),
    Case("#apple", "#AppleEvent", false),
    Case("@apple", "@apple hi", true), Case("@apple", "me@apple.com", false),
    Case("$aapl", "long $AAPL", true),
    Case("$aapl", "AAPL", false), Case("@acme", "@acme@mastodon.social", true),
    Case("#acme", "C#acme", false),
    Case("#東京", "＃東京", true),
  ]

  static let addresses: [Case] = [
    Case("apple", "https://apple.com/x", false), Case("apple", "see apple.com", false),
    Case("com", "apple.com", false),
    Case("apple", "steve@apple.com", false), Case("booking.com", "Booking.com is down", true),
    Case("booking.com", "https://booking.com/x", false), Case("t.co", "https://t.co/x", false),
    Case("acme", "(https://x.example/acme) acme", true), Case("social", "@acme@mastodon.social", false),
    Case("acme", "good coffee.Acme is great", true, "a missing space hides no name"),
  ]

  static let proximity: [Case] = [
    Case("\"new york\"", "New York", true), Case("\"new york\"", "york new", false),
    Case("\"new york\"", "new, york", true), Case("a1 NEAR/1 b1", "a1 x b1", true),
    Case("a1 NEAR/1 b1", "a1 x y b1", false),
    Case("a1 NEAR/0 b1", "b1 a1", true), Case("a1 ONEAR/1 b1", "b1 a1", false),
    Case("a1 NEAR a1", "a1", false),
    Case("a1 NEAR a1", "a1 a1", true), Case("apple NOT NEAR/3 pie", "apple pie", false),
    Case("apple NOT NEAR/3 pie", "apple pie and so on and on: Apple unveiled", true),
    Case("apple NOT NEAR/1 \"apple pie\"", "apple pie", false),
    Case("a1 NEAR/1 b1 NEAR/1 c1", "a1 b1 x c1", true), Case("a1 NEAR/1 (b1 OR c1)", "a1 x c1", true),
    Case("\"a1 b1 c1\"~1", "c1 x a1 b1", true), Case("\"a1 b1 c1\"~1", "c1 x a1 x b1", false),
    Case("\"a1 a1\"~2", "a1 x x", false), Case("\"a1 a1\"~2", "a1 x a1", true),
    Case("\"new york\" NEAR/1 pizza", "pizza in new york", true),
  ]

  static let wildcards: [Case] = [
    Case("brandx*", "brandxes", true), Case("brandx*", "brandx", true), Case("brandx*", "abrandx", false),
    Case("*cola", "pepsicola", true), Case("micro*soft", "microandsoft", true), Case("wom?n", "women", true),
    Case("wom?n", "womn", false), Case("\"apple orch*\"", "Apple orchards", true),
    Case("apple*", "#AppleEvent", true),
    Case("apple*", "apple_fan", true), Case("\"what is apple?\"", "what is apple", true),
    Case("starbucks~1", "starbuks", true), Case("starbucks~1", "strabucks", true, "two letters swapped"),
    Case("starbucks~1", "tarbucks", false, "the first letter must stay"),
    Case("starbucks~1", "starbcks", true),
    Case("starbucks~1", "stabcks", false), Case("starbucks~2", "stabcks", true),
    Case("state~1", "start", false), Case("house~1", "horse", false, "an ordinary word is no typing error"),
    Case("house~1", "house", true),
  ]

  static let booleans: [Case] = [
    Case("a1 b1", "b1 a1", true), Case("a1 b1", "a1", false), Case("a1 OR b1", "b1", true),
    Case("a1 -b1", "a1 b1", false), Case("a1 NOT (b1 c1)", "a1 b1", true),
    Case("a1 AND b1 OR c1", "c1", true),
  ]

  @Test(arguments: [words, symbols, scripts, tags, addresses, proximity, wildcards, booleans].flatMap { $0 })
  func `an expression finds what people mean`(_ one: Case) throws {
    let expression = try Expression(parsing: one.expression, .keyword)
    let subject = Subject(text: one.text)
    #expect((expression.matches(subject) != nil) == one.holds, "\(one.why)")
    let matcher = Matcher([(id: 1, expression: expression)])
    #expect(matcher.matches(in: subject).count == (one.holds ? 1 : 0), "all together: \(one.why)")
  }

  @Test func `title and text are searched, but nothing matches across`() throws {
    let subject = Subject(title: "New", text: "York")
    #expect(try Expression(parsing: "new york", .keyword).matches(subject) != nil)
    #expect(try Expression(parsing: "\"new york\"", .keyword).matches(subject) == nil)
    #expect(try Expression(parsing: "new NEAR/9 york", .keyword).matches(subject) == nil)
  }

  @Test func `spans tell where the words stand in the original`() throws {
    let subject = Subject(title: "Nestlé’s day", text: "I like “Nestlé” and KitKat")
    let spans = try #require(try Expression(parsing: "nestle AND kitkat NOT mars", .keyword).matches(subject))
    #expect(
      spans == [
        Span(field: .title, range: 0..<11), Span(field: .text, range: 10..<17),
        Span(field: .text, range: 25..<31),
      ])
  }
}
