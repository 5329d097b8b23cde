// SPDX-License-Identifier: Apache-2.0

/// Reads a run of letters, apostrophes and non-ASCII characters scalar by scalar, as `TokenReader` does.
@unsafe struct ScalarRun {
  static let joiner: UInt8 = 0xFE

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
      let entry = folding[scalar]
      switch entry.role {
      case .separator: unsafe close()
      case .apostrophe: unsafe readASCII(UInt8(ascii: "'"), from)
      case .vanishing: unsafe vanish(scalar, endingAt: at)
      case .word:
        if unsafe isSingle { unsafe close() }
        unsafe append(scalar, entry, folding, from..<at)
      case .single, .syllable:
        unsafe close()
        unsafe isSingle = true
        unsafe append(scalar, entry, folding, from..<at)
      case .extending:
        if unsafe !isSingle { unsafe close() }
        unsafe isSingle = true
        unsafe append(scalar, entry, folding, from..<at)
      }
    }
    unsafe close()
  }

  private mutating func readASCII(_ byte: UInt8, _ at: Int) {
    if unsafe isSingle { unsafe close() }
    let isApostrophe = byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
    if isApostrophe {
      if unsafe next > written { unsafe put(Self.joiner) }
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
  private func decode(_ at: inout Int) -> UInt32 {
    let first = unsafe UInt32(text[at])
    let width = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var scalar = first & (width == 2 ? 0x1F : width == 3 ? 0x0F : 0x07)
    for index in at + 1..<at + width { scalar = unsafe scalar &<< 6 | UInt32(text[index] & 0x3F) }
    at &+= width
    return scalar
  }

  private mutating func vanish(_ scalar: UInt32, endingAt at: Int) {
    guard unsafe next > written, unsafe letters[next &- 1] != Self.joiner else { return }
    unsafe end = at
    guard unsafe next &- written >= 2 else { return }
    let (first, last) = unsafe (letters[next &- 2], letters[next &- 1])
    guard last & 0xC0 == 0x80, first & 0xE0 == 0xC0,
      let whole = Folding.composed(UInt32(first & 0x1F) << 6 | UInt32(last & 0x3F), scalar)
    else { return }
    unsafe next &-= 2
    unsafe encode(whole)
  }

  private mutating func close() {
    defer {
      unsafe next = written
      unsafe isSingle = false
    }
    while unsafe next > written, unsafe letters[next &- 1] == Self.joiner { unsafe next &-= 1 }
    var isPossessive = false
    if unsafe next &- written > 2, unsafe letters[next &- 1] == UInt8(ascii: "s"),
      unsafe letters[next &- 2] == Self.joiner
    {
      unsafe next &-= 2
      isPossessive = true
    }
    var kept = unsafe written
    for index in unsafe written..<next where unsafe letters[index] != Self.joiner {
      unsafe letters[kept] = letters[index]
      kept &+= 1
    }
    let count = unsafe kept &- written
    guard count > 0, unsafe number < limit else { return }
    unsafe tokens[number] = ScannedToken(
      hash: hashing.hash(UnsafeRawPointer(letters + written), count) ^ salt,
      start: UInt32(truncatingIfNeeded: start),
      end: UInt32(truncatingIfNeeded: end), letters: UInt32(truncatingIfNeeded: base &+ written),
      countAndPossessive: UInt32(truncatingIfNeeded: count << 1 | (isPossessive ? 1 : 0)))
    unsafe number &+= 1
    unsafe written = kept
  }
}
