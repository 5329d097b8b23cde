// SPDX-License-Identifier: Apache-2.0
package import Model
import Text

/// Why an expression holds for a subject, or not: the tree of its parts with the truth of each.
package struct Explanation: Hashable, Sendable {
  /// The part as it would be typed.
  package var expression: String
  /// Whether it holds.
  package var holds: Bool
  /// Where its words stand in the original texts; of a part that does not hold, what stands there all the same.
  package var spans: [Span]
  /// The parts it is made of.
  package var parts: [Explanation]
  /// Whether it must not hold for the whole to hold: what stands after NOT.
  package var isExcluded = false

  /// The terms and facts that make the whole hold, each with its places; none where it does not hold.
  package var grounds: [Explanation] {
    guard holds, !isExcluded else { return [] }
    if parts.isEmpty { return [self] }
    // Of the places of a word near another only those count that are near it.
    let own = Set(spans)
    return parts.flatMap(\.grounds).map { ground in
      var ground = ground
      ground.spans.removeAll { !own.contains($0) }
      return ground
    }
  }
}

extension Span {
  /// The offsets in characters, as Unicode counts code points, of a span of this text.
  package func characters(in text: String) -> Range<Int> {
    let bytes = text.utf8.span
    // Every byte but those that continue a character begins one.
    func count(to end: Int) -> Int { (0..<min(end, bytes.count)).count { bytes[$0] & 0xC0 != 0x80 } }
    return count(to: range.lowerBound)..<count(to: range.upperBound)
  }
}

extension Expression {
  /// Where the words stand that make the expression hold, in order; nil where it does not hold.
  ///
  /// An expression can hold without words, `rating<2` for one: then the list is empty.
  package func matches(_ subject: Subject) -> [Span]? {
    let finding = Reading(subject).evaluate(root, in: nil)
    return finding.holds ? finding.spans : nil
  }

  /// The truth of the expression and of each of its parts for a subject.
  package func explain(_ subject: Subject) -> Explanation {
    Reading(subject).explain(root, in: nil)
  }
}

/// Whether a part holds, and the words that make it hold.
struct Finding: Equatable {
  var holds: Bool
  var spans: [Span] = []
}

extension Reading {
  /// Whether a node holds, looking for its terms in one field if one is named.
  func evaluate(_ node: Node, in field: TextField?) -> Finding {
    switch node {
    case .term, .near:
      let found = occurrences(of: node, in: field)
      return Finding(holds: !found.isEmpty, spans: spans(of: node, within: found, in: field))
    case .scoped(let named, let inner): return evaluate(inner, in: named)
    case .fact(let fact, let value): return evaluate(fact, value)
    case .compare(let measure, let comparison, let value):
      return Finding(holds: subject.value(of: measure).map { comparison.holds($0, value) } ?? false)
    case .range(let measure, let low, let high):
      return Finding(holds: subject.value(of: measure).map { low <= $0 && $0 <= high } ?? false)
    case .not(let inner): return Finding(holds: !evaluate(inner, in: field).holds)
    case .all(let nodes):
      let findings = nodes.map { evaluate($0, in: field) }
      guard findings.allSatisfy(\.holds) else { return Finding(holds: false) }
      return Finding(holds: true, spans: findings.flatMap(\.spans).inOrder)
    case .any(let nodes):
      let findings = nodes.map { evaluate($0, in: field) }.filter(\.holds)
      return Finding(holds: !findings.isEmpty, spans: findings.flatMap(\.spans).inOrder)
    }
  }

  private func evaluate(_ fact: Fact, _ value: String) -> Finding {
    guard subject.holds(fact, value) else { return Finding(holds: false) }
    guard fact == .site, let host = subject.host else { return Finding(holds: true) }
    return Finding(holds: true, spans: [Span(field: .url, range: host)])
  }

  /// Where a term, an alternative of terms, or terms near each other stand.
  func occurrences(of node: Node, in field: TextField?) -> [Occurrence] {
    switch node {
    case .term(let term): return occurrences(of: term, in: field)
    case .any(let nodes): return Set(nodes.flatMap { occurrences(of: $0, in: field) }).sorted()
    case .near(let left, let right, let nearness):
      let lefts = occurrences(of: left, in: field)
      let rights = occurrences(of: right, in: field)
      if nearness.isNegated { return lefts.filter { one in !rights.contains { one.isNear($0, nearness) } } }
      let pairs = lefts.flatMap { one in rights.filter { one.isNear($0, nearness) }.map { one.hull($0) } }
      return Set(pairs).sorted()
    case .scoped, .fact, .compare, .range, .all, .not: return []
    }
  }

  /// The words of a node that lie within occurrences of it; the terms it must not be near are left out.
  private func spans(of node: Node, within found: [Occurrence], in field: TextField?) -> [Span] {
    node.soughtTerms.flatMap { term in
      occurrences(of: term, in: field).filter { one in
        found.contains {
          $0.stream == one.stream && $0.tokens.lowerBound <= one.tokens.lowerBound
            && one.tokens.upperBound <= $0.tokens.upperBound
        }
      }
    }.compactMap(span).inOrder
  }

  private func span(_ occurrence: Occurrence) -> Span? {
    let stream = streams[occurrence.stream]
    guard let field = stream.spanField else { return nil }
    let tokens = stream.tokens[occurrence.tokens]
    guard let first = tokens.first, let last = tokens.last else { return nil }
    return Span(field: field, range: first.range.lowerBound..<last.range.upperBound)
  }

  /// The truth of a node and of its parts.
  func explain(_ node: Node, in field: TextField?) -> Explanation {
    let finding = evaluate(node, in: field)
    let parts: [Explanation]
    switch node {
    case .all(let nodes), .any(let nodes): parts = nodes.map { explain($0, in: field) }
    case .not(let inner):
      var excluded = explain(inner, in: field)
      excluded.isExcluded = true
      parts = [excluded]
    case .scoped(let named, let inner): parts = [explain(inner, in: named)]
    case .near(let left, let right, let nearness):
      var other = explain(right, in: field)
      other.isExcluded = nearness.isNegated
      parts = [explain(left, in: field), other]
    case .term, .fact, .compare, .range: parts = []
    }
    return Explanation(
      expression: node.written(inside: .top), holds: finding.holds, spans: finding.spans, parts: parts)
  }
}

extension Node {
  /// The terms that make the node hold: not those it must not be near.
  var soughtTerms: [Term] {
    switch self {
    case .term(let term): [term]
    case .any(let nodes), .all(let nodes): nodes.flatMap(\.soughtTerms)
    case .near(let left, let right, let nearness):
      left.soughtTerms + (nearness.isNegated ? [] : right.soughtTerms)
    case .scoped(_, let inner): inner.soughtTerms
    case .fact, .compare, .range, .not: []
    }
  }
}

extension [Span] {
  /// Each span once, by field and place.
  var inOrder: [Span] {
    Set(self).sorted { a, b in
      let (x, y) = (a.field.order, b.field.order)
      return (x, a.range.lowerBound, a.range.upperBound) < (y, b.range.lowerBound, b.range.upperBound)
    }
  }
}

extension Span.Field {
  fileprivate var order: Int {
    switch self {
    case .title: 0
    case .text: 1
    case .author: 2
    case .url: 3
    }
  }
}
