// SPDX-License-Identifier: Apache-2.0

/// Hashes the letters of words: sixteen bytes a multiplication, under secrets that keep hostile texts from aiming at
/// collisions. Hashes are good for one process only.
///
/// Safe because nobody writes to `ones` once it is made.
@safe struct WordHashing: @unchecked Sendable {
  /// The one of this process.
  static let ofProcess = WordHashing()

  private let first = UInt64.random(in: .min ... .max)
  private let second = UInt64.random(in: .min ... .max) | 1
  /// Sixteen bytes of ones, then sixteen of zeros; never given back.
  private let ones: UnsafeRawPointer

  private init() {
    let bytes = UnsafeMutablePointer<UInt64>.allocate(capacity: 4)
    for index in 0..<4 { unsafe bytes[index] = index < 2 ? ~0 : 0 }
    unsafe ones = UnsafeRawPointer(bytes)
  }

  @inline(__always)
  private static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }

  /// Hashes at most sixteen letters; bytes after them are read, up to sixteen in all, and not counted.
  ///
  /// No letter is a zero byte, so that filling up with zeros keeps words of different lengths apart.
  @inline(__always)
  func shortHash(_ letters: UnsafeRawPointer, _ count: Int) -> UInt64 {
    let mask = unsafe ones + (16 &- count)
    let low = unsafe letters.loadUnaligned(as: UInt64.self) & mask.loadUnaligned(as: UInt64.self)
    let high =
      unsafe letters.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
      & mask.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
    return Self.mix(low ^ first, high ^ second)
  }

  /// Hashes at most eight letters, the first one lowest, with zeros above them: what `shortHash` makes of them.
  @inline(__always)
  func hash(ofFew letters: UInt64) -> UInt64 { Self.mix(letters ^ first, second) }

  /// Hashes letters; up to fifteen bytes after them are read and not counted.
  func hash(_ letters: UnsafeRawPointer, _ count: Int) -> UInt64 {
    var hash: UInt64 = 0
    var at = 0
    while count &- at > 16 {
      let low = unsafe letters.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      let high = unsafe letters.loadUnaligned(fromByteOffset: at &+ 8, as: UInt64.self)
      hash = Self.mix(hash ^ low ^ second, high ^ first)
      at &+= 16
    }
    let last = unsafe shortHash(letters + at, count &- at)
    return at == 0 ? last : Self.mix(hash ^ first, last ^ second)
  }
}
