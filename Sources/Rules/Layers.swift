// SPDX-License-Identifier: Apache-2.0
import Model

/// The indexes of a matcher: one of most expressions, and small ones of those added since.
struct Layers: Sendable {
  private var indexes: [ExpressionIndex]
  /// By layer, the expressions that were taken out again.
  private var removed: [Set<Int32>] = [[]]
  private var hasRemoved = false
  private var fields: SearchedFields
  private let spare = Spare<Workspace>()

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

  /// Takes an expression out; false where it was taken out before.
  mutating func remove(_ expression: Int, from layer: Int) -> Bool {
    hasRemoved = true
    return removed[layer].insert(Int32(expression)).inserted
  }

  /// Reports the expressions that hold, by layer and place in it, with a way to learn where their words stand.
  @inline(__always)
  func run(on subject: Subject, _ report: (_ layer: Int, _ expression: Int, _ spans: () -> [Span]) -> Void) {
    var workspace = spare.take() ?? Place(Workspace())
    workspace.value.texts.read(subject, fields)
    for layer in indexes.indices {
      indexes.lend(layer) { index in
        workspace.value.run(index, at: layer, subject)
        for number in 0..<workspace.value.scratches[layer].matched.count {
          let expression = workspace.value.scratches[layer].matched[number]
          if hasRemoved && removed[layer].contains(expression) { continue }
          report(layer, Int(expression)) {
            workspace.value.spans(of: index, Int(expression), at: layer, subject)
          }
        }
      }
    }
    workspace.value.keep(layers: indexes.count)
    spare.put(workspace)
  }

  /// How many expressions hold.
  func count(for subject: Subject) -> Int {
    var count = 0
    run(on: subject) { _, _, _ in count += 1 }
    return count
  }
}
