// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Runs a closure on a detached thread of its own.
package func startThread(_ body: @escaping @Sendable () -> Void) {
  final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
  var thread = pthread_t()
  let context = unsafe Unmanaged.passRetained(Body(body)).toOpaque()
  let code = unsafe pthread_create(
    &thread, nil,
    { context in
      guard let context = unsafe context else { return nil }
      unsafe Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
      return nil
    }, context)
  precondition(code == 0, "no thread could be started: \(code)")
  pthread_detach(thread)
}
