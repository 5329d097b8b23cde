// SPDX-License-Identifier: Apache-2.0

/// A text as the model sees it: its tokens with what stands around them. Its storage is used again by the
/// next text, so that judging many texts allocates nothing.
struct Reading {
  /// A word by itself.
  struct Word {
    var hash: UInt64
    var start: Int32
    var end: Int32
  }

  /// The most bytes of a text that are read; a longer one is judged by its beginning.
  static let mostBytes = 64 << 10

  /// The tokens in order.
  var tokens: [Token] = []
  /// Whether the author sets one thing against another.
  var setsApart: Bool { lastContrast != nil || tokens.contains { $0.entry.role == .comparison } }

  /// Whether `words` are wanted.
  var keepsWords = false
  /// The words and signs as they were before phrases were made one, if they are kept.
  private(set) var words: [Word] = []
  /// The normal forms of the tokens, one after the other.
  var forms: [UInt8] = []
  /// Whether the text has words in capitals among words that are not, so that capitals say something.
  var isMixedCase = false
  /// How many marks and turns there are.
  var exclamations = 0
  var questions = 0
  var capitals = 0
  var negations = 0
  /// What tells the language.
  var clues = TongueClues()
  /// The last contrast word, if there is one.
  var lastContrast: Int?

  /// Reads a text, forgetting the one before.
  mutating func read(_ text: Span<UInt8>, with lexicon: Lexicon) {
    tokens.removeAll(keepingCapacity: true)
    words.removeAll(keepingCapacity: true)
    forms.removeAll(keepingCapacity: true)
    exclamations = 0
    questions = 0
    capitals = 0
    negations = 0
    lastContrast = nil
    clues = TongueClues()
    tokenize(text, with: lexicon)
    if keepsWords { words = tokens.map { Word(hash: $0.hash, start: $0.start, end: $0.end) } }
    joinPhrases(of: lexicon)
    markScopes()
  }

  /// How many bytes of a text are read: all, or as many whole scalars as fit into 64 kB.
  static func bounded(_ text: Span<UInt8>) -> Int {
    guard text.count > mostBytes else { return text.count }
    var count = mostBytes
    while count > 0, text[count] & 0xc0 == 0x80 { count -= 1 }
    return count
  }

  /// The first byte of a token's normal form.
  @inline(__always)
  func firstByte(of token: Token) -> UInt8 { forms[Int(token.form)] }

  /// The normal form of a token, as text.
  func form(of token: Token) -> String {
    String(decoding: forms[Int(token.form)..<Int(token.form + token.formCount)], as: UTF8.self)
  }

  /// The tokens that stand on any of the given bytes; nil if there are none.
  func tokens(on bytes: Range<Int>) -> Range<Int>? {
    guard let first = tokens.firstIndex(where: { $0.end > bytes.lowerBound && $0.start < bytes.upperBound })
    else {
      return nil
    }
    let last = tokens[first...].firstIndex { $0.start >= bytes.upperBound } ?? tokens.count
    return first..<last
  }
}
