// SPDX-License-Identifier: Apache-2.0
import Text

/// A phrase to be found in one kind of text: what the compiled matcher looks words up for.
struct Literal: Hashable, Sendable {
  /// What must stand there.
  let phrase: Phrase
  /// In which kind of text.
  let place: Place

  /// The kinds of text, which share one stream of words.
  enum Place: Hashable, Sendable {
    /// Title and body.
    case prose
    /// One named text.
    case field(TextField)
    /// A domain that the host of the address is in; the phrase is empty.
    case site(domain: [UInt8])
  }

  /// What is mixed into the hashes of words in this kind of text, so that those of others do not match; words of title
  /// and body are the same.
  var salt: UInt64 {
    switch place {
    case .prose: 0
    case .field(let field): Self.salt(of: field)
    case .site: Self.siteSalt
    }
  }

  static func salt(of field: TextField) -> UInt64 {
    switch field {
    case .title, .text: 0
    case .author: 0x1B87_3593_CC9E_2D51
    case .url: 0x38B3_4AE5_A1E3_8B93
    case .source: 0x52DC_E729_8B5A_D7CD
    case .tag: 0x85EB_CA6B_C2B2_AE35
    case .keyword: 0xE654_6B64_27D4_EB2F
    }
  }

  static let siteSalt: UInt64 = 0xD6E8_FEB8_6659_FD93
}

/// What a word of a text must be, in hashes.
struct WordHash: BitwiseCopyable, Sendable {
  /// The hash of the folded letters; of a possessive X's that of Xs; 0 where letters must be compared.
  var letters: UInt64
  /// Of a possessive X's the hash of X, which counts where the text has a possessive too; else 0.
  var stem: UInt64

  init(_ word: Word, salt: UInt64) {
    switch word.kind {
    case .plain(let folded): (letters, stem) = (TokenScanner.hash(of: folded) ^ salt, 0)
    case .possessive(let stem, let joined):
      letters = TokenScanner.hash(of: joined) ^ salt
      self.stem = TokenScanner.hash(of: stem) ^ salt
    case .pattern, .misspelt, .lookalike: (letters, stem) = (0, 0)
    }
  }

  /// Whether letters must be compared.
  var isPattern: Bool { letters == 0 }

  /// Whether a token may be this word without having its hash.
  var hasAlternatives: Bool { isPattern || stem != 0 }

  /// Hands out the hashes a token may have that is this word.
  func forEachAlternative(_ body: (UInt64) -> Void) {
    if isPattern { return }
    body(letters)
    if stem != 0 { body(stem) }
  }

  /// Whether a token is this word, unless letters must be compared.
  @inline(__always)
  func matches(_ token: ScannedToken) -> Bool {
    token.hash == letters || stem != 0 && token.hash == stem && token.isPossessive
  }
}

/// How common a word seems, by its length and whether it is an ordinary one; less is rarer, and better to look for first.
/// The hash is that of the word without what tells texts apart.
///
/// Counts learned from texts would be nearer the truth, but gain next to nothing (see Matching).
func commonness(of word: Word, hash: UInt64) -> Int {
  let letters: Int
  switch word.kind {
  case .plain(let folded): letters = folded.count
  case .possessive(_, let joined): letters = joined.count
  case .pattern, .misspelt, .lookalike: return 1 << 14
  }
  return (isCommonWord(hash: hash) ? 1 << 12 : 1) << max(0, 8 - letters)
}
