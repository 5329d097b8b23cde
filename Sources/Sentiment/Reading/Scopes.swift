// SPDX-License-Identifier: Apache-2.0

/// What stands around a token: phrases that mean something else than their words, the reach of negations,
/// contrast.
extension Reading {
  /// How many tokens a negation reaches.
  private static let reach = 5

  /// Looks every token up, and makes one token of the words of a phrase that the lexicon knows.
  mutating func joinPhrases(of lexicon: Lexicon) {
    var joined = 0
    var index = 0
    while index < tokens.count {
      if let entry = lexicon.entry(tokens[index].hash) {
        tokens[index].entry = entry
      } else if lexicon.isForgiving {
        forgive(&tokens[index], lexicon)
      } else if Self.endsInNot(tokens[index], forms) {
        tokens[index].entry.role = .negator
      }
      let token = tokens[index]
      clues.take(token, firstByte: forms[Int(token.form)])
      var taken = 1
      if token.entry.startsPhrase, let (count, hash, entry) = phrase(at: index, lexicon) {
        for place in index + 1..<index + count {
          tokens[place].entry = lexicon.entry(tokens[place].hash) ?? .unknown
          clues.take(tokens[place], firstByte: forms[Int(tokens[place].form)])
        }
        tokens[index].join(tokens[index + count - 1], hash: hash, entry: entry)
        taken = count
      }
      if joined < index { tokens[joined] = tokens[index] }
      joined += 1
      index += taken
    }
    if joined < tokens.count { tokens.removeLast(tokens.count - joined) }
  }

  /// The longest phrase that begins at a token.
  private func phrase(at index: Int, _ lexicon: Lexicon) -> (count: Int, hash: UInt64, entry: Lexicon.Entry)?
  {
    var hash = tokens[index].hash
    var found: (Int, UInt64, Lexicon.Entry)?
    for last in index + 1..<max(index + 1, tokens.count) {
      guard tokens[last].isExpressive else { break }
      hash = Hashing.phrase(hash, tokens[last].hash)
      guard let entry = lexicon.entry(hash) else { break }
      if entry.saysSomething { found = (last - index + 1, hash, entry) }
      if !entry.startsPhrase { break }
    }
    return found
  }

  /// Whether it is a negation that the list does not hold, such as `mightn't`.
  private static func endsInNot(_ token: Token, _ forms: [UInt8]) -> Bool {
    guard token.kind == .word, token.formCount > 3 else { return false }
    let end = Int(token.form + token.formCount)
    return forms[end - 3] == UInt8(ascii: "n") && forms[end - 2] == UInt8(ascii: "'")
      && forms[end - 1] == UInt8(ascii: "t")
  }

  /// Marks what negations reach and what comes after the last “but”; counts capitals and negations.
  mutating func markScopes() {
    var left = 0
    for index in tokens.indices {
      let token = tokens[index]
      if token.isCapitals && isMixedCase { capitals += 1 }
      if endsScope(token) {
        left = 0
        if token.entry.role == .contrast { lastContrast = index }
      }
      if left > 0 {
        tokens[index].isNegated = true
        left -= 1
      }
      if token.entry.role == .negator {
        left = Self.reach
        negations += 1
      }
    }
    guard let lastContrast, firstByte(of: tokens[lastContrast]) == UInt8(ascii: "b") else { return }
    for index in tokens.indices.dropFirst(lastContrast + 1) { tokens[index].isAfterContrast = true }
  }

  private func endsScope(_ token: Token) -> Bool {
    if token.entry.role == .contrast || token.endsClause { return true }
    guard token.kind == .mark else { return false }
    switch firstByte(of: token) {
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "("),
      UInt8(ascii: ")"):
      return true
    default: return false
    }
  }
}
