// SPDX-License-Identifier: Apache-2.0

/// A queue whose ends cost the same whatever its length.
struct FirstInFirstOut<Element: Sendable>: Sendable {
  private var elements: [Element?] = []
  private var head = 0

  /// An empty queue.
  init() {}

  /// Whether nobody waits.
  var isEmpty: Bool { head == elements.count }

  /// The first one.
  var first: Element? { isEmpty ? nil : elements[head] }

  /// Lines up at the end.
  mutating func append(_ element: Element) { elements.append(element) }

  /// Takes the first one.
  mutating func popFirst() -> Element? {
    guard head < elements.count else { return nil }
    defer {
      elements[head] = nil
      head += 1
      if head * 2 > elements.count {
        elements.removeFirst(head)
        head = 0
      }
    }
    return elements[head]
  }
}

/// Elements by their time, the earliest first: a binary heap.
package struct EarliestFirst<Element: Sendable>: Sendable {
  private var heap: [(key: Duration, element: Element)] = []

  /// An empty heap.
  package init() {}

  /// The earliest with its time.
  package var first: (key: Duration, element: Element)? { heap.first }

  /// Adds an element at its time.
  package mutating func insert(_ element: Element, at key: Duration) {
    heap.append((key, element))
    var child = heap.count - 1
    while child > 0, heap[child].key < heap[(child - 1) / 2].key {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Takes the earliest away.
  package mutating func removeFirst() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var parent = 0
    while true {
      var least = parent
      for child in [parent * 2 + 1, parent * 2 + 2]
      where child < heap.count && heap[child].key < heap[least].key { least = child }
      if least == parent { return }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
