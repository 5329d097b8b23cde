// SPDX-License-Identifier: Apache-2.0
internal import Language
internal import Model
internal import Text

extension Sifted {
  /// With every item as one that was never met, to see what would be found in it.
  package consuming func asIfUnmet() -> Sifted {
    novelties = items.indices.map { Novelty(index: $0, stored: nil) }
    return self
  }

  /// With the language of each item that was never met and whose source names none, if its letters tell any.
  package consuming func inLanguages() -> Sifted {
    for novelty in novelties where novelty.stored == nil && language(of: novelty.index) == nil {
      let item = answer.items[novelty.index]
      let guess = LanguageGuess(of: item.title, item.text)
      if guess.isKnown { languages[novelty.index] = guess.tag }
    }
    return self
  }

  /// With the sketch of each item that was never met and in which something was found: of what is told nobody,
  /// nobody asks whether it was told before.
  package func sketched(for found: [Finding]) -> Sifted {
    if found.isEmpty { return self }
    var sketched = self
    var sketcher = Sketcher(key: answer.sketchKey)
    for finding in found {
      let item = answer.items[finding.index]
      // Many review one thing in the same few words.
      guard verdicts[finding.index] == .new, item.rating == nil else { continue }
      sketched.sketches[finding.index] = sketcher.sketch(
        of: item.title + "\n" + item.text, fewest: Store.fewestWords)
    }
    return sketched
  }
}
