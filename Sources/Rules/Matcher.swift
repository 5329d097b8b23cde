// SPDX-License-Identifier: Apache-2.0
package import Model

/// An expression that matched a subject, and where.
package struct Match<ID: Hashable & Sendable>: Hashable, Sendable {
  /// Whose expression it is.
  package var id: ID
  /// Where the words stand in the original texts, in order; empty where facts alone decided.
  package var spans: [Span]
}

/// All expressions of one kind, tried together on one subject after the other.
///
/// The cost of a text hardly grows with the number of expressions. Many are compiled once; those added later go to a
/// small index of their own, so that they count at once, and are found as well. Values are snapshots: whoever matches
/// keeps the expressions it started with while another thread makes the next snapshot.
package struct Matcher<ID: Hashable & Sendable>: Sendable {
  /// How many added expressions are compiled together before the next ones get an index of their own.
  private static var overlaySize: Int { 32 }

  private var layers: Layers
  /// Whose expressions each layer holds.
  private var ids: [[ID]]
  /// The expressions of the last layer, as long as it may still grow.
  private var overlay: [(id: ID, expression: Expression)] = []

  /// Compiles expressions; they are reported in this order.
  package init(_ entries: [(id: ID, expression: Expression)]) {
    layers = Layers(ExpressionIndex(entries.lazy.map(\.expression)))
    ids = [entries.map(\.id)]
  }

  /// How many expressions were added since this was made: with a thousand or so it is worth making anew.
  package var addedCount: Int { ids.dropFirst().reduce(0) { $0 + $1.count } }

  /// Adds an expression at once; it is reported after all others.
  package mutating func add(_ id: ID, _ expression: Expression) {
    if overlay.isEmpty || overlay.count >= Self.overlaySize {
      overlay = []
    } else {
      layers.removeLast()
      ids.removeLast()
    }
    overlay.append((id, expression))
    layers.append(ExpressionIndex(overlay.lazy.map(\.expression)))
    ids.append(overlay.map(\.id))
  }

  /// Leaves the expressions of an id out from now on; whether there were any.
  @discardableResult
  package mutating func remove(_ id: ID) -> Bool {
    overlay.removeAll { $0.id == id }
    var isKnown = false
    for layer in ids.indices {
      for (place, known) in ids[layer].enumerated() where known == id {
        isKnown = layers.remove(place, from: layer) || isKnown
      }
    }
    return isKnown
  }

  /// The expressions that hold for a subject, in the order they were given. Allocates nothing where none does.
  package func matches(in subject: Subject) -> [Match<ID>] {
    var matches: [Match<ID>] = []
    layers.run(on: subject) { layer, expression, spans in
      matches.append(Match(id: ids[layer][expression], spans: spans()))
    }
    return matches
  }

  /// How many expressions hold for a subject: what `matches` costs without the spans.
  package func matchCount(in subject: Subject) -> Int { layers.count(for: subject) }
}
