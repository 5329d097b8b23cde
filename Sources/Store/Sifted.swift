// SPDX-License-Identifier: Apache-2.0
package import Model
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

  /// The items that were asked about, as they were read.
  package var items: [Item] { answer.items }

  /// The language of an item: the one that its source names, else the one that was told.
  package func language(of index: Int) -> String? { answer.items.span[index].language ?? languages[index] }

  /// An item in its language.
  package func item(at index: Int) -> Item {
    var item = answer.items[index]
    item.language = language(of: index)
    return item
  }
}
