// SPDX-License-Identifier: Apache-2.0

/// What the author of a text is after.
package enum Intent: String, Sendable, CaseIterable {
  /// Something went wrong.
  case complaint
  /// Wants to know something.
  case question
  /// Is content, and says so.
  case praise
  /// Tells others to go, buy or try.
  case recommendation
  /// Comes from a competitor, or leaves for one.
  case switching
  /// None of these.
  case nothing
}
