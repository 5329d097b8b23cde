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
/// Sixty-four bytes at a time become a lower-case copy, the places where runs of letters and digits begin and end, and
/// a mask of what needs a closer look; only runs with an apostrophe or a non-ASCII byte are read scalar by scalar. One
/// scanner serves one thread; the tokens of several texts lie one after the other, each text ended by a token that
/// equals no word.
@safe package struct TokenScanner: ~Copyable {
  /// The most words of a text that are looked at; what follows is not read.
  package static let maximumTokens = 100_000
  /// The hash of the token that ends a text.
  private static let border: UInt64 = 0x9D39_247E_3377_6D41

  /// How many tokens were found since `reset`.
  package private(set) var count = 0
  /// Where in the letters the lower-case copy of the text appended last starts.
  package private(set) var lastBase = 0

  private let folding = Folding.table
  private let hashing = WordHashing.ofProcess
  private var found: UnsafeMutablePointer<ScannedToken>
  private var foundCapacity: Int
  private var memory: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var used = 0
  /// Where runs begin and end in the text appended last.
  private var edges: UnsafeMutablePointer<UInt32>
  /// A bit a byte: whether it needs a closer look.
  private var specials: UnsafeMutablePointer<UInt64>
  /// How many blocks of 64 bytes `edges` and `specials` have room for.
  private var blockCapacity: Int

  /// A scanner with room for a short text; it grows with what it reads.
  package init() {
    foundCapacity = 512
    capacity = 1 << 14
    blockCapacity = 64
    unsafe found = .allocate(capacity: 512)
    unsafe memory = .allocate(capacity: 1 << 14)
    unsafe edges = .allocate(capacity: 64 * 64)
    unsafe specials = .allocate(capacity: 64)
  }

  deinit {
    unsafe found.deallocate()
    unsafe memory.deallocate()
    unsafe edges.deallocate()
    unsafe specials.deallocate()
  }

  /// Forgets all tokens.
  package mutating func reset() {
    count = 0
    used = 0
  }

  /// The tokens found since `reset`.
  package var tokens: Span<ScannedToken> {
    @_lifetime(borrow self)
    get {
      let span = unsafe Span(_unsafeStart: found, count: count)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// The hash of folded letters as `append` gives it to a word.
  package static func hash(of letters: [UInt8]) -> UInt64 {
    let padded = letters + [UInt8](repeating: 0, count: 16)
    return unsafe padded.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return 0 }
      return unsafe WordHashing.ofProcess.hash(start, letters.count)
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
    if text.utf8.isEmpty { return appendBorder() }
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
    if let start = bytes.baseAddress, !bytes.isEmpty {
      let blocks = (bytes.count + 63) >> 6
      unsafe Self.writeZeros(memory + used)
      used = base + blocks * 64 + 64
      let (edgeCount, isPlain) = unsafe findEdges(start, bytes.count, lower: memory + base)
      if !isPlain { grow(to: used + 12 * bytes.count + 128) }
      unsafe cut(bytes, base: base, edgeCount, salt: salt)
    }
    unsafe found[count] = Self.token(Self.border, 0, 0, 0, 0)
    count += 1
  }

  /// Ends a text without words.
  private mutating func appendBorder() {
    reserve(0)
    lastBase = used + 64
    unsafe found[count] = Self.token(Self.border, 0, 0, 0, 0)
    count += 1
  }

  /// Appends one token for letters that are no word of a text, such as the domain of a host.
  package mutating func append(pseudoWord letters: [UInt8], at range: Range<Int>, salt: UInt64) {
    reserve(0)
    unsafe found[count] = Self.token(Self.hash(of: letters) ^ salt, range.lowerBound, range.upperBound, 0, 0)
    count += 1
  }

  @inline(__always)
  private static func token(_ hash: UInt64, _ start: Int, _ end: Int, _ letters: Int, _ count: Int)
    -> ScannedToken
  {
    ScannedToken(
      hash: hash, start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end),
      letters: UInt32(truncatingIfNeeded: letters),
      countAndPossessive: UInt32(truncatingIfNeeded: count &<< 1))
  }
}

extension TokenScanner {
  /// Makes room for the tokens, edges and lower-case copy of a text.
  private mutating func reserve(_ bytes: Int) {
    let needed = count + min(bytes, Self.maximumTokens) + 8
    if needed > foundCapacity {
      let larger = UnsafeMutablePointer<ScannedToken>.allocate(capacity: needed * 2)
      unsafe larger.update(from: found, count: count)
      unsafe found.deallocate()
      unsafe found = larger
      foundCapacity = needed * 2
    }
    if bytes >> 6 + 4 > blockCapacity {
      unsafe edges.deallocate()
      unsafe specials.deallocate()
      blockCapacity = (bytes >> 6 + 4) * 2
      unsafe edges = .allocate(capacity: blockCapacity * 64)
      unsafe specials = .allocate(capacity: blockCapacity)
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

  /// Writes a lower-case copy of a text, where its runs begin and end by turns, and which bytes need a closer look.
  private func findEdges(
    _ source: UnsafePointer<UInt8>, _ count: Int, lower: UnsafeMutablePointer<UInt8>
  ) -> (count: Int, isPlain: Bool) {
    let (edges, specials) = unsafe (edges, specials)
    var edgeCount = 0
    var isInRun: UInt64 = 0
    var anySpecial: UInt64 = 0
    let whole = count &>> 6
    let blocks = (count &+ 63) &>> 6
    for block in 0..<blocks {
      let classes =
        unsafe block < whole
        ? ByteClasses(source + block &<< 6, lower: lower + block &<< 6)
        : lastClasses(source, count, lower: lower)
      unsafe specials[block] = classes.specials
      anySpecial |= classes.specials
      let runs = classes.words | classes.specials
      var changes = runs ^ (runs &<< 1 | isInRun)
      isInRun = runs &>> 63
      while changes != 0 {
        unsafe edges[edgeCount] = UInt32(truncatingIfNeeded: block &<< 6 &+ changes.trailingZeroBitCount)
        edgeCount &+= 1
        changes &= changes &- 1
      }
    }
    unsafe Self.writeZeros(lower + count)
    unsafe specials[blocks] = 0
    if isInRun != 0 {
      unsafe edges[edgeCount] = UInt32(truncatingIfNeeded: count)
      edgeCount &+= 1
    }
    return (edgeCount, anySpecial == 0)
  }

  /// The classes of the bytes after the last whole block. The text's own storage ends with them: they are read as the
  /// end of 64 bytes, or from a copy with zeros after it.
  @inline(__always)
  private func lastClasses(
    _ source: UnsafePointer<UInt8>, _ count: Int, lower: UnsafeMutablePointer<UInt8>
  ) -> ByteClasses {
    if count >= 64 {
      var classes = unsafe ByteClasses(source + (count &- 64), lower: lower + (count &- 64))
      let before = UInt64(truncatingIfNeeded: 64 &- count & 63)
      classes.words &>>= before
      classes.specials &>>= before
      return classes
    }
    unsafe Self.writeZeros(lower)
    unsafe lower.update(from: source, count: count)
    return unsafe ByteClasses(lower, lower: lower)
  }

  /// Writes 64 zeros.
  @inline(__always)
  private static func writeZeros(_ place: UnsafeMutablePointer<UInt8>) {
    let bytes = UnsafeMutableRawPointer(place)
    for step in 0..<8 { unsafe bytes.storeBytes(of: 0, toByteOffset: step &* 8, as: UInt64.self) }
  }

  /// Cuts a text along its edges.
  private mutating func cut(
    _ bytes: UnsafeBufferPointer<UInt8>, base: Int, _ edgeCount: Int, salt: UInt64
  ) {
    let (lower, found, edges) = unsafe (memory + base, found, edges)
    let specials = unsafe UnsafeRawPointer(specials)
    let hashing = hashing
    let limit = count + Self.maximumTokens
    var number = count
    var edge = 0
    while edge < edgeCount && number < limit {
      let start = unsafe Int(edges[edge])
      let end = unsafe Int(edges[edge &+ 1])
      let count = end &- start
      edge &+= 2
      // The bits of at least 57 bytes from the run's first on.
      var special =
        unsafe specials.loadUnaligned(fromByteOffset: start &>> 3, as: UInt64.self)
        &>> UInt64(truncatingIfNeeded: start & 7)
      special = count <= 16 ? special & (1 &<< UInt64(truncatingIfNeeded: count) &- 1) : ~0
      if special == 0 {
        let hash = unsafe hashing.shortHash(UnsafeRawPointer(lower + start), count)
        unsafe found[number] = Self.token(hash ^ salt, start, end, base &+ start, count)
        number &+= 1
      } else if special & (special &- 1) == 0,
        unsafe lower[start &+ special.trailingZeroBitCount] < 0x80
      {
        let apostrophe = start &+ special.trailingZeroBitCount
        if let token = tokenAround(apostrophe, start..<end, base: base, salt: salt) {
          unsafe found[number] = token
          number &+= 1
        }
      } else if count <= 16,
        let token = tokenWithLetter(
          start..<end, after: special.trailingZeroBitCount, special, base: base, salt)
      {
        unsafe found[number] = token
        number &+= 1
      } else if isPlain(start, end) {
        let hash = unsafe hashing.hash(UnsafeRawPointer(lower + start), count)
        unsafe found[number] = Self.token(hash ^ salt, start, end, base &+ start, count)
        number &+= 1
      } else {
        var run = unsafe ScalarRun(
          text: bytes, letters: memory + used, base: used, salt: salt, hashing: hashing, tokens: found,
          number: number, limit: limit)
        unsafe run.read(start..<end, folding)
        number = unsafe run.number
        used += unsafe run.written
      }
    }
    count = number
  }

  /// The word of a run of at most sixteen ASCII letters with one apostrophe, as `ScalarRun` would read it.
  private mutating func tokenAround(_ apostrophe: Int, _ run: Range<Int>, base: Int, salt: UInt64)
    -> ScannedToken?
  {
    let lower = unsafe memory + base
    var (start, end, count) = (run.lowerBound, run.upperBound, run.count &- 1)
    var letters = base &+ start
    var isPossessive = false
    if apostrophe == start {
      start &+= 1
      letters &+= 1
    } else if apostrophe == end &- 1 {
      end &-= 1
    } else if unsafe apostrophe == end &- 2 && lower[end &- 1] == UInt8(ascii: "s") {
      isPossessive = true
      count &-= 1
    } else {
      // The letters without it, in a place of their own.
      letters = used
      let place = unsafe UnsafeMutableRawPointer(memory + used)
      let source = unsafe UnsafeRawPointer(lower + start)
      let before = apostrophe &- start
      unsafe place.storeBytes(of: source.loadUnaligned(as: SIMD2<UInt64>.self), as: SIMD2<UInt64>.self)
      let after = unsafe source.loadUnaligned(fromByteOffset: before &+ 1, as: SIMD2<UInt64>.self)
      unsafe place.storeBytes(of: after, toByteOffset: before, as: SIMD2<UInt64>.self)
      used &+= count
    }
    guard count > 0 else { return nil }
    let hash = unsafe hashing.shortHash(UnsafeRawPointer(memory + letters), count)
    var token = Self.token(hash ^ salt, start, end, letters, count)
    if isPossessive { token.countAndPossessive |= 1 }
    return token
  }

  /// The word of a run of at most sixteen bytes, all of them ASCII letters but one letter of two bytes that comes after
  /// some of them, as `ScalarRun` would read it; nil where it is another run.
  @inline(__always)
  private mutating func tokenWithLetter(
    _ run: Range<Int>, after before: Int, _ special: UInt64, base: Int, _ salt: UInt64
  ) -> ScannedToken? {
    let lower = unsafe UnsafeRawPointer(memory + base + run.lowerBound)
    // Two apostrophes look like such a letter.
    guard special &>> UInt64(truncatingIfNeeded: before) == 3,
      unsafe lower.load(fromByteOffset: before, as: UInt8.self) >= 0x80
    else { return nil }
    let first = unsafe UInt32(lower.load(fromByteOffset: before, as: UInt8.self))
    let second = unsafe UInt32(lower.load(fromByteOffset: before &+ 1, as: UInt8.self))
    let letter = folding.letters[Int((first & 0x1F) &<< 6 | second & 0x3F)]
    if letter == 0 { return nil }
    let width = Int(truncatingIfNeeded: letter &>> 24)
    let place = unsafe UnsafeMutableRawPointer(memory + used)
    unsafe place.storeBytes(of: lower.loadUnaligned(as: SIMD2<UInt64>.self), as: SIMD2<UInt64>.self)
    unsafe place.storeBytes(of: letter.littleEndian, toByteOffset: before, as: UInt32.self)
    let after = unsafe lower.loadUnaligned(fromByteOffset: before &+ 2, as: SIMD2<UInt64>.self)
    unsafe place.storeBytes(of: after, toByteOffset: before &+ width, as: SIMD2<UInt64>.self)
    let count = run.count &- 2 &+ width
    let hash = unsafe count <= 16 ? hashing.shortHash(place, count) : hashing.hash(place, count)
    let token = Self.token(hash ^ salt, run.lowerBound, run.upperBound, used, count)
    used &+= count
    return token
  }

  /// Whether a run holds no byte that needs a closer look.
  private func isPlain(_ start: Int, _ end: Int) -> Bool {
    var block = start &>> 6
    var mask = unsafe specials[block] & (~0 &<< UInt64(start & 63))
    while mask == 0 && block < end &>> 6 {
      block &+= 1
      mask = unsafe specials[block]
    }
    return mask == 0 || block &<< 6 &+ mask.trailingZeroBitCount >= end
  }
}
