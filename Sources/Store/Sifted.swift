// SPDX-License-Identifier: Apache-2.0
internal import Model
internal import Text

/// What the chain of identity says of one item of an answer.
enum Verdict: Hashable, Sendable {
  /// Never met.
  case new
  /// A stored one.
  case known(Identifier<Item>)
  /// One that retention has deleted.
  case forgotten
  /// What an earlier item of the same answer says already, or what says nothing.
  case surplus
}

/// An answer held against what is stored.
package struct Sifted: Sendable {
  /// The items that call for a look, in their order; known ones that say the same as before are left out.
  package internal(set) var novelties: [Novelty]
  let answer: Identified
  let verdicts: [Verdict]
  /// How far the store had come when it was asked.
  let stage: Stage
  /// The languages that were told of new items whose source names none, by the index of the item.
  var languages: [Int: String] = [:]
  /// What new mentions are told by when their story is met again elsewhere, by the index of the item.
  var sketches: [Int: Sketch] = [:]
}
