// SPDX-License-Identifier: Apache-2.0

/// The rules of the lexicon: how a word feels where it stands, and how a stretch of text feels by its words.
extension Reading {
  /// How the word feels here: strengthened, weakened and turned by its neighbours; 0 if it carries no
  /// feeling.
  func valence(at index: Int) -> Float {
    let token = tokens[index]
    let own = token.entry.valence
    guard own != 0 else { return 0 }
    let sign: Float = own > 0 ? 1 : -1
    var value = own
    if token.isCapitals && isMixedCase { value += sign * 0.733 }
    if token.isStretched { value += sign * 0.3 }
    value += sign * emphasis(before: index)
    return negator(before: index) == nil ? value : value * -0.74
  }

  /// What the boosters and dampeners before a word add to its strength.
  private func emphasis(before index: Int) -> Float {
    var sum: Float = 0
    var strength: Float = 0.293
    for place in stride(from: index - 1, through: max(0, index - 3), by: -1) {
      switch tokens[place].entry.role {
      case .booster: sum += strength
      case .dampener: sum -= strength
      case .plain, .negator, .contrast, .comparison: break
      }
      strength -= 0.293 * 0.05
    }
    return sum
  }

  /// The nearest negation that turns the word, at most four tokens before it in its clause.
  func negator(before index: Int) -> Int? {
    for place in stride(from: index - 1, through: max(0, index - 4), by: -1) {
      let token = tokens[place]
      if token.kind == .mark || token.entry.role == .contrast { return nil }
      if token.entry.role == .negator { return place }
    }
    return nil
  }

  /// How a stretch of tokens feels by its words.
  func polarity(of range: Range<Int>) -> Polarity {
    var polarity = Polarity()
    var sum: Float = 0
    for index in range {
      let token = tokens[index]
      polarity.count(opinion: token.isNegated ? -token.entry.opinion : token.entry.opinion)
      let value = valence(at: index)
      guard value != 0 else { continue }
      let weighed = value * contrastWeight(at: index)
      sum += weighed
      polarity.take(weighed, isAfterContrast: token.isAfterContrast, isPhrase: token.isPhrase)
    }
    let shouting = Float(min(exclamations, 4)) * 0.292
    if sum != 0 { sum += sum > 0 ? shouting : -shouting }
    polarity.compound = sum / (sum * sum + 15).squareRoot()
    return polarity
  }

  /// What comes after “but” counts more, what comes before less.
  private func contrastWeight(at index: Int) -> Float {
    guard let lastContrast else { return 1 }
    return tokens[index].isAfterContrast ? 1.5 : index < lastContrast ? 0.6 : 1
  }
}

/// How a stretch of text feels by its words alone.
struct Polarity {
  /// All in all, -1...1.
  var compound: Float = 0
  private(set) var praise: Float = 0
  private(set) var blame: Float = 0
  private var highestPraise: Float = 0
  private var highestBlame: Float = 0
  private var first: Float = 0
  private var last: Float = 0
  private var praises: Float = 0
  private var blames: Float = 0
  private var listedPraises: Float = 0
  private var listedBlames: Float = 0
  private var latePraise: Float = 0
  private var lateBlame: Float = 0
  private var phrasePraise: Float = 0
  private var phraseBlame: Float = 0

  mutating func count(opinion: Int8) {
    if opinion > 0 { listedPraises += 1 } else if opinion < 0 { listedBlames += 1 }
  }

  mutating func take(_ value: Float, isAfterContrast: Bool, isPhrase: Bool) {
    if value > 0 {
      if isPhrase { phrasePraise += value }
      praise += value
      praises += 1
      highestPraise = max(highestPraise, value)
      if isAfterContrast { latePraise += value }
    } else {
      if isPhrase { phraseBlame -= value }
      blame -= value
      blames += 1
      highestBlame = max(highestBlame, -value)
      if isAfterContrast { lateBlame -= value }
    }
    last = value > 0 ? 1 : -1
    if first == 0 { first = last }
  }

  /// The numbers the model weighs, each within -1...1.
  func features(_ give: (Int, Float) -> Void) {
    give(0, compound)
    give(1, Curves.squash(praise / 3))
    give(2, Curves.squash(blame / 3))
    give(3, Curves.squash(highestPraise / 3))
    give(4, Curves.squash(highestBlame / 3))
    give(5, last)
    give(6, first)
    give(7, Curves.squash(listedPraises / 2))
    give(8, Curves.squash(listedBlames / 2))
    give(9, (listedPraises - listedBlames) / (1 + listedPraises + listedBlames))
    give(10, (praise - blame) / (1 + praise + blame))
    give(11, Curves.squash(latePraise / 3))
    give(12, Curves.squash(lateBlame / 3))
    give(13, praises + blames == 0 ? 1 : 0)
    give(14, praises > 0 && blames > 0 ? 1 : 0)
    give(15, Curves.squash(phrasePraise / 2))
    give(16, Curves.squash(phraseBlame / 2))
  }
}
