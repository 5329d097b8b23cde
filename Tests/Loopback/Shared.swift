// SPDX-License-Identifier: Apache-2.0
import Dispatch

/// A value that the threads of a server share.
// Safe because `value` is only touched on `queue`.
package final class Shared<Value>: @unchecked Sendable {
  private let queue = DispatchQueue(label: "shared")
  private var value: Value

  /// Takes the value into custody.
  package init(_ value: sending Value) { self.value = value }

  /// Runs with the value to itself.
  package func withLock<Result>(_ body: (inout Value) -> Result) -> Result { queue.sync { body(&value) } }
}
