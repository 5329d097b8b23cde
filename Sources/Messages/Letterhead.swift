// SPDX-License-Identifier: Apache-2.0

/// Who writes: what all mails of one installation have in common.
package struct Letterhead: Hashable, Sendable {
  /// The address mails come from; it passes `isMailAddress`.
  package var address: String
  /// The name beside it.
  package var name: String
  /// What tells this installation from all others, such as a random number kept in its database: two installations
  /// that tell the same person of the same mention write two mails.
  package var installation: String
  /// The name of the machine, as the last line of a mail gives it; may be empty.
  package var host: String

  /// A letterhead; the name is Earshot unless given.
  package init(address: String, name: String = "Earshot", installation: String, host: String = "") {
    self.address = address
    self.name = name
    self.installation = installation
    self.host = host
  }

  /// The Message-ID without angle brackets of a message with this key to this recipient: the same on every attempt,
  /// so that a receiver who gets it twice can tell.
  package func messageID(of key: String, to recipient: String) -> String {
    let named = [installation, key, recipient].joined(separator: "\u{0}")
    return String(SHA256.hex(of: Array(named.utf8)).prefix(32)) + "@" + domain(of: address)
  }
}

/// What stands after the `@`.
func domain(of address: String) -> String {
  address.split(separator: "@").last.map(String.init) ?? "localhost"
}
