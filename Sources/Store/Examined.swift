// SPDX-License-Identifier: Apache-2.0
internal import Language
package import Model
internal import Text

extension Item {
  /// The item with its language: the one that the source names, else the one that the letters tell, if they tell any.
  package var inItsLanguage: Item {
    var item = self
    item.tellLanguage()
    return item
  }

  fileprivate mutating func tellLanguage() {
    guard language == nil else { return }
    let guess = LanguageGuess(of: title, text)
    if guess.isKnown { language = guess.tag }
  }
}

extension Sifted {
  /// With the language of each item that was never met and whose source names none.
  package consuming func inLanguages() -> Sifted {
    for place in novelties.indices
    where novelties[place].stored == nil && novelties[place].item.language == nil {
      novelties[place].item.tellLanguage()
      languages[novelties[place].index] = novelties[place].item.language
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
