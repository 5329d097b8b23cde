// SPDX-License-Identifier: Apache-2.0
internal import Rules

/// A name that is an ordinary word too, as the stored items and a list of such words tell.
struct Ambiguity {
  let expression: Expression
  let contexts: Contexts

  /// What there is to say about it; nil for a name that nothing else is called.
  var warning: String? {
    let words = expression.ambiguousWords
    let bare = expression.bareWords
    guard let word = words.first ?? (isWrittenAsAWord ? bare.first : nil) else { return nil }
    var lines = ["“\(word)” is an ordinary word" + (contexts.held > 0 ? ": " + count : "")]
    lines += contexts.samples.map { "  … \($0) …" }
    lines.append("  help: " + help(word))
    return lines.joined(separator: "\n")
  }

  /// Names are written with a capital; what mostly is not, and stands in many texts, is a word.
  private var isWrittenAsAWord: Bool {
    contexts.held >= 5 && contexts.held * 50 >= contexts.looked && contexts.lowercased * 2 > contexts.places
  }

  private var count: String {
    "it stands in \(contexts.held) of the last \(contexts.looked) stored item\(contexts.looked == 1 ? "" : "s")"
  }

  private func help(_ word: String) -> String {
    let groups = contexts.groups
    guard !groups.isEmpty else {
      return
        "name what must stand near it, such as \(word) NEAR/\(Contexts.distance) (this OR that), or write =\(word)"
        + " for exactly these letters"
    }
    let shown = groups.map { group in
      group.count == 1 ? group[0] : "(" + group.joined(separator: " OR ") + ")"
    }
    var lines = ["say what must, or must not, stand near it, such as"]
    lines += shown.map { "    \(word) NEAR/\(Contexts.distance) \($0)" }
    lines += shown.prefix(1).map { "    \(word) NOT NEAR/\(Contexts.distance) \($0)" }
    return lines.joined(separator: "\n")
  }
}
