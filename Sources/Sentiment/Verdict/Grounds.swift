// SPDX-License-Identifier: Apache-2.0

/// A stretch of text that moved the verdict, in the units of the leaning.
struct Ground {
  var quote: String
  var reason: String
  var weight: Float
}

/// Finds the stretches of a passage that moved the verdict most, and says why in plain words.
struct Grounds {
  /// The grounds, strongest first.
  private(set) var found: [Ground] = []
  private let reading: Reading
  private let text: String
  private let shares: [Float]
  private let targets: [Target]
  private var isTaken: [Bool]

  /// How many are looked for.
  private static let most = 6
  /// The least a stretch must move to be told.
  private static let least: Float = 0.08
  /// The longest stretch that is quoted, in tokens.
  private static let longest = 5

  /// The grounds of a passage whose tokens added the given shares.
  init(_ passage: Passage, _ shares: [Float]) {
    reading = passage.reading
    text = passage.text
    self.shares = shares
    targets = passage.targets
    isTaken = Array(repeating: false, count: shares.count)
    let seeds = shares.indices.filter { canBegin($0) }.sorted {
      (abs(shares[$0]), $1) > (abs(shares[$1]), $0)
    }
    for seed in seeds.prefix(4 * Self.most) where !isTaken[seed] && found.count < Self.most { take(seed) }
  }

  /// Whether a token says enough to begin a ground: short words without feeling of their own do not, nor does
  /// the brand's name, which is no argument.
  private func canBegin(_ index: Int) -> Bool {
    let token = reading.tokens[index]
    guard abs(shares[index]) >= Self.least, !targets.contains(where: { $0.tokens.contains(index) }) else {
      return false
    }
    if token.entry.valence != 0 || token.isPhrase { return true }
    switch token.kind {
    case .word:
      return token.formCount > 3 && token.entry.tongue == .untold && abs(shares[index]) >= 2 * Self.least
    case .tag, .symbol, .exclamation, .question: return true
    case .number, .address, .handle, .ellipsis, .mark: return false
    }
  }

  private mutating func take(_ found: Int) {
    let seed = turned(by: found) ?? found
    let stretch = stretch(around: seed)
    for index in stretch { isTaken[index] = true }
    let weight = stretch.reduce(Float(0)) { $0 + shares[$1] }
    guard abs(weight) >= Self.least else { return }
    let first = reading.tokens[stretch.lowerBound]
    let last = reading.tokens[stretch.upperBound - 1]
    let reason = Reason(of: seed, in: reading, weight: weight) { quote($0.range) }
    self.found.append(
      Ground(quote: quote(Int(first.start)..<Int(last.end)), reason: reason.words, weight: weight))
  }

  private func quote(_ bytes: Range<Int>) -> String {
    String(decoding: Array(text.utf8.dropFirst(bytes.lowerBound).prefix(bytes.count)), as: UTF8.self)
  }

  /// The word of feeling that a negation turns, which tells more than the negation itself.
  private func turned(by negator: Int) -> Int? {
    guard reading.tokens[negator].entry.role == .negator else { return nil }
    let reach = negator + 1..<min(shares.count, negator + 5)
    return reach.first { index in
      !isTaken[index] && reading.tokens[index].entry.valence != 0 && reading.negator(before: index) == negator
    }
  }

  /// The seed, back to the negation that turns it, and its neighbours that pull the same way.
  private func stretch(around seed: Int) -> Range<Int> {
    var range = seed..<seed + 1
    if reading.tokens[seed].entry.valence != 0, let negator = reading.negator(before: seed) {
      let whole = negator..<seed + 1
      if whole.allSatisfy({ !isTaken[$0] }) { range = whole }
    }
    while range.count < Self.longest, range.lowerBound > 0, joins(range.lowerBound - 1, seed) {
      range = range.lowerBound - 1..<range.upperBound
    }
    while range.count < Self.longest, range.upperBound < shares.count, joins(range.upperBound, seed) {
      range = range.lowerBound..<range.upperBound + 1
    }
    return range
  }

  private func joins(_ index: Int, _ seed: Int) -> Bool {
    let token = reading.tokens[index]
    return !isTaken[index] && token.isExpressive && token.kind != .address
      && shares[index] * shares[seed] > 0 && abs(shares[index]) >= 0.3 * abs(shares[seed])
  }
}
