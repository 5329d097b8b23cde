// SPDX-License-Identifier: Apache-2.0
package import Logging
internal import Messages
internal import Model
package import Store
internal import Systemd
package import Transport

/// Delivers what is owed: each notification at least once, with the same bytes each time, until it is taken or refused.
package struct Outbox: Sendable {
  private let store: Store
  private let mail: MailTransport
  private let listening: Listening
  private let clock: any WallClock
  private let logger: Logger

  /// An outbox that delivers what a store owes.
  package init(store: Store, mail: MailTransport, listening: Listening, clock: any WallClock, logger: Logger)
  {
    self.store = store
    self.mail = mail
    self.listening = listening
    self.clock = clock
    self.logger = logger
  }

  /// A notification that was taken from the store, and what became of it as soon as that is known.
  private typealias Taken = (record: OutboxRecord, outcome: DeliveryOutcome?)

  /// Delivers what is due until the task is cancelled; what is being sent then is sent or given up.
  ///
  /// Mail goes its own way: a server that does not answer takes minutes a mail, and keeps nothing from log and journal.
  package func run() async {
    let mailBell = Doorbell()
    async let mails: Void = deliver(mail: true, at: mailBell)
    await deliver(mail: false, at: listening.outboxBell, passingOnTo: mailBell)
    await mails
  }

  /// - Parameter other: is rung after each ring, since what is owed may be of the other kind.
  private func deliver(mail: Bool, at bell: Doorbell, passingOnTo other: Doorbell? = nil) async {
    // While the store cannot be written, what was delivered is known here only.
    var taken: [Taken] = []
    while !Task.isCancelled {
      other?.ring()
      do {
        try await settle(&taken)
        while !Task.isCancelled {
          taken = try await claimed(mail: mail)
          if taken.isEmpty { break }
          try await settle(&taken)
        }
        let next = try await store.nextOwed(mail: mail)
        await clock.wait(until: next, or: bell)
      } catch {
        logger.error("the outbox cannot be read; delivery pauses", metadata: ["reason": "\(error)"])
        await clock.wait(atMost: nil, or: bell)
      }
    }
  }

  /// Of mail one at a time, since what is taken counts as attempted and may wait for minutes behind another.
  private func claimed(mail: Bool) async throws(StoreError) -> [Taken] {
    try await store.claimDue(mail: mail, now: clock.now, limit: mail ? 1 : 8, jitter: .random(in: 0..<1))
      .map { ($0, nil) }
  }

  /// Attempts each of these and settles it. Where one cannot be settled it and those behind it are left, to be settled
  /// later; what was attempted is not attempted again then.
  private func settle(_ taken: inout [Taken]) async throws(StoreError) {
    while let (record, known) = taken.first {
      if record.state == .expired {
        taken.removeFirst()
        report(.bounced(code: nil, text: record.lastText ?? "it came too late"), of: record)
        continue
      }
      let outcome = if let known { known } else { await deliver(record) }
      taken[0].outcome = outcome
      try await store.settle(record.id, as: outcome, now: clock.now)
      taken.removeFirst()
      report(outcome, of: record)
    }
  }

  private func deliver(_ record: OutboxRecord) async -> DeliveryOutcome {
    let notification = record.notification
    switch notification.channel {
    case .log:
      logger.notice("\(String(decoding: notification.body, as: UTF8.self))")
      return .sent(remoteID: nil)
    case .journal: return await journal(notification)
    case .email: return await send(notification)
    }
  }

  private func send(_ notification: Notification) async -> DeliveryOutcome {
    guard let server = listening.mailServer, let sender = listening.watchlist.sender else {
      return .misconfigured(text: "no mail server is configured; name one in [mail]")
    }
    let delivery = await mail.send(
      notification.body, from: sender.address, to: notification.recipient, via: server)
    switch delivery {
    case .sent(let receipt): return .sent(remoteID: receipt)
    case .retry(let code, let text): return .retry(code: code, text: text)
    case .bounced(let code, let text): return .bounced(code: code, text: text)
    case .misconfigured(let text): return .misconfigured(text: text)
    case .ambiguous(let text): return .ambiguous(text: text)
    }
  }

  /// An entry with the mention's facts as fields, or a plain one for a digest.
  private func journal(_ notification: Notification) async -> DeliveryOutcome {
    var fields: [(name: String, value: String)] = [
      ("MESSAGE", String(decoding: notification.body, as: UTF8.self)), ("PRIORITY", "5"),
      ("SYSLOG_IDENTIFIER", "earshotd"),
    ]
    if notification.mentions.count == 1, let id = notification.mentions.first,
      let mention = try? await store.mention(id)?.mention
    {
      fields.append(("MESSAGE_ID", Journal.MessageID.mention.rawValue))
      fields += await listening.journalFields(of: mention)
    }
    return Journal.send(fields)
      ? .sent(remoteID: nil) : .retry(code: nil, text: "the journal does not answer")
  }

  private func report(_ outcome: DeliveryOutcome, of record: OutboxRecord) {
    let notification = record.notification
    var facts: Logger.Metadata = [
      "channel": "\(notification.channel.rawValue)", "key": "\(notification.key)",
      "attempt": "\(record.attempts)",
    ]
    if !notification.recipient.isEmpty { facts["recipient"] = "\(notification.recipient)" }
    switch outcome {
    case .sent:
      logger.info("notification delivered", metadata: facts)
    case .retry(_, let text), .ambiguous(let text):
      facts["reason"] = "\(text)"
      logger.warning("notification not delivered yet", metadata: facts)
    case .misconfigured(let text):
      facts["reason"] = "\(text)"
      logger.error("mail settings do not work; the notification stays owed", metadata: facts)
    case .bounced(_, let text):
      facts["reason"] = "\(text)"
      facts[messageIDKey] = "\(Journal.MessageID.notificationLost.rawValue)"
      logger.error(
        record.state == .expired
          ? "notification given up, since it is too old" : "notification refused for good", metadata: facts)
    }
  }
}
