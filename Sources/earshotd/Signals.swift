// SPDX-License-Identifier: Apache-2.0
import Glibc

/// What the operator asks for by signals.
///
/// They are taken by the thread that waits for them and by no other, since whoever starts a thread hands on what is
/// blocked.
struct Signals {
  /// What a signal means.
  enum Meaning: Sendable {
    /// SIGTERM or SIGINT: stop.
    case stop
    /// SIGHUP: read the configuration again.
    case reload
  }

  /// The signals as they come.
  let stream: AsyncStream<Meaning>
  private let continuation: AsyncStream<Meaning>.Continuation

  /// Takes the signals over, before there is a second thread; SIGPIPE is ignored from now on.
  init() {
    (stream, continuation) = AsyncStream.makeStream(of: Meaning.self, bufferingPolicy: .bufferingNewest(4))
    _ = signal(SIGPIPE, SIG_IGN)
    var signals = Self.set(of: [SIGTERM, SIGINT, SIGHUP])
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  /// Waits for signals on the calling thread, for ever.
  ///
  /// After one request to stop, the next is the kernel's business again: an operator in a hurry can interrupt twice.
  func wait() -> Never {
    var awaited = Self.set(of: [SIGTERM, SIGINT, SIGHUP])
    while true {
      var number: Int32 = 0
      guard unsafe sigwait(&awaited, &number) == 0 else { continue }
      continuation.yield(number == SIGHUP ? .reload : .stop)
      if number != SIGHUP {
        awaited = Self.set(of: [SIGHUP])
        var given = Self.set(of: [SIGTERM, SIGINT])
        unsafe pthread_sigmask(SIG_UNBLOCK, &given, nil)
      }
    }
  }

  private static func set(of numbers: [Int32]) -> sigset_t {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for number in numbers { unsafe sigaddset(&set, number) }
    return set
  }
}
