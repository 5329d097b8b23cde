// SPDX-License-Identifier: Apache-2.0
package import Control
internal import Logging
internal import Messages
internal import Model
internal import Store

extension Switchboard {
  /// The selected digests as they would be sent now.
  package func previewDigests(_ selection: DigestSelection) async throws(ControlError) -> [DigestPreview] {
    let selected = try await digests(selection)
    return try await answering {
      var previews: [DigestPreview] = []
      for digest in selected {
        guard let issue = try await digester.preview(digest) else { continue }
        let rendered = issue.rendered(at: clock.now)
        previews.append(
          DigestPreview(
            span: DigestSpan(issue), subject: rendered.subject, text: rendered.text, html: rendered.html))
      }
      return previews
    }
  }

  /// Closes the windows of the selected digests and owes their messages.
  package func sendDigests(
    _ selection: DigestSelection, caller: Caller
  ) async throws(ControlError) -> [DigestSent] {
    let selected = try await digests(selection)
    return try await answering {
      var sent: [DigestSent] = []
      for digest in selected {
        guard let window = try await digester.close(digest, at: clock.now) else { continue }
        audit("digest sent", ["digest": "\(digest.name)", "brand": "\(digest.brand)"], by: caller)
        sent.append(
          DigestSent(
            span: DigestSpan(
              name: digest.name, brand: digest.brand, start: window.start, end: window.end,
              mentions: window.mentions),
            notifications: window.owed))
      }
      return sent
    }
  }

  private func digests(_ selection: DigestSelection) async throws(ControlError) -> [Digest] {
    let all = try await answering { try await digester.digests() }
    let selected = all.filter { digest in
      (selection.name.map { $0.lowercased() == digest.name.lowercased() } ?? true)
        && (selection.brand.map { $0.lowercased() == digest.brand.lowercased() } ?? true)
    }
    if selected.isEmpty, let name = selection.name { throw .noSuchDigest(name) }
    if selected.isEmpty, let brand = selection.brand { throw .noSuchBrand(brand) }
    return selected
  }

  /// Notifications in a state, or all that are not delivered.
  package func outbox(state: String?, limit: Int) async throws(ControlError) -> [OutboxListing] {
    var states: [OutboxRecord.State] = [.queued, .sending, .held, .bounced, .expired]
    if let state {
      guard let wanted = OutboxRecord.State(rawValue: state == "failed" ? "bounced" : state) else {
        throw .invalidValue(
          parameter: "state",
          message: "there is no state “\(state)”; it is one of queued, sending, sent, failed, expired, held")
      }
      states = [wanted]
    }
    return try await answering {
      try await store.outbox(states: states, limit: limit).map(OutboxListing.init)
    }
  }

  /// Makes these notifications, or all that are not delivered and have not expired, due at once; returns how many.
  package func retryOutbox(_ ids: [Int64]?, caller: Caller) async throws(ControlError) -> Int {
    try await answering {
      let count = try await store.retry(ids?.map { Identifier($0) }, now: clock.now)
      audit("outbox retried", ["count": "\(count)"], by: caller)
      listening.outboxBell.ring()
      return count
    }
  }
}

extension DigestSpan {
  /// The window of an issue.
  init(_ issue: DigestIssue) {
    self.init(
      name: issue.digest.name, brand: issue.digest.brand, start: issue.summary.start, end: issue.summary.end,
      mentions: issue.mentions.count)
  }
}

extension OutboxListing {
  /// A stored notification as it is listed.
  init(_ record: OutboxRecord) {
    let notification = record.notification
    self.init(
      id: record.id.value, key: notification.key, channel: notification.channel,
      recipient: notification.recipient,
      messageID: notification.messageID, mentions: notification.mentions,
      progress: OutboxProgress(
        state: record.state == .bounced ? "failed" : record.state.rawValue, attempts: record.attempts,
        ambiguous: record.ambiguous, nextAttempt: record.state == .queued ? record.nextAttempt : nil,
        expires: notification.expires, answer: record.lastText))
  }
}
