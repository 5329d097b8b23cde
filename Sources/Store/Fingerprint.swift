// SPDX-License-Identifier: Apache-2.0

/// SipHash-2-4 with 128 bits of output (Aumasson and Bernstein): the same on every machine and run, and with
/// a secret key nobody who writes feeds can make two texts collide.
struct Fingerprint: Sendable {
  private let key: (UInt64, UInt64)

  /// A hash function of its own for every key.
  init(key: (UInt64, UInt64)) { self.key = key }

  /// 16 bytes that stand for the given ones.
  func callAsFunction(_ bytes: [UInt8]) -> [UInt8] {
    var state = SipState(key: key)
    var word: UInt64 = 0
    var count: UInt64 = 0
    for byte in bytes {
      word |= UInt64(byte) << (8 * (count & 7))
      count &+= 1
      if count & 7 == 0 {
        state.absorb(word)
        word = 0
      }
    }
    state.absorb(word | count << 56)
    return state.finish()
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

  mutating func absorb(_ word: UInt64) {
    d ^= word
    mix(rounds: 2)
    a ^= word
  }

  mutating func finish() -> [UInt8] {
    c ^= 0xEE
    mix(rounds: 4)
    let low = a ^ b ^ c ^ d
    b ^= 0xDD
    mix(rounds: 4)
    let high = a ^ b ^ c ^ d
    return (0..<8).map { UInt8(truncatingIfNeeded: low >> (8 * $0)) }
      + (0..<8).map { UInt8(truncatingIfNeeded: high >> (8 * $0)) }
  }

  private mutating func mix(rounds: Int) {
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
