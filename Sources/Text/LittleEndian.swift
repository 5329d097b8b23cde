// SPDX-License-Identifier: Apache-2.0

extension [UInt8] {
  /// Appends the bytes of a number, the lowest first.
  ///
  /// Public and inlined, for elsewhere each byte would be a call.
  @inlinable public mutating func append(littleEndian number: some FixedWidthInteger) {
    for shift in stride(from: 0, to: number.bitWidth, by: 8) {
      append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }
}

extension RandomAccessCollection<UInt8> {
  /// The numbers that the bytes are, each with its lowest byte first; bytes that make no whole one are left out.
  @inlinable public func littleEndian<Number: FixedWidthInteger>(_ type: Number.Type) -> [Number] {
    var numbers: [Number] = []
    numbers.reserveCapacity(count * 8 / Number.bitWidth)
    var (number, shift) = (Number.zero, 0)
    for byte in self {
      number |= Number(truncatingIfNeeded: byte) << shift
      shift += 8
      if shift < Number.bitWidth { continue }
      numbers.append(number)
      (number, shift) = (.zero, 0)
    }
    return numbers
  }
}
