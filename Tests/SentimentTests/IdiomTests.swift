// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Sentiment
import Support
import Testing

/// A sentence of our own with the label a reader would give it.
struct Sentence: CustomTestStringConvertible {
  let label: Model.Sentiment.Label
  let text: String
  let target: Range<Int>?

  var testDescription: String { text }

  init?(line: Substring) {
    let fields = line.split(separator: "\t")
    let labels: [Substring: Model.Sentiment.Label] = ["neg": .negative, "neu": .neutral, "pos": .positive]
    guard fields.count == 2, let label = labels[fields[0]] else { return nil }
    self.label = label
    text = String(fields[1].filter { $0 != "[" && $0 != "]" })
    target = fields[1].firstIndex(of: "[").map { open in
      let start = fields[1][..<open].utf8.count
      return start..<start + fields[1][open...].prefix { $0 != "]" }.utf8.count - 1
    }
  }

  /// The sentences of a file.
  static func sentences(in url: URL) throws -> [Sentence] {
    String(decoding: try bytes(of: url), as: UTF8.self).split(separator: "\n").compactMap(Sentence.init)
  }
}

@Suite struct IdiomTests {
  static let tested = repository.appendingPathComponent("Tests/SentimentTests/Fixtures/idioms.tsv")
  static func trained(_ name: String) -> URL {
    repository.appendingPathComponent("Tests/Training/Sentences/\(name).tsv")
  }

  @Test func `at least nine tenths of the idioms are understood`() throws {
    let sentences = try Sentence.sentences(in: Self.tested)
    let wrong = sentences.filter { scorer.score(line: $0.text, target: $0.target).label != $0.label }
    #expect(sentences.count >= 200)
    #expect(
      wrong.count * 10 <= sentences.count, "\(wrong.count) of \(sentences.count): \(wrong.map(\.text))")
  }

  @Test func `what is tested is not trained on`() throws {
    func words(_ sentence: Sentence) -> [String] {
      sentence.text.lowercased().split { !$0.isLetter }.map(String.init).filter {
        $0 != "acme" && $0 != "globex"
      }
    }
    let lists = try ["idioms", "idioms-2"].flatMap { try Sentence.sentences(in: Self.trained($0)) }
    let trained = Set(lists.map(words))
    let tested = try Sentence.sentences(in: Self.tested)
    #expect(trained.count >= 300)
    #expect(tested.filter { trained.contains(words($0)) }.map(\.text) == [])
  }
}
