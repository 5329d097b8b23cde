// SPDX-License-Identifier: Apache-2.0

/// How much callers may ask of the server.
package struct Limits: Hashable, Sendable {
  /// The longest call, in bytes.
  package var message = 1 << 20
  /// How many connections there may be.
  package var connections = 64
  /// How many of those are kept for admins, so that others cannot lock them out.
  package var reserved = 8
  /// How long a caller may take to send the rest of a call, or to take in what is written to it.
  package var patience = Duration.seconds(10)
  /// How many bytes of a stream may wait to be taken in before the stream has to wait.
  package var unread = 1 << 18

  /// The usual limits.
  package init() {}
}
