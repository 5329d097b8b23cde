// SPDX-License-Identifier: Apache-2.0

/// Words, phrases and features are known by 64-bit hashes alone: the same in training and in judging, on
/// every machine.
enum Hashing {
  /// Where a hash of bytes starts (FNV-1a).
  static let start: UInt64 = 0xcbf2_9ce4_8422_2325

  /// The next byte of a hash.
  @inline(__always)
  static func next(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }

  /// Spreads every bit over all bits (the finaliser of MurmurHash3).
  @inline(__always)
  static func mix(_ value: UInt64) -> UInt64 {
    var x = value
    x = (x ^ (x >> 33)) &* 0xff51_afd7_ed55_8ccd
    x = (x ^ (x >> 33)) &* 0xc4ce_b9fe_1a85_ec53
    return x ^ (x >> 33)
  }

  /// The hash of a word.
  static func hash(_ word: some Sequence<UInt8>) -> UInt64 {
    mix(word.reduce(start, next))
  }

  /// The hash of a word in program text.
  static func hash(_ word: String) -> UInt64 { hash(word.utf8) }

  /// The hash of a phrase grown by a word.
  @inline(__always)
  static func phrase(_ sofar: UInt64, _ word: UInt64) -> UInt64 { mix(sofar &* 3 &+ word &+ 1) }
}
