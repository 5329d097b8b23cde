// SPDX-License-Identifier: Apache-2.0

/// A queue whose ends cost the same whatever its length.
///
/// Public and inlinable, so that each module that has one compiles it for its own elements: what is of the package alone
/// is compiled once, for any elements.
public struct FirstInFirstOut<Element: Sendable>: Sendable {
  @usableFromInline var elements: [Element?] = []
  @usableFromInline var head = 0

  /// An empty queue.
  @inlinable public init() {}

  /// Whether nobody waits.
  @inlinable public var isEmpty: Bool { head == elements.count }

  /// The first one.
  @inlinable public var first: Element? { isEmpty ? nil : elements[head] }

  /// Lines up at the end.
  @inlinable public mutating func append(_ element: Element) { elements.append(element) }

  /// Takes the first one.
  @inlinable public mutating func popFirst() -> Element? {
    guard head < elements.count else { return nil }
    let element = elements[head]
    elements[head] = nil
    head += 1
    if head == elements.count {
      // After a long line the memory is given back.
      elements.removeAll(keepingCapacity: head <= 64)
      head = 0
    } else if head * 2 > elements.count {
      elements.removeFirst(head)
      head = 0
    }
    return element
  }
}
