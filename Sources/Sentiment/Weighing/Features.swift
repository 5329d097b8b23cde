// SPDX-License-Identifier: Apache-2.0

/// What the features of a text are given to: a trainer's list, the model's sum, or the account of the
/// evidence.
protocol FeatureSink {
  /// A hashed feature and the token it belongs to.
  mutating func add(_ hash: UInt64, _ value: Float, at token: Int)
  /// A feature with a place of its own.
  mutating func add(dense place: Int, _ value: Float)
}

/// Keeps the kinds of features apart from each other: the hashes of `pair`, `negated` ..., written out
/// because a computed constant would be guarded by a lock on every use.
enum Salt {
  static let pair: UInt64 = 0x990e_ec8b_338d_4ff1
  static let negated: UInt64 = 0x3295_759c_f17c_4495
  static let letters: UInt64 = 0x15ec_485e_8682_a8af
  static let after: UInt64 = 0x58d0_27dc_b7ef_0393
  static let before: UInt64 = 0x9dd2_7d18_995a_d18d
  static let feeling: UInt64 = 0x01f7_4de0_50f6_93bb
  static let target: UInt64 = 0xe0a8_0335_88d6_110e
  static let leftOfTarget: UInt64 = 0xc449_da0b_3184_eaf0
  static let rightOfTarget: UInt64 = 0xd398_9a2d_5b20_ed7d
  static let beginning: UInt64 = 0xbc4f_c18f_b5ca_32d3
  static let end: UInt64 = 0x9e40_9c98_58d4_5550
}

/// What kinds of features count beside a word's 1.
enum FeatureValue {
  /// A few letters.
  static let letters: Float = 0.4
  /// A word before or after a contrast.
  static let contrast: Float = 0.7
  /// A feeling beside a word.
  static let neighbour: Float = 0.6
}

/// Where the features of their own stand.
package enum DensePlace {
  static let constant = 17
  static let exclamations = 18
  static let questions = 19
  static let length = 20
  static let negations = 21
  static let capitals = 22
  /// The polarity of the clause around the target.
  static let clause = 24
  /// How many there are.
  package static let count = 48
}

extension Token {
  /// The class of its feeling or role; 0 for a plain word.
  @inline(__always)
  var feelingClass: UInt64 {
    if entry.role != .plain { return UInt64(entry.role.rawValue) }
    let value = entry.valence
    if value == 0 { return 0 }
    return value >= 2 ? 10 : value > 0.2 ? 11 : value <= -2 ? 12 : value < -0.2 ? 13 : 0
  }
}

extension Reading {
  /// Gives every feature of the text, seen from a target if there is one.
  @inline(__always)
  func features(toward target: Target?, into sink: inout some FeatureSink) {
    for index in tokens.indices {
      wordFeatures(at: index, target, into: &sink)
      feelingFeatures(at: index, target, into: &sink)
      if let target { target.features(at: index, in: self, into: &sink) }
    }
    denseFeatures(into: &sink)
    if let target { clauseFeatures(of: target, into: &sink) }
  }

  /// Gives the features that hold in every language: what the lexicon says of the words, signs, and the numbers of
  /// the rules.
  func sharedFeatures(toward target: Target?, into sink: inout some FeatureSink) {
    for index in tokens.indices {
      let token = tokens[index]
      if token.kind.rawValue >= Token.Kind.symbol.rawValue && token.kind != .mark {
        sink.add(token.hash, 1, at: index)
      }
      let feeling = token.feelingClass
      guard feeling != 0 else { continue }
      sink.add(Hashing.mix(feeling &+ Salt.feeling), 1, at: index)
      if token.isNegated {
        sink.add(Hashing.mix(feeling &* 31 &+ Salt.feeling &+ Salt.negated), 1, at: index)
      }
      if lastContrast != nil {
        sink.add(
          Hashing.mix(feeling &+ (token.isAfterContrast ? Salt.after : Salt.before)), FeatureValue.contrast,
          at: index)
      }
      guard index > 0 else { continue }
      let before = tokens[index - 1].feelingClass
      if before != 0 { sink.add(Hashing.mix(before &* 131 &+ feeling &+ Salt.feeling), 1, at: index) }
    }
    denseFeatures(into: &sink)
    if let target { clauseFeatures(of: target, into: &sink) }
  }

  @inline(__always)
  private func clauseFeatures(of target: Target, into sink: inout some FeatureSink) {
    polarity(of: target.clause).features { place, value in
      if value != 0 { sink.add(dense: DensePlace.clause + place, value) }
    }
  }

  /// The hash a token is known by: a target is known as such, whatever its name.
  @inline(__always)
  func hash(at index: Int, _ target: Target?) -> UInt64 {
    guard let target, target.tokens.contains(index) else { return tokens[index].hash }
    return Salt.target
  }

  /// The word, the word with the one before, in negation, before or after “but”, and its letters.
  @inline(__always)
  private func wordFeatures(at index: Int, _ target: Target?, into sink: inout some FeatureSink) {
    let token = tokens[index]
    let own = hash(at: index, target)
    let previous = index > 0 ? hash(at: index - 1, target) : Salt.beginning
    sink.add(own, 1, at: index)
    sink.add(Hashing.mix(previous &* 3 &+ own &* 7 &+ Salt.pair), 1, at: index)
    if index + 1 == tokens.count {
      sink.add(Hashing.mix(own &* 3 &+ Salt.end &* 7 &+ Salt.pair), 1, at: index)
    }
    guard token.isExpressive else { return }
    if token.isNegated { sink.add(Hashing.mix(own &+ Salt.negated), 1, at: index) }
    if lastContrast != nil {
      sink.add(
        Hashing.mix(own &+ (token.isAfterContrast ? Salt.after : Salt.before)), FeatureValue.contrast,
        at: index)
    }
    if token.kind == .word || token.kind == .tag, token.formCount >= 3, own == token.hash {
      letterFeatures(of: token, at: index, into: &sink)
    }
  }

  /// Three to five letters in a row, with the edges of the word.
  @inline(__always)
  private func letterFeatures(of token: Token, at index: Int, into sink: inout some FeatureSink) {
    let letters = forms.span.extracting(Int(token.form)..<Int(token.form) + min(62, Int(token.formCount)))
    var window = UInt64(UInt8(ascii: "<"))
    for place in 1..<(letters.count + 2) {
      let letter = place <= letters.count ? letters[place - 1] : UInt8(ascii: ">")
      window = window << 8 | UInt64(letter)
      if place >= 2 { addLetters(window & 0xff_ffff, 3, at: index, into: &sink) }
      if place >= 3 { addLetters(window & 0xffff_ffff, 4, at: index, into: &sink) }
      if place >= 4 { addLetters(window & 0xff_ffff_ffff, 5, at: index, into: &sink) }
    }
  }

  @inline(__always)
  private func addLetters(
    _ letters: UInt64, _ count: UInt64, at index: Int, into sink: inout some FeatureSink
  ) {
    sink.add(Hashing.mix(letters &* 8 &+ count &+ Salt.letters), FeatureValue.letters, at: index)
  }

  /// What the lexicon says of the word, alone and beside its neighbours.
  @inline(__always)
  private func feelingFeatures(at index: Int, _ target: Target?, into sink: inout some FeatureSink) {
    let token = tokens[index]
    let feeling = token.feelingClass
    guard feeling != 0 else { return }
    sink.add(Hashing.mix(feeling &+ Salt.feeling), 1, at: index)
    if token.isNegated { sink.add(Hashing.mix(feeling &* 31 &+ Salt.feeling &+ Salt.negated), 1, at: index) }
    if index > 0 {
      let before = tokens[index - 1].feelingClass
      if before != 0 { sink.add(Hashing.mix(before &* 131 &+ feeling &+ Salt.feeling), 1, at: index) }
      sink.add(
        Hashing.mix(hash(at: index - 1, target) &* 17 &+ feeling &+ Salt.feeling), FeatureValue.neighbour,
        at: index)
    }
    if index + 1 < tokens.count {
      sink.add(
        Hashing.mix(tokens[index + 1].hash &* 19 &+ feeling &+ Salt.feeling), FeatureValue.neighbour,
        at: index)
    }
  }

  /// The polarity of the whole text and how it is written.
  @inline(__always)
  private func denseFeatures(into sink: inout some FeatureSink) {
    polarity(of: tokens.indices).features { place, value in
      if value != 0 { sink.add(dense: place, value) }
    }
    sink.add(dense: DensePlace.constant, 1)
    sink.add(dense: DensePlace.length, Curves.logarithm(Float(1 + tokens.count)) / 4)
    if exclamations > 0 { sink.add(dense: DensePlace.exclamations, Curves.squash(Float(exclamations) / 2)) }
    if questions > 0 { sink.add(dense: DensePlace.questions, Curves.squash(Float(questions) / 2)) }
    if negations > 0 { sink.add(dense: DensePlace.negations, Curves.squash(Float(negations) / 2)) }
    if capitals > 0 { sink.add(dense: DensePlace.capitals, Curves.squash(Float(capitals) / 3)) }
  }
}
