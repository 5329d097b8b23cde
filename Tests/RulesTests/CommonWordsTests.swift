// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Rules

struct CommonWordsTests {
  @Test(arguments: [
    ("target", ["target"]), ("Target OR great", ["Target", "great"]), ("target AND store", []),
    ("=Target", []),
    ("#target", []), ("starbucks", []), ("target -shooting", ["target"]), ("\"target store\"", []),
    ("target NEAR/3 store", []), ("target OR target", ["target"]), ("raw:Target", []),
  ])
  func `ordinary words that alone find a text are named`(text: String, expected: [String]) throws {
    #expect(try Expression(parsing: text, .keyword).ambiguousWords == expected)
  }
}
