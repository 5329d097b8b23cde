// SPDX-License-Identifier: Apache-2.0
import Text

extension ExpressionIndex {
  /// Tries all expressions on the texts read; those that hold are in `scratch.matched`, in order.
  func run(_ texts: borrowing ScannedTexts, _ scratch: inout Scratch, _ subject: Subject) {
    scratch.startText()
    let tokens = texts.scanner.tokens
    let found = Found(tokens: tokens.span, letters: texts.scanner.letters, count: texts.scanner.count)
    look(for: found, texts, &scratch, subject)
    if !patterns.isEmpty { lookForPatterns(found, texts, &scratch, subject) }
    for number in 0..<scratch.anchors.count {
      let literal = scratch.anchors[number]
      for place in waitingStarts[Int(literal)]..<waitingStarts[Int(literal) + 1] {
        attempt(Int(waiting[Int(place)]), texts, &scratch, subject)
      }
    }
    for expression in always { attempt(Int(expression), texts, &scratch, subject) }
    if scratch.matched.count > 1 { scratch.matched.sort() }
  }

  @inline(__always)
  private func attempt(
    _ expression: Int, _ texts: borrowing ScannedTexts, _ scratch: inout Scratch, _ subject: Subject
  ) {
    guard scratch.tried[expression] != scratch.generation else { return }
    scratch.tried[expression] = scratch.generation
    if holds(Int(starts[expression]), scratch, texts, subject) {
      scratch.matched.append(Int32(truncatingIfNeeded: expression))
    }
  }

  /// What the scanner found, lent out for one run.
  private struct Found: ~Escapable {
    let tokens: Span<ScannedToken>
    let letters: Span<UInt8>
    let count: Int

    @_lifetime(copy tokens, copy letters)
    init(tokens: Span<ScannedToken>, letters: Span<UInt8>, count: Int) {
      self.tokens = tokens
      self.letters = letters
      self.count = count
    }
  }

  /// Looks every word, and every pair of words, up among the literals.
  private func look(
    for found: Found, _ texts: borrowing ScannedTexts, _ scratch: inout Scratch, _ subject: Subject
  ) {
    let (pairWords, firstWords, unigramWords) = (index.pairs.words, index.firsts.words, index.unigrams.words)
    let pairs = pairWords.span
    let firsts = firstWords.span
    let unigrams = unigramWords.span
    let eitherWords = index.either.words
    let either = eitherWords.span
    var previousIsFirst = false
    var previous: UInt64 = 0
    for at in 0..<found.count {
      let hash = found.tokens[at].hash
      if previousIsFirst {
        let key = LiteralIndex.pair(previous, hash)
        if BitFilter.mayContain(key, pairs) { probe(key, at &- 1, found, texts, &scratch, subject) }
      }
      previousIsFirst = false
      guard BitFilter.mayContain(hash, either) else { continue }
      if BitFilter.mayContain(hash, unigrams) { probe(hash, at, found, texts, &scratch, subject) }
      previousIsFirst = BitFilter.mayContain(hash, firsts)
      previous = hash
    }
  }

  /// Notes the literals under a key that really stand there.
  @inline(never)
  private func probe(
    _ key: UInt64, _ token: Int, _ found: Found, _ texts: borrowing ScannedTexts, _ scratch: inout Scratch,
    _ subject: Subject
  ) {
    guard var at = index.firstPosting(of: key) else { return }
    while true {
      let posting = index.postings[at]
      note(posting, token &- Int(posting.offset), found, texts, &scratch, subject)
      if posting.isLast { return }
      at &+= 1
    }
  }

  private func lookForPatterns(
    _ found: Found, _ texts: borrowing ScannedTexts, _ scratch: inout Scratch, _ subject: Subject
  ) {
    for stream in texts.streams {
      let salt = Literal.salt(of: stream.field)
      for at in stream.tokens.dropLast() {
        let token = found.tokens[at]
        let matching = scratch.cache.list(for: token.hash) ?? patterns.matching(texts.scanner.folded(token))
        scratch.cache.keep(matching, for: token.hash)
        for number in matching where patterns.salts[Int(number)] == salt {
          let posting = patterns.postings[Int(number)]
          note(posting, at &- Int(posting.offset), found, texts, &scratch, subject)
        }
      }
    }
  }

  /// Notes a literal, one word or pair of which was found, if it stands there: all its words, in a text it is looked for
  /// in, not within an address, and in the original as it was written.
  @inline(__always)
  private func note(
    _ posting: LiteralIndex.Posting, _ start: Int, _ found: Found, _ texts: borrowing ScannedTexts,
    _ scratch: inout Scratch, _ subject: Subject
  ) {
    let (literal, count, own) = (Int(posting.literal), Int(posting.count), posting.traits)
    if own.contains(.checksWords) && !hasWords(literal, start, count, found, texts) { return }
    if own.contains(.isTitleOnly) && start >= texts.bodyStart { return }
    if own.contains(.isBodyOnly) && start < texts.bodyStart { return }
    let isSure =
      own.contains(.isSite)
      || own.isDisjoint(with: .checksOriginal) && own.contains(.isProse)
        && standsFree(start, count, found, base: start < texts.bodyStart ? texts.titleBase : texts.bodyBase)
    if !isSure && !isAsWritten(literal, own, start, count, texts, &scratch, subject) { return }
    scratch.note(posting, at: start)
  }

  private func hasWords(
    _ literal: Int, _ start: Int, _ count: Int, _ found: Found, _ texts: borrowing ScannedTexts
  ) -> Bool {
    guard start >= 0, start + count <= found.count else { return false }
    let first = Int(wordStarts[literal])
    for offset in 0..<count {
      let token = found.tokens[start + offset]
      let word = words[first + offset]
      if !word.isPattern {
        if !word.matches(token) { return false }
      } else if let phrase = phrases[Int32(literal)] {
        let folded = texts.scanner.folded(token)
        if !phrase.words[offset].matches(folded, isPossessive: token.isPossessive) { return false }
      }
    }
    return true
  }

  /// Whether words stand by themselves, so that they can be part of no address: spaces or brackets around them, one
  /// space between them. The common case, decided by a few bytes.
  @inline(__always)
  private func standsFree(_ start: Int, _ count: Int, _ found: Found, base: Int) -> Bool {
    let first = found.tokens[start]
    var last = first
    if count > 1 {
      for at in start &+ 1..<start &+ count {
        let next = found.tokens[at]
        guard next.start == last.end &+ 1, found.letters[base &+ Int(last.end)] == 0x20 else { return false }
        last = next
      }
    }
    if Self.isLinkByte(found.letters[base &+ Int(first.start) &- 1]) { return false }
    let after = found.letters[base &+ Int(last.end)]
    if !Self.isLinkByte(after) { return true }
    // A mark that ends a clause, with a space after it.
    return Self.isClauseEnd(after) && !Self.isLinkByte(found.letters[base &+ Int(last.end) &+ 1])
  }

  /// `Text.isLinkByte`, here for the sake of speed a little stricter: more bytes may stand in an address.
  @inline(__always)
  private static func isLinkByte(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "(") && byte != UInt8(ascii: ")")
  }

  @inline(__always)
  private static func isClauseEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":")
      || byte == UInt8(ascii: ";")
      || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
  }

  @inline(never)
  private func isAsWritten(
    _ literal: Int, _ own: Traits, _ start: Int, _ count: Int, _ texts: borrowing ScannedTexts,
    _ scratch: inout Scratch, _ subject: Subject
  ) -> Bool {
    let stream = texts.stream(of: start)
    let run = start..<start + count
    if own.contains(.isProse) && texts.mayLieInAddress(run, stream) {
      let links = scratch.links(stream) { texts.links(stream, of: subject) }
      if texts.isHidden(run, in: links, seesAddresses: own.contains(.seesAddresses)) { return false }
    }
    if own.contains(.checksOriginal) {
      return phrases[Int32(literal)].map { texts.stands($0, stream, at: run, in: subject) } ?? false
    }
    let underscore = UInt8(ascii: "_")
    let (before, after) = texts.bytes(around: run, stream)
    return (own.contains(.isOpenAtStart) || before != underscore)
      && (own.contains(.isOpenAtEnd) || after != underscore)
  }
}
