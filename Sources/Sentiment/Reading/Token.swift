// SPDX-License-Identifier: Apache-2.0

/// A word, a sign or a phrase of the lexicon, with what is known of it where it stands.
struct Token {
  /// What it looks like. The order matters: everything up to `symbol` can carry feeling.
  enum Kind: UInt8 {
    case word, number, address, handle, tag, symbol, exclamation, question, ellipsis, mark
  }

  var kind: Kind
  /// The hash of its normal form.
  var hash: UInt64
  /// The bytes of the text it stands on.
  var start: Int32
  var end: Int32
  /// The bytes of `Reading.forms` that hold its normal form.
  var form: Int32
  var formCount: Int32
  /// What the lexicon knows.
  var entry = Lexicon.Entry.unknown
  /// Capitals only, of at least two letters.
  var isCapitals = false
  /// A letter was repeated three times or more.
  var isStretched = false
  /// Within the reach of a negation.
  var isNegated = false
  /// After the last “but”.
  var isAfterContrast = false
  /// Several words that the lexicon knows as one.
  var isPhrase = false

  init(_ kind: Kind, hash: UInt64, start: Int, end: Int, form: Int, formCount: Int) {
    self.kind = kind
    self.hash = hash
    self.start = Int32(truncatingIfNeeded: start)
    self.end = Int32(truncatingIfNeeded: end)
    self.form = Int32(truncatingIfNeeded: form)
    self.formCount = Int32(truncatingIfNeeded: formCount)
  }

  /// Becomes the phrase that ends with another token.
  mutating func join(_ last: Token, hash: UInt64, entry: Lexicon.Entry) {
    self.hash = hash
    self.entry = entry
    kind = .word
    end = last.end
    formCount = last.form + last.formCount - form
    isPhrase = true
  }

  /// The bytes of the text it stands on.
  var range: Range<Int> { Int(start)..<Int(end) }

  /// Whether it can carry feeling, being no punctuation.
  @inline(__always)
  var isExpressive: Bool { kind.rawValue <= Kind.symbol.rawValue }

  /// Whether negation, clauses and idioms end at it.
  var endsClause: Bool { kind == .exclamation || kind == .question || kind == .ellipsis }
}
