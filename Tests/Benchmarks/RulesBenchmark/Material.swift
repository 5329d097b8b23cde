// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rules
import Text

/// The texts and names to measure with.
struct Material {
  let folder: String
  let corpus: [String]
  let subjects: [Subject]
  let megabytes: Double

  init(folder: String) throws {
    self.folder = folder
    corpus = try Self.lines(of: folder + "/corpus.txt")
    subjects = corpus.map { Subject(text: $0) }
    megabytes = Double(corpus.reduce(0) { $0 + $1.utf8.count + 1 }) / 1e6
    try writeLowerCase()
  }

  static func lines(of path: String) throws -> [String] {
    try Data(contentsOf: URL(fileURLWithPath: path)).split(separator: 0x0A).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  func namesFile(_ size: Int) -> String { "\(folder)/kw_\(size).txt" }
  func names(_ size: Int) throws -> [String] { try Self.lines(of: namesFile(size)) }

  /// The texts in lower case for matchers that fold nothing.
  private func writeLowerCase() throws {
    let path = folder + "/corpus.lower.txt"
    if FileManager.default.fileExists(atPath: path) { return }
    try Data((corpus.map { $0.lowercased() }.joined(separator: "\n") + "\n").utf8).write(
      to: URL(fileURLWithPath: path))
    try Data().write(to: URL(fileURLWithPath: folder + "/empty.txt"))
  }

  /// Words that are neither rare nor among the commonest, the context of rules.
  func contextWords() -> [String] {
    var counts: [Substring: Int] = [:]
    for number in stride(from: 0, to: corpus.count, by: 16) {
      for word in corpus[number].split(separator: " ") where word.utf8.allSatisfy({ $0 &- 97 < 26 }) {
        counts[word, default: 0] += 1
      }
    }
    return counts.sorted { ($0.value, $0.key) > ($1.value, $1.key) }[200..<3000].map { String($0.key) }
  }
}

/// A rule of names, perhaps with a context, near one, or without another.
struct SampleRule {
  enum Kind: String { case plain = "", and = "and", near = "near" }

  var names: [String]
  var kind = Kind.plain
  var context: [String] = []
  var excluded: [String] = []

  /// As an expression.
  var text: String {
    var text = Self.anyOf(names)
    switch kind {
    case .plain: break
    case .and: text += " AND " + Self.anyOf(context)
    case .near: text += " NEAR/5 " + Self.anyOf(context)
    }
    return excluded.isEmpty ? text : text + " AND NOT " + Self.anyOf(excluded)
  }

  /// As the prototype reads it.
  var line: String {
    [names, [kind.rawValue], context, excluded].map { $0.joined(separator: "\u{1F}") }.joined(separator: "\t")
  }

  static func quoted(_ name: String) -> String {
    "\"" + name.map { "\"\\*?“”".contains($0) ? "\\\($0)" : String($0) }.joined() + "\""
  }

  private static func anyOf(_ names: [String]) -> String {
    "(" + names.map(quoted).joined(separator: " OR ") + ")"
  }
}

/// The same sequence of rules in every run: one to three names, 40 % with a context, 20 % near one, 40 % without another;
/// 2 % hold no name.
struct SampleRules {
  private var state: UInt64 = 42
  let names: [String]
  let context: [String]

  init(names: [String], context: [String]) {
    self.names = names
    self.context = context
  }

  private mutating func below(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }

  private mutating func words(_ count: Int) -> [String] {
    var words: [String] = []
    for _ in 0..<count { words.append(context[below(context.count)]) }
    return words
  }

  mutating func rule(_ number: Int) -> SampleRule {
    var rule = SampleRule(names: [names[number % names.count]])
    for _ in 0..<below(3) { rule.names.append(names[below(names.count)]) }
    if below(50) == 0 { rule.names = words(3) }
    switch below(10) {
    case 0...1: (rule.kind, rule.context) = (.near, words(2 + below(4)))
    case 2...5: (rule.kind, rule.context) = (.and, words(2 + below(4)))
    default: break
    }
    if below(10) < 4 { rule.excluded = words(1 + below(4)) }
    return rule
  }
}
