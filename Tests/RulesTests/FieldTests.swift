// SPDX-License-Identifier: Apache-2.0
import Model
import Testing

@testable import Rules

struct FieldTests {
  static let item = Item(
    url: "https://news.bbc.co.uk:443/acme/coffee?x=1", title: "Tesla recalls",
    text: "The Model 3 is recalled",
    author: "Jane Doe", language: "en-GB", categories: ["Electric cars", "Recall"], rating: Rating(2))

  static let cases: [(String, Bool)] = [
    ("title:tesla", true), ("title:recalled", false), ("text:recalled", true),
    ("title:(ford OR tesla)", true),
    ("author:doe", true), ("author:\"jane doe\"", true), ("doe", false), ("site:bbc.co.uk", true),
    ("site:news.bbc.co.uk", true), ("site:c.co.uk", false), ("site:BBC.co.uk", true), ("url:coffee", true),
    ("url:\"acme/coffee\"", true), ("coffee", false), ("tesla lang:en", true), ("tesla lang:en-gb", true),
    ("tesla lang:en-us", false), ("tesla lang:de,en", true), ("tesla source:planet", true),
    ("tesla source:\"daily planet\"", true), ("tag:recall", true), ("tag:\"electric cars\"", true),
    ("tag:\"cars recall\"", false), ("tesla rating<3", true), ("tesla rating>=3", false),
    ("tesla rating:1..2", true),
    ("tesla rating=2", true), ("tesla has:rating", true), ("tesla has:author", true),
    ("tesla NOT has:tag", false),
    ("tesla lang:(de OR en)", true), ("tesla NOT rating<1.5", true),
  ]

  @Test(arguments: cases)
  func `fields look at their own text or fact`(text: String, holds: Bool) throws {
    let subject = Subject(item: Self.item, source: "The Daily Planet")
    let expression = try Expression(parsing: text, .keyword)
    #expect((expression.matches(subject) != nil) == holds)
    #expect(Matcher([(id: 0, expression: expression)]).matches(in: subject).count == (holds ? 1 : 0))
  }

  @Test func `an unknown number fails every comparison`() throws {
    let subject = Subject(text: "acme")
    #expect(try Expression(parsing: "acme rating<9", .keyword).matches(subject) == nil)
    #expect(try Expression(parsing: "acme NOT rating<9", .keyword).matches(subject) != nil)
    #expect(try Expression(parsing: "acme lang:und", .keyword).matches(subject) != nil)
  }

  static let rules: [(String, Bool)] = [
    ("sentiment<-0.3", true), ("sentiment<-0.8", false), ("sentiment:negative", true),
    ("sentiment:positive", false),
    ("sentiment:-1..-0.5", true), ("brand:\"ACME Coffee\"", true), ("brand:acme", false),
    ("label:urgent", true),
    ("label:urgen", false), ("state:seen", true), ("state:new", false), ("age<3h", true), ("age<1h", false),
    ("age:1h..1d", true), ("keyword:acme", true), ("tesla rating<=2", true), ("is:backlog", false),
    ("intent:complaint", false), ("NOT label:spam", true),
  ]

  @Test(arguments: rules)
  func `rules look at the facts of a mention`(text: String, holds: Bool) throws {
    let now = Instant(seconds: 1_000_000)
    let mention = Mention(
      id: Identifier(1), brand: "Acme Coffee", keywords: ["acme OR akme"], source: "x", item: Self.item,
      spans: [],
      sentiment: Sentiment(label: .negative, score: -0.7, negativeProbability: 0.9), state: .seen,
      labels: ["Urgent"], stored: now - .hours(2))
    let rule = try Expression(parsing: text, .rule)
    let subject = Subject(mention: mention, now: now)
    #expect((rule.matches(subject) != nil) == holds)
    #expect(Matcher([(id: 0, expression: rule)]).matches(in: subject).count == (holds ? 1 : 0))
    #expect(try Expression(parsing: "brand:acme", .rule).matches(Subject(text: "acme")) == nil)
  }

  @Test func `an explanation gives the truth of every part`() throws {
    let expression = try Expression(parsing: "tesla NOT (ford OR recalls)", .keyword)
    let tree = expression.explain(Subject(item: Self.item, source: "x"))
    #expect(!tree.holds)
    #expect(tree.parts.map(\.expression) == ["tesla", "NOT (ford OR recalls)"])
    #expect(tree.parts.map(\.holds) == [true, false])
    #expect(tree.parts[1].parts[0].parts.map(\.holds) == [false, true])
    #expect(tree.parts[1].parts[0].parts[1].spans == [Span(field: .title, range: 6..<13)])
  }
}
