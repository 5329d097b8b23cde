// SPDX-License-Identifier: Apache-2.0
package import Model

/// An expression that matched a subject, and where.
package struct Match<ID: Hashable & Sendable>: Hashable, Sendable {
  /// Whose expression it is.
  package var id: ID
  /// Where the words stand in the original texts, in order.
  package var spans: [Span]
}

/// All expressions of one kind, tried together on one subject after the other.
package struct Matcher<ID: Hashable & Sendable>: Sendable {
  private let entries: [(id: ID, expression: Expression)]

  /// Takes expressions; they are reported in this order.
  package init(_ entries: [(id: ID, expression: Expression)]) { self.entries = entries }

  /// The expressions that hold for a subject, in the order they were given.
  package func matches(in subject: Subject) -> [Match<ID>] {
    let reading = Reading(subject)
    return entries.compactMap { entry in
      let finding = reading.evaluate(entry.expression.root, in: nil)
      return finding.holds ? Match(id: entry.id, spans: finding.spans) : nil
    }
  }
}
