// SPDX-License-Identifier: Apache-2.0
internal import CTasks

/// The thread of an actor, as the place where a task goes on that has waited for somebody.
///
/// Who waits belongs to no executor while it does, so the runtime would let a worker take it up only to hand it over to
/// the actor's thread: two threads would be woken where one is awake already.
package final class Home: Sendable {
  /// Takes a job, or says that it does not.
  let take: @Sendable (UnownedJob) -> Bool

  /// A home that takes jobs as its thread takes those of its actor, or says that it does not, since it has come to rest.
  package init(_ take: @escaping @Sendable (UnownedJob) -> Bool) { self.take = take }

  /// Makes the calling thread its own; it has to be there as long as the thread is.
  package func settle() {
    unsafe earshot_settle(Unmanaged.passUnretained(self).toOpaque())
  }

  /// That of the calling thread; nil for a worker.
  fileprivate static var here: Home? {
    unsafe earshot_home().map { unsafe at($0) }
  }

  /// The one that C was given.
  @unsafe static func at(_ place: UnsafeMutableRawPointer) -> Home {
    unsafe Unmanaged<Home>.fromOpaque(place).takeUnretainedValue()
  }

  /// Lets those tasks that the closure resumes go on there.
  fileprivate func hand(_ resume: () -> Void) {
    unsafe earshot_hand_to(Unmanaged.passUnretained(self).toOpaque())
    resume()
    earshot_hand_to(nil)
  }
}

/// A task that waits for a value, and goes on where it began to wait.
package struct Waiter<Value: Sendable>: Sendable {
  private let continuation: CheckedContinuation<Value, Never>
  private let home: Home?

  /// To be made on the thread that waits.
  package init(_ continuation: CheckedContinuation<Value, Never>) {
    self.continuation = continuation
    home = Home.here
  }

  /// Lets it go on; to be called once.
  package func resume(returning value: sending Value) {
    guard let home else { return continuation.resume(returning: value) }
    home.hand { continuation.resume(returning: value) }
  }
}
