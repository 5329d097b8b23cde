// SPDX-License-Identifier: Apache-2.0
package import Model

/// The items of one answer with what each is known by: reckoned without the store, so off its thread.
package struct Identified: Sendable {
  /// The items as they were read.
  package let items: [Item]
  let source: SourceFacts
  /// The secret of this database's sketches.
  let sketchKey: UInt64
  let keys: [IdentityKeys]
  /// Of an item that an earlier one of the same answer repeats: the index of that one.
  private(set) var repeats: [Int: Int] = [:]
  /// Keys that several different items of the answer have: they tell none of them from the others.
  private(set) var shared: Set<Int64> = []
  /// The items to be looked up: those that say something and repeat none.
  private(set) var indices: [Int] = []

  init(_ items: [Item], in source: SourceFacts, hash: Fingerprint) {
    self.items = items
    self.source = source
    sketchKey = Self.sketchKey(hash)
    let hashes = LinkHashes(of: source, hash: hash)
    var words = WordReader()
    var keys: [IdentityKeys] = []
    keys.reserveCapacity(items.count)
    var isAnyNamedOddly = false
    // What is part of an element of a span is read where it lies; an element is copied with all that it refers to.
    let lent = items.span
    for index in lent.indices {
      keys.append(IdentityKeys(of: lent, at: index, by: hashes, reading: &words))
      if Self.isOdd(lent[index].guid) { isAnyNamedOddly = true }
    }
    self.keys = keys
    let met = keysMetAgain()
    if !met.isEmpty || isAnyNamedOddly { findRepeats() }
    indices = items.indices.filter { repeats[$0] == nil && !keys[$0].links.isEmpty }
    if !met.isEmpty { findShared() }
  }

  private static func sketchKey(_ hash: Fingerprint) -> UInt64 {
    var begun = hash
    begun.take("shingles")
    return begun.first
  }

  /// Keys that more than one item has. They are hashes already, so that sorting them finds the equal ones soonest.
  private func keysMetAgain() -> Set<Int64> {
    var all: [Int64] = []
    all.reserveCapacity(keys.count * Link.allCases.count)
    for key in keys { key.links.forEach { all.append($0) } }
    all.sort()
    var again: Set<Int64> = []
    for index in all.indices.dropFirst() where all[index] == all[index - 1] { again.insert(all[index]) }
    return again
  }

  /// Whether the guid may be the same as another one with other bytes, or has no key.
  private static func isOdd(_ guid: String?) -> Bool {
    guard let guid else { return false }
    return guid.isEmpty || !guid.utf8.allSatisfy { $0 < 0x80 }
  }

  /// Same guid, address and title are one entry in two versions (RFC 4287 section 4.1.1), the first one
  /// counts; so are same words at the same place, and the same long text anywhere.
  private mutating func findRepeats() {
    var seen: [Sameness: Int] = [:]
    for index in items.indices {
      let names = samenesses(of: index)
      if let earlier = names.compactMap({ seen[$0] }).min() { repeats[index] = earlier }
      for name in names where seen[name] == nil { seen[name] = repeats[index] ?? index }
    }
  }

  /// What makes two items of an answer one.
  private struct Sameness: Hashable {
    var guid: String?
    var url: String?
    var title: String?
    var content: Int64?
  }

  private func samenesses(of index: Int) -> [Sameness] {
    let item = items[index]
    var names: [Sameness] = []
    if item.guid != nil { names.append(Sameness(guid: item.guid, url: item.url, title: item.title)) }
    if let content = keys[index].links[.content] {
      let isLong = keys[index].isLong
      names.append(Sameness(guid: isLong ? nil : item.guid, url: isLong ? nil : item.url, content: content))
    }
    return names
  }

  private mutating func findShared() {
    var met: Set<Int64> = []
    for index in indices {
      keys[index].links.forEach { if !met.insert($0).inserted { shared.insert($0) } }
    }
  }
}
