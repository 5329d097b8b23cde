// SPDX-License-Identifier: Apache-2.0
internal import Language
package import Model
internal import Text

extension Item {
  /// The item with its language: the one that the source names, else the one that the letters tell, if they tell any.
  package var inItsLanguage: Item {
    guard language == nil else { return self }
    let guess = LanguageGuess(of: title, text)
    var item = self
    if guess.isKnown { item.language = guess.tag }
    return item
  }
}

extension Sifted {
  /// With the language and the sketch of each item that was never met: no work for the store's own thread.
  package func examined() -> Sifted {
    var examined = self
    var sketcher = Sketcher(key: answer.sketchKey)
    for (place, novelty) in novelties.enumerated() {
      guard case .new(let index, var item) = novelty else { continue }
      // Many review one thing in the same few words.
      if item.rating == nil {
        examined.sketches[index] = sketcher.sketch(
          of: item.title + "\n" + item.text, fewest: Store.fewestWords)
      }
      guard item.language == nil else { continue }
      item = item.inItsLanguage
      examined.languages[index] = item.language
      examined.novelties[place] = .new(index: index, item)
    }
    return examined
  }
}
