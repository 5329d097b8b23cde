// SPDX-License-Identifier: Apache-2.0
package import Model
import SQLite

/// What became of an attempt to deliver.
package enum DeliveryOutcome: Hashable, Sendable {
  /// It was taken; with the server's name for it, if it said one.
  case sent(remoteID: String?)
  /// Not now; the reply's code and text.
  case retry(code: Int?, text: String)
  /// Never to this recipient; the reply's code and text.
  case bounced(code: Int?, text: String)
  /// Not until somebody has corrected the configuration.
  case misconfigured(text: String)
  /// The answer never came: it may have been taken.
  case ambiguous(text: String)
}

/// A notification that is or was owed.
package struct OutboxRecord: Hashable, Sendable {
  /// How far it is.
  package enum State: String, Sendable, CaseIterable {
    /// To be sent when its time comes.
    case queued
    /// Somebody is sending it.
    case sending
    /// It was taken.
    case sent
    /// It was refused for good.
    case bounced
    /// It was not worth sending any more.
    case expired
    /// It may have been taken, and is not tried again unless somebody asks for it.
    case held
  }

  /// Its number.
  package var id: Identifier<Notification>
  /// What is sent.
  package var notification: Notification
  /// How far it is.
  package var state: State
  /// How often it was tried.
  package var attempts: Int
  /// How many of these ended without an answer.
  package var ambiguous: Int
  /// When it is tried next.
  package var nextAttempt: Instant
  /// When it became owed.
  package var created: Instant
  /// The code of the last reply.
  package var lastCode: Int?
  /// The text of the last reply.
  package var lastText: String?
  /// The server's name for it.
  package var remoteID: String?
}

/// One attempt to deliver.
package struct DeliveryRecord: Hashable, Sendable {
  /// The key of the notification.
  package var key: String
  /// Over which channel.
  package var channel: Channel
  /// To whom.
  package var recipient: String
  /// Which attempt, 1 the first.
  package var attempt: Int
  /// When it ended.
  package var at: Instant
  /// `sent`, `retry`, `bounced`, `misconfigured`, `ambiguous` or `interrupted`.
  package var outcome: String
  /// The code of the reply.
  package var code: Int?
  /// The text of the reply.
  package var text: String?
}

/// The time from an attempt (1 the first) to the next: 1, 2, 5, 15, 30 minutes, 1, 2, then 4 hours, each 80
/// to 120 percent by a jitter of 0..<1.
func backOff(after attempt: Int, jitter: Double) -> Duration {
  let steps = [1, 2, 5, 15, 30, 60, 120, 240]
  return .minutes(steps[min(max(attempt, 1), steps.count) - 1]) * (0.8 + 0.4 * min(max(jitter, 0), 1))
}

extension OutboxRecord {
  /// How many attempts without an answer are made of a digest.
  private static let ambiguousLimit = 3

  /// What it becomes by an attempt with this outcome. A key tells what it is: `digest:…` is held, all else
  /// goes on, for an alert twice is better than none.
  func state(after outcome: DeliveryOutcome) -> State {
    switch outcome {
    case .sent: .sent
    case .bounced: .bounced
    case .retry, .misconfigured: .queued
    case .ambiguous:
      notification.key.hasPrefix("digest:") && ambiguous + 1 >= Self.ambiguousLimit ? .held : .queued
    }
  }
}

extension DeliveryOutcome {
  var word: String {
    switch self {
    case .sent: "sent"
    case .retry: "retry"
    case .bounced: "bounced"
    case .misconfigured: "misconfigured"
    case .ambiguous: "ambiguous"
    }
  }

  var code: Int? {
    switch self {
    case .retry(let code, _), .bounced(let code, _): code
    case .sent, .misconfigured, .ambiguous: nil
    }
  }

  var text: String? {
    switch self {
    case .sent: nil
    case .retry(_, let text), .bounced(_, let text), .misconfigured(let text), .ambiguous(let text): text
    }
  }

  var remoteID: String? {
    guard case .sent(let remoteID) = self else { return nil }
    return remoteID
  }
}

extension DeliveryRecord {
  static let columns = """
    outbox.key, channel, recipient, attempt, at, outcome, code, text
    FROM deliveries JOIN outbox ON outbox.id = deliveries.outbox
    """

  init(row: inout Row) throws(SQLiteError) {
    key = try row.next()
    channel = try row.word()
    recipient = try row.next()
    attempt = try row.next()
    at = try row.next()
    outcome = try row.next()
    code = try row.next()
    text = try row.next()
  }
}
