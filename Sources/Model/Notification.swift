// SPDX-License-Identifier: Apache-2.0

/// One message owed to one recipient over one channel, complete: what is stored is what is sent.
package struct Notification: Hashable, Sendable {
  /// What makes it the same message when it is owed again, such as `alert:acme:17:owner@acme.example`; unique.
  package var key: String
  /// Over which channel.
  package var channel: Channel
  /// The mail address; empty for log and journal.
  package var recipient: String
  /// The Message-ID without angle brackets, derived from the key: the same on every attempt; empty where not a mail.
  package var messageID: String
  /// The final bytes: an RFC 5322 message with CRLF line ends for mail, one line of text for log and journal.
  package var body: [UInt8]
  /// The mentions it tells of.
  package var mentions: [Identifier<Mention>]
  /// When it is no longer worth sending.
  package var expires: Instant

  /// A message complete with its bytes.
  package init(
    key: String, channel: Channel, recipient: String, messageID: String, body: [UInt8],
    mentions: [Identifier<Mention>], expires: Instant
  ) {
    self.key = key
    self.channel = channel
    self.recipient = recipient
    self.messageID = messageID
    self.body = body
    self.mentions = mentions
    self.expires = expires
  }
}
