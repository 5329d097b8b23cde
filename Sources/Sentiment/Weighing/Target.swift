// SPDX-License-Identifier: Apache-2.0

/// Whom a text is judged toward: the tokens of the brand's name and the clause they stand in.
struct Target {
  /// The tokens that name it.
  let tokens: Range<Int>
  /// The clause around them, up to the end of the sentence or a contrast word.
  let clause: Range<Int>

  /// The target that stands on the given bytes of the text; nil if no token does.
  init?(on bytes: Range<Int>, in reading: Reading) {
    guard let tokens = reading.tokens(on: bytes) else { return nil }
    self.tokens = tokens
    var first = tokens.lowerBound
    while first > 0, !reading.endsClause(at: first - 1) { first -= 1 }
    var end = tokens.upperBound
    while end < reading.tokens.count, !reading.endsClause(at: end) { end += 1 }
    clause = first..<end
  }

  /// How many tokens away a token is; 0 within the target.
  @inline(__always)
  func distance(to index: Int) -> Int {
    index < tokens.lowerBound
      ? tokens.lowerBound - index : index >= tokens.upperBound ? index - tokens.upperBound + 1 : 0
  }

  /// The copies of a token's features that say how near the target it stands, for tokens of its clause.
  @inline(__always)
  func features(at index: Int, in reading: Reading, into sink: inout some FeatureSink) {
    let distance = distance(to: index)
    let token = reading.tokens[index]
    guard distance > 0, clause.contains(index), token.isExpressive else { return }
    let nearness = 1 / (1 + 0.25 * Float(distance - 1))
    let side = index < tokens.lowerBound ? Salt.leftOfTarget : Salt.rightOfTarget
    sink.add(Hashing.mix(token.hash &+ Salt.target), nearness * 2, at: index)
    if token.isNegated {
      sink.add(Hashing.mix(token.hash &+ Salt.target &+ Salt.negated), nearness * 2, at: index)
    }
    sink.add(Hashing.mix(token.hash &+ side), nearness, at: index)
    if index > clause.lowerBound {
      let pair = reading.hash(at: index - 1, self) &* 3 &+ token.hash &* 7 &+ Salt.target
      sink.add(Hashing.mix(pair), nearness * 1.5, at: index)
    }
    let feeling = token.feelingClass
    guard feeling != 0 else { return }
    let turned = feeling &* 5 &+ (token.isNegated ? 1 : 0)
    sink.add(Hashing.mix(turned &+ Salt.target), nearness * 2, at: index)
    sink.add(Hashing.mix(turned &+ (distance <= 3 ? 2 : 0) &+ side), 2, at: index)
  }
}

extension Reading {
  /// Whether a clause ends at a token.
  func endsClause(at index: Int) -> Bool {
    let token = tokens[index]
    if token.entry.role == .contrast || token.endsClause { return true }
    let byte = firstByte(of: token)
    return token.kind == .mark && (byte == UInt8(ascii: ".") || byte == UInt8(ascii: ";"))
  }
}
