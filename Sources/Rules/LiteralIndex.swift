// SPDX-License-Identifier: Apache-2.0
import Text

/// Finds which literals may stand where: words looked up in a hash, behind bit filters; a phrase under its rarest pair
/// of adjacent words.
struct LiteralIndex: Sendable {
  /// A literal, which of its words the index knows, and how many it has.
  struct Posting: BitwiseCopyable, Sendable {
    var literal: Int32
    var offset: UInt16
    var count: UInt16
  }

  let unigrams: BitFilter
  let firsts: BitFilter
  let pairs: BitFilter
  /// Open addressing: a key, or 0 where the slot is free, and where its postings start.
  let keys: [UInt64]
  let firstPostings: [UInt32]
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
        sorted: byKey, unigrams: BitFilter(unigrams), firsts: BitFilter(firsts), pairs: BitFilter(pairs))
    }
  }

  private init(
    sorted: [(key: UInt64, posting: Posting)], unigrams: BitFilter, firsts: BitFilter, pairs: BitFilter
  ) {
    self.unigrams = unigrams
    self.firsts = firsts
    self.pairs = pairs
    var capacity = 16
    while capacity < sorted.count * 2 { capacity *= 2 }
    mask = UInt64(capacity - 1)
    var keys = [UInt64](repeating: 0, count: capacity)
    var firstPostings = [UInt32](repeating: 0, count: capacity)
    var postings: [Posting] = []
    postings.reserveCapacity(sorted.count + 1)
    for (index, entry) in sorted.enumerated() {
      if index == 0 || sorted[index - 1].key != entry.key {
        var slot = entry.key & mask
        while keys[Int(slot)] != 0 { slot = (slot + 1) & mask }
        keys[Int(slot)] = entry.key
        firstPostings[Int(slot)] = UInt32(index)
      }
      let isLast = index + 1 == sorted.count || sorted[index + 1].key != entry.key
      var posting = entry.posting
      if isLast { posting.literal = ~posting.literal }
      postings.append(posting)
    }
    self.keys = keys
    self.firstPostings = firstPostings
    self.postings = postings
  }

  /// The key of two adjacent words.
  @inline(__always)
  static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 {
    let product = (first ^ 0x8EBC_6AF0_9C88_C6E3).multipliedFullWidth(by: second ^ 0x5899_65CC_7537_4CC3)
    return product.high ^ product.low
  }

  /// Where the postings of a key start, or nil where it has none; the last one of a key has its literal inverted.
  @inline(__always)
  func firstPosting(of key: UInt64) -> Int? {
    var slot = key & mask
    while true {
      let known = keys[Int(truncatingIfNeeded: slot)]
      if known == key { return Int(firstPostings[Int(truncatingIfNeeded: slot)]) }
      if known == 0 { return nil }
      slot = (slot &+ 1) & mask
    }
  }
}

/// A set of hashes that may say yes where it should say no, seldom: 12 to 24 bits a key, one probe.
struct BitFilter: Sendable {
  let words: [UInt64]

  init(_ hashes: [UInt64]) {
    var bits = 1024
    while bits < hashes.count * 12 { bits *= 2 }
    let mask = UInt64(bits - 1)
    var words = [UInt64](repeating: 0, count: bits / 64)
    for hash in hashes {
      let bit = (hash &>> 32) & mask
      words[Int(bit >> 6)] |= 1 << (bit & 63)
    }
    self.words = words
  }

  @inline(__always)
  static func mayContain(_ hash: UInt64, _ words: Span<UInt64>) -> Bool {
    let bit = (hash &>> 32) & (UInt64(truncatingIfNeeded: words.count) &* 64 &- 1)
    return words[Int(truncatingIfNeeded: bit &>> 6)] & (1 &<< (bit & 63)) != 0
  }
}
