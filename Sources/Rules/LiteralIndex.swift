// SPDX-License-Identifier: Apache-2.0
import Text

/// Finds which literals may stand where: words looked up in a hash, behind bit filters; a phrase under its rarest pair
/// of adjacent words.
struct LiteralIndex: Sendable {
  /// A literal, which of its words the index knows, and how many it has: all that is needed where it is found.
  struct Posting: BitwiseCopyable, Sendable {
    var literal: Int32
    /// The expression that is nothing but this literal, or -1.
    var expression: Int32
    var offset: UInt16
    var count: UInt16
    var traits: ExpressionIndex.Traits
    var isLast = false
  }

  /// A place of the hash table: a key, or 0 where it is free, and where its postings start.
  struct Slot: BitwiseCopyable, Sendable {
    var key: UInt64 = 0
    var posting: UInt32 = 0
  }

  /// Every word that is a literal or begins a pair: what most words of a text are not.
  let either: BitFilter
  let unigrams: BitFilter
  let firsts: BitFilter
  let pairs: BitFilter
  let slots: [Slot]
  let postings: [Posting]
  let mask: UInt64

  /// Postings by key, gathered before the table is laid out.
  struct Builder {
    private var byKey: [(key: UInt64, posting: Posting)] = []
    private var unigrams: [UInt64] = []
    private var firsts: [UInt64] = []
    private var pairs: [UInt64] = []

    mutating func add(_ posting: Posting, word: WordHash) {
      for hash in word.alternatives {
        unigrams.append(hash)
        byKey.append((hash, posting))
      }
    }

    mutating func add(_ posting: Posting, word: WordHash, before next: WordHash) {
      for first in word.alternatives {
        firsts.append(first)
        for second in next.alternatives {
          let key = LiteralIndex.pair(first, second)
          pairs.append(key)
          byKey.append((key, posting))
        }
      }
    }

    consuming func index() -> LiteralIndex {
      byKey.sort { ($0.key, $0.posting.literal) < ($1.key, $1.posting.literal) }
      return LiteralIndex(
        sorted: byKey, either: BitFilter(unigrams + firsts), unigrams: BitFilter(unigrams),
        firsts: BitFilter(firsts), pairs: BitFilter(pairs))
    }
  }

  private init(
    sorted: [(key: UInt64, posting: Posting)], either: BitFilter, unigrams: BitFilter, firsts: BitFilter,
    pairs: BitFilter
  ) {
    self.either = either
    self.unigrams = unigrams
    self.firsts = firsts
    self.pairs = pairs
    var capacity = 16
    while capacity < sorted.count * 2 { capacity *= 2 }
    mask = UInt64(capacity - 1)
    var slots = [Slot](repeating: Slot(), count: capacity)
    var postings: [Posting] = []
    postings.reserveCapacity(sorted.count + 1)
    for (index, entry) in sorted.enumerated() {
      if index == 0 || sorted[index - 1].key != entry.key {
        var slot = entry.key & mask
        while slots[Int(slot)].key != 0 { slot = (slot + 1) & mask }
        slots[Int(slot)] = Slot(key: entry.key, posting: UInt32(index))
      }
      postings.append(entry.posting)
      postings[index].isLast = index + 1 == sorted.count || sorted[index + 1].key != entry.key
    }
    self.slots = slots
    self.postings = postings
  }

  /// The key of two adjacent words.
  @inline(__always)
  static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 {
    let product = (first ^ 0x8EBC_6AF0_9C88_C6E3).multipliedFullWidth(by: second ^ 0x5899_65CC_7537_4CC3)
    return product.high ^ product.low
  }

  /// Where the postings of a key start, or nil where it has none.
  @inline(__always)
  func firstPosting(of key: UInt64) -> Int? {
    var slot = key & mask
    while true {
      let known = slots[Int(truncatingIfNeeded: slot)]
      if known.key == key { return Int(known.posting) }
      if known.key == 0 { return nil }
      slot = (slot &+ 1) & mask
    }
  }
}

/// A set of hashes that may say yes where it should say no, seldom: two bits a key in one word of 64, of 12 to 24 bits
/// of room a key.
struct BitFilter: Sendable {
  let words: [UInt64]

  init(_ hashes: [UInt64]) {
    var count = 16
    while count * 64 < hashes.count * 12 { count *= 2 }
    var words = [UInt64](repeating: 0, count: count)
    for hash in hashes { words[Int(hash &>> 40) & (count - 1)] |= Self.bits(of: hash) }
    self.words = words
  }

  @inline(__always)
  private static func bits(of hash: UInt64) -> UInt64 { 1 &<< (hash &>> 28 & 63) | 1 &<< (hash &>> 34 & 63) }

  /// Whether a hash may be in the set with these words.
  @inline(__always)
  static func mayContain(_ hash: UInt64, _ words: Span<UInt64>) -> Bool {
    let bits = bits(of: hash)
    return words[Int(truncatingIfNeeded: hash &>> 40) & (words.count &- 1)] & bits == bits
  }
}
