// SPDX-License-Identifier: Apache-2.0

/// Why a word moved the verdict, in words a shop owner understands.
struct Reason {
  /// Such as `“not” turns “good”`.
  let words: String

  /// The reason for the weight of a token; `quoted` is how the text has a token.
  init(of index: Int, in reading: Reading, weight: Float, quoted: (Token) -> String) {
    let token = reading.tokens[index]
    let hasFeeling = token.entry.valence != 0
    if hasFeeling, let negator = reading.negator(before: index) {
      let turn = quoted(reading.tokens[negator])
      words =
        token.entry.valence * weight < 0
        ? "“\(turn)” turns “\(quoted(token))”" : "“\(quoted(token))”, though “\(turn)” stands before it"
    } else if token.isPhrase {
      words = weight < 0 ? "said in complaint" : "said in praise"
    } else if hasFeeling, index > 0, reading.tokens[index - 1].entry.role == .booster,
      token.entry.valence * weight > 0
    {
      words = "“\(quoted(reading.tokens[index - 1]))” strengthens “\(quoted(token))”"
    } else if hasFeeling {
      words = Self.feeling(of: token, isMixedCase: reading.isMixedCase, weight)
    } else {
      words = Self.company(of: token, weight)
    }
  }

  /// A word with a feeling of its own.
  private static func feeling(of token: Token, isMixedCase: Bool, _ weight: Float) -> String {
    let valence = token.entry.valence
    guard valence * weight > 0 else {
      return weight < 0 ? "a kind word, but not in this place" : "a hard word, but not in this place"
    }
    if token.kind == .symbol { return weight < 0 ? "an unhappy sign" : "a happy sign" }
    let strength = abs(valence) >= 2.5 ? "strong " : ""
    let kind = weight < 0 ? "word of blame" : "word of praise"
    let manner =
      token.isCapitals && isMixedCase ? ", in capitals" : token.isAfterContrast ? ", after “but”" : ""
    return "a " + strength + kind + manner
  }

  /// A word that has no feeling of its own, but company.
  private static func company(of token: Token, _ weight: Float) -> String {
    switch token.kind {
    case .exclamation: weight < 0 ? "exclaimed as complaints are" : "exclaimed as praise is"
    case .question: weight < 0 ? "asked as complaints are" : "asked kindly"
    case .word where token.isNegated: weight < 0 ? "denied, as in complaints" : "denied, as in praise"
    default: weight < 0 ? "mostly met in complaints" : "mostly met in praise"
    }
  }
}
