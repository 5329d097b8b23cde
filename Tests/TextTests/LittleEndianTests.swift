// SPDX-License-Identifier: Apache-2.0
import Support
import Testing
import Text

@Suite struct LittleEndianTests {
  @Test func `the lowest byte comes first`() {
    var bytes: [UInt8] = [9]
    bytes.append(littleEndian: Int64(-2))
    bytes.append(littleEndian: UInt16(0x0102))
    #expect(bytes == [9, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 2, 1])
  }

  @Test(arguments: Seed.first(5)) func `bytes are the numbers they were made of`(seed: Seed) {
    var random = seed
    let numbers = (0..<9).map { _ in Int64.random(in: .min ... .max, using: &random) }
    var bytes: [UInt8] = []
    for number in numbers { bytes.append(littleEndian: number) }
    #expect(bytes.littleEndian(Int64.self) == numbers)
    #expect(bytes.dropFirst(8).littleEndian(Int64.self) == Array(numbers.dropFirst()))
    #expect(bytes.dropLast().littleEndian(UInt32.self).count == 17)
  }
}
