// SPDX-License-Identifier: Apache-2.0
import Text

/// Whether folded letters are an ordinary English word, which is no misspelt name.
package func isCommonWord(_ folded: some Collection<UInt8>) -> Bool {
  commonWords.contains(String(decoding: folded, as: UTF8.self))
}

/// Whether folded letters of this hash are an ordinary English word.
func isCommonWord(hash: UInt64) -> Bool { commonHashes.contains(hash) }

private let commonHashes = Set(commonWords.map { TokenScanner.hash(of: Array($0.utf8)) })

private let commonWords: Set<String> = Set(commonWordData.split(separator: " ").map(String.init))

extension Expression {
  /// The single words looked for that are ordinary English words too and would find much that is not meant: those that
  /// alone make the expression hold, without a context, `=` or a sign. As they were written, each once.
  package var ambiguousWords: [String] {
    bareWords.filter { word in tokens(of: word).first.map { isCommonWord($0.folded) } ?? false }
  }

  /// The single words looked for that alone make the expression hold, without a context, `=` or a sign: as they were
  /// written, each once.
  package var bareWords: [String] {
    root.sufficientTerms.filter { term in
      let phrase = Phrase(term)
      guard phrase.words.count == 1, case .plain = phrase.words[0].kind else { return false }
      return phrase.isPlain
    }.map(\.text).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

extension Node {
  /// The terms each of which alone makes the node hold.
  fileprivate var sufficientTerms: [Term] {
    switch self {
    case .term(let term): [term]
    case .any(let nodes): nodes.flatMap(\.sufficientTerms)
    case .all(let nodes): nodes.count(where: \.looksForSomething) == 1 ? nodes.flatMap(\.sufficientTerms) : []
    case .scoped, .near, .fact, .compare, .range, .not: []
    }
  }
}
