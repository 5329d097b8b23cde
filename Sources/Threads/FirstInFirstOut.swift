// SPDX-License-Identifier: Apache-2.0

/// A queue whose ends cost the same whatever its length.
package struct FirstInFirstOut<Element: Sendable>: Sendable {
  private var elements: [Element?] = []
  private var head = 0

  /// An empty queue.
  package init() {}

  /// Whether nobody waits.
  package var isEmpty: Bool { head == elements.count }

  /// The first one.
  package var first: Element? { isEmpty ? nil : elements[head] }

  /// Lines up at the end.
  package mutating func append(_ element: Element) { elements.append(element) }

  /// Takes the first one.
  package mutating func popFirst() -> Element? {
    guard head < elements.count else { return nil }
    defer {
      elements[head] = nil
      head += 1
      if head * 2 > elements.count {
        // After a long line the memory is given back.
        if head == elements.count && head > 64 { elements = [] } else { elements.removeFirst(head) }
        head = 0
      }
    }
    return elements[head]
  }
}
