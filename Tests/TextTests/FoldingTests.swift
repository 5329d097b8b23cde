// SPDX-License-Identifier: Apache-2.0
import Foundation
import Support
import Testing

@testable import Text

struct FoldingTests {
  @Test func `the table says what ICU says of every scalar`() throws {
    let reference = try FoldingReference()
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      let file = repository.appendingPathComponent("Sources/Text/FoldingData.swift")
      try reference.sourceFile().write(to: file, atomically: true, encoding: .utf8)
    }
    let table = Folding(unpacking: foldingData)
    var differences: [String] = []
    for scalar in UInt32(0)..<0x11_0000 where !(0xD800...0xDFFF).contains(scalar) {
      let expected = reference.entry(scalar)
      if table[scalar].role != expected.role || table.folded(scalar) != expected.folded {
        differences.append(String(scalar, radix: 16))
      }
    }
    #expect(differences.count == 0, "differing: \(differences.prefix(20))")
  }
}
