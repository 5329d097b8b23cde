// SPDX-License-Identifier: Apache-2.0
public import Glibc

/// A value that one thread at a time may touch.
///
/// Not `Synchronization.Mutex`: ThreadSanitizer does not see its futex on Linux and reports races that are
/// none. Public and inlinable, so that each module compiles it for its own values.
///
/// Safe because `value` is only reached through `withLock`, which holds the mutex.
@safe public final class Locked<Value>: @unchecked Sendable {
  @usableFromInline let mutex: UnsafeMutablePointer<pthread_mutex_t>
  @usableFromInline var value: Value

  /// Takes the value into custody.
  public init(_ value: sending Value) {
    self.value = value
    unsafe mutex = .allocate(capacity: 1)
    unsafe mutex.initialize(to: pthread_mutex_t())
    unsafe pthread_mutex_init(mutex, nil)
  }

  deinit {
    unsafe pthread_mutex_destroy(mutex)
    unsafe mutex.deallocate()
  }

  /// Runs with the value to itself; must not block.
  @inlinable @inline(__always) public func withLock<Result, Failure: Error>(
    _ body: (inout sending Value) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    return try body(&value)
  }
}
