// SPDX-License-Identifier: Apache-2.0
import Model

/// The indexes of a matcher: one of most expressions, and small ones of those added since.
struct Layers: Sendable {
  private var indexes: [ExpressionIndex]
  /// By layer, the expressions that were taken out again.
  private var removed: [Set<Int32>] = [[]]
  private var fields: SearchedFields
  private let spare = Spare<TextsBox>()

  init(_ index: ExpressionIndex) {
    indexes = [index]
    fields = index.fields
  }

  mutating func append(_ index: ExpressionIndex) {
    indexes.append(index)
    removed.append([])
    fields.formUnion(index.fields)
  }

  mutating func removeLast() {
    indexes.removeLast()
    removed.removeLast()
  }

  mutating func remove(_ expression: Int, from layer: Int) { removed[layer].insert(Int32(expression)) }

  /// Reports the expressions that hold, by layer and place in it, with a way to learn where their words stand.
  func run(on subject: Subject, _ report: (_ layer: Int, _ expression: Int, _ spans: () -> [Span]) -> Void) {
    let texts = spare.take() ?? TextsBox()
    texts.texts.read(subject, fields)
    for layer in indexes.indices {
      let index = indexes[layer]
      let box = index.takeScratch()
      index.run(texts.texts, &box.scratch, subject)
      for expression in box.scratch.matched where !removed[layer].contains(expression) {
        report(layer, Int(expression)) {
          index.spans(Int(index.starts[Int(expression)]), box.scratch, texts.texts, subject).inOrder
        }
      }
      index.spare.put(box)
    }
    spare.put(texts)
  }

  /// How many expressions hold.
  func count(for subject: Subject) -> Int {
    var count = 0
    run(on: subject) { _, _, _ in count += 1 }
    return count
  }
}
