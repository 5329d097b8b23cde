// SPDX-License-Identifier: Apache-2.0
package import Model

/// Judges how texts speak of a brand: one linear model of three classes over rules of a lexicon and hashed
/// n-grams. The same text is always judged the same; a judgement takes microseconds and grows with the text,
/// of which at most 64 kB are read.
package struct Scorer: Sendable {
  let weights: Weights

  /// A scorer with the model built into the program. Keep it: making one unpacks 0.7 MB.
  package init() { self.init(weights: .embedded()) }

  /// A scorer with other weights, such as those just trained.
  package init(weights: Weights) { self.weights = weights }

  /// The version of the model, which mentions remember.
  package var version: String { weights.version }

  /// Judges an item: its words, its rating, and what is said nearest to `targets`, the places of `title` and
  /// `text` where the brand is named (spans of other fields are passed over). `language` is a BCP 47 tag as
  /// published; the text's own words overrule it.
  package func score(
    title: String, text: String, language: String? = nil, rating: Rating? = nil, targets: [Span] = []
  ) -> Model.Sentiment {
    assess(title: title, text: text, language: language, rating: rating, targets: targets).sentiment
  }

  /// Judges an item as `score` does, and says what it is after and what a reader should be told besides.
  package func assess(
    title: String, text: String, language: String? = nil, rating: Rating? = nil, targets: [Span] = []
  ) -> Assessment {
    let passages = Passage.passages(title: title, text: text, targets: targets, weights.lexicon)
    let tongue = Tongue(of: passages, tag: language)
    var account = Account()
    if tongue.isRead {
      for passage in passages { account.add(passage, weights) }
    } else {
      for passage in passages { account.addSigns(of: passage) }
    }
    return Assessment(passages, account, rating, tongue, version: weights.version)
  }

  /// Judges one line, toward the brand named on the given UTF-8 bytes of it, if any.
  package func score(line: String, target: Range<Int>? = nil) -> Model.Sentiment {
    score(
      title: "", text: line,
      targets: target.map { [Span(field: .text, range: $0.clamped(to: 0..<line.utf8.count))] } ?? [])
  }

  /// Judges one line, toward the brand named on the given Unicode scalars of it (as Python counts).
  package func score(line: String, scalars: Range<Int>) -> Model.Sentiment {
    score(line: line, target: line.bytes(ofScalars: scalars))
  }
}
