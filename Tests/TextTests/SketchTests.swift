// SPDX-License-Identifier: Apache-2.0
import Foundation
import Support
import Testing
import Text

@Suite struct SketchTests {
  private func sketch(_ text: String) throws -> Sketch {
    var sketcher = Sketcher(key: 7)
    let sketch = sketcher.sketch(of: text)
    return try #require(sketch)
  }

  @Test func `case, accents, punctuation and addresses make no difference`() throws {
    let one = try sketch("Nestlé opens a Café at the harbour, says the mayor: https://news.example/a?b=1")
    let other = try sketch("NESTLE opens a cafe at the harbour says the mayor www.elsewhere.example/story")
    #expect(one == other)
    #expect(one.words == 10)
    #expect(one.resemblance(to: other) == 1)
  }

  @Test func `another key makes other hashes`() throws {
    var other = Sketcher(key: 9)
    let text = "one two three four five six seven eight"
    let sketch = try sketch(text)
    let same = other.sketch(of: text)
    #expect(sketch.resemblance(to: try #require(same)) == 0)
  }

  @Test func `a few words have no sketch`() {
    var sketcher = Sketcher(key: 7)
    let sketches = [
      sketcher.sketch(of: ""), sketcher.sketch(of: "acme"),
      sketcher.sketch(of: "acme opens in Berlin", fewest: 16),
    ]
    #expect(sketches == [nil, nil, nil])
  }

  @Test(arguments: Seed.first(20)) func `estimates are near the truth`(seed: Seed) throws {
    var random = seed
    func words(_ count: Int) -> [String] {
      (0..<count).map { _ in "w\(Int.random(in: 0...9_999, using: &random))" }
    }
    let (own, shared, others) = (words(100), words(400), words(200))
    let (a, b) = (
      try sketch((own + shared).joined(separator: " ")), try sketch((shared + others).joined(separator: " "))
    )
    #expect(abs(a.resemblance(to: b) - 398.0 / 698) < 0.16)
    #expect(abs(a.containment(in: b).share - 398.0 / 498) < 0.2)
    #expect(a.resemblance(to: a) == 1)
    #expect(Sketch(bytes: a.bytes) == a)
  }

  @Test func `bytes that are no sketch are none`() {
    #expect(Sketch(bytes: []) == nil)
    #expect(Sketch(bytes: [1, 0, 0, 0]) == nil)
    #expect(Sketch(bytes: [UInt8](repeating: 0, count: 2 + 4 * 129)) == nil)
  }
}

/// The rates of the research page on texts of others, which are not part of the repository.
@Suite struct SketchRates {
  private struct Change: Sendable {
    let name: String
    /// The least share of changed texts that must be found again, and, where there is one, the most.
    let recall: ClosedRange<Double>
    let apply: @Sendable ([String], inout Seed, (inout Seed) -> String) -> [String]
  }

  private static let articleChanges = [
    Change(name: "+15 words before, +40 after", recall: 0.99...1) { text, random, other in
      (0..<15).map { _ in other(&random) } + text + (0..<40).map { _ in other(&random) }
    },
    Change(name: "cut to the first 60 %", recall: 0.99...1) { text, _, _ in
      Array(text.prefix(text.count * 6 / 10))
    },
    Change(name: "5 % of words replaced", recall: 0.99...1) { text, random, other in
      text.map { Int.random(in: 0..<20, using: &random) == 0 ? other(&random) : $0 }
    },
    Change(name: "10 % replaced, 20 % cut, 20 added", recall: 0.05...0.5) { text, random, other in
      text.prefix(text.count * 8 / 10).map {
        Int.random(in: 0..<10, using: &random) == 0 ? other(&random) : $0
      }
        + (0..<20).map { _ in other(&random) }
    },
  ]

  private static let postChanges = [
    Change(name: "two words before", recall: 0.98...1) { text, random, other in
      [other(&random), other(&random)] + text
    },
    Change(name: "cut by 20 %", recall: 0.98...1) { text, _, _ in Array(text.prefix(text.count * 8 / 10)) },
    Change(name: "one word replaced", recall: 0.95...1) { text, random, other in
      var text = text
      text[Int.random(in: text.indices, using: &random)] = other(&random)
      return text
    },
    Change(name: "last four words replaced", recall: 0.4...0.9) { text, random, other in
      text.dropLast(4) + (0..<4).map { _ in other(&random) }
    },
  ]

  private static let corpus = sharedMaterial("matchbench/data/corpus.txt.xz")

  /// The texts of the corpus with so many words, as words.
  private func texts(words: ClosedRange<Int>, most: Int) throws -> [[String]] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/xz")
    process.arguments = ["-dc", try #require(Self.corpus).path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let bytes = [UInt8](pipe.fileHandleForReading.readDataToEndOfFile())
    process.waitUntilExit()
    var found: [[String]] = []
    var seen: Set<ArraySlice<UInt8>> = []
    for line in bytes.split(separator: UInt8(ascii: "\n")) where seen.insert(line).inserted {
      let text = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
      if words.contains(text.count) { found.append(text) }
      if found.count == most { break }
    }
    return found
  }

  private func check(_ texts: [[String]], _ changes: [Change], falseBelow limit: Double) throws {
    var random = Seed(5)
    var sketcher = Sketcher(key: 7)
    let sketches = texts.map { sketcher.sketch(of: $0.joined(separator: " ")) }
    func other(_ random: inout Seed) -> String {
      let text = texts[Int.random(in: texts.indices, using: &random)]
      return text[Int.random(in: text.indices, using: &random)]
    }
    for change in changes {
      var found = 0
      for (text, sketch) in zip(texts, sketches) {
        let changed = sketcher.sketch(of: change.apply(text, &random, other).joined(separator: " "))
        if let changed, let sketch, changed.resemblance(to: sketch) >= 0.5 { found += 1 }
      }
      let recall = Double(found) / Double(texts.count)
      print("\(change.name): \(found) of \(texts.count) found again")
      #expect(change.recall.contains(recall), "\(change.name)")
    }
    var alike = 0
    for _ in 0..<1_000_000 {
      let (a, b) = (
        Int.random(in: texts.indices, using: &random), Int.random(in: texts.indices, using: &random)
      )
      if a != b, let one = sketches[a], let two = sketches[b], one.resemblance(to: two) >= 0.5 { alike += 1 }
    }
    print("random pairs alike: \(alike) of a million")
    #expect(Double(alike) <= limit)
  }

  @Test(.enabled(if: corpus != nil, "the corpus of short texts is not here"))
  func `articles are found again`() throws {
    try check(try texts(words: 80...2_000, most: 3_000), Self.articleChanges, falseBelow: 20)
  }

  @Test(.enabled(if: corpus != nil, "the corpus of short texts is not here"))
  func `posts are found again`() throws {
    try check(try texts(words: 10...36, most: 3_000), Self.postChanges, falseBelow: 80)
  }
}
