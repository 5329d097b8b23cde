// SPDX-License-Identifier: Apache-2.0

extension [UInt8] {
  /// Appends the bytes of a number, the lowest first.
  ///
  /// Inlined, for elsewhere each byte would be a call.
  @inlinable package mutating func append(littleEndian number: some FixedWidthInteger) {
    for shift in stride(from: 0, to: number.bitWidth, by: 8) {
      append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }
}

extension RandomAccessCollection<UInt8> {
  /// The numbers that the bytes are, each with its lowest byte first; bytes that make no whole one are left out.
  @inlinable package func littleEndian<Number: FixedWidthInteger>(_ type: Number.Type) -> [Number] {
    let size = Number.bitWidth / 8
    return (0..<count / size).map { number in
      dropFirst(number * size).prefix(size).reversed().reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
    }
  }
}
