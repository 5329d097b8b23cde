// SPDX-License-Identifier: Apache-2.0
import Text

/// Finds which literals may stand where: words looked up in a hash, behind bit filters; a phrase under its rarest pair
/// of adjacent words.
struct LiteralIndex: ~Copyable, Sendable {
  /// A literal, which of its words the index knows, and how many it has: all that is needed where it is found, in half a
  /// line of the cache.
  struct Posting: BitwiseCopyable, Sendable {
    /// The key it is found under.
    var key: UInt64 = 0
    /// The hash of the word `neighbourOffset` after that of the key: a third word, which most texts that have the pair
    /// do not have; nothing is compared where the offset is 0.
    var neighbour: UInt64 = 0
    var literal: Int32
    /// The expression that is nothing but this literal, where there is one; else where in `ExpressionIndex.waiting`
    /// those stand that wait for it, or -1.
    var target: Int32
    var offset: UInt16
    var count: UInt16
    var traits: ExpressionIndex.Traits
    var neighbourOffset: Int8 = 0
    /// The symbol that must stand right before the first word, or 0.
    var sign: UInt8 = 0

    /// Whether it is the last of its key.
    var isLast: Bool { traits.contains(.isLast) }
  }

  /// The words that are a literal, and those that begin a pair.
  let words: PairedFilter
  let pairs: BitFilter
  /// The hash table: where the postings of a key start, and above that what bits of the key there is room for; 0 where
  /// a place is free.
  private let slots: Row<UInt32>
  let postings: Row<Posting>
  private let numberMask: UInt32

  /// Postings, gathered before the table is laid out.
  struct Builder {
    private var postings: [Posting] = []
    /// By literal, how often it stands in texts, about.
    private let costs: [Int32]
    private var words: [UInt64] = []
    private var firsts: [UInt64] = []
    private var pairs: [UInt64] = []

    init(costs: [Int32]) { self.costs = costs }

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
        Self.inOrder(postings, costs), words: PairedFilter(words, firsts), pairs: BitFilter(pairs))
    }

    /// The postings of each key one after the other, those of the commonest keys first, so that what is read most lies
    /// close together; before all of them one of no key.
    private static func inOrder(_ sorted: [Posting], _ costs: [Int32]) -> [Posting] {
      var groups: [(cost: Int32, range: Range<Int>)] = []
      var start = 0
      while start < sorted.count {
        var end = start + 1
        while end < sorted.count && sorted[end].key == sorted[start].key { end += 1 }
        groups.append((costs[Int(sorted[start].literal)], start..<end))
        start = end
      }
      groups.sort { ($0.cost, $1.range.lowerBound) > ($1.cost, $0.range.lowerBound) }
      var postings = [Posting(literal: -1, target: -1, offset: 0, count: 0, traits: .isLast)]
      postings.reserveCapacity(sorted.count + 1)
      for group in groups {
        postings += sorted[group.range]
        postings[postings.count - 1].traits.insert(.isLast)
      }
      return postings
    }
  }

  /// Lays out the table of postings, the first of which is none, so that 0 can say that a place is free.
  private init(_ postings: [Posting], words: consuming PairedFilter, pairs: consuming BitFilter) {
    let capacity = max(16, postings.count * 3 / 2)
    var slots = [UInt32](repeating: 0, count: capacity)
    var numberMask: UInt32 = 1
    while numberMask < postings.count { numberMask = numberMask << 1 | 1 }
    for number in postings.indices.dropFirst() where postings[number - 1].isLast {
      let key = postings[number].key
      var place = Self.home(of: key, among: capacity)
      while slots[place] != 0 { place = place + 1 == capacity ? 0 : place + 1 }
      slots[place] = UInt32(number) | UInt32(truncatingIfNeeded: key >> 32) & ~numberMask
    }
    self.words = words
    self.pairs = pairs
    self.slots = Row(slots)
    self.postings = Row(postings)
    self.numberMask = numberMask
  }

  /// The key of two adjacent words.
  @inline(__always)
  static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 {
    let product = (first ^ 0x8EBC_6AF0_9C88_C6E3).multipliedFullWidth(by: second ^ 0x5899_65CC_7537_4CC3)
    return product.high ^ product.low
  }

  /// Where in a table of so many places a key is looked for first.
  @inline(__always)
  private static func home(of key: UInt64, among count: Int) -> Int {
    Int(truncatingIfNeeded: ((key & 0xFFFF_FFFF) &* UInt64(truncatingIfNeeded: count)) &>> 32)
  }

  /// Where the postings of a key start as far as the table tells, which keeps a few bits of a key; 0 where it has none.
  @inline(__always)
  func likelyPosting(of key: UInt64) -> UInt32 {
    var place = Self.home(of: key, among: slots.count)
    let tag = UInt32(truncatingIfNeeded: key &>> 32) & ~numberMask
    var slot = slots[place]
    while slot != 0 && slot & ~numberMask != tag {
      place = place &+ 1 == slots.count ? 0 : place &+ 1
      slot = slots[place]
    }
    return slot & numberMask
  }

  /// Where the postings of a key start, or 0 where it has none.
  @inline(never)
  func firstPosting(of key: UInt64) -> UInt32 {
    var place = Self.home(of: key, among: slots.count)
    while true {
      let slot = slots[place]
      if slot == 0 { return 0 }
      if postings[Int(slot & numberMask)].key == key { return slot & numberMask }
      place = place &+ 1 == slots.count ? 0 : place &+ 1
    }
  }
}

/// A set of hashes that may say yes where it should say no, seldom: two bits a key in one word of 64, of 12 to 24 bits
/// of room a key.
struct BitFilter: ~Copyable, Sendable {
  private let words: Ring<UInt64>

  init(_ hashes: [UInt64]) {
    let count = Self.size(for: hashes.count, ofBits: 64)
    var words = [UInt64](repeating: 0, count: count)
    for hash in hashes { words[Int(hash &>> 32) & (count - 1)] |= 1 &<< (hash &>> 58) | 1 &<< (hash & 63) }
    self.words = Ring(words)
  }

  /// How many words of so many bits so many keys need.
  static func size(for keys: Int, ofBits bits: Int) -> Int {
    var count = 16
    while count * bits < keys * 12 { count *= 2 }
    return count
  }

  /// 1 where a hash may be in the set, else 0.
  @inline(__always)
  func count(of hash: UInt64) -> Int {
    let word = words[hash &>> 32]
    return Int(truncatingIfNeeded: (word &>> (hash &>> 58)) & (word &>> (hash & 63)) & 1)
  }
}

/// Two such sets side by side, each in one half of every word, so that asking both costs one look into memory.
struct PairedFilter: ~Copyable, Sendable {
  private let words: Ring<UInt64>

  init(_ first: [UInt64], _ second: [UInt64]) {
    let count = BitFilter.size(for: max(first.count, second.count), ofBits: 32)
    var words = [UInt64](repeating: 0, count: count)
    for (half, hashes) in [(0 as UInt64, first), (32, second)] {
      for hash in hashes {
        words[Int(hash &>> 32) & (count - 1)] |= (1 &<< (hash &>> 59) | 1 &<< (hash & 31)) &<< half
      }
    }
    self.words = Ring(words)
  }

  /// Bit 0 where a hash may be in the first set, bit 32 where it may be in the second; other bits say nothing.
  @inline(__always)
  func flags(of hash: UInt64) -> UInt64 {
    let word = words[hash &>> 32]
    return (word &>> (hash &>> 59)) & (word &>> (hash & 31))
  }
}
