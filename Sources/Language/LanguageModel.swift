// SPDX-License-Identifier: Apache-2.0

/// How much sequences of one to four letters speak for each language: one table for the Latin script, one for the other
/// scripts that several languages are written in.
///
/// A row holds the weights of 32 classes in 4 bits each, so that eight instructions add a sequence for all of them and
/// the tables lie in the second-level cache. Which row a sequence has its hash says; that others share it costs little,
/// for a text has hundreds of sequences.
package struct LanguageModel: Sendable {
  /// The weights of one group of scripts.
  package struct Table: Sendable {
    /// The tags of the classes in their order; `und` stands for the languages that are not told apart.
    package let tags: [String]
    /// The rows, a power of two of them.
    private(set) var rows: [SIMD2<UInt64>] = []
    /// What one step of a weight is worth, in natural logarithms of odds.
    let step: Double

    /// A table with weights of -7...7 for each row and class.
    package init(tags: [String], weights: [[Int]], step: Double) {
      self.tags = tags
      self.step = step
      rows = weights.map { Self.packed($0) }
    }

    /// The first sixteen classes in the low halves of the bytes, the others in the high ones.
    private static func packed(_ weights: [Int]) -> SIMD2<UInt64> {
      var row = SIMD2<UInt64>()
      for (lane, weight) in weights.enumerated() {
        row[(lane & 15) >> 3] |= UInt64(weight + 8) << UInt64((lane & 7) * 8 + (lane >> 4) * 4)
      }
      return row
    }

    /// The weight of a class in a row, -8...7.
    func weight(_ row: Int, _ lane: Int) -> Int {
      Int(rows[row][(lane & 15) >> 3] >> UInt64((lane & 7) * 8 + (lane >> 4) * 4) & 15) - 8
    }
  }

  /// For texts in the Latin script.
  package let latin: Table
  /// For texts in Cyrillic, Arabic, Hebrew and Devanagari.
  package let other: Table

  /// A model of two tables.
  package init(latin: Table, other: Table) {
    self.latin = latin
    self.other = other
  }

  subscript(_ alphabet: Alphabet) -> Table { alphabet == .latin ? latin : other }
}

extension LanguageModel.Table {
  /// The odds of each class for a text, in natural logarithms, in the order of `tags`.
  func scores(of units: [UInt16]) -> [Double] {
    let totals = rows.isEmpty ? [] : sums(of: units)
    return tags.indices.map { Double($0 < totals.count ? totals[$0] : 0) * step }
  }

  /// The sums of the biased weights of all sequences.
  private func sums(of units: [UInt16]) -> [Int] {
    let nibbles = SIMD2<UInt64>(repeating: 0x0F0F_0F0F_0F0F_0F0F)
    var sums = WideSums()
    var low = SIMD2<UInt64>()
    var high = SIMD2<UInt64>()
    var grams = Grams(rows: rows.count)
    // Four sequences end at each letter; 16 of 4 bits fit a byte.
    var pending = 0
    for unit in units {
      let places = grams.next(unit)
      for lane in 0..<4 {
        let row = rows[Int(places[lane])]
        low &+= row & nibbles
        high &+= (row &>> 4) & nibbles
      }
      pending &+= 1
      if pending == 4 {
        sums.add(low, high)
        (low, high, pending) = (.zero, .zero, 0)
      }
    }
    sums.add(low, high)
    return sums.lanes
  }
}

/// Sums of 32 classes in 16 bits each: enough for 4,369 sequences.
private struct WideSums {
  private var lowEven = SIMD2<UInt64>()
  private var lowOdd = SIMD2<UInt64>()
  private var highEven = SIMD2<UInt64>()
  private var highOdd = SIMD2<UInt64>()

  @inline(__always)
  mutating func add(_ low: SIMD2<UInt64>, _ high: SIMD2<UInt64>) {
    let bytes = SIMD2<UInt64>(repeating: 0x00FF_00FF_00FF_00FF)
    lowEven &+= low & bytes
    lowOdd &+= (low &>> 8) & bytes
    highEven &+= high & bytes
    highOdd &+= (high &>> 8) & bytes
  }

  var lanes: [Int] {
    (0..<32).map { lane in
      let (even, odd) = lane < 16 ? (lowEven, lowOdd) : (highEven, highOdd)
      let word = (lane & 1 == 0 ? even : odd)[(lane & 15) >> 3]
      return Int(word >> UInt64((lane & 7) >> 1 * 16) & 0xFFFF)
    }
  }
}

/// The rows of the sequences that end at a letter, one to four letters long.
package struct Grams {
  private let mask: SIMD4<UInt32>
  private var before = SIMD4<UInt32>(0x9E37_79B1, 0x3C6E_F362, 0xDAA6_6D13, 0x78DD_E6C4)

  /// For a table with so many rows, a power of two.
  package init(rows: Int) { mask = SIMD4(repeating: UInt32(truncatingIfNeeded: rows) &- 1) }

  /// The rows after one more letter.
  @inline(__always)
  package mutating func next(_ unit: UInt16) -> SIMD4<UInt32> {
    // The hash of n letters is that of the n-1 before, and the last one.
    let hashes = (before ^ SIMD4(repeating: UInt32(unit))) &* SIMD4(repeating: 0x0100_0193)
    before = SIMD4(0x9E37_79B1, hashes.x ^ 0x3C6E_F362, hashes.y ^ 0xDAA6_6D13, hashes.z ^ 0x78DD_E6C4)
    return (hashes ^ (hashes &>> 15)) & mask
  }
}
