// SPDX-License-Identifier: Apache-2.0

/// A stable hash of 128 bits (FNV-1a) over what a review says, for those that the page gives no identity.
///
/// Of ASCII only letters, in lower case, and digits count, beyond it everything but space and punctuation, so
/// that other space, quotes or markup make no other review; no table of Unicode is asked that may change one
/// day. The hash is no shield against forgery, and need not be: who could forge one can write the review
/// itself.
struct Fingerprint: Hashable, CustomStringConvertible {
  private var hash: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d

  /// Adds a field; the fields stay apart.
  mutating func add(_ field: String?) {
    for scalar in (field ?? "").unicodeScalars {
      switch scalar.value {
      case 0x30...0x39, 0x61...0x7A: mix(UInt8(scalar.value))
      case 0x41...0x5A: mix(UInt8(scalar.value) | 0x20)
      case 0..<0xC0, 0x2000...0x206F, 0x3000...0x3003, 0xFEFF: continue
      default: for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { mix(byte) }
      }
    }
    mix(0x1F)
  }

  private mutating func mix(_ byte: UInt8) {
    hash = (hash ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013b
  }

  /// 32 hexadecimal digits.
  var description: String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }
}
