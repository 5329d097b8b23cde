// SPDX-License-Identifier: Apache-2.0

/// What language a text seems to be in.
package struct LanguageGuess: Hashable, Sendable {
  /// The language's tag (BCP 47), two letters; `und` where it cannot be told.
  package var tag: String
  /// How certain the tag is, 0...1; of `und` how certain the best guess was.
  package var certainty: Double

  /// Whether a language was told.
  package var isKnown: Bool { tag != "und" }

  /// The tag where it is certain enough to leave a text unread for it; nil where it is not. Of a few words in English
  /// more are taken for another language, at less certainty, than of others are told rightly.
  package var clearTag: String? { isKnown && certainty >= clearCertainty ? tag : nil }

  /// The language of a title and a text together, by their letters; a few microseconds.
  package init(of title: String, _ text: String = "", model: LanguageModel? = nil) {
    self.init(Letters(of: [title, text]), model: model ?? .shipped)
  }

  private init(_ letters: Letters, model: LanguageModel) {
    let (script, count) = letters.counts.leading
    if let language = script.language {
      self.init(count >= fewestLetters ? language : "und", certainty: count >= fewestLetters ? 1 : 0)
    } else {
      let table = model[script == .latin ? .latin : .other]
      self.init(table.scores(of: letters.units), table.tags, letters: count)
    }
  }

  private init(_ scores: [Double], _ tags: [String], letters: Int) {
    var best = 0
    for index in scores.indices where scores[index] > scores[best] { best = index }
    guard letters >= fewestLetters, best < scores.count else {
      self.init("und", certainty: 0)
      return
    }
    let all = scores.reduce(0) { $0 + exponential($1 - scores[best]) }
    self.init(all > 0 && 1 / all >= leastCertainty ? tags[best] : "und", certainty: 1 / all)
  }

  private init(_ tag: String, certainty: Double) {
    self.tag = tag
    self.certainty = certainty
  }
}

/// Of fewer letters no language is told.
private let fewestLetters = 6
/// Below this certainty no language is told.
private let leastCertainty = 0.5

/// From this certainty on a language is told clearly.
private let clearCertainty = 0.8

/// e to the power of a number that is 0 or less, to three digits.
private func exponential(_ x: Double) -> Double {
  guard x > -40 else { return 0 }
  var power = 1 + x / 1024
  for _ in 0..<10 { power *= power }
  return power
}
