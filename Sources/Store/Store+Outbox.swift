// SPDX-License-Identifier: Apache-2.0
package import Model
import SQLite
import Text

extension Store {
  /// Writes what is owed and says how many of them were not before: the same key twice is owed once.
  package func owe(_ notifications: [Notification], now: Instant) throws(StoreError) -> Int {
    try writing { try enqueue(notifications, now: now) }
  }

  /// Takes notifications whose time has come, the longest due first, each to be settled; those no longer
  /// worth sending expire and come along as that, to be told.
  ///
  /// The attempt is counted and the next one set before anything is sent, so that what kills the sender is
  /// not tried without end. `jitter`, 0..<1, spreads the back-off over 80 to 120 percent.
  ///
  /// - Parameter mail: whether mail is taken or what goes over other channels; nil for both.
  package func claimDue(
    mail: Bool? = nil, now: Instant, limit: Int, jitter: Double = 0.5
  ) throws(StoreError) -> [OutboxRecord] {
    try writing {
      let due = try database.column(
        """
        SELECT id FROM outbox
        WHERE state = 'queued' AND min(next_at, expires) <= ?1 AND \(isOfKind(mail)) ORDER BY next_at, id LIMIT ?2
        """, now, limit, as: Identifier<Notification>.self)
      return try due.map { id in
        let owed = try stored(record(id), "notification", id.description)
        if owed.notification.expires <= now {
          try database.run("UPDATE outbox SET state = 'expired' WHERE id = ?", id)
        } else {
          try database.run(
            "UPDATE outbox SET state = 'sending', attempts = attempts + 1, next_at = ? WHERE id = ?",
            now + backOff(after: owed.attempts + 1, jitter: jitter), id)
        }
        return try stored(record(id), "notification", id.description)
      }
    }
  }

  /// Writes what became of an attempt. Without `nextAttempt` a failed one is tried again as `claimDue` has
  /// set it, one without an answer 15 minutes and then 2 hours later; the third of these holds a digest,
  /// while alerts go on.
  package func settle(
    _ id: Identifier<Notification>, as outcome: DeliveryOutcome, now: Instant, nextAttempt: Instant? = nil
  ) throws(StoreError) {
    try writing {
      let held = try stored(record(id), "notification", id.description)
      try keepAttempt(held, as: outcome.word, outcome.code, outcome.text, now: now)
      guard held.state != .sent else { return }
      var ambiguous = held.ambiguous
      var next = held.nextAttempt
      if case .ambiguous = outcome {
        ambiguous += 1
        next = now + (ambiguous == 1 ? .minutes(15) : .hours(2))
      }
      try database.run(
        """
        UPDATE outbox SET state = ?, ambiguous = ?, next_at = ?, last_code = ?, last_text = ?, remote_id = ?
        WHERE id = ?
        """,
        held.state(after: outcome).rawValue, ambiguous, nextAttempt ?? next, outcome.code, outcome.text,
        outcome.remoteID, id)
    }
  }

  /// When the next notification is due or is no longer worth sending; nil where nothing is owed.
  ///
  /// - Parameter mail: as for `claimDue`.
  package func nextOwed(mail: Bool? = nil) throws(StoreError) -> Instant? {
    try reading {
      try database.value(
        """
        SELECT min(min(next_at, expires)) FROM outbox
        WHERE state = 'queued' AND \(isOfKind(mail))
        """, as: Instant?.self) ?? nil
    }
  }

  /// The notifications in these states, newest first.
  package func outbox(
    states: [OutboxRecord.State] = OutboxRecord.State.allCases, limit: Int = 100
  ) throws(StoreError) -> [OutboxRecord] {
    try reading {
      try database.column(
        "SELECT id FROM outbox WHERE state IN (SELECT value FROM json_each(?)) ORDER BY id DESC LIMIT ?",
        states.map(\.rawValue).json, limit, as: Identifier<Notification>.self
      ).compactMap { try record($0) }
    }
  }

  /// Makes all notifications due at once that are queued, held or bounced and still worth sending; says how many these
  /// are. Those asked for by their numbers are worth it for a day at least (in microseconds below), expired or not.
  package func retry(_ ids: [Identifier<Notification>]? = nil, now: Instant) throws(StoreError) -> Int {
    try writing {
      try database.run(
        """
        UPDATE outbox SET state = 'queued', next_at = ?1, attempts = 0, ambiguous = 0,
          expires = max(expires, iif(?2 IS NULL, ?1, ?1 + 86400000000))
        WHERE state IN ('queued', 'held', 'bounced', 'expired')
          AND CASE WHEN ?2 IS NULL THEN expires > ?1 ELSE id IN (SELECT value FROM json_each(?2)) END
        """, now, ids.map { JSON.array($0.map { .integer($0.value) }) })
      return database.changes
    }
  }

  /// At the start of the daemon: what was being sent when it ended may have been taken, and is queued again
  /// within the bounds of `settle`; says how many these are.
  package func recoverOutbox(now: Instant) throws(StoreError) -> Int {
    try writing {
      let interrupted = try database.column(
        "SELECT id FROM outbox WHERE state = 'sending' ORDER BY id", as: Identifier<Notification>.self)
      for id in interrupted {
        let held = try stored(record(id), "notification", id.description)
        try keepAttempt(held, as: "interrupted", nil, nil, now: now)
        try database.run(
          "UPDATE outbox SET state = ?, ambiguous = ambiguous + 1 WHERE id = ?",
          held.state(after: .ambiguous(text: "")).rawValue, id)
      }
      return interrupted.count
    }
  }

  private func isOfKind(_ mail: Bool?) -> StaticString {
    mail.map { $0 ? "channel = 'email'" : "channel <> 'email'" } ?? "1"
  }

  // What the transactions here and those of `record` and `closeWindow` are made of.

  func enqueue(_ notifications: [Notification], now: Instant) throws(SQLiteError) -> Int {
    var owed = 0
    for notification in notifications {
      try database.run(
        """
        INSERT INTO outbox(key, channel, recipient, message_id, body, state, next_at, expires, created)
        VALUES (?, ?, ?, ?, ?, 'queued', ?, ?, ?) ON CONFLICT(key) DO NOTHING
        """,
        notification.key, notification.channel.rawValue, notification.recipient, notification.messageID,
        notification.body, now, notification.expires, now)
      guard database.changes == 1 else { continue }
      owed += 1
      let id = database.lastInsertedRow
      for mention in notification.mentions {
        try database.run(
          "INSERT OR IGNORE INTO outbox_mentions(outbox, mention) SELECT ?, id FROM mentions WHERE id = ?",
          id,
          mention)
      }
    }
    return owed
  }

  private func record(_ id: Identifier<Notification>) throws(SQLiteError) -> OutboxRecord? {
    let mentions = try database.column(
      "SELECT mention FROM outbox_mentions WHERE outbox = ? ORDER BY mention", id,
      as: Identifier<Mention>.self)
    return try database.first(
      """
      SELECT key, channel, recipient, message_id, body, expires, state, attempts, ambiguous, next_at, created,
        last_code, last_text, remote_id
      FROM outbox WHERE id = ?
      """, id
    ) { (row) throws(SQLiteError) in
      OutboxRecord(
        id: id,
        notification: Notification(
          key: try row.next(), channel: try row.word(), recipient: try row.next(), messageID: try row.next(),
          body: try row.next(), mentions: mentions, expires: try row.next()),
        state: try row.word(), attempts: try row.next(), ambiguous: try row.next(),
        nextAttempt: try row.next(),
        created: try row.next(), lastCode: try row.next(), lastText: try row.next(), remoteID: try row.next())
    }
  }

  private func keepAttempt(
    _ held: OutboxRecord, as outcome: String, _ code: Int?, _ text: String?, now: Instant
  ) throws(SQLiteError) {
    try database.run(
      "INSERT INTO deliveries(outbox, attempt, at, outcome, code, text) VALUES (?, ?, ?, ?, ?, ?)", held.id,
      held.attempts, now, outcome, code, text)
  }
}
