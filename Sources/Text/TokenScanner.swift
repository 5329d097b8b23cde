// SPDX-License-Identifier: Apache-2.0

/// A word as `TokenScanner` found it: by its hash, with offsets into the text and into the scanner's letters.
package struct ScannedToken: BitwiseCopyable, Sendable {
  /// The hash of the folded letters under the scanner's seed, salted by what the text is.
  package var hash: UInt64
  /// Where the word starts in the original text, in UTF-8 offsets.
  package var start: UInt32
  /// Where it ends.
  package var end: UInt32
  /// Where its folded letters start in `TokenScanner.letters`.
  package var letters: UInt32
  /// How many bytes of letters, times two, plus one for a possessive `'s`.
  package var countAndPossessive: UInt32

  /// Whether it was written with a possessive `'s`.
  package var isPossessive: Bool { countAndPossessive & 1 == 1 }
}

/// Cuts texts into words as `tokens(of:)` defines them, folding and hashing in one pass without allocating.
///
/// Sixty-four bytes at a time become a lower-case copy, a mask of ASCII letters and digits and a mask of what needs a
/// closer look; only runs with an apostrophe or a non-ASCII byte are read scalar by scalar. One scanner serves one
/// thread; the tokens of several texts lie one after the other, each text ended by a token that equals no word.
@safe package struct TokenScanner: ~Copyable {
  /// The most words of a text that are looked at; what follows is not read.
  package static let maximumTokens = 100_000
  /// Keeps hostile texts from aiming at collisions; hashes are good for one process only.
  private static let seed = UInt64.random(in: .min ... .max)
  /// The hash of the token that ends a text.
  private static let border: UInt64 = 0x9D39_247E_3377_6D41

  /// The tokens found since `reset`, valid up to `count`.
  package private(set) var tokens: [ScannedToken]
  /// How many there are.
  package private(set) var count = 0
  /// Where in the letters the lower-case copy of the text appended last starts.
  package private(set) var lastBase = 0

  private let folding = Folding.table
  private let seed = TokenScanner.seed
  private var memory: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var used = 0
  private var masks: UnsafeMutablePointer<UInt64>
  private var maskCapacity: Int

  /// A scanner with room for a short text; it grows with what it reads.
  package init() {
    tokens = Array(repeating: Self.token(0, 0, 0, 0, 0, false), count: 512)
    capacity = 1 << 14
    maskCapacity = 128
    unsafe memory = .allocate(capacity: 1 << 14)
    unsafe masks = .allocate(capacity: 256)
  }

  deinit {
    unsafe memory.deallocate()
    unsafe masks.deallocate()
  }

  /// Forgets all tokens.
  package mutating func reset() {
    count = 0
    used = 0
  }

  /// The hash of folded letters as `append` gives it to a word.
  package static func hash(of letters: some Collection<UInt8>) -> UInt64 {
    let padded = Array(letters) + [UInt8](repeating: 0, count: 8)
    return unsafe padded.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return 0 }
      return unsafe hash(start, padded.count - 8, seed)
    }
  }

  /// The folded letters of a token.
  package func folded(_ token: ScannedToken) -> [UInt8] {
    let count = Int(token.countAndPossessive >> 1)
    precondition(Int(token.letters) + count <= used)
    return unsafe Array(UnsafeBufferPointer(start: memory + Int(token.letters), count: count))
  }

  /// The lower-case copies of the texts, each at its base between zeros, with the folded letters of other words among
  /// them.
  package var letters: Span<UInt8> {
    @_lifetime(borrow self)
    get {
      let span = unsafe Span(_unsafeStart: memory, count: used)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// Appends the words of a text and a border; `salt` tells words of different kinds of text apart.
  package mutating func append(_ text: String, salt: UInt64 = 0) {
    let isRead: Void? = unsafe text.utf8.withContiguousStorageIfAvailable { unsafe append($0, salt: salt) }
    if isRead == nil {
      var copy = text
      copy.withUTF8 { unsafe append($0, salt: salt) }
    }
  }

  private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, salt: UInt64) {
    reserve(bytes.count)
    let base = used + 64
    lastBase = base
    defer {
      tokens[count] = Self.token(Self.border, 0, 0, 0, 0, false)
      count += 1
    }
    if bytes.isEmpty { return }
    let blocks = (bytes.count + 63) >> 6
    unsafe (memory + used).update(repeating: 0, count: 64)
    let isPlain = unsafe mask(bytes, lower: memory + base)
    used = base + blocks * 64 + 64
    unsafe (memory + base + blocks * 64).update(repeating: 0, count: 64)
    if !isPlain { grow(to: used + 12 * bytes.count + 64) }
    unsafe cut(bytes, base: base, salt: salt)
  }

  /// Appends one token for letters that are no word of a text, such as the domain of a host.
  package mutating func append(pseudoWord letters: ArraySlice<UInt8>, at range: Range<Int>, salt: UInt64) {
    reserve(0)
    tokens[count] = Self.token(Self.hash(of: letters) ^ salt, range.lowerBound, range.upperBound, 0, 0, false)
    count += 1
  }

  private static func token(
    _ hash: UInt64, _ start: Int, _ end: Int, _ letters: Int, _ count: Int, _ isPossessive: Bool
  ) -> ScannedToken {
    ScannedToken(
      hash: hash, start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end),
      letters: UInt32(truncatingIfNeeded: letters),
      countAndPossessive: UInt32(truncatingIfNeeded: count << 1 | (isPossessive ? 1 : 0)))
  }
}

extension TokenScanner {
  /// Makes room for the tokens, masks and lower-case copy of a text.
  private mutating func reserve(_ bytes: Int) {
    let needed = count + min(bytes, Self.maximumTokens) + 8
    if needed > tokens.count {
      tokens += Array(
        repeating: Self.token(0, 0, 0, 0, 0, false), count: max(needed - tokens.count, tokens.count))
    }
    if bytes >> 6 + 4 > maskCapacity {
      unsafe masks.deallocate()
      maskCapacity = (bytes >> 6 + 4) * 2
      unsafe masks = .allocate(capacity: maskCapacity * 2)
    }
    grow(to: used + bytes + 4 * 64)
  }

  private mutating func grow(to needed: Int) {
    guard needed > capacity else { return }
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: needed * 2)
    unsafe larger.update(from: memory, count: used)
    unsafe memory.deallocate()
    unsafe memory = larger
    capacity = needed * 2
  }

  /// Eight bytes of the same value.
  @inline(__always)
  private static func eight(_ byte: UInt64) -> UInt64 { byte &* 0x0101_0101_0101_0101 }

  /// One bit for each of eight bytes of which at most the highest bit is set.
  @inline(__always)
  private static func bits(_ bytes: UInt64) -> UInt64 { ((bytes &>> 7) &* 0x0102_0408_1020_4080) &>> 56 }

  /// Writes a lower-case copy and the two masks of a text, interleaved in `masks`: letters and digits, then apostrophes
  /// and non-ASCII bytes. True where the second mask is empty.
  private func mask(_ bytes: UnsafeBufferPointer<UInt8>, lower: UnsafeMutablePointer<UInt8>) -> Bool {
    let blocks = (bytes.count + 63) >> 6
    let masks = unsafe masks
    unsafe masks[blocks &* 2] = 0
    unsafe masks[blocks &* 2 &+ 1] = 0
    guard let source = bytes.baseAddress else { return true }
    var special: UInt64 = 0
    for block in 0..<blocks {
      var from = unsafe UnsafeRawPointer(source + block &* 64)
      let to = unsafe UnsafeMutableRawPointer(lower + block &* 64)
      let rest = bytes.count &- block &* 64
      if rest < 64 {
        // The text's own storage ends here: its last bytes are read from the copy, which is padded.
        unsafe to.copyMemory(from: from, byteCount: rest)
        unsafe (to + rest).initializeMemory(as: UInt8.self, repeating: 0, count: 64 &- rest)
        unsafe from = UnsafeRawPointer(to)
      }
      let (word, extra) = unsafe Self.maskBlock(from, to)
      unsafe masks[block &* 2] = word
      unsafe masks[block &* 2 &+ 1] = extra
      special |= extra
    }
    return special == 0
  }

  /// The masks of 64 bytes, whose lower-case copy is written.
  @inline(__always)
  private static func maskBlock(_ from: UnsafeRawPointer, _ to: UnsafeMutableRawPointer) -> (UInt64, UInt64) {
    let high = eight(0x80)
    var words: UInt64 = 0
    var specials: UInt64 = 0
    for step in 0..<8 {
      let bytes = unsafe from.loadUnaligned(fromByteOffset: step &* 8, as: UInt64.self)
      let top = bytes & high
      let low = bytes & ~high
      let upper = (low &+ eight(0x3F)) & ~(low &+ eight(0x25)) & high & ~top
      let folded = low | (upper &>> 2)
      let letter = (folded &+ eight(0x1F)) & ~(folded &+ eight(0x05))
      let digit = (folded &+ eight(0x50)) & ~(folded &+ eight(0x46))
      let quote = ~((folded ^ eight(0x27)) &+ eight(0x7F)) | ~((folded ^ eight(0x60)) &+ eight(0x7F))
      unsafe to.storeBytes(of: bytes | (upper &>> 2), toByteOffset: step &* 8, as: UInt64.self)
      let shift = UInt64(truncatingIfNeeded: step &* 8)
      words |= bits((letter | digit) & high & ~top) &<< shift
      specials |= bits(top | quote & high) &<< shift
    }
    return (words, specials)
  }

  /// Cuts a text along its masks.
  private mutating func cut(_ bytes: UnsafeBufferPointer<UInt8>, base: Int, salt: UInt64) {
    let runs = unsafe MaskedRuns(masks: masks, blocks: (bytes.count + 63) >> 6)
    let lower = unsafe memory + base
    let limit = count + Self.maximumTokens
    var number = count
    var written = used
    let (folding, seed, memory) = unsafe (folding, seed, memory)
    unsafe tokens.withUnsafeMutableBufferPointer { tokens in
      var at = 0
      while number < limit, let start = unsafe runs.start(from: at) {
        let end = unsafe runs.end(from: start)
        at = end
        if unsafe runs.isPlain(start, end) {
          unsafe tokens[number] = Self.token(
            Self.hash(lower + start, end &- start, seed) ^ salt, start, end, base &+ start, end &- start,
            false)
          number &+= 1
        } else {
          var run = unsafe ScalarRun(
            text: bytes, letters: memory + written, base: written, salt: salt, seed: seed, tokens: tokens,
            number: number, limit: limit)
          unsafe run.read(start..<end, folding)
          number = unsafe run.number
          written += unsafe run.written
        }
      }
    }
    used = written
    count = number
  }

  @inline(__always)
  private static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }

  /// Hashes letters eight bytes at a time; up to seven bytes beyond them are read and not counted.
  @inline(__always)
  static func hash(_ letters: UnsafePointer<UInt8>, _ count: Int, _ seed: UInt64) -> UInt64 {
    let bytes = unsafe UnsafeRawPointer(letters)
    var hash = seed ^ UInt64(truncatingIfNeeded: count)
    var at = 0
    while at &+ 8 < count {
      hash = mix(
        hash ^ (unsafe bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)), 0xA076_1D64_78BD_642F)
      at &+= 8
    }
    let rest = UInt64(truncatingIfNeeded: count &- at)
    let mask: UInt64 = rest >= 8 ? ~0 : (1 &<< (rest &* 8)) &- 1
    let last = unsafe bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self) & mask
    return mix(hash ^ last, 0xE703_7ED1_A0B4_28DB)
  }
}

/// The runs of letters, digits and special bytes that the masks of a text show.
@unsafe private struct MaskedRuns {
  /// Two masks a block of 64 bytes: letters and digits, then special bytes; after the last block two empty ones.
  let masks: UnsafeMutablePointer<UInt64>
  let blocks: Int

  @inline(__always)
  private func both(_ block: Int) -> UInt64 { unsafe masks[block &* 2] | masks[block &* 2 &+ 1] }

  /// Where the next run starts, or nil where there is none.
  @inline(__always)
  func start(from at: Int) -> Int? {
    var block = at &>> 6
    guard unsafe block < blocks else { return nil }
    var mask = unsafe both(block) & (~0 &<< UInt64(at & 63))
    while mask == 0 {
      block &+= 1
      if unsafe block >= blocks { return nil }
      mask = unsafe both(block)
    }
    return block &<< 6 &+ mask.trailingZeroBitCount
  }

  /// Where the run ends that starts there; at the end of the text at the latest, since the masks are empty beyond it.
  @inline(__always)
  func end(from start: Int) -> Int {
    var block = start &>> 6
    var mask = unsafe ~both(block) & (~0 &<< UInt64(start & 63))
    while mask == 0 {
      block &+= 1
      mask = unsafe ~both(block)
    }
    return block &<< 6 &+ mask.trailingZeroBitCount
  }

  /// Whether a run holds no special byte.
  @inline(__always)
  func isPlain(_ start: Int, _ end: Int) -> Bool {
    var block = start &>> 6
    let last = end &>> 6
    var mask = unsafe masks[block &* 2 &+ 1] & (~0 &<< UInt64(start & 63))
    while mask == 0 && block < last {
      block &+= 1
      mask = unsafe masks[block &* 2 &+ 1]
    }
    return mask == 0 || block &<< 6 &+ mask.trailingZeroBitCount >= end
  }
}
