// SPDX-License-Identifier: Apache-2.0

/// How much work and memory the addresses of a document may take in being resolved: a short reference against a long base
/// becomes many times what was written, and a document can hold a reference for every few bytes.
package struct AddressBudget: Sendable {
  private var room: Int

  /// Enough for any honest document of a number of bytes.
  package init(forDocumentOf count: Int) { room = 4_000_000 + 2 * count }

  /// The absolute address a reference means, as `resolve(_:against:)` has it; nil also where there is no room any more.
  package mutating func resolve(_ reference: String, against base: String) -> String? {
    guard room > 0 else { return nil }
    room -= base.utf8.count
    return Markup.resolve(reference, against: base)
  }
}
