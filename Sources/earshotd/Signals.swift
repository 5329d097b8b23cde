// SPDX-License-Identifier: Apache-2.0
internal import Dispatch
internal import Glibc

/// What the operator asks for by signals.
enum Signal: Sendable {
  /// SIGTERM or SIGINT: stop.
  case stop
  /// SIGHUP: read the configuration again.
  case reload

  /// The signals as they come, from the moment this is called; SIGPIPE is ignored from then on.
  ///
  /// A second request to stop is the kernel's business again, so that an operator in a hurry can interrupt twice.
  static func stream() -> AsyncStream<Signal> {
    AsyncStream(bufferingPolicy: .bufferingNewest(4)) { continuation in
      _ = unsafe signal(SIGPIPE, SIG_IGN)
      let sources = [(SIGTERM, Signal.stop), (SIGINT, .stop), (SIGHUP, .reload)].map { number, meaning in
        _ = unsafe signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler {
          if meaning == .stop { _ = unsafe signal(number, SIG_DFL) }
          continuation.yield(meaning)
        }
        source.resume()
        return SignalSource(source: source)
      }
      continuation.onTermination = { _ in sources.forEach { $0.cancel() } }
    }
  }
}

/// Keeps a dispatch source alive until it is cancelled.
private struct SignalSource: Sendable {
  let source: any DispatchSourceSignal

  func cancel() { source.cancel() }
}
