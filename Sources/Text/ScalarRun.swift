// SPDX-License-Identifier: Apache-2.0

/// Reads a run of letters, apostrophes and non-ASCII characters scalar by scalar, as `TokenReader` does.
@unsafe struct ScalarRun {
  let text: UnsafeBufferPointer<UInt8>
  let letters: UnsafeMutablePointer<UInt8>
  let base: Int
  let salt: UInt64
  let hashing: WordHashing
  let tokens: UnsafeMutablePointer<ScannedToken>
  var number: Int
  let limit: Int
  /// How many bytes of `letters` hold finished tokens, and the end of the token being read.
  var written = 0
  var next = 0
  var start = 0
  var end = 0
  var isSingle = false
  /// The letters of a token that is one character which folds to itself, as `put` takes them; else 0.
  var plainSingle: UInt32 = 0
  /// Where in the token being read the last apostrophe stands that has letters before it, and the last before that; -1
  /// where there is none.
  var apostrophe = -1
  var earlierApostrophe = -1

  mutating func read(_ range: Range<Int>, _ folding: Folding) {
    var at = range.lowerBound
    while unsafe at < range.upperBound && number < limit {
      let from = at
      let byte = unsafe text[at]
      if byte < 0x80 {
        at &+= 1
        unsafe readASCII(byte, from)
        continue
      }
      let scalar = unsafe decode(&at)
      if scalar < 0x800, folding.letters[Int(scalar)] != 0 {
        if unsafe isSingle { unsafe close() }
        unsafe put(folding.letters[Int(scalar)], from..<at)
        continue
      }
      let entry = folding[scalar]
      if entry.isPlainSingle && scalar < 0x10000 {
        unsafe close()
        at = unsafe readSingles(from..<range.upperBound, folding)
        continue
      }
      unsafe read(scalar, entry, folding, from..<at)
    }
    if unsafe number < limit { unsafe close() }
  }

  private mutating func read(
    _ scalar: UInt32, _ entry: Folding.Entry, _ folding: Folding, _ place: Range<Int>
  ) {
    switch entry.role {
    case .separator: unsafe close()
    case .apostrophe: unsafe readASCII(UInt8(ascii: "'"), place.lowerBound)
    case .vanishing: unsafe vanish(scalar, endingAt: place.upperBound)
    case .word:
      if unsafe isSingle { unsafe close() }
      unsafe append(scalar, entry, folding, place)
    case .single, .syllable:
      unsafe close()
      unsafe isSingle = true
      unsafe append(scalar, entry, folding, place)
    case .extending:
      if unsafe !isSingle { unsafe close() }
      unsafe isSingle = true
      unsafe append(scalar, entry, folding, place)
      unsafe plainSingle = 0
    }
  }

  /// Reads a character of three bytes that is a word of its own and folds to itself, and all such that follow; where
  /// they end. The last one stays open, for it may be extended.
  private mutating func readSingles(_ range: Range<Int>, _ folding: Folding) -> Int {
    var last = range.lowerBound
    var at = last &+ 3
    while unsafe at < range.upperBound && number < limit && text[at] >= 0xE0 && text[at] < 0xF0 {
      let place = at
      guard unsafe folding[decode(&at)].isPlainSingle else {
        at = place
        break
      }
      let packed = unsafe threeBytes(last)
      unsafe tokens[number] = token(
        hashing.hash(ofFew: UInt64(packed & 0xFF_FFFF)), last, last &+ 3, count: 3)
      unsafe UnsafeMutableRawPointer(letters).storeBytes(
        of: packed.littleEndian, toByteOffset: written, as: UInt32.self)
      unsafe number &+= 1
      unsafe written &+= 3
      last = place
    }
    unsafe next = written
    unsafe isSingle = true
    unsafe plainSingle = threeBytes(last)
    unsafe put(plainSingle, last..<last &+ 3)
    return at
  }

  /// A word whose letters come next.
  @inline(__always)
  private func token(_ hash: UInt64, _ start: Int, _ end: Int, count: Int) -> ScannedToken {
    unsafe ScannedToken(
      hash: hash ^ salt, start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end),
      letters: UInt32(truncatingIfNeeded: base &+ written),
      countAndPossessive: UInt32(truncatingIfNeeded: count &<< 1))
  }

  @inline(__always)
  private mutating func readASCII(_ byte: UInt8, _ at: Int) {
    if unsafe isSingle { unsafe close() }
    if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`") {
      if unsafe next > written && apostrophe != next {
        unsafe earlierApostrophe = apostrophe
        unsafe apostrophe = next
      }
      return
    }
    if unsafe next == written { unsafe start = at }
    unsafe put(byte &- 0x41 < 26 ? byte | 0x20 : byte)
    unsafe end = at &+ 1
  }

  private mutating func put(_ byte: UInt8) {
    unsafe letters[next] = byte
    unsafe next &+= 1
  }

  /// Adds what a character at a place of the text folds to, as `Folding.letters` has it.
  @inline(__always)
  private mutating func put(_ packed: UInt32, _ place: Range<Int>) {
    if unsafe next == written { unsafe start = place.lowerBound }
    unsafe UnsafeMutableRawPointer(letters).storeBytes(
      of: packed.littleEndian, toByteOffset: next, as: UInt32.self)
    unsafe next &+= Int(truncatingIfNeeded: packed &>> 24)
    unsafe end = place.upperBound
  }

  /// The character of three bytes at a place, as `put` takes it.
  @inline(__always)
  private func threeBytes(_ at: Int) -> UInt32 {
    unsafe UInt32(text[at]) | UInt32(text[at &+ 1]) &<< 8 | UInt32(text[at &+ 2]) &<< 16 | 3 &<< 24
  }

  private mutating func append(
    _ scalar: UInt32, _ entry: Folding.Entry, _ folding: Folding, _ range: Range<Int>
  ) {
    if unsafe next == written { unsafe start = range.lowerBound }
    if entry.role == .syllable {
      Folding.forEachLetter(ofSyllable: scalar) { unsafe encode($0) }
    } else if entry.isExpansion {
      let first = Int(entry.low)
      for letter in folding.expansions[first + 1...first + Int(folding.expansions[first])] {
        unsafe encode(letter)
      }
    } else {
      unsafe encode((scalar &+ entry.low) & 0x1F_FFFF)
    }
    unsafe end = range.upperBound
  }

  private mutating func encode(_ scalar: UInt32) {
    func tail(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: 0x80 | scalar &>> shift & 0x3F) }
    if scalar < 0x80 { return unsafe put(UInt8(truncatingIfNeeded: scalar)) }
    if scalar < 0x800 {
      unsafe put(UInt8(truncatingIfNeeded: 0xC0 | scalar &>> 6))
    } else {
      if scalar < 0x10000 {
        unsafe put(UInt8(truncatingIfNeeded: 0xE0 | scalar &>> 12))
      } else {
        unsafe put(UInt8(truncatingIfNeeded: 0xF0 | scalar &>> 18))
        unsafe put(tail(12))
      }
      unsafe put(tail(6))
    }
    unsafe put(tail(0))
  }

  /// The scalar at an offset, which moves past it; Swift's strings are valid UTF-8.
  @inline(__always)
  private func decode(_ at: inout Int) -> UInt32 {
    func rest(_ offset: Int) -> UInt32 { unsafe UInt32(text[at &+ offset] & 0x3F) }
    let first = unsafe UInt32(text[at])
    if first < 0xE0 {
      let scalar = (first & 0x1F) &<< 6 | rest(1)
      at &+= 2
      return scalar
    }
    if first < 0xF0 {
      let scalar = (first & 0x0F) &<< 12 | rest(1) &<< 6 | rest(2)
      at &+= 3
      return scalar
    }
    let scalar = (first & 0x07) &<< 18 | rest(1) &<< 12 | rest(2) &<< 6 | rest(3)
    at &+= 4
    return scalar
  }

  private mutating func vanish(_ scalar: UInt32, endingAt at: Int) {
    guard unsafe next > written, unsafe apostrophe != next else { return }
    unsafe end = at
    guard unsafe next &- written >= 2 else { return }
    let (first, last) = unsafe (letters[next &- 2], letters[next &- 1])
    guard last & 0xC0 == 0x80, first & 0xE0 == 0xC0,
      let whole = Folding.composed(UInt32(first & 0x1F) << 6 | UInt32(last & 0x3F), scalar)
    else { return }
    unsafe next &-= 2
    unsafe encode(whole)
  }

  @inline(__always)
  private mutating func close() { if unsafe next > written { unsafe finish() } }

  /// Ends the token being read.
  private mutating func finish() {
    // An apostrophe that nothing follows is none.
    let mark = unsafe apostrophe == next ? earlierApostrophe : apostrophe
    let isPossessive = unsafe mark == next &- 1 && letters[mark] == UInt8(ascii: "s")
    let count = unsafe next &- written &- (isPossessive ? 1 : 0)
    let word = unsafe UnsafeRawPointer(letters + written)
    let hash =
      unsafe plainSingle != 0
      ? hashing.hash(ofFew: UInt64(plainSingle & 0xFF_FFFF))
      : count <= 16 ? hashing.shortHash(word, count) : hashing.hash(word, count)
    unsafe tokens[number] = token(hash, start, end, count: count)
    if isPossessive { unsafe tokens[number].countAndPossessive |= 1 }
    unsafe number &+= 1
    unsafe written &+= count
    unsafe next = written
    unsafe (isSingle, plainSingle, apostrophe, earlierApostrophe) = (false, 0, -1, -1)
  }
}
