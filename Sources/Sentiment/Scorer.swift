// SPDX-License-Identifier: Apache-2.0
package import Model

/// Judges how texts speak of a brand: one linear model of three classes over rules of a lexicon and hashed
/// n-grams. The same text is always judged the same; a judgement takes microseconds and grows with the text,
/// of which at most 64 kB are read. English is built in; texts in other languages are judged where there is a pack.
package struct Scorer: Sendable {
  let weights: Weights
  let packs: [Weights]

  /// A scorer with the model built into the program, and with packs of other languages. Keep it: making one
  /// unpacks 0.7 MB.
  package init(packs: [Weights] = []) { self.init(weights: .embedded(), packs: packs) }

  /// A scorer with other weights, such as those just trained.
  package init(weights: Weights, packs: [Weights] = []) {
    self.weights = weights
    self.packs = packs.sorted { $0.language < $1.language }
  }

  /// The version of the model, which mentions remember.
  package var version: String { weights.version }

  /// The languages whose words are judged, English first.
  package var languages: [String] { ["en"] + packs.map(\.language) }

  /// Whether a verdict was given by the present model or one of the packs.
  package func isPresent(_ version: String) -> Bool {
    version == weights.version || packs.contains { $0.version == version }
  }

  /// Judges an item: its words, its rating, and what is said nearest to `targets`, the places of `title` and
  /// `text` where the brand is named (spans of other fields are passed over). `language` is a BCP 47 tag as
  /// published; the text's own words overrule it.
  package func score(
    title: String, text: String, language: String? = nil, rating: Rating? = nil, targets: [Span] = [],
    adjustment: Adjustment = .none
  ) -> Model.Sentiment {
    assess(
      title: title, text: text, language: language, rating: rating, targets: targets, adjustment: adjustment
    ).sentiment
  }

  /// Judges an item as `score` does, and says what it is after and what a reader should be told besides.
  package func assess(
    title: String, text: String, language: String? = nil, rating: Rating? = nil, targets: [Span] = [],
    adjustment: Adjustment = .none
  ) -> Assessment {
    let read = read(title, text, language, targets, adjustment)
    return Assessment(read.passages, read.account, rating, read.tongue, version: read.version)
  }

  /// How the words of an item lean before any adjustment, for learning one; nil where they cannot be judged.
  package func leaning(title: String, text: String, language: String?, targets: [Span]) -> Leaning? {
    let account = read(title, text, language, targets, .none).account
    return account.hasWords ? account.leaning : nil
  }

  /// An item as it was read.
  private struct Read {
    var passages: [Passage]
    var tongue: Tongue
    var account = Account()
    var version: String
    var pack: Weights?

    /// Takes the pack that was chosen, or none where it is in one of their languages and cannot be told in which.
    mutating func take(_ choice: PackChoice, _ scorer: Scorer) {
      if let chosen = choice.chosen {
        pack = scorer.packs[chosen]
        tongue = Tongue(isRead: true, name: scorer.packs[chosen].language)
        version = scorer.packs[chosen].version
      } else if choice.isForeign {
        tongue = Tongue(isRead: false, name: "another language")
      }
    }
  }

  private func read(
    _ title: String, _ text: String, _ language: String?, _ targets: [Span], _ adjustment: Adjustment
  ) -> Read {
    let passages = Passage.passages(title: title, text: text, targets: targets, weights.lexicon)
    var read = Read(
      passages: passages, tongue: Tongue(of: passages, tag: language), version: weights.version)
    if !read.tongue.isRead || read.tongue.isDoubtful {
      read.take(choice(for: read, title, text, language), self)
    }
    if let pack = read.pack {
      read.passages = Passage.passages(title: title, text: text, targets: targets, pack.lexicon)
    }
    for passage in read.passages {
      if read.tongue.isRead {
        read.account.add(passage, read.pack ?? weights)
      } else {
        read.account.addSigns(of: passage)
      }
    }
    read.account.adjust(by: adjustment)
    return read
  }

  /// How many telling words each pack finds in an item that is not surely English.
  private func choice(for read: Read, _ title: String, _ text: String, _ tag: String?) -> PackChoice {
    let primary = Tongue.primary(tag)
    var choice = PackChoice(
      english: read.tongue.isRead ? TongueClues(read.passages.map(\.reading)).own : 0)
    for (index, pack) in packs.enumerated() {
      let passages = Passage.passages(title: title, text: text, targets: [], pack.lexicon)
      choice.take(TongueClues(passages.map(\.reading)), of: index, isTagged: primary == pack.language)
    }
    return choice
  }

  /// Judges one line, toward the brand named on the given UTF-8 bytes of it, if any.
  package func score(
    line: String, target: Range<Int>? = nil, language: String? = nil
  ) -> Model.Sentiment {
    score(
      title: "", text: line, language: language,
      targets: target.map { [Span(field: .text, range: $0.clamped(to: 0..<line.utf8.count))] } ?? [])
  }

  /// Judges one line, toward the brand named on the given Unicode scalars of it (as Python counts).
  package func score(line: String, scalars: Range<Int>, language: String? = nil) -> Model.Sentiment {
    score(line: line, target: line.bytes(ofScalars: scalars), language: language)
  }
}
