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
  private static var overlaySize: Int { 64 }

  /// Expressions compiled together.
  private struct Layer: Sendable {
    let ids: [ID]
    let index: ExpressionIndex
    /// Those that were taken out again.
    var removed: Set<Int32> = []
  }

  private var layers: [Layer]
  /// The expressions of the last layer, as long as it may still grow.
  private var overlay: [(id: ID, expression: Expression)] = []
  private var fields: SearchedFields
  private let frequencies: Frequencies
  private let spare = Spare<ScannedTexts>()

  /// Compiles expressions; they are reported in this order. What is known of words' frequencies makes it faster.
  package init(_ entries: [(id: ID, expression: Expression)], frequencies: Frequencies = Frequencies()) {
    self.frequencies = frequencies
    let index = ExpressionIndex(entries.lazy.map(\.expression), frequencies)
    layers = [Layer(ids: entries.map(\.id), index: index)]
    fields = index.fields
  }

  /// How many expressions were added since this was made: with a thousand or so it is worth making anew.
  package var addedCount: Int { layers.dropFirst().reduce(0) { $0 + $1.ids.count } }

  /// Adds an expression in well under a millisecond; it is reported after all others.
  package mutating func add(_ id: ID, _ expression: Expression) {
    if overlay.isEmpty || overlay.count >= Self.overlaySize {
      overlay = []
    } else {
      layers.removeLast()
    }
    overlay.append((id, expression))
    let index = ExpressionIndex(overlay.lazy.map(\.expression), frequencies)
    layers.append(Layer(ids: overlay.map(\.id), index: index))
    fields.formUnion(index.fields)
  }

  /// Leaves the expressions of an id out from now on.
  package mutating func remove(_ id: ID) {
    overlay.removeAll { $0.id == id }
    for number in layers.indices {
      for (place, known) in layers[number].ids.enumerated() where known == id {
        layers[number].removed.insert(Int32(place))
      }
    }
  }

  /// The expressions that hold for a subject, in the order they were given. Allocates nothing where none does.
  package func matches(in subject: Subject) -> [Match<ID>] {
    var matches: [Match<ID>] = []
    run(on: subject) { layer, texts, scratch in
      for expression in scratch.matched where !layer.removed.contains(expression) {
        let evaluation = Evaluation(index: layer.index, texts: texts)
        let spans = evaluation.spans(Int(layer.index.starts[Int(expression)]), scratch).inOrder
        matches.append(Match(id: layer.ids[Int(expression)], spans: spans))
      }
    }
    return matches
  }

  /// How many expressions hold for a subject: what `matches` costs without the spans.
  package func matchCount(in subject: Subject) -> Int {
    var count = 0
    run(on: subject) { layer, _, scratch in
      count += scratch.matched.count { !layer.removed.contains($0) }
    }
    return count
  }

  private func run(on subject: Subject, _ report: (Layer, ScannedTexts, borrowing Scratch) -> Void) {
    let texts = spare.take() ?? ScannedTexts()
    texts.read(subject, fields)
    for layer in layers {
      let box = layer.index.takeScratch()
      layer.index.run(texts, &box.scratch)
      if !box.scratch.matched.isEmpty { report(layer, texts, box.scratch) }
      layer.index.spare.put(box)
    }
    spare.put(texts)
  }
}
