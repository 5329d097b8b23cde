// SPDX-License-Identifier: Apache-2.0
import Support
import Testing

@testable import Store

@Suite struct BodyFingerprintTests {
  @Test(arguments: Seed.first(3)) func `every bit, byte and place of a body counts`(seed: Seed) {
    var random = seed
    let body = (0..<Int.random(in: 90...130, using: &random)).map { _ in
      UInt8.random(in: 0...255, using: &random)
    }
    var variants: [[UInt8]] = [body, [], body + [0], body + body, body.reversed(), Array(body.dropLast())]
    for place in body.indices {
      for bit in 0..<8 {
        var other = body
        other[place] ^= 1 << UInt8(bit)
        variants.append(other)
      }
    }
    // Words that change places, within a lane and from one to another.
    for distance in [8, 32] {
      variants.append(Array(body[distance..<2 * distance] + body[..<distance] + body[(2 * distance)...]))
    }
    let prints = Set(variants.map { fingerprint(of: $0) })
    #expect(prints.count == Set(variants).count)
    #expect(prints.allSatisfy { $0.count == 16 })
  }

  @Test func `zeros are told by how many they are`() {
    let prints = (0..<200).map { fingerprint(of: [UInt8](repeating: 0, count: $0)) }
    #expect(Set(prints).count == 200)
    #expect(
      Set(prints.map { Array($0[..<8]) }).count == 200 && Set(prints.map { Array($0[8...]) }).count == 200)
  }

  @Test func `it is the same on every machine and run`() {
    #expect(fingerprint(of: Array("a body".utf8)).prefix(4) == [172, 58, 9, 58])
    #expect(fingerprint(of: Array(0..<100)).prefix(4) == [138, 84, 164, 104])
  }
}
