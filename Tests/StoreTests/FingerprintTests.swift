// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Store

@Suite struct FingerprintTests {
  /// The vectors of the reference implementation (`vectors_sip128`): key 00 01 … 0F, input 00 01 … of each
  /// length.
  @Test(arguments: [
    (0, "a3817f04ba25a8e66df67214c7550293"), (1, "da87c1d86b99af44347659119b22fc45"),
    (15, "5493e99933b0a8117e08ec0f97cfc3d9"), (16, "6ee2a4ca67b054bbfd3315bf85230577"),
  ])
  func `the reference vectors come out`(length: Int, hash: String) {
    let fingerprint = Fingerprint(key: (0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908))
    let digits = fingerprint(Array(0..<UInt8(length))).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
      .joined()
    #expect(digits == hash)
  }
}
