// SPDX-License-Identifier: Apache-2.0

/// SipHash-2-4 with 128 bits of output (Aumasson and Bernstein): the same on every machine and run, and with
/// a secret key nobody who writes feeds can make two texts collide.
struct Fingerprint: Sendable {
  private var state: SipState
  /// The bytes since the last whole word of eight, the first one lowest.
  private var word: UInt64 = 0
  /// How many bytes were taken.
  private var count: UInt64 = 0

  /// A hash function of its own for every key; nothing taken yet.
  init(key: (UInt64, UInt64)) { state = SipState(key: key) }

  /// 16 bytes that stand for what was taken and then the given ones.
  func callAsFunction(_ bytes: [UInt8]) -> [UInt8] {
    var copy = self
    copy.take(bytes.span)
    return copy.bytes
  }

  /// Takes a text in UTF-8.
  mutating func take(_ text: String) {
    var text = text
    text.makeContiguousUTF8()
    take(text.utf8Span.span)
  }

  /// Takes a byte.
  mutating func take(_ byte: UInt8) {
    word |= UInt64(byte) << (8 * (count & 7))
    count &+= 1
    if count & 7 == 0 {
      state.absorb(word)
      word = 0
    }
  }

  /// Takes bytes, eight at a time wherever the word began.
  mutating func take(_ bytes: borrowing Span<UInt8>) {
    // Safe because a byte has no padding.
    let raw = unsafe bytes.bytes
    var at = 0
    let shift = 8 * (count & 7)
    while at + 8 <= raw.byteCount {
      // Safe because the loop's condition keeps eight bytes within the span.
      let next = unsafe UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self))
      state.absorb(word | next << shift)
      word = shift == 0 ? 0 : next >> (64 - shift)
      at += 8
    }
    count &+= UInt64(at)
    while at < bytes.count {
      take(bytes[at])
      at += 1
    }
  }

  /// 16 bytes that stand for what was taken.
  var bytes: [UInt8] {
    let (low, high) = words
    return [low, high].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
  }

  /// The first eight of these bytes, the first one lowest.
  var first: UInt64 { words.0 }

  private var words: (UInt64, UInt64) {
    var last = state
    last.absorb(word | count << 56)
    return last.finish()
  }
}

/// 16 bytes that stand for a body, to tell whether it is the one of the last visit; the same on every
/// machine.
package func fingerprint(of body: [UInt8]) -> [UInt8] { Fingerprint(key: (0, 0))(body) }

private struct SipState {
  private var a: UInt64
  private var b: UInt64
  private var c: UInt64
  private var d: UInt64

  init(key: (UInt64, UInt64)) {
    a = key.0 ^ 0x736f_6d65_7073_6575
    b = key.1 ^ 0x646f_7261_6e64_6f6d ^ 0xEE
    c = key.0 ^ 0x6c79_6765_6e65_7261
    d = key.1 ^ 0x7465_6462_7974_6573
  }

  @inline(__always) mutating func absorb(_ word: UInt64) {
    d ^= word
    mix(rounds: 2)
    a ^= word
  }

  mutating func finish() -> (UInt64, UInt64) {
    c ^= 0xEE
    mix(rounds: 4)
    let low = a ^ b ^ c ^ d
    b ^= 0xDD
    mix(rounds: 4)
    return (low, a ^ b ^ c ^ d)
  }

  @inline(__always) private mutating func mix(rounds: Int) {
    for _ in 0..<rounds {
      a &+= b
      b = b << 13 | b >> 51
      b ^= a
      a = a << 32 | a >> 32
      c &+= d
      d = d << 16 | d >> 48
      d ^= c
      a &+= d
      d = d << 21 | d >> 43
      d ^= a
      c &+= b
      b = b << 17 | b >> 47
      b ^= c
      c = c << 32 | c >> 32
    }
  }
}
