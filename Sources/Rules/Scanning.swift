// SPDX-License-Identifier: Apache-2.0
import Text

extension ExpressionIndex {
  /// Tries all expressions on the texts read; those that hold are in `scratch.matched`, in order.
  func run(_ texts: borrowing ScannedTexts, _ scratch: inout Scratch, _ subject: Subject) {
    let found = Found(tokens: texts.scanner.tokens, letters: texts.scanner.letters)
    scratch.startText(tokens: found.tokens.count)
    look(for: found, texts, &scratch, subject)
    if !patterns.isEmpty { lookForPatterns(found, texts, &scratch, subject) }
    for number in 0..<scratch.anchors.count {
      let place = Int(scratch.anchors[number])
      for waiting in place &+ 1...place &+ Int(waiting[place]) {
        attempt(Int(self.waiting[waiting]), texts, &scratch, subject)
      }
    }
    for expression in always where holds(Int(starts[Int(expression)]), scratch, texts, subject) {
      scratch.hold(expression)
    }
    scratch.sortMatched()
  }

  /// Tries one expression, unless it was tried on this text; what its anchor says already is not asked again.
  @inline(__always)
  private func attempt(
    _ place: Int, _ texts: borrowing ScannedTexts, _ scratch: inout Scratch, _ subject: Subject
  ) {
    let expression = program[place]
    guard scratch.isUntried(Int(expression)) else { return }
    let end = Int(program[place &+ 1])
    var part = place &+ 2
    if program[part] == Operation.all.rawValue { part &+= 2 }
    while part < end {
      if !holds(part, scratch, texts, subject) { return }
      part &+= Int(program[part &+ 1])
    }
    scratch.hold(expression)
  }

  /// What the scanner found, lent out for one run.
  private struct Found: ~Escapable {
    let tokens: Span<ScannedToken>
    let letters: Span<UInt8>

    @_lifetime(copy tokens, copy letters)
    init(tokens: Span<ScannedToken>, letters: Span<UInt8>) {
      self.tokens = tokens
      self.letters = letters
    }
  }

  /// Looks every word, and every pair of words, up among the literals.
  ///
  /// In passes without branches, each of which leaves a shorter list to the next: what the processor would guess wrong
  /// about costs more than a store that is overwritten, and so its looks into memory do not wait for one another.
  private func look(
    for found: Found, _ texts: borrowing ScannedTexts, _ scratch: inout Scratch, _ subject: Subject
  ) {
    let likely = sift(found, &scratch)
    // Nothing but the table is read here, and nothing but postings below, so that looks into memory overlap.
    var kept = 0
    for number in 0..<likely {
      var sought = scratch.sought[number]
      sought.posting = index.likelyPosting(of: sought.key)
      scratch.sought[kept] = sought
      kept &+= sought.posting == 0 ? 0 : 1
    }
    var known = 0
    for number in 0..<kept {
      var sought = scratch.sought[number]
      if index.postings[Int(sought.posting)].key != sought.key {
        sought.posting = index.firstPosting(of: sought.key)
      }
      scratch.sought[known] = sought
      known &+= sought.posting == 0 ? 0 : 1
    }
    for number in 0..<known {
      let sought = scratch.sought[number]
      note(from: Int(sought.posting), Int(sought.token), found, texts, &scratch, subject)
    }
  }

  /// Writes down the words and pairs that the filters let through; how many there are.
  @inline(__always)
  private func sift(_ found: Found, _ scratch: inout Scratch) -> Int {
    var candidates = 0
    // The last token is the end of the last text and no word.
    for at in 0..<found.tokens.count &- 1 {
      let flags = index.words.flags(of: found.tokens[at].hash)
      scratch.candidates[candidates] = flags & 0x1_0000_0001 | UInt64(truncatingIfNeeded: at &<< 1)
      candidates &+= Int(truncatingIfNeeded: (flags &>> 32 | flags) & 1)
    }
    var likely = 0
    for number in 0..<candidates {
      let candidate = scratch.candidates[number]
      let at = Int(truncatingIfNeeded: candidate & 0xFFFF_FFFE) &>> 1
      let word = found.tokens[at].hash
      let pair = LiteralIndex.pair(word, found.tokens[at &+ 1].hash)
      let token = Int32(truncatingIfNeeded: at)
      scratch.sought[likely] = Scratch.Sought(key: word, token: token)
      likely &+= Int(truncatingIfNeeded: candidate & 1)
      scratch.sought[likely] = Scratch.Sought(key: pair, token: token)
      likely &+= Int(truncatingIfNeeded: candidate &>> 32) & index.pairs.count(of: pair)
    }
    return likely
  }

  /// Notes the literals of the postings from one on that really stand there.
  @inline(__always)
  private func note(
    from first: Int, _ token: Int, _ found: Found, _ texts: borrowing ScannedTexts,
    _ scratch: inout Scratch, _ subject: Subject
  ) {
    var at = first
    while true {
      let posting = index.postings[at]
      if hasNeighbour(posting, token, found) {
        note(posting, token &- Int(posting.offset), found, texts, &scratch, subject)
      }
      if posting.isLast { return }
      at &+= 1
    }
  }

  /// Whether the third word stands that a posting asks for beside its pair.
  @inline(__always)
  private func hasNeighbour(_ posting: LiteralIndex.Posting, _ token: Int, _ found: Found) -> Bool {
    if posting.neighbourOffset == 0 { return true }
    let place = token &+ Int(posting.neighbourOffset)
    guard UInt(bitPattern: place) < UInt(bitPattern: found.tokens.count) else { return false }
    return found.tokens[place].hash == posting.neighbour
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
    if posting.sign != 0 && posting.traits.contains(.isProse) && start >= 0 {
      let before = found.letters[texts.base(of: start) &+ Int(found.tokens[start].start) &- 1]
      // What is not ASCII may be a full-width sign.
      if before != posting.sign && before < 0x80 { return }
    }
    let isCommon =
      posting.traits.isDisjoint(with: .isParticular) && posting.traits.contains(.isProse)
      && standsFree(start, Int(posting.count), found, base: texts.base(of: start))
    if isCommon || stands(posting, start, found, texts, &scratch, subject) {
      scratch.note(posting, at: start)
    }
  }

  /// Whether a literal stands there, in every particular.
  @inline(never)
  private func stands(
    _ posting: LiteralIndex.Posting, _ start: Int, _ found: Found, _ texts: borrowing ScannedTexts,
    _ scratch: inout Scratch, _ subject: Subject
  ) -> Bool {
    let (literal, count, own) = (Int(posting.literal), Int(posting.count), posting.traits)
    if own.contains(.checksWords) && !hasWords(literal, start, count, found, texts) { return false }
    if own.contains(.isTitleOnly) && start >= texts.bodyStart { return false }
    if own.contains(.isBodyOnly) && start < texts.bodyStart { return false }
    if own.contains(.isSite) { return true }
    if own.isDisjoint(with: .checksOriginal) && own.contains(.isProse)
      && standsFree(start, count, found, base: texts.base(of: start))
    {
      return true
    }
    return isAsWritten(literal, own, start, count, texts, &scratch, subject)
  }

  private func hasWords(
    _ literal: Int, _ start: Int, _ count: Int, _ found: Found, _ texts: borrowing ScannedTexts
  ) -> Bool {
    guard start >= 0, start + count <= found.tokens.count else { return false }
    let first = Int(wordStarts[literal])
    for offset in 0..<count {
      let token = found.tokens[start + offset]
      let word = words[first + offset]
      if !word.isPattern {
        if !word.matches(token) { return false }
      } else {
        let folded = texts.scanner.folded(token)
        let phrase = Int(phraseNumbers[literal])
        if !phrases[phrase].words[offset].matches(folded, isPossessive: token.isPossessive) { return false }
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

  private func isAsWritten(
    _ literal: Int, _ own: Traits, _ start: Int, _ count: Int, _ texts: borrowing ScannedTexts,
    _ scratch: inout Scratch, _ subject: Subject
  ) -> Bool {
    let stream = texts.stream(of: start)
    let run = start..<start + count
    if own.contains(.isProse) && texts.mayLieInAddress(run, stream)
      && isHidden(run, stream, seesAddresses: own.contains(.seesAddresses), texts, &scratch, subject)
    {
      return false
    }
    if own.contains(.checksOriginal) {
      return texts.stands(
        phrases[Int(phraseNumbers[literal])], stream, at: run, in: subject, &scratch.places)
    }
    let underscore = UInt8(ascii: "_")
    let (before, after) = texts.bytes(around: run, stream)
    return (own.contains(.isOpenAtStart) || before != underscore)
      && (own.contains(.isOpenAtEnd) || after != underscore)
  }

  /// Whether any of some words lies in an address that the literal does not see; the addresses of the whole text are
  /// found only where it holds long stretches without a space.
  private func isHidden(
    _ run: Range<Int>, _ stream: Int, seesAddresses: Bool, _ texts: borrowing ScannedTexts,
    _ scratch: inout Scratch, _ subject: Subject
  ) -> Bool {
    if let isHidden = texts.isHiddenNearby(run, stream, of: subject, seesAddresses: seesAddresses) {
      return isHidden
    }
    let links = scratch.links(stream) { texts.links(stream, of: subject) }
    return texts.isHidden(run, in: links, seesAddresses: seesAddresses)
  }
}
