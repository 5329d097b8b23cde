// SPDX-License-Identifier: Apache-2.0
#if arch(x86_64)
  import _Builtin_intrinsics.intel.sse2
#endif

/// Tells letters and digits from other bytes, sixty-four at a time.
struct ByteClasses: Equatable {
  /// One bit a byte: ASCII letters and digits.
  var words: UInt64 = 0
  /// One bit a byte: apostrophes, and bytes that are not ASCII.
  var specials: UInt64 = 0

  /// Classes 64 bytes and writes them in lower case; the pointers may be the same.
  @inline(__always)
  init(_ from: UnsafeRawPointer, lower: UnsafeMutableRawPointer) {
    #if arch(x86_64)
      for step in 0..<4 { unsafe readSixteen(from, lower, at: step &* 16) }
    #else
      for step in 0..<8 { unsafe readEight(from, lower, at: step &* 8) }
    #endif
  }

  /// The same on any processor.
  init(portably from: UnsafeRawPointer, lower: UnsafeMutableRawPointer) {
    for step in 0..<8 { unsafe readEight(from, lower, at: step &* 8) }
  }

  #if arch(x86_64)
    @inline(__always)
    private mutating func readSixteen(_ from: UnsafeRawPointer, _ lower: UnsafeMutableRawPointer, at: Int) {
      let bytes = unsafe from.loadUnaligned(fromByteOffset: at, as: SIMD2<Int64>.self)
      let caseBit = _mm_set1_epi8(0x20)
      let letter = _mm_sub_epi8(_mm_or_si128(bytes, caseBit), _mm_set1_epi8(0x61))
      let isLetter = _mm_cmpeq_epi8(_mm_min_epu8(letter, _mm_set1_epi8(25)), letter)
      let digit = _mm_sub_epi8(bytes, _mm_set1_epi8(0x30))
      let isDigit = _mm_cmpeq_epi8(_mm_min_epu8(digit, _mm_set1_epi8(9)), digit)
      let isQuote = _mm_or_si128(
        _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x27)), _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x60)))
      unsafe lower.storeBytes(
        of: _mm_or_si128(bytes, _mm_and_si128(isLetter, caseBit)), toByteOffset: at, as: SIMD2<Int64>.self)
      let shift = UInt64(truncatingIfNeeded: at)
      words |= Self.bits(_mm_or_si128(isLetter, isDigit)) &<< shift
      specials |= Self.bits(_mm_or_si128(bytes, isQuote)) &<< shift
    }

    /// The highest bit of each byte.
    @inline(__always)
    private static func bits(_ bytes: SIMD2<Int64>) -> UInt64 {
      UInt64(truncatingIfNeeded: UInt32(bitPattern: _mm_movemask_epi8(bytes)))
    }
  #endif

  @inline(__always)
  private mutating func readEight(_ from: UnsafeRawPointer, _ lower: UnsafeMutableRawPointer, at: Int) {
    let high = Self.eight(0x80)
    let bytes = unsafe from.loadUnaligned(fromByteOffset: at, as: UInt64.self)
    let top = bytes & high
    let low = bytes & ~high
    let upper = (low &+ Self.eight(0x3F)) & ~(low &+ Self.eight(0x25)) & high & ~top
    let folded = low | (upper &>> 2)
    let letter = (folded &+ Self.eight(0x1F)) & ~(folded &+ Self.eight(0x05))
    let digit = (folded &+ Self.eight(0x50)) & ~(folded &+ Self.eight(0x46))
    let quote =
      ~((folded ^ Self.eight(0x27)) &+ Self.eight(0x7F)) | ~((folded ^ Self.eight(0x60)) &+ Self.eight(0x7F))
    unsafe lower.storeBytes(of: bytes | (upper &>> 2), toByteOffset: at, as: UInt64.self)
    let shift = UInt64(truncatingIfNeeded: at)
    words |= Self.bits((letter | digit) & high & ~top) &<< shift
    specials |= Self.bits(top | quote & high) &<< shift
  }

  /// Eight bytes of the same value.
  @inline(__always)
  private static func eight(_ byte: UInt64) -> UInt64 { byte &* 0x0101_0101_0101_0101 }

  /// One bit for each of eight bytes of which at most the highest bit is set.
  @inline(__always)
  private static func bits(_ bytes: UInt64) -> UInt64 { ((bytes &>> 7) &* 0x0102_0408_1020_4080) &>> 56 }
}
