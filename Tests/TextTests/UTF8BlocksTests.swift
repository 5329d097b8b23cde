// SPDX-License-Identifier: Apache-2.0
import Support
import Testing

@testable import Text

/// Pieces of UTF-8, well-formed and not, with every first byte whose second one is narrowed.
private let pieces: [[UInt8]] = [
  Array("a".utf8), Array("plain words, eighteen".utf8), Array("é".utf8), Array("߿".utf8), Array("ࠀ".utf8),
  Array("任".utf8), [0xED, 0x9F, 0xBF], [0xEE, 0x80, 0x80], Array("🚀".utf8), [0xF4, 0x8F, 0xBF, 0xBF],
  [0xF0, 0x90, 0x80, 0x80], [0x7F], [0x00],
]

private let illFormed: [[UInt8]] = [
  [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80],
  [0xF0, 0x8F, 0xBF, 0xBF],
  [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xC3], [0xE4, 0xBB], [0xF0, 0x9F, 0x9A],
  [0xE4],
]

struct UTF8BlocksTests {
  @Test(arguments: Seed.first(100))
  func `bytes are well-formed where Swift says so`(_ start: Seed) {
    var seed = start
    for _ in 0..<10 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0...90, using: &seed) { bytes += pieces.randomElement(using: &seed) ?? [] }
      if Bool.random(using: &seed) {
        // At any place, so that it may lie across two blocks, or end the text.
        let place = Int.random(in: 0...bytes.count, using: &seed)
        bytes.insert(contentsOf: illFormed.randomElement(using: &seed) ?? [], at: place)
      }
      let expected = String(validating: bytes, as: UTF8.self)
      let sequences = expected?.unicodeScalars.count { $0.value >= 0x80 }
      #expect(bytes.span.sequenceCount == sequences, "\(bytes)")
      #expect(String(utf8: bytes.span) == String(decoding: bytes, as: UTF8.self))
      var survey = UTF8Survey()
      survey.scan(bytes.span, isBrief: false)
      #expect(UTF8Survey(of: bytes) == survey)
      #expect(survey.isValid == (expected != nil))
    }
  }

  @Test(arguments: Seed.first(100))
  func `searches find the first byte that a look at each finds`(_ start: Seed) {
    var seed = start
    let letters: [UInt8] = Array("aaaaaaaaaaabcdefgh é任".utf8)
    let signs: [UInt8] = [0x20, 0x20, 0x3C, 0x26, 0xC2, 0x0A, 0x09, 0x0D, 0x00, 0x1F, 0x7F, 0xA0, 0xFF]
    for _ in 0..<10 {
      var bytes = (0..<Int.random(in: 0...100, using: &seed)).map { _ in
        letters.randomElement(using: &seed) ?? 0
      }
      for _ in 0..<Int.random(in: 0...3, using: &seed) where !bytes.isEmpty {
        bytes[Int.random(in: bytes.indices, using: &seed)] = signs.randomElement(using: &seed) ?? 0
      }
      let from = Int.random(in: 0...bytes.count, using: &seed)
      let (first, second) = (letters.randomElement(using: &seed) ?? 0, signs.randomElement(using: &seed) ?? 0)
      #expect(
        bytes.span.offset(of: first, or: second, from: from)
          == bytes[from...].firstIndex { $0 == first || $0 == second } ?? bytes.count)
      let limit = Int.random(in: from...bytes.count, using: &seed)
      let end = (from..<limit).first { at in
        let isLone = at + 1 < limit && bytes[at + 1] > 0x20
        return bytes[at] < 0x20 || bytes[at] == 0x20 && !isLone || [0x3C, 0x26, 0xC2].contains(bytes[at])
      }
      #expect(bytes.span.endOfProse(from: from, to: limit) == end ?? limit, "\(bytes) \(from) \(limit)")
      #expect(bytes.span.holdsControls == bytes.contains { $0 < 0x20 && ![0x09, 0x0A, 0x0D].contains($0) })
    }
  }
}
