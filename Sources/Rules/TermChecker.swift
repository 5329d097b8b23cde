// SPDX-License-Identifier: Apache-2.0
import Text

/// Says what is wrong or doubtful about one term.
struct TermChecker {
  let term: Term
  /// Where the term stands, in scalars.
  let range: Range<Int>
  /// Where its `~` stands, if it has one.
  let tilde: Range<Int>?

  /// What is doubtful; throws where it is wrong.
  func warnings() throws(Diagnostic) -> [Diagnostic] {
    let phrase = Phrase(term)
    if term.form == .lookalike { return try checkLookalike(phrase) }
    try checkWildcards()
    guard !phrase.words.isEmpty else { throw noWord() }
    if phrase.words.count == 1, term.slop != nil {
      throw Diagnostic(
        "“~” after quotes counts the words between several", tilde ?? range, help: "drop the ~, or the quotes"
      )
    }
    try checkTypos(phrase)
    return wildcardWarnings()
  }

  private var stars: Int { term.text.unicodeScalars.count { isWildcard($0) } }

  /// The term with wildcards escaped, as one would type the name itself.
  private var escaped: String {
    term.text.unicodeScalars.map { $0 == Wildcard.any ? "\\*" : $0 == Wildcard.one ? "\\?" : String($0) }
      .joined()
  }

  private func noWord() -> Diagnostic {
    let shown = "“\(term.text)”"
    if term.form == .word, term.text.contains(where: { "<>=".contains($0) }) {
      return Diagnostic("\(shown) compares nothing", range, help: "write it without spaces: rating<=2")
    }
    if term.form == .quoted { return Diagnostic("these quotes hold no word", range, help: nil) }
    return Diagnostic(
      "\(shown) holds no word to look for", range, help: "a term needs a letter, a digit or an emoji")
  }

  private func checkWildcards() throws(Diagnostic) {
    guard stars > 0, term.form != .raw else { return }
    if term.isExact || term.typos > 0 || term.slop != nil {
      throw Diagnostic(
        "wildcards go neither with = nor with ~", range, help: "for the name as it is written: \(escaped)")
    }
    for word in tokens(of: term.text, wildcards: true) {
      let letters = String(decoding: word.folded, as: UTF8.self).unicodeScalars
      guard letters.contains(where: isWildcard), letters.count(where: { !isWildcard($0) }) < 3 else {
        continue
      }
      if term.form == .quoted && letters.last == Wildcard.one { continue }
      throw Diagnostic(
        "a wildcard needs at least 3 letters beside it", range,
        help: "for the name as it is written: \(escaped)")
    }
  }

  /// Short names would look like much: U2, 3M and B2B are names, not names in disguise.
  private func checkLookalike(_ phrase: Phrase) throws(Diagnostic) -> [Diagnostic] {
    let letters = term.text.lowercased().unicodeScalars
    guard letters.count >= 4, letters.allSatisfy({ ("a"..."z").contains($0) }) else {
      throw Diagnostic(
        "lookalike: takes one word of at least 4 letters a to z", range,
        help: "for example lookalike:paypal, which finds pаypal with a Cyrillic а, and paypa1")
    }
    return []
  }

  private func checkTypos(_ phrase: Phrase) throws(Diagnostic) {
    guard let tilde, term.form == .word else { return }
    guard (1...2).contains(term.typos) else {
      throw Diagnostic("at most 2 typing errors are forgiven", tilde, help: "write ~1 or ~2")
    }
    let needed = term.typos == 1 ? 5 : 9
    guard phrase.words.count == 1, case .misspelt(let letters, _) = phrase.words[0].kind else {
      throw Diagnostic("~ forgives errors in single words only", tilde, help: "drop it")
    }
    if term.isExact { throw Diagnostic("= and ~ contradict each other", range, help: "drop one of them") }
    if letters.count < needed {
      throw Diagnostic(
        "~\(term.typos) needs a word of at least \(needed) letters", tilde,
        help: "short names would match thousands of ordinary words")
    }
  }

  private func wildcardWarnings() -> [Diagnostic] {
    guard term.form == .word, stars > 0 else { return [] }
    let inner = term.text.unicodeScalars.dropFirst().dropLast()
    if inner.contains(Wildcard.any) {
      return [
        Diagnostic(
          "* inside a word stands for any letters", range, help: "for the name as it is written: \(escaped)")
      ]
    }
    if term.text.unicodeScalars.last == Wildcard.one {
      return [
        Diagnostic(
          "? stands for exactly one letter", range, help: "for the name as it is written: \(escaped)")
      ]
    }
    return []
  }
}

extension Node {
  /// Whether it can hold only where something stands that can be looked for.
  var looksForSomething: Bool {
    switch self {
    case .term, .near: true
    case .scoped(let field, let node): field != .source && node.looksForSomething
    case .fact(let fact, _): fact == .site
    case .compare, .range, .not: false
    case .all(let nodes): nodes.contains(where: \.looksForSomething)
    case .any(let nodes): nodes.allSatisfy(\.looksForSomething)
    }
  }

  /// Whether it has places that can be near others.
  var isNearable: Bool {
    switch self {
    case .term, .near: true
    case .any(let nodes): nodes.allSatisfy(\.isNearable)
    case .scoped, .fact, .compare, .range, .not, .all: false
    }
  }
}
