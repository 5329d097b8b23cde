// SPDX-License-Identifier: Apache-2.0
import Model
import Text

/// Which kinds of text the expressions of an index look at beyond title and body.
struct SearchedFields: OptionSet, Sendable {
  let rawValue: UInt8

  static let author = SearchedFields(rawValue: 1)
  static let url = SearchedFields(rawValue: 2)
  static let site = SearchedFields(rawValue: 4)
  static let source = SearchedFields(rawValue: 8)
  static let tag = SearchedFields(rawValue: 16)
  static let keyword = SearchedFields(rawValue: 32)

  /// The kind of text a literal is looked for in.
  init(_ place: Literal.Place) {
    switch place {
    case .prose, .field(.title), .field(.text): self = []
    case .field(.author): self = .author
    case .field(.url): self = .url
    case .field(.source): self = .source
    case .field(.tag): self = .tag
    case .field(.keyword): self = .keyword
    case .site: self = .site
    }
  }

  init(rawValue: UInt8) { self.rawValue = rawValue }
}

/// The texts of one subject as words by hash, one after the other; used again for the next subject.
struct ScannedTexts: ~Copyable {
  /// One text among the tokens.
  struct Stream {
    /// What it is; the host of the address where its tokens are domains.
    var field: TextField
    var tokens: Range<Int>
    /// Where its lower-case copy starts in the scanner's letters.
    var base: Int
    /// Which of the tags or keywords it is.
    var number = 0
  }

  private(set) var scanner = TokenScanner()
  /// Title, body, and what else was read.
  private(set) var streams = [
    Stream(field: .title, tokens: 0..<0, base: 0), Stream(field: .text, tokens: 0..<0, base: 0),
  ]

  /// The token where the body's words start.
  private(set) var bodyStart = 0
  /// Where the lower-case copies of title and body start.
  private(set) var titleBase = 0
  private(set) var bodyBase = 0

  /// Reads the texts of a subject that are looked at.
  mutating func read(_ subject: Subject, _ fields: SearchedFields) {
    scanner.reset()
    if streams.count > 2 { streams.removeLast(streams.count - 2) }
    scanner.append(subject.title)
    (bodyStart, titleBase) = (scanner.count, scanner.lastBase)
    scanner.append(subject.text)
    bodyBase = scanner.lastBase
    streams[0].tokens = 0..<bodyStart
    streams[0].base = titleBase
    streams[1].tokens = bodyStart..<scanner.count
    streams[1].base = bodyBase
    guard !fields.isEmpty else { return }
    if fields.contains(.author) { append(subject.author, as: .author) }
    if fields.contains(.url) { append(subject.url, as: .url) }
    if fields.contains(.source) { append(subject.source, as: .source) }
    if fields.contains(.tag) {
      for (number, tag) in subject.tags.enumerated() { append(tag, as: .tag, number) }
    }
    if fields.contains(.keyword) {
      for (number, keyword) in (subject.mention?.keywords ?? []).enumerated() {
        append(keyword, as: .keyword, number)
      }
    }
    if fields.contains(.site) { appendDomains(of: subject) }
  }

  private mutating func append(_ text: String, as field: TextField, _ number: Int = 0) {
    let first = scanner.count
    scanner.append(text, salt: Literal.salt(of: field))
    streams.append(
      Stream(field: field, tokens: first..<scanner.count, base: scanner.lastBase, number: number))
  }

  /// The host and every domain above it, each as one token.
  private mutating func appendDomains(of subject: Subject) {
    guard let host = subject.host else { return }
    let first = scanner.count
    let lower = Array(subject.url.utf8)[host].map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
    for start in lower.indices where start == 0 || lower[start - 1] == UInt8(ascii: ".") {
      scanner.append(pseudoWord: Array(lower[start...]), at: host, salt: Literal.siteSalt)
    }
    // Ends like every text with a token that equals no word.
    scanner.append("")
    streams.append(Stream(field: .url, tokens: first..<scanner.count, base: 64))
  }

  /// The original text of a stream.
  private func text(_ stream: Int, of subject: Subject) -> String {
    switch streams[stream].field {
    case .title: subject.title
    case .text: subject.text
    case .author: subject.author
    case .url: subject.url
    case .source: subject.source
    case .tag: subject.tags[streams[stream].number]
    case .keyword: subject.mention?.keywords[streams[stream].number] ?? ""
    }
  }

  /// The number of the text that a token belongs to.
  @inline(__always)
  func stream(of token: Int) -> Int {
    if token < bodyStart { return 0 }
    var number = 1
    while number + 1 < streams.count && token >= streams[number].tokens.upperBound { number += 1 }
    return number
  }

  /// Where the lower-case copy starts of the text that a token of title or body belongs to.
  @inline(__always)
  func base(of token: Int) -> Int { token < bodyStart ? titleBase : bodyBase }

  /// Whether any of some words lies in an address that the literal does not see, as far as the stretches without a space
  /// around them tell; nil where those are long.
  func isHiddenNearby(_ words: Range<Int>, _ stream: Int, of subject: Subject, seesAddresses: Bool) -> Bool? {
    var text = text(stream, of: subject)
    text.makeContiguousUTF8()
    let bytes = text.utf8.span
    var isHidden = false
    for word in words {
      let token = scanner.tokens[word]
      let place = Int(token.start)..<Int(token.end)
      let isWhole = forEachLink(in: bytes, around: place) { link in
        if link.range.overlaps(place) && !(link.kind == .address && seesAddresses) { isHidden = true }
      }
      if !isWhole { return nil }
      if isHidden { return true }
    }
    return false
  }

  /// The addresses in title or body.
  func links(_ stream: Int, of subject: Subject) -> [Link] { Text.links(in: text(stream, of: subject)) }

  /// The bytes before and after some words; 0 at the ends of the text.
  func bytes(around words: Range<Int>, _ stream: Int) -> (before: UInt8, after: UInt8) {
    let base = streams[stream].base
    let (first, last) = (scanner.tokens[words.lowerBound], scanner.tokens[words.upperBound - 1])
    let letters = scanner.letters
    return (letters[base + Int(first.start) - 1], letters[base + Int(last.end)])
  }

  /// Whether the bytes up to the next spaces look as if they held an address: a full stop within a host, `@` after
  /// something, or `://`. Long stretches may.
  func mayLieInAddress(_ words: Range<Int>, _ stream: Int) -> Bool {
    let base = streams[stream].base
    let letters = scanner.letters
    var at = base + Int(scanner.tokens[words.lowerBound].start)
    let first = at
    while letters[at - 1] > 0x20 {
      at -= 1
      if first - at > 256 { return true }
    }
    let start = at
    let last = base + Int(scanner.tokens[words.upperBound - 1].end)
    while at < last || letters[at] > 0x20 {
      switch letters[at] {
      case UInt8(ascii: "."):
        let next = letters[at + 1]
        if next > 0x2F || next == UInt8(ascii: "-") || next == UInt8(ascii: "+") || next == UInt8(ascii: "%")
        {
          return true
        }
      case UInt8(ascii: "@"): if at > start { return true }
      case UInt8(ascii: ":"): if letters[at + 1] == UInt8(ascii: "/") { return true }
      default: break
      }
      at += 1
      if at - last > 256 { return true }
    }
    return false
  }

  /// Whether any of some words lies in an address that the literal does not see.
  func isHidden(_ words: Range<Int>, in found: [Link], seesAddresses: Bool) -> Bool {
    if found.isEmpty { return false }
    let first = Int(scanner.tokens[words.lowerBound].start)
    var at = found.partitioningIndex { $0.range.upperBound > first }
    for word in words {
      let token = scanner.tokens[word]
      while at < found.count && found[at].range.upperBound <= Int(token.start) { at += 1 }
      guard at < found.count else { return false }
      let overlaps = found[at].range.lowerBound < Int(token.end)
      if overlaps && !(found[at].kind == .address && seesAddresses) { return true }
    }
    return false
  }

  /// Whether words stand in the original as a phrase was written; `places` is room to write in.
  func stands(
    _ phrase: borrowing Phrase, _ stream: Int, at tokens: Range<Int>, in subject: Subject,
    _ places: inout [Phrase.Place]
  ) -> Bool {
    places.removeAll(keepingCapacity: true)
    for at in tokens {
      let token = scanner.tokens[at]
      places.append(
        Phrase.Place(range: Int(token.start)..<Int(token.end), isPossessive: token.isPossessive))
    }
    var text = text(stream, of: subject)
    text.makeContiguousUTF8()
    return phrase.stands(at: places, in: text.utf8.span)
  }

  /// The stretch of an original text that words take up, where people see that text.
  func span(of tokens: Range<Int>) -> Span? {
    let field: Span.Field
    switch streams[stream(of: tokens.lowerBound)].field {
    case .title: field = .title
    case .text: field = .text
    case .author: field = .author
    case .url: field = .url
    case .source, .tag, .keyword: return nil
    }
    let (first, last) = (scanner.tokens[tokens.lowerBound], scanner.tokens[tokens.upperBound - 1])
    return Span(field: field, range: Int(first.start)..<Int(last.end))
  }
}

extension Array {
  /// The first index whose element satisfies a condition that all after it satisfy too.
  fileprivate func partitioningIndex(where isAfter: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
