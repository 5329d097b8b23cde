// SPDX-License-Identifier: Apache-2.0
import Rules
import Text

/// Names found the plain way: texts cut by `tokens(of:)`, runs of words looked up in a dictionary, and what may be there
/// decided by the plain evaluation of the expression. Shares nothing with the compiled matcher but the definition.
struct Reference {
  private var numbers: [[[UInt8]]: [Int]] = [:]
  private var longest = 1
  private let expressions: [Rules.Expression]

  init(_ names: [String], _ expressions: [Rules.Expression]) {
    self.expressions = expressions
    for (number, name) in names.enumerated() {
      let words = tokens(of: name)
      longest = max(longest, words.count)
      numbers[words.map(\.joined), default: []].append(number)
    }
  }

  /// The numbers of the expressions that hold for a subject, in order.
  func matches(in subject: Subject) -> [Int] {
    let words = tokens(of: subject.text)
    var candidates: Set<Int> = []
    for start in words.indices {
      for end in start + 1...min(words.count, start + longest) {
        // A possessive X's stands for X too.
        var runs = [words[start..<end].map(\.joined)]
        for (place, word) in words[start..<end].enumerated() where word.isPossessive {
          runs += runs.map { run in
            var run = run
            run[place] = word.folded
            return run
          }
        }
        for run in runs { candidates.formUnion(numbers[run] ?? []) }
      }
    }
    return candidates.filter { expressions[$0].matches(subject) != nil }.sorted()
  }
}
