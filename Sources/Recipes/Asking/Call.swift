// SPDX-License-Identifier: Apache-2.0

import Text

/// `[request]`: how a platform is asked.
struct Call: Hashable, Sendable {
  /// A name with a template, as parameters and headers have it.
  struct Pair: Hashable, Sendable {
    var name: String
    var value: Template
  }

  /// What is sent with it.
  enum Body: Hashable, Sendable {
    case none
    /// JSON, in which a text that is `{name}` and nothing else is replaced.
    case json(JSON)
    case form([Pair])
  }

  var url: Template
  var query: [Pair]
  var headers: [Pair]
  var body: Body
  var isPost: Bool
  var search: Search
}

/// `[request.terms]`: how what is searched for is written.
struct Search: Hashable, Sendable {
  /// What parts several terms; nil where the platform takes one at a time.
  var join: String?
  /// What is written around them, `{}` standing for them.
  var wrap = "{}"
  /// What is written before and after a term of several words.
  var quote = "\""
  /// The most Unicode scalars that may be written, what is around them included.
  var longest = 1000
  /// The most terms in one request.
  var most = 50

  /// The texts to search for so that every term is searched for once, as few as the platform allows.
  ///
  /// A term that is too long alone is asked for nevertheless: the platform may know better.
  func queries(for terms: [String]) -> [String] {
    var batches: [[String]] = []
    for term in terms.map(quoted) {
      if let last = batches.last, fits(last + [term]) {
        batches[batches.count - 1].append(term)
      } else {
        batches.append([term])
      }
    }
    return batches.map(written)
  }

  private func fits(_ terms: [String]) -> Bool {
    join != nil && terms.count <= most && written(terms).unicodeScalars.count <= longest
  }

  private func written(_ terms: [String]) -> String {
    let joined = terms.joined(separator: join ?? " ")
    var out = ""
    var rest = wrap[...]
    while let open = rest.firstIndex(of: "{"), rest[open...].hasPrefix("{}") {
      out += rest[..<open] + joined
      rest = rest[open...].dropFirst(2)
    }
    return out + rest
  }

  private func quoted(_ term: String) -> String {
    term.contains { $0.isWhitespace } ? quote + term + quote : term
  }
}
