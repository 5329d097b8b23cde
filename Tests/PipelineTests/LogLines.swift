// SPDX-License-Identifier: Apache-2.0
import Logging

/// A log whose messages are a stream, for whoever waits until something is told there.
struct LogLines {
  /// The messages, without their facts.
  let lines: AsyncStream<String>
  /// What writes them.
  let logger: Logger
  private let messages: AsyncStream<String>.Continuation

  init() {
    let (lines, messages) = AsyncStream<String>.makeStream()
    (self.lines, self.messages) = (lines, messages)
    logger = Logger(label: "test") { _ in Handler(log: messages) }
  }

  /// No more messages count.
  func finish() { messages.finish() }

  private struct Handler: LogHandler {
    let log: AsyncStream<String>.Continuation
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { log.yield("\(event.message)") }
  }
}
