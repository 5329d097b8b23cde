// SPDX-License-Identifier: Apache-2.0

package import Model

/// Why an answer of a platform has no items to read.
package struct PlatformError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What to make of it.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The secret is wrong or no longer valid: ask with a new token, or tell a person.
    case authorization
    /// Asked too often: wait.
    case rate
    /// Nothing more for the day or the month: wait long.
    case quota
    /// The platform does not want to be asked by us: wait very long.
    case blocked
    /// It may work the next time.
    case transient
    /// It will never work like this: a person must change the recipe or what was filled into it.
    case configuration
    /// There is no such thing any more.
    case gone
    /// The answer is not of this platform, or it has changed its form.
    case shape
  }

  /// What to make of it.
  package var kind: Kind
  /// Before when the platform must not be asked again, where it says so.
  package var until: Instant?
  /// One line: lower case, no full stop.
  package var description: String
}
