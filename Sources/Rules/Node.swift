// SPDX-License-Identifier: Apache-2.0

/// What an expression is made of, as its author nested it.
package indirect enum Node: Hashable, Sendable {
  /// A word, phrase or tag.
  case term(Term)
  /// Something to be found in one text only: `title:`...
  case scoped(TextField, Node)
  /// A fact that is one of a few words: `lang:en`, `state:new`.
  case fact(Fact, String)
  /// A number compared: `rating<=2`.
  case compare(Measure, Comparison, Double)
  /// A number between two others, both included; infinite where an end was left open: `rating:1..2`.
  case range(Measure, Double, Double)
  /// All of them.
  case all([Node])
  /// At least one of them.
  case any([Node])
  /// Not this.
  case not(Node)
  /// The left one near the right one.
  case near(Node, Node, Nearness)
}

/// How near is near.
package struct Nearness: Hashable, Sendable {
  /// How many other words may lie between, 0...100.
  package var distance: Int
  /// Whether the left one must come first.
  package var isOrdered: Bool
  /// Whether the left one must stand where no right one is near.
  package var isNegated: Bool

  /// As it is written: `NOT ONEAR/3`.
  var word: String { (isNegated ? "NOT " : "") + (isOrdered ? "ONEAR/" : "NEAR/") + String(distance) }
}

/// A word, phrase or tag as it was written.
package struct Term: Hashable, Sendable {
  /// How it was written.
  package enum Form: Hashable, Sendable {
    /// Without quotes.
    case word
    /// In quotes.
    case quoted
    /// After `raw:`.
    case raw
    /// After `lookalike:`.
    case lookalike
  }

  /// Its characters without quotes and escapes, white space as one space; `*` and `?` that were not escaped are the
  /// scalars of `Text.Wildcard`.
  package var text: String
  /// How it was written.
  package var form: Form
  /// Whether letters must stand exactly as typed, case and accents: `=Apple`.
  package var isExact = false
  /// How many typing errors are forgiven, 0...2: `starbucks~1`.
  package var typos = 0
  /// How many other words may lie among the words, in any order; nil where they must follow one another.
  package var slop: Int?
}

/// A text that words can be looked for in by name.
package enum TextField: String, Hashable, Sendable, CaseIterable {
  /// The item's title.
  case title
  /// The item's body.
  case text
  /// The author's name.
  case author
  /// The address of the item.
  case url
  /// The name of the source.
  case source
  /// Each of the source's labels on the item.
  case tag
  /// Each of the expressions that matched; in rules only.
  case keyword
}

/// A fact with a few possible values.
package enum Fact: String, Hashable, Sendable, CaseIterable {
  /// The host of the address or a domain above it.
  case site
  /// The language, `und` where unknown; `lang:en` holds for en-GB too.
  case lang
  /// What the item has: `has:rating`.
  case has
  /// The name of the brand; in rules only.
  case brand
  /// A label that rules have put on it; in rules only.
  case label
  /// What people did about it; in rules only.
  case state
  /// `negative`, `neutral` or `positive`; in rules only.
  case sentiment
  /// What the writer wants; in rules only.
  case intent
  /// What the mention is: `is:backlog`; in rules only.
  case `is`
}

/// A number that can be compared.
package enum Measure: String, Hashable, Sendable, CaseIterable {
  /// Stars, 1...5 whatever the scale given.
  case rating
  /// -1...1; in rules only.
  case sentiment
  /// Seconds since it was published, or stored where that is unknown; in rules only.
  case age
}

/// How numbers are compared.
package enum Comparison: String, Hashable, Sendable, CaseIterable {
  /// Less.
  case less = "<"
  /// Less or the same.
  case atMost = "<="
  /// More.
  case more = ">"
  /// More or the same.
  case atLeast = ">="
  /// The same.
  case equal = "="

  /// Whether the comparison holds.
  func holds(_ a: Double, _ b: Double) -> Bool {
    switch self {
    case .less: a < b
    case .atMost: a <= b
    case .more: a > b
    case .atLeast: a >= b
    case .equal: a == b
    }
  }
}

/// What an expression is for.
package enum Dialect: Hashable, Sendable {
  /// To find mentions among items: every branch must hold something to look for.
  case keyword
  /// To choose among mentions: the facts of mentions are known too.
  case rule

  /// The names of all fields.
  var fieldNames: [String] {
    (texts.map(\.rawValue) + facts.map(\.rawValue) + measures.map(\.rawValue) + ["raw", "lookalike"]).reduce(
      into: []) {
        if !$0.contains($1) { $0.append($1) }
      }
  }

  /// The texts that can be named.
  var texts: [TextField] { TextField.allCases.filter { self == .rule || $0 != .keyword } }
  /// The facts that can be named.
  var facts: [Fact] { self == .rule ? Fact.allCases : [.site, .lang, .has] }
  /// The numbers that can be compared.
  var measures: [Measure] { self == .rule ? Measure.allCases : [.rating] }
}
