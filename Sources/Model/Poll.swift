// SPDX-License-Identifier: Apache-2.0

/// The outcome of one visit to a source: always a value, stored and shown, never an error past the poller.
package enum Poll: Hashable, Sendable {
  /// The server said, or the bytes showed, that nothing has changed.
  case unchanged
  /// What was read, newest first or as the source orders it; may be empty.
  case items([Item])
  /// The server asked us to stay away until then.
  case throttled(until: Instant)
  /// The server refused us (403, a challenge page, a web page where a feed was).
  case blocked(String)
  /// The source says it has ceased (410).
  case gone
  /// It could not be reached, or answered with an error; the sentence says what happened.
  case failed(String)
  /// It answered, but what came could not be read; the sentence is the reader's.
  case broken(String)

  /// The word it is stored and shown by.
  package var word: String {
    switch self {
    case .unchanged: "unchanged"
    case .items: "items"
    case .throttled: "throttled"
    case .blocked: "blocked"
    case .gone: "gone"
    case .failed: "failed"
    case .broken: "broken"
    }
  }
}
