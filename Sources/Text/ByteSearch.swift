// SPDX-License-Identifier: Apache-2.0
#if arch(x86_64)
  import _Builtin_intrinsics.intel.sse2
#endif

extension [UInt8] {
  /// A copy of bytes that lie together, whoever holds them.
  package init(_ bytes: Span<UInt8>) {
    // Safe because the pointer does not leave the closure.
    self = unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
  }

  /// Appends bytes that lie together, whoever holds them.
  package mutating func append(_ bytes: Span<UInt8>) {
    // Safe because the pointer does not leave the closure.
    unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}

/// The hot loops of reading: sixteen bytes at a time on processors known to have such words, else eight. The one file of
/// Text that loads words without a type's blessing; each load is of plain integers and within the bounds that the loop's
/// condition states.
extension Span<UInt8> {
  private static var ones: UInt64 { 0x0101_0101_0101_0101 }
  private static var highs: UInt64 { 0x8080_8080_8080_8080 }

  /// Eight bytes, the first one lowest.
  func word(at offset: Int) -> UInt64 {
    // Safe because every caller has checked that offset + 8 <= count, and any eight bytes are a UInt64.
    unsafe UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  #if arch(x86_64)
    @inline(__always)
    private func sixteenBytes(at offset: Int) -> SIMD2<Int64> {
      // Safe because every caller has checked that offset + 16 <= count, and any sixteen bytes will do.
      unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: SIMD2<Int64>.self)
    }

    /// Sixteen times the same byte.
    @inline(__always)
    private static func sixteen(_ byte: UInt8) -> SIMD2<Int64> { _mm_set1_epi8(CChar(bitPattern: byte)) }

    /// All bits where a byte is this one or less.
    @inline(__always)
    private static func upTo(_ most: UInt8, _ bytes: SIMD2<Int64>) -> SIMD2<Int64> {
      _mm_cmpeq_epi8(_mm_min_epu8(bytes, sixteen(most)), bytes)
    }

    /// The highest bit of each byte.
    @inline(__always)
    private static func bits(_ bytes: SIMD2<Int64>) -> UInt32 { UInt32(bitPattern: _mm_movemask_epi8(bytes)) }
  #endif

  /// High bits where a byte of the word is zero; the lowest of them is exact.
  private static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & highs }

  /// The first offset at or after `start` that holds one of two bytes; `count` if there is none.
  package func offset(of first: UInt8, or second: UInt8, from start: Int) -> Int {
    let a = Self.ones &* UInt64(first)
    let b = Self.ones &* UInt64(second)
    var at = Swift.max(0, start)
    #if arch(x86_64)
      let (firsts, seconds) = (Self.sixteen(first), Self.sixteen(second))
      while at <= count - 16 {
        let bytes = sixteenBytes(at: at)
        let found = Self.bits(
          _mm_or_si128(_mm_cmpeq_epi8(bytes, firsts), _mm_cmpeq_epi8(bytes, seconds)))
        if found != 0 { return at + found.trailingZeroBitCount }
        at += 16
      }
    #endif
    while at <= count - 8 {
      let word = word(at: at)
      let found = Self.zeros(word ^ a) | Self.zeros(word ^ b)
      if found != 0 { return at + found.trailingZeroBitCount / 8 }
      at += 8
    }
    while at < count {
      let byte = self[at]
      if byte == first || byte == second { return at }
      at += 1
    }
    return count
  }

  /// The first offset at or after `start` that holds a byte; `count` if there is none.
  package func offset(of byte: UInt8, from start: Int) -> Int { offset(of: byte, or: byte, from: start) }

  /// The first offset at or after `start` that holds a byte of 0x80 or more; `count` if there is none.
  package func endOfASCII(from start: Int) -> Int {
    var at = Swift.max(0, start)
    #if arch(x86_64)
      while at <= count - 16 {
        let found = Self.bits(sixteenBytes(at: at))
        if found != 0 { return at + found.trailingZeroBitCount }
        at += 16
      }
    #endif
    while at <= count - 8 {
      let found = word(at: at) & Self.highs
      if found != 0 { return at + found.trailingZeroBitCount / 8 }
      at += 8
    }
    while at < count && self[at] < 0x80 { at += 1 }
    return at
  }

  /// Where prose that begins at `start` ends: at markup (`<`, `&`), a control, the second last of several spaces, or a
  /// byte 0xC2, which may begin U+00A0; `limit` if none of these is before it.
  package func endOfProse(from start: Int, to limit: Int) -> Int {
    var at = start
    #if arch(x86_64)
      while at <= limit - 17 {
        let bytes = sixteenBytes(at: at)
        let next = sixteenBytes(at: at + 1)
        let spaces = _mm_and_si128(Self.upTo(0x20, bytes), Self.upTo(0x20, next))
        let markup = _mm_or_si128(
          _mm_cmpeq_epi8(bytes, Self.sixteen(0x3C)), _mm_cmpeq_epi8(bytes, Self.sixteen(0x26)))
        let others = _mm_or_si128(Self.upTo(0x1F, bytes), _mm_cmpeq_epi8(bytes, Self.sixteen(0xC2)))
        let found = Self.bits(_mm_or_si128(_mm_or_si128(spaces, markup), others))
        if found != 0 { return at + found.trailingZeroBitCount }
        at += 16
      }
    #endif
    // The word one byte further on tells which spaces have another one behind them.
    while at <= limit - 9 {
      let word = word(at: at)
      let spaces = Self.spaces(word) & Self.spaces(self.word(at: at + 1))
      let controls = ~((word & ~Self.highs) &+ Self.ones &* 0x60 | word) & Self.highs
      let markup = Self.zeros(word ^ Self.ones &* 0x3C) | Self.zeros(word ^ Self.ones &* 0x26)
      let found = spaces | controls | markup | Self.zeros(word ^ Self.ones &* 0xC2)
      if found != 0 { return at + found.trailingZeroBitCount / 8 }
      at += 8
    }
    while at < limit {
      let byte = self[at]
      let isLone = byte == 0x20 && at + 1 < limit && self[at + 1] > 0x20
      if byte <= 0x20 && !isLone || byte == 0x3C || byte == 0x26 || byte == 0xC2 { return at }
      at += 1
    }
    return limit
  }

  /// High bits where a byte of the word is 0x20 or less, all of them exact.
  private static func spaces(_ word: UInt64) -> UInt64 { ~((word & ~highs) &+ ones &* 0x5F | word) & highs }

  /// Whether a C0 control other than tab, line feed and carriage return occurs.
  package var holdsControls: Bool {
    var at = 0
    #if arch(x86_64)
      while at <= count - 16 {
        let bytes = sixteenBytes(at: at)
        let allowed = _mm_or_si128(
          _mm_cmpeq_epi8(bytes, Self.sixteen(0x0D)),
          _mm_or_si128(_mm_cmpeq_epi8(bytes, Self.sixteen(0x09)), _mm_cmpeq_epi8(bytes, Self.sixteen(0x0A))))
        if Self.bits(_mm_andnot_si128(allowed, Self.upTo(0x1F, bytes))) != 0 { return true }
        at += 16
      }
    #endif
    while at <= count - 8 {
      let word = word(at: at)
      // High bits where a byte is less than 0x20; borrows may add false ones, which the second look sorts out.
      if (word &- Self.ones &* 0x20) & ~word & Self.highs != 0 {
        for offset in at..<(at + 8) where isControl(self[offset]) { return true }
      }
      at += 8
    }
    while at < count {
      if isControl(self[at]) { return true }
      at += 1
    }
    return false
  }
}
