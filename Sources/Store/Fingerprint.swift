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
  mutating func take(_ bytes: borrowing Span<UInt8>) { take(bytes, from: 0) }

  /// Takes bytes into one hash and others into another at the same time, for the steps of one wait for each other.
  static func take(
    _ bytes: borrowing Span<UInt8>, into hash: inout Fingerprint,
    _ others: borrowing Span<UInt8>, into other: inout Fingerprint
  ) {
    let end = min(bytes.count, others.count) & ~7
    // Safe because a byte has no padding.
    let (raw, otherRaw) = unsafe (bytes.bytes, others.bytes)
    var (first, second) = (hash, other)
    var at = 0
    while at < end {
      // Safe because the end is within both spans.
      first.take(unsafe raw.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self))
      second.take(unsafe otherRaw.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self))
      at += 8
    }
    (hash, other) = (first, second)
    hash.take(bytes, from: end)
    other.take(others, from: end)
  }

  private mutating func take(_ bytes: borrowing Span<UInt8>, from start: Int) {
    // Safe because a byte has no padding.
    let raw = unsafe bytes.bytes
    var at = start
    var hash = self
    while at + 8 <= raw.byteCount {
      // Safe because the loop's condition keeps eight bytes within the span.
      hash.take(unsafe raw.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self))
      at += 8
    }
    self = hash
    let count = raw.byteCount - at
    guard count > 0 else { return }
    var tail: UInt64 = 0
    for offset in 0..<count { tail |= UInt64(bytes[at + offset]) << UInt64(8 * offset) }
    take(tail: tail, count: UInt64(count))
  }

  /// Takes eight bytes as they lie in memory.
  @inline(__always) private mutating func take(_ eight: UInt64) {
    let next = UInt64(littleEndian: eight)
    let shift = 8 * (count & 7)
    state.absorb(word | next &<< shift)
    word = next >> (64 - shift)
    count &+= 8
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
