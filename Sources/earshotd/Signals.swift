// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Glibc

/// What the operator asks for by signals, for as long as this lives.
final class Signals {
  /// What a signal means.
  enum Meaning: Sendable {
    /// SIGTERM or SIGINT: stop.
    case stop
    /// SIGHUP: read the configuration again.
    case reload
  }

  /// The signals as they come.
  let stream: AsyncStream<Meaning>
  private let sources: [any DispatchSourceSignal]

  /// Takes the signals over; SIGPIPE is ignored from now on.
  ///
  /// After one request to stop, the next is the kernel's business again: an operator in a hurry can interrupt twice.
  init() {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Meaning.self, bufferingPolicy: .bufferingNewest(4))
    self.stream = stream
    _ = signal(SIGPIPE, SIG_IGN)
    sources = [(SIGTERM, Meaning.stop), (SIGINT, .stop), (SIGHUP, .reload)].map { number, meaning in
      _ = signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        if meaning == .stop { _ = signal(number, SIG_DFL) }
        continuation.yield(meaning)
      }
      source.resume()
      return source
    }
  }

  deinit { for source in sources { source.cancel() } }
}
