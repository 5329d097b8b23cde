// SPDX-License-Identifier: Apache-2.0
import Text

/// Finds which literals may stand where: words looked up in a hash, behind bit filters; a phrase under its rarest pair
/// of adjacent words.
struct LiteralIndex: ~Copyable, Sendable {
  /// A literal, which of its words the index knows, and how many it has: all that is needed where it is found.
  struct Posting: BitwiseCopyable, Sendable {
    /// The key it is found under.
    var key: UInt64 = 0
    var literal: Int32
    /// The expression that is nothing but this literal, where there is one; else where in `ExpressionIndex.waiting`
    /// those stand that wait for it, or -1.
    var target: Int32
    var offset: UInt16
    var count: UInt16
    var traits: ExpressionIndex.Traits
    var isLast = false
    /// The symbol that must stand right before the first word, or 0.
    var sign: UInt8 = 0
  }

  /// The words that are a literal, and those that begin a pair.
  let words: PairedFilter
  let pairs: BitFilter
  /// The hash table: where the postings of a key start, and above that what bits of the key there is room for; 0 where
  /// a place is free.
  private let slots: Row<UInt32>
  let postings: Row<Posting>
  private let mask: UInt64
  private let numberMask: UInt32

  /// Postings, gathered before the table is laid out.
  struct Builder {
    private var postings: [Posting] = []
    private var words: [UInt64] = []
    private var firsts: [UInt64] = []
    private var pairs: [UInt64] = []

    mutating func add(_ posting: Posting, word: WordHash) {
      word.forEachAlternative { hash in
        words.append(hash)
        add(posting, hash)
      }
    }

    mutating func add(_ posting: Posting, word: WordHash, before next: WordHash) {
      word.forEachAlternative { first in
        firsts.append(first)
        next.forEachAlternative { second in
          let key = LiteralIndex.pair(first, second)
          pairs.append(key)
          add(posting, key)
        }
      }
    }

    private mutating func add(_ posting: Posting, _ key: UInt64) {
      var posting = posting
      posting.key = key
      postings.append(posting)
    }

    consuming func index() -> LiteralIndex {
      postings.sort { ($0.key, $0.literal) < ($1.key, $1.literal) }
      return LiteralIndex(
        sorted: postings, words: PairedFilter(words, firsts), pairs: BitFilter(pairs))
    }
  }

  private init(sorted: [Posting], words: consuming PairedFilter, pairs: consuming BitFilter) {
    var capacity = 16
    while capacity < sorted.count * 2 { capacity *= 2 }
    let mask = UInt64(capacity - 1)
    var slots = [UInt32](repeating: 0, count: capacity)
    var numberMask: UInt32 = 1
    while numberMask < sorted.count + 1 { numberMask = numberMask << 1 | 1 }
    // The first posting is none, so that 0 can say that a place is free.
    var postings = [Posting(literal: -1, target: -1, offset: 0, count: 0, traits: [], isLast: true)]
    postings.reserveCapacity(sorted.count + 1)
    for (index, posting) in sorted.enumerated() {
      if index == 0 || sorted[index - 1].key != posting.key {
        var place = posting.key & mask
        while slots[Int(place)] != 0 { place = (place + 1) & mask }
        slots[Int(place)] = UInt32(index + 1) | UInt32(truncatingIfNeeded: posting.key >> 32) & ~numberMask
      }
      postings.append(posting)
      postings[index + 1].isLast = index + 1 == sorted.count || sorted[index + 1].key != posting.key
    }
    self.words = words
    self.pairs = pairs
    self.slots = Row(slots)
    self.postings = Row(postings)
    self.mask = mask
    self.numberMask = numberMask
  }

  /// The key of two adjacent words.
  @inline(__always)
  static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 {
    let product = (first ^ 0x8EBC_6AF0_9C88_C6E3).multipliedFullWidth(by: second ^ 0x5899_65CC_7537_4CC3)
    return product.high ^ product.low
  }

  /// 0 where nothing stands at the place of a key, so that it has no postings; else 1.
  @inline(__always)
  func isTaken(_ key: UInt64) -> Int { slots[Int(truncatingIfNeeded: key & mask)] == 0 ? 0 : 1 }

  /// Where the postings of a key start, or nil where it has none.
  @inline(__always)
  func firstPosting(of key: UInt64) -> Int? {
    var place = key & mask
    let tag = UInt32(truncatingIfNeeded: key &>> 32) & ~numberMask
    while true {
      let slot = slots[Int(truncatingIfNeeded: place)]
      if slot == 0 { return nil }
      if slot & ~numberMask == tag {
        let number = Int(slot & numberMask)
        if postings[number].key == key { return number }
      }
      place = (place &+ 1) & mask
    }
  }
}

/// A set of hashes that may say yes where it should say no, seldom: two bits a key in one word of 64, of 12 to 24 bits
/// of room a key.
struct BitFilter: ~Copyable, Sendable {
  private let words: Row<UInt64>
  private let mask: Int

  init(_ hashes: [UInt64]) {
    let count = Self.size(for: hashes.count)
    var words = [UInt64](repeating: 0, count: count)
    for hash in hashes { words[Self.place(of: hash) & (count - 1)] |= Self.bits(of: hash) }
    self.words = Row(words)
    mask = count - 1
  }

  /// How many words so many keys need.
  static func size(for keys: Int) -> Int {
    var count = 16
    while count * 64 < keys * 12 { count *= 2 }
    return count
  }

  @inline(__always)
  static func place(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash &>> 40) }

  @inline(__always)
  static func bits(of hash: UInt64) -> UInt64 { 1 &<< (hash &>> 28 & 63) | 1 &<< (hash &>> 34 & 63) }

  /// 1 where a hash may be in the set, else 0.
  @inline(__always)
  func count(of hash: UInt64) -> Int {
    let bits = Self.bits(of: hash)
    return words[Self.place(of: hash) & mask] & bits == bits ? 1 : 0
  }
}

/// Two sets of hashes side by side, so that asking both costs one look into memory.
struct PairedFilter: ~Copyable, Sendable {
  private let words: Row<UInt64>
  private let mask: Int

  init(_ first: [UInt64], _ second: [UInt64]) {
    let count = BitFilter.size(for: max(first.count, second.count))
    var words = [UInt64](repeating: 0, count: count * 2)
    for (number, hashes) in [first, second].enumerated() {
      for hash in hashes {
        words[(BitFilter.place(of: hash) & (count - 1)) * 2 + number] |= BitFilter.bits(of: hash)
      }
    }
    self.words = Row(words)
    mask = count - 1
  }

  /// For each set 1 where a hash may be in it, else 0.
  @inline(__always)
  func counts(of hash: UInt64) -> (first: Int, second: Int) {
    let bits = BitFilter.bits(of: hash)
    let place = (BitFilter.place(of: hash) & mask) &* 2
    return (words[place] & bits == bits ? 1 : 0, words[place &+ 1] & bits == bits ? 1 : 0)
  }
}
