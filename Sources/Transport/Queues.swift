// SPDX-License-Identifier: Apache-2.0

/// Elements by their time, the earliest first: a binary heap.
///
/// Public and inlinable, so that each module that has one compiles it for its own elements: what is of the package alone
/// is compiled once, for any elements.
public struct EarliestFirst<Element: Sendable>: Sendable {
  @usableFromInline var heap: [(key: Duration, element: Element)] = []

  /// An empty heap.
  @inlinable public init() {}

  /// The earliest with its time.
  @inlinable public var first: (key: Duration, element: Element)? { heap.first }

  /// Adds an element at its time.
  @inlinable public mutating func insert(_ element: Element, at key: Duration) {
    heap.append((key, element))
    var child = heap.count - 1
    while child > 0, heap[child].key < heap[(child - 1) / 2].key {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Takes the earliest away.
  @inlinable public mutating func removeFirst() {
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
