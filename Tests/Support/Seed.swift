// SPDX-License-Identifier: Apache-2.0

/// A seeded source of randomness (SplitMix64), so that a failing property can be run again from what was printed.
package struct Seed: RandomNumberGenerator, Sendable, CustomStringConvertible {
  /// The number the sequence started from.
  package let start: UInt64
  private var state: UInt64

  /// A sequence that is the same for the same number.
  package init(_ start: UInt64) {
    self.start = start
    state = start
  }

  /// The next 64 bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// How a test case with this seed is named: `seed 42`.
  package var description: String { "seed \(start)" }

  /// The first `count` seeds, as arguments of a property.
  package static func first(_ count: Int) -> [Seed] { (1...UInt64(count)).map(Seed.init) }
}
