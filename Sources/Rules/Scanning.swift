// SPDX-License-Identifier: Apache-2.0
import Text

extension ExpressionIndex {
  /// Tries all expressions on the texts read; those that hold are in `scratch.matched`, in order.
  func run(_ texts: ScannedTexts, _ scratch: inout Scratch) {
    scratch.startText()
    look(for: texts, &scratch)
    for literal in scratch.anchors {
      for place in waitingStarts[Int(literal)]..<waitingStarts[Int(literal) + 1] {
        attempt(Int(waiting[Int(place)]), texts, &scratch)
      }
    }
    for expression in always { attempt(Int(expression), texts, &scratch) }
    if scratch.matched.count > 1 { scratch.matched.sort() }
  }

  @inline(__always)
  private func attempt(_ expression: Int, _ texts: ScannedTexts, _ scratch: inout Scratch) {
    guard scratch.tried[expression] != scratch.generation else { return }
    scratch.tried[expression] = scratch.generation
    let holds = Evaluation(index: self, texts: texts).holds(Int(starts[expression]), scratch)
    if holds { scratch.matched.append(Int32(truncatingIfNeeded: expression)) }
  }

  /// Looks every word, and every pair of words, up among the literals.
  @inline(__always)
  private func look(for texts: ScannedTexts, _ scratch: inout Scratch) {
    let count = texts.scanner.count
    let tokens = texts.scanner.tokens
    var previousIsFirst = false
    var previous: UInt64 = 0
    for at in 0..<count {
      let hash = tokens[at].hash
      if previousIsFirst {
        let key = LiteralIndex.pair(previous, hash)
        if index.pairs.mayContain(key) { probe(key, at &- 1, texts, &scratch) }
      }
      if index.unigrams.mayContain(hash) { probe(hash, at, texts, &scratch) }
      previousIsFirst = index.firsts.mayContain(hash)
      previous = hash
    }
    if !patterns.isEmpty { lookForPatterns(texts, &scratch) }
  }

  /// Notes the literals under a key that really stand there.
  private func probe(_ key: UInt64, _ token: Int, _ texts: ScannedTexts, _ scratch: inout Scratch) {
    guard var at = index.firstPosting(of: key) else { return }
    while true {
      let posting = index.postings[at]
      let isLast = posting.literal < 0
      let literal = Int(isLast ? ~posting.literal : posting.literal)
      let start = token &- Int(posting.offset)
      if stands(literal, start, Int(posting.count), texts) {
        scratch.note(literal, at: start, isAnchor: traits[literal].contains(.isAnchor))
      }
      if isLast { return }
      at &+= 1
    }
  }

  private func lookForPatterns(_ texts: ScannedTexts, _ scratch: inout Scratch) {
    for stream in texts.streams {
      let salt = Literal.salt(of: stream.field)
      for at in stream.tokens.dropLast() {
        let token = texts.scanner.tokens[at]
        let found = scratch.cache.list(for: token.hash) { patterns.matching(texts.scanner.folded(token)) }
        for number in found where patterns.salts[Int(number)] == salt {
          let posting = patterns.postings[Int(number)]
          let literal = Int(posting.literal)
          if stands(literal, at &- Int(posting.offset), Int(posting.count), texts) {
            scratch.note(
              literal, at: at &- Int(posting.offset), isAnchor: traits[literal].contains(.isAnchor))
          }
        }
      }
    }
  }

  /// Whether a literal, one word or pair of which was found, stands at a token: all its words, in a text it is looked
  /// for in, not within an address, and in the original as it was written.
  @inline(__always)
  private func stands(_ literal: Int, _ start: Int, _ count: Int, _ texts: ScannedTexts) -> Bool {
    let own = traits[literal]
    if own.contains(.checksWords) && !hasWords(literal, start, count, texts) { return false }
    if own.contains(.isProse) {
      if own.contains(.isTitleOnly) && start >= texts.bodyStart { return false }
      if own.contains(.isBodyOnly) && start < texts.bodyStart { return false }
      if !own.contains(.checksOriginal) && standsFree(start, count, texts) { return true }
    }
    return own.contains(.isSite) || isAsWritten(literal, own, start, count, texts)
  }

  private func hasWords(_ literal: Int, _ start: Int, _ count: Int, _ texts: ScannedTexts) -> Bool {
    guard start >= 0, start + count <= texts.scanner.count else { return false }
    let first = Int(wordStarts[literal])
    for offset in 0..<count {
      let token = texts.scanner.tokens[start + offset]
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
  private func standsFree(_ start: Int, _ count: Int, _ texts: ScannedTexts) -> Bool {
    let scanner = texts.scanner
    let base = texts.streams[start < texts.bodyStart ? 0 : 1].base
    let first = scanner.tokens[start]
    var last = first
    if count > 1 {
      for at in start &+ 1..<start &+ count {
        let next = scanner.tokens[at]
        guard next.start == last.end &+ 1, scanner.lowerByte(base, Int(last.end)) == 0x20 else {
          return false
        }
        last = next
      }
    }
    guard !isLinkByte(scanner.lowerByte(base, Int(first.start) &- 1)) else { return false }
    let after = scanner.lowerByte(base, Int(last.end))
    if !isLinkByte(after) { return true }
    switch after {
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ";"),
      UInt8(ascii: ":"):
      return !isLinkByte(scanner.lowerByte(base, Int(last.end) &+ 1))
    default: return false
    }
  }

  private func isAsWritten(_ literal: Int, _ own: Traits, _ start: Int, _ count: Int, _ texts: ScannedTexts)
    -> Bool
  {
    let scanner = texts.scanner
    let stream = texts.stream(of: start)
    let base = texts.streams[stream].base
    let range = Int(scanner.tokens[start].start)..<Int(scanner.tokens[start + count - 1].end)
    if own.contains(.isProse),
      texts.isHidden(stream, start..<start + count, seesAddresses: own.contains(.seesAddresses))
    {
      return false
    }
    if own.contains(.checksOriginal) {
      return phrases[Int32(literal)].map { texts.stands($0, stream, at: start..<start + count) } ?? false
    }
    let underscore = UInt8(ascii: "_")
    if !own.contains(.isOpenAtStart) && scanner.lowerByte(base, range.lowerBound - 1) == underscore {
      return false
    }
    return own.contains(.isOpenAtEnd) || scanner.lowerByte(base, range.upperBound) != underscore
  }
}
