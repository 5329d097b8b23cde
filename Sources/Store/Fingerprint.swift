// SPDX-License-Identifier: Apache-2.0
internal import Text

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

  /// Takes a number in decimal digits.
  mutating func take(decimal number: Int64) {
    if number < 0 { take(UInt8(ascii: "-")) }
    var divisor: UInt64 = 1
    while number.magnitude / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      take(UInt8(ascii: "0") + UInt8(number.magnitude / divisor % 10))
      divisor /= 10
    }
  }

  /// Takes a byte.
  mutating func take(_ byte: UInt8) { take(tail: UInt64(byte), count: 1) }

  /// Takes bytes, eight at a time wherever the word began.
  mutating func take(_ bytes: borrowing Span<UInt8>) { take(bytes, from: fillWord(from: bytes)) }

  /// Takes bytes into one hash and others into another at the same time, for the steps of one wait for each other.
  static func take(
    _ bytes: borrowing Span<UInt8>, into hash: inout Fingerprint,
    _ others: borrowing Span<UInt8>, into other: inout Fingerprint
  ) {
    let (start, otherStart) = (hash.fillWord(from: bytes), other.fillWord(from: others))
    // Safe because a byte has no padding.
    let (raw, otherRaw) = unsafe (bytes.bytes, others.bytes)
    let length = min(bytes.count - start, others.count - otherStart) & ~7
    var (first, second) = (hash.state, other.state)
    var at = 0
    while at < length {
      // Safe because so many whole words are left of both.
      first.absorb(unsafe UInt64(at: start + at, in: raw))
      second.absorb(unsafe UInt64(at: otherStart + at, in: otherRaw))
      at += 8
    }
    (hash.state, other.state) = (first, second)
    hash.count &+= UInt64(length)
    other.count &+= UInt64(length)
    hash.take(bytes, from: start + length)
    other.take(others, from: otherStart + length)
  }

  /// Takes the bytes from one on where no word is begun, or none is left.
  private mutating func take(_ bytes: borrowing Span<UInt8>, from start: Int) {
    // Safe because a byte has no padding.
    let raw = unsafe bytes.bytes
    var at = start
    var state = state
    while at + 8 <= raw.byteCount {
      // Safe because the loop's condition keeps eight bytes within the span.
      state.absorb(unsafe UInt64(at: at, in: raw))
      at += 8
    }
    self.state = state
    count &+= UInt64(at - start)
    takeFew(bytes, at..<bytes.count)
  }

  /// Takes as many bytes as the word that is begun has room for, so that all others are taken as they lie; says how many.
  private mutating func fillWord(from bytes: borrowing Span<UInt8>) -> Int {
    let length = min(Int((0 &- count) & 7), bytes.count)
    takeFew(bytes, 0..<length)
    return length
  }

  /// Takes less than eight bytes.
  private mutating func takeFew(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) {
    if range.isEmpty { return }
    var tail: UInt64 = 0
    for at in range { tail |= UInt64(bytes[at]) &<< UInt64(8 * (at - range.lowerBound)) }
    take(tail: tail, count: UInt64(range.count))
  }

  /// Takes less than eight bytes, the first one lowest.
  @inline(__always) private mutating func take(tail: UInt64, count taken: UInt64) {
    let held = count & 7
    word |= tail &<< (8 * held)
    count &+= taken
    guard held + taken >= 8 else { return }
    state.absorb(word)
    // A shift by all 64 bits leaves nothing.
    word = tail >> (64 - 8 * held)
  }

  /// What stands for what was taken.
  var value: Value {
    var last = state
    last.absorb(word | count << 56)
    let (low, high) = last.finish()
    return Value(low: low, high: high)
  }

  /// 128 bits.
  struct Value: Hashable, Sendable {
    let low: UInt64
    let high: UInt64

    /// As 16 bytes, the lowest first.
    var bytes: [UInt8] {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(16)
      bytes.append(littleEndian: low)
      bytes.append(littleEndian: high)
      return bytes
    }
  }

  /// 16 bytes that stand for what was taken.
  var bytes: [UInt8] { value.bytes }

  /// The first eight of these bytes, the first one lowest.
  var first: UInt64 { value.low }
}

extension UInt64 {
  /// Eight bytes as they lie in memory; there must be as many at the offset.
  @inline(__always) @unsafe
  init(at offset: Int, in bytes: RawSpan) {
    self = unsafe UInt64(
      littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
  }
}

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
