// SPDX-License-Identifier: Apache-2.0
import Support
import Testing

@testable import Text

@Suite struct JSONTests {
  @Test(arguments: [
    ("{\"a\":[1,-2.5,true,null,\"x\"]}", "{\"a\":[1,-2.5,true,null,\"x\"]}"), (" [ ] ", "[]"),
    ("\"\\u00e9\\ud83d\\ude00\\ud800\"", "\"é😀\u{FFFD}\""), ("9223372036854775807", "9223372036854775807"),
    ("\"a\\n\\u2028\"", "\"a\\n\\u2028\""), ("1e2", "100.0"),
  ])
  func `what is read is written again`(_ text: String, _ written: String) throws {
    #expect(try JSON(parsing: text).text() == written)
  }

  @Test(arguments: [
    "", "[1,]", "{\"a\" 1}", "01", "\"\u{1}\"", "tru", "[1] 2", "\"\\x\"", "-", "1.", "nul", "\"",
  ])
  func `what is no JSON is refused`(_ text: String) {
    #expect(throws: JSONError.self) { try JSON(parsing: text) }
  }

  @Test func `the lenient reader takes what pages hold`() throws {
    let json = try JSON(parsing: "\u{FEFF}{\"a\": \"x\ny\", /* c */ \"b\": [1,], // d\n}", .lenient)
    #expect(json["a"]?.string == "x\ny")
    #expect(json["b"]?.array == [1])
  }

  @Test func `depth is bounded`() {
    let deep = String(repeating: "[", count: 65) + String(repeating: "]", count: 65)
    #expect(throws: JSONError.self) { try JSON(parsing: deep) }
    #expect(throws: Never.self) { try JSON(parsing: String(deep.dropFirst().dropLast())) }
  }

  @Test(arguments: Seed.first(200)) func `any value survives being written and read`(_ seed: Seed) throws {
    var seed = seed
    let value = Self.value(&seed, depth: 4)
    #expect(try JSON(parsing: value.bytes) == value)
    #expect(try JSON(parsing: value.text(pretty: true)) == value)
  }

  private static func value(_ seed: inout Seed, depth: Int) -> JSON {
    switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &seed) {
    case 0: .null
    case 1: .bool(Bool.random(using: &seed))
    case 2: .integer(Int64.random(in: .min ... .max, using: &seed))
    case 3: .number(Double.random(in: -1e9...1e9, using: &seed) + 0.5)
    case 4: .string(String((0..<8).compactMap { _ in "aé\"\\\n\u{2028}😀\u{7F}".randomElement(using: &seed) }))
    case 5: .array((0..<3).map { _ in value(&seed, depth: depth - 1) })
    default: .object((0..<3).map { JSON.Member("m\($0)", value(&seed, depth: depth - 1)) })
    }
  }
}
