// SPDX-License-Identifier: Apache-2.0
#if arch(x86_64)
  import _Builtin_intrinsics.intel.sse2
#endif

extension Span<UInt8> {
  /// How many sequences of two to four bytes it holds where it is well-formed UTF-8; nil where it is not.
  package var sequenceCount: Int? {
    #if arch(x86_64)
      var blocks = UTF8Blocks()
      // Safe because a byte has no padding.
      let raw = unsafe bytes
      // Most texts are short and all ASCII.
      var at = endOfASCII(from: 0)
      if at == count { return 0 }
      while at <= count - 64 {
        // Safe because the loop's condition keeps 64 bytes within the span.
        if unsafe !blocks.take(raw, at) { return nil }
        at += 64
      }
      var last = InlineArray<8, UInt64>(repeating: 0)
      let whole = (count - at) / 8
      for place in 0..<whole { last[place] = word(at: at + 8 * place) }
      for offset in at + 8 * whole..<count {
        last[whole] |= UInt64(self[offset]) &<< UInt64(8 * ((offset - at) & 7))
      }
      // Safe because there are just 64 bytes.
      return unsafe blocks.take(last.span.bytes, 0) ? blocks.sequences : nil
    #else
      var survey = UTF8Survey()
      survey.scan(self, isBrief: true)
      return survey.isValid ? survey.sequences : nil
    #endif
  }
}

extension String {
  /// The text of some UTF-8; what is ill-formed becomes U+FFFD.
  ///
  /// The same as `String(decoding:as:)`, only that texts which are not all ASCII are looked through several times as
  /// fast.
  package init(utf8: borrowing Span<UInt8>) {
    if let count = utf8.sequenceCount {
      // Safe because it was just looked through.
      self = unsafe String(copying: UTF8Span(unchecked: copy utf8, isKnownASCII: count == 0))
    } else {
      self = unsafe utf8.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
  }
}

#if arch(x86_64)
  /// Looks UTF-8 through sixty-four bytes at a time, as masks of one bit a byte (Unicode, table 3-7).
  private struct UTF8Blocks {
    /// How many sequences of two to four bytes began.
    private(set) var sequences = 0
    /// Which bytes of the next block continue a sequence of this one.
    private var expected: UInt64 = 0
    /// Which lead the last byte was that narrows what may follow: E0, ED, F0, F4, a bit each.
    private var narrowing: UInt64 = 0

    /// Takes the 64 bytes at an offset; false where something is ill-formed.
    @inline(__always) @unsafe
    mutating func take(_ bytes: RawSpan, _ at: Int) -> Bool {
      let block = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: at, as: Block.self)
      let high = block.mask { $0 }
      if high == 0 { return expected == 0 }
      return takeSequences(block, high)
    }

    private mutating func takeSequences(_ block: Block, _ high: UInt64) -> Bool {
      let continuing = block.mask { _mm_cmplt_epi8($0, _mm_set1_epi8(-0x40)) }
      let leads = high & ~continuing
      let ofThree = block.mask(from: 0xE0)
      let ofFour = block.mask(from: 0xF0)
      let impossible =
        block.mask(from: 0xF5)
        | block.mask {
          _mm_cmpeq_epi8(_mm_and_si128($0, _mm_set1_epi8(-0x02)), _mm_set1_epi8(-0x40))
        }
      var fault = impossible | (continuing ^ (leads << 1 | ofThree << 2 | ofFour << 3 | expected))
      expected = leads >> 63 | ofThree >> 62 | ofFour >> 61
      sequences += leads.nonzeroBitCount
      if ofThree | narrowing != 0 { fault |= narrowed(block) }
      return fault == 0
    }

    /// Which bytes may not come second: after E0 those below A0 and after F0 those below 90, after ED and F4 all others.
    private mutating func narrowed(_ block: Block) -> UInt64 {
      let (e0, ed, f0, f4) = (
        block.mask(of: 0xE0), block.mask(of: 0xED), block.mask(of: 0xF0), block.mask(of: 0xF4)
      )
      let belowA0 = block.mask { _mm_cmplt_epi8($0, _mm_set1_epi8(-0x60)) }
      let below90 = block.mask { _mm_cmplt_epi8($0, _mm_set1_epi8(-0x70)) }
      let before = narrowing
      narrowing = e0 >> 63 | (ed >> 63) << 1 | (f0 >> 63) << 2 | (f4 >> 63) << 3
      return (e0 << 1 | before & 1) & belowA0 | (ed << 1 | (before >> 1) & 1) & ~belowA0
        | (f0 << 1 | (before >> 2) & 1) & below90 | (f4 << 1 | (before >> 3) & 1) & ~below90
    }
  }

  /// Sixty-four bytes.
  private struct Block: BitwiseCopyable {
    let a: SIMD2<Int64>
    let b: SIMD2<Int64>
    let c: SIMD2<Int64>
    let d: SIMD2<Int64>

    /// The highest bits of what sixteen bytes at a time become, a bit a byte.
    @inline(__always)
    func mask(_ classed: (SIMD2<Int64>) -> SIMD2<Int64>) -> UInt64 {
      func bits(_ bytes: SIMD2<Int64>) -> UInt64 {
        UInt64(truncatingIfNeeded: UInt32(bitPattern: _mm_movemask_epi8(classed(bytes))))
      }
      return bits(a) | bits(b) << 16 | bits(c) << 32 | bits(d) << 48
    }

    /// Which bytes are these or higher.
    @inline(__always)
    func mask(from least: UInt8) -> UInt64 {
      mask { _mm_cmpeq_epi8(_mm_max_epu8($0, _mm_set1_epi8(CChar(bitPattern: least))), $0) }
    }

    /// Which bytes are these.
    @inline(__always)
    func mask(of byte: UInt8) -> UInt64 {
      mask { _mm_cmpeq_epi8($0, _mm_set1_epi8(CChar(bitPattern: byte))) }
    }
  }
#endif
