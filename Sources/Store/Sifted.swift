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

/// How far the store has come, as far as identities go: a verdict holds as long as nothing it rests on was
/// written since.
struct Stage: Sendable {
  /// How many transactions have added identities.
  var additions: UInt64 = 0
  /// How many have taken some away.
  var removals: UInt64 = 0
}

/// The keys that were added lately, each with the transaction that added it: so `record` need not ask the
/// chain again for what `sift` has asked, though other visits were recorded in between.
struct RecentKeys: Sendable {
  private(set) var stage = Stage()
  private var added: [Int64: UInt64] = [:]
  /// Before this one they are not known any more.
  private var floor: UInt64 = 0

  /// Begins a transaction that adds keys.
  mutating func begin() {
    stage.additions += 1
    // Some megabytes at most; whoever sifted before that asks again.
    if added.count > 100_000 {
      added = [:]
      floor = stage.additions - 1
    }
  }

  /// Notes a key of the present transaction.
  mutating func add(_ key: Int64) { added[key] = stage.additions }

  /// Notes that some are gone.
  mutating func remove() { stage.removals += 1 }

  /// Whether verdicts of that stage on these keys still hold.
  func hold(since stage: Stage, for answer: Identified) -> Bool {
    if stage.additions == self.stage.additions && stage.removals == self.stage.removals { return true }
    guard stage.removals == self.stage.removals, stage.additions >= floor else { return false }
    return answer.keys.allSatisfy { keys in
      keys.links.all.allSatisfy { (added[$0] ?? 0) <= stage.additions }
    }
  }
}
