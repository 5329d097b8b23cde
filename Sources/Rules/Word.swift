// SPDX-License-Identifier: Apache-2.0
import Text

/// What a word of a text must be to be a word of a term.
struct Word: Hashable, Sendable {
  /// How it is compared.
  enum Kind: Hashable, Sendable {
    /// These folded letters.
    case plain([UInt8])
    /// A possessive X's: finds X's and Xs, not X.
    case possessive(stem: [UInt8], joined: [UInt8])
    /// Folded letters with wildcards.
    case pattern([Unicode.Scalar])
    /// Folded letters with so many typing errors forgiven.
    case misspelt([Unicode.Scalar], typos: Int)
    /// These folded letters and what looks like them, which is what has their skeleton.
    case lookalike([Unicode.Scalar], skeleton: [Unicode.Scalar])
  }

  let kind: Kind
  /// The letters as they were typed, where they must stand so.
  let exact: String?

  /// Whether a token with these folded letters is this word, case and accents aside.
  func matches(_ folded: some Collection<UInt8>, isPossessive: Bool) -> Bool {
    switch kind {
    case .plain(let letters): return folded.elementsEqual(letters)
    case .possessive(let stem, let joined):
      return folded.elementsEqual(joined) || isPossessive && folded.elementsEqual(stem)
    case .pattern(let pattern):
      return matches(pattern, Array(String(decoding: folded, as: UTF8.self).unicodeScalars))
    case .misspelt(let letters, let limit):
      let word = Array(String(decoding: folded, as: UTF8.self).unicodeScalars)
      if word == letters { return true }
      guard word.first == letters.first, abs(word.count - letters.count) <= limit,
        typos(word, letters) <= limit
      else {
        return false
      }
      return !isCommonWord(folded)
    case .lookalike(let letters, let skeleton):
      let word = Array(String(decoding: folded, as: UTF8.self).unicodeScalars)
      if word == letters { return true }
      guard word.count == letters.count, hasLetter(word), Rules.skeleton(of: word) == skeleton else {
        return false
      }
      // A mall is no mail in disguise.
      return !isCommonWord(folded)
    }
  }

  /// Whether letters follow a pattern: a star stands for any letters, a question mark for one.
  private func matches(_ pattern: [Unicode.Scalar], _ letters: [Unicode.Scalar]) -> Bool {
    var (p, l) = (0, 0)
    var retry: (pattern: Int, letter: Int)?
    while l < letters.count {
      if p < pattern.count, pattern[p] == Wildcard.any {
        retry = (p + 1, l)
        p += 1
      } else if p < pattern.count, pattern[p] == letters[l] || pattern[p] == Wildcard.one {
        p += 1
        l += 1
      } else if let (pattern, letter) = retry {
        retry = (pattern, letter + 1)
        p = pattern
        l = letter + 1
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == Wildcard.any }
  }

  /// Whether it begins, or ends, with any letters.
  var isOpenAtStart: Bool {
    guard case .pattern(let pattern) = kind else { return false }
    return pattern.first == Wildcard.any
  }
  var isOpenAtEnd: Bool {
    guard case .pattern(let pattern) = kind else { return false }
    return pattern.last == Wildcard.any
  }
}

/// The letters of a word in the original as `=` compares them: apostrophes and what is invisible left out, and the s of
/// a possessive where it does not belong to the word.
func exactLetters(of bytes: Span<UInt8>, _ range: Range<Int>, withoutPossessive: Bool) -> String {
  let folding = Folding.table
  var letters: [UInt8] = []
  for index in range { letters.append(bytes[index]) }
  var scalars = String(decoding: letters, as: UTF8.self).unicodeScalars.filter {
    !$0.properties.isDefaultIgnorableCodePoint && folding[$0.value].role != .apostrophe
  }
  if withoutPossessive { scalars.removeLast() }
  return String(String.UnicodeScalarView(scalars))
}
