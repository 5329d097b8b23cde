// SPDX-License-Identifier: Apache-2.0

/// A condition over mentions and what it sets off.
package struct Rule: Hashable, Sendable {
  /// What happens to a mention that the condition holds for.
  package enum Action: Hashable, Sendable {
    /// Tell the brand's recipients at once over these channels.
    case notify([Channel])
    /// Put this label on it.
    case label(String)
    /// Keep it, but tell nobody: neither at once nor in a digest.
    case ignore
  }

  /// The name it is called by; unique.
  package var name: String
  /// The condition, in the language of keywords with the fields of mentions.
  package var condition: String
  /// What it sets off.
  package var action: Action

  /// A named condition and its action.
  package init(name: String, condition: String, action: Action) {
    self.name = name
    self.condition = condition
    self.action = action
  }
}

/// A way to tell people.
package enum Channel: String, Hashable, Sendable, CaseIterable {
  /// A mail to each recipient.
  case email
  /// A line in the daemon's log.
  case log
  /// An entry with structured fields in the systemd journal.
  case journal
}

/// When many mentions are told in one message.
package struct Digest: Hashable, Sendable {
  /// The name it is called by; unique.
  package var name: String
  /// The brand it tells of.
  package var brand: String
  /// When it is due: a calendar expression of module Schedule in the brand's time zone, such as `08:00` or `Mon 08:00`.
  package var at: String
  /// Which mentions it tells of: a condition in the language of rules.
  package var condition: String
  /// Over which channel.
  package var channels: [Channel]
  /// Whom it goes to; the brand's recipients where empty.
  package var recipients: [String]
  /// Whether a window without mentions is told too.
  package var sendEmpty: Bool

  /// A digest of a brand's negative mentions by mail unless said otherwise.
  package init(
    name: String, brand: String, at: String = "08:00", condition: String = "sentiment:negative",
    channels: [Channel] = [.email], recipients: [String] = [], sendEmpty: Bool = false
  ) {
    self.name = name
    self.brand = brand
    self.at = at
    self.condition = condition
    self.channels = channels
    self.recipients = recipients
    self.sendEmpty = sendEmpty
  }
}
