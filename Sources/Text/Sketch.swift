// SPDX-License-Identifier: Apache-2.0

/// What a text is told by when it is met again in other words: the 128 smallest hashes of its shingles, runs of three
/// words (of two in short texts). Addresses are left out, for they change from place to place.
///
/// Of a text with fewer shingles it is the whole set. Two sketches estimate how much of two texts is the same (Broder,
/// "On the resemblance and containment of documents", 1997; the bottom-k form is Cohen's).
package struct Sketch: Hashable, Sendable {
  /// The most hashes that are kept.
  package static let size = 128
  /// From so many words on a text is told by runs of three, below by runs of two.
  package static let longText = 40

  /// The smallest hashes, in order.
  package let hashes: [UInt32]
  /// How many words the text has, addresses left out; 65,535 stands for more.
  package let words: UInt16

  /// Whether every shingle is in it.
  package var isWhole: Bool { hashes.count < Self.size }
  /// Whether its shingles have three words.
  package var isLong: Bool { Int(words) >= Self.longText }

  /// How much of both texts together is in both, 0...1; 0 for a short and a long text.
  package func resemblance(to other: Sketch) -> Double {
    guard isLong == other.isLong else { return 0 }
    var (mine, others, both, all) = (0, 0, 0, 0)
    while all < Self.size, mine < hashes.count || others < other.hashes.count {
      all += 1
      if others == other.hashes.count || mine < hashes.count && hashes[mine] < other.hashes[others] {
        mine += 1
      } else if mine == hashes.count || other.hashes[others] < hashes[mine] {
        others += 1
      } else {
        (mine, others, both) = (mine + 1, others + 1, both + 1)
      }
    }
    return all == 0 ? 0 : Double(both) / Double(all)
  }

  /// How much of this text is in the other one, 0...1, and by how many shingles that is told; 0 for a short and a long
  /// text.
  package func containment(in other: Sketch) -> (share: Double, told: Int) {
    guard isLong == other.isLong else { return (0, 0) }
    // Only as far as both sketches reach are both complete.
    let reach = min(
      isWhole ? .max : hashes[hashes.count - 1], other.isWhole ? .max : other.hashes[Self.size - 1])
    let mine = hashes.prefix { $0 <= reach }
    let theirs = Set(other.hashes)
    let both = mine.count { theirs.contains($0) }
    return (mine.isEmpty ? 0 : Double(both) / Double(mine.count), mine.count)
  }
}

extension Sketch {
  /// Its bytes: the number of words and the hashes, all little-endian.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(2 + 4 * hashes.count)
    bytes.append(littleEndian: words)
    for hash in hashes { bytes.append(littleEndian: hash) }
    return bytes
  }

  /// The sketch of such bytes; nil where they are none.
  package init?(bytes: [UInt8]) {
    guard bytes.count >= 6, bytes.count % 4 == 2, bytes.count <= 2 + 4 * Self.size else { return nil }
    words = bytes.prefix(2).littleEndian(UInt16.self)[0]
    hashes = bytes.dropFirst(2).littleEndian(UInt32.self)
  }
}

/// Makes sketches; one for many texts, since it keeps its room.
package struct Sketcher: ~Copyable {
  private var scanner = TokenScanner()
  private var words: [UInt64] = []
  private var shingles: [UInt32] = []
  private let key: UInt64

  /// With a secret key nobody who writes texts can make two of them collide; sketches of different keys have nothing in
  /// common.
  package init(key: UInt64) { self.key = key | 1 }

  /// The sketch of a text; nil where it has fewer words than `fewest`.
  package mutating func sketch(of text: String, fewest: Int = 2) -> Sketch? {
    readWords(of: text)
    guard words.count >= max(2, fewest) else { return nil }
    let isLong = words.count >= Sketch.longText
    shingles.removeAll(keepingCapacity: true)
    for index in 0..<words.count - (isLong ? 2 : 1) {
      var hash = mix(words[index], words[index + 1] ^ 0x9E37_79B9_7F4A_7C15)
      if isLong { hash = mix(hash, words[index + 2] ^ 0x5899_65CC_7537_4CC3) }
      shingles.append(UInt32(truncatingIfNeeded: hash >> 16))
    }
    return Sketch(hashes: smallest(), words: UInt16(clamping: words.count))
  }

  /// The hashes of the words that are in no address.
  private mutating func readWords(of text: String) {
    scanner.reset()
    scanner.append(text)
    words.removeAll(keepingCapacity: true)
    var links = text.utf8.contains(UInt8(ascii: ".")) ? Text.links(in: text)[...] : []
    let key = key
    var found: [UInt64] = []
    swap(&found, &words)
    defer { swap(&found, &words) }
    let letters = scanner.letters
    let tokens = scanner.tokens
    for number in 0..<tokens.count where tokens[number].countAndPossessive > 1 {
      let token = tokens[number]
      while let link = links.first, link.range.upperBound <= Int(token.start) { links.removeFirst() }
      if let link = links.first, link.range.lowerBound < Int(token.end) { continue }
      var hash = key
      let start = Int(token.letters)
      for at in start..<start + Int(token.countAndPossessive >> 1) {
        hash = (hash ^ UInt64(letters[at])) &* 0x0000_0100_0000_01B3
      }
      found.append(mix(hash, key))
    }
  }

  /// The smallest of the shingles, each once.
  private mutating func smallest() -> [UInt32] {
    if shingles.count > 4 * Sketch.size {
      // Hashes are spread evenly: the smallest ones lie below twice their share, but for a text that repeats itself.
      let limit = UInt32(clamping: UInt64(UInt32.max) * UInt64(2 * Sketch.size) / UInt64(shingles.count))
      let low = shingles.filter { $0 <= limit }.sorted().each
      if low.count >= Sketch.size { return Array(low.prefix(Sketch.size)) }
    }
    shingles.sort()
    return Array(shingles.each.prefix(Sketch.size))
  }

}

private func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
  let product = a.multipliedFullWidth(by: b)
  return product.high ^ product.low
}

extension [UInt32] {
  /// Each number of a sorted array once.
  fileprivate var each: [UInt32] {
    var result: [UInt32] = []
    result.reserveCapacity(count)
    for number in self where number != result.last { result.append(number) }
    return result
  }
}
