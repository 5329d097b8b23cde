// SPDX-License-Identifier: Apache-2.0

/// A stretch of a text that is an address and no prose.
package struct Link: Hashable, Sendable {
  /// How much of an address it is.
  package enum Kind: Hashable, Sendable {
    /// A URL with a scheme, `www.` or a path.
    case url
    /// A host alone (`acme.example`), a mail address, or the host of a federated handle.
    case address
  }

  /// What it is.
  package var kind: Kind
  /// Where it stands, in UTF-8 offsets.
  package var range: Range<Int>
}

/// The addresses in a text, in order.
///
/// A host alone counts only where its last label is a common top-level domain in lower case, since a missing space after
/// a full stop (`coffee.Acme`) must not hide a name, and ASP.NET is none.
package func links(in text: String) -> [Link] {
  var copy = text
  copy.makeContiguousUTF8()
  let bytes = copy.utf8.span
  var found: [Link] = []
  _ = forEachLink(in: bytes, from: 0, to: bytes.count, longest: .max) { found.append($0) }
  return found
}

/// Reports the addresses that a word may lie in, in order; false where the stretch without a space around it goes on for
/// more than 512 bytes to a side, so that nothing was reported, or not all.
package func forEachLink(in bytes: Span<UInt8>, around word: Range<Int>, _ report: (Link) -> Void) -> Bool {
  var start = word.lowerBound
  while start > 0 {
    var before = start - 1
    while before > 0, bytes[before] & 0xC0 == 0x80 { before -= 1 }
    guard linkCharacterWidth(in: bytes, at: before) != nil else { break }
    start = before
    if word.lowerBound - start > 512 { return false }
  }
  return forEachLink(in: bytes, from: start, to: word.upperBound, longest: 1024, report)
}

/// Reports the addresses that begin in a part of a text; false where characters that can stand in addresses follow one
/// another for longer than allowed.
private func forEachLink(
  in bytes: Span<UInt8>, from start: Int, to end: Int, longest: Int, _ report: (Link) -> Void
) -> Bool {
  var at = start
  while at < end {
    let first = at
    while at < bytes.count, let width = linkCharacterWidth(in: bytes, at: at) {
      at += width
      if at - first > longest { return false }
    }
    if at > first {
      LinkFinder(bytes: bytes, chunk: first..<at).collect(report)
    } else {
      at += 1
      while at < end, bytes[at] & 0xC0 == 0x80 { at += 1 }
    }
  }
  return true
}

/// How many bytes the character takes if it can stand in an address, else nil: spaces, quotes, brackets and characters
/// of unspaced scripts cannot.
private func linkCharacterWidth(in bytes: Span<UInt8>, at: Int) -> Int? {
  let byte = bytes[at]
  if byte < 0x80 { return isLinkByte(byte) ? 1 : nil }
  let width = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
  guard at + width <= bytes.count else { return nil }
  var value = UInt32(byte) & (width == 2 ? 0x1F : width == 3 ? 0x0F : 0x07)
  for next in at + 1..<at + width { value = value << 6 | UInt32(bytes[next] & 0x3F) }
  switch Folding.table[value].role {
  case .word, .vanishing: return width
  default: return nil
  }
}

/// Whether an ASCII byte can stand in an address.
package func isLinkByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0...0x20, 0x7F, UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "("),
    UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
    UInt8(ascii: "|"), UInt8(ascii: "\\"), UInt8(ascii: "^"):
    false
  default: true
  }
}

/// Finds the addresses in one run of characters that can stand in addresses.
private struct LinkFinder: ~Escapable {
  let bytes: Span<UInt8>
  let chunk: Range<Int>

  @_lifetime(copy bytes)
  init(bytes: Span<UInt8>, chunk: Range<Int>) {
    self.bytes = bytes
    self.chunk = chunk
  }

  func collect(_ report: (Link) -> Void) {
    var at = chunk.lowerBound
    var lastEnd = 0
    while at < chunk.upperBound {
      let byte = bytes[at]
      if byte == UInt8(ascii: ":"), let start = schemeStart(before: at), start >= lastEnd {
        report(Link(kind: .url, range: start..<chunk.upperBound))
        return
      }
      guard isHostByte(byte) else {
        at += 1
        continue
      }
      let start = at
      while at < chunk.upperBound, isHostByte(bytes[at]) { at += 1 }
      if let link = link(of: start..<at) {
        report(link)
        lastEnd = link.range.upperBound
        at = max(at, link.range.upperBound)
      }
    }
  }

  /// Where the scheme starts whose `://` is at `colon`, if it is one.
  private func schemeStart(before colon: Int) -> Int? {
    guard colon + 2 < chunk.upperBound, bytes[colon + 1] == UInt8(ascii: "/"),
      bytes[colon + 2] == UInt8(ascii: "/")
    else { return nil }
    var start = colon
    while start > chunk.lowerBound, isLetter(bytes[start - 1]) { start -= 1 }
    return colon - start >= 2 ? start : nil
  }

  /// What a run of host characters is: a host, part of a mail address, or nothing.
  private func link(of run: Range<Int>) -> Link? {
    let next = run.upperBound < chunk.upperBound ? bytes[run.upperBound] : 0
    let previous = run.lowerBound > chunk.lowerBound ? bytes[run.lowerBound - 1] : 0
    if next == UInt8(ascii: ":"), schemeStart(before: run.upperBound) != nil { return nil }
    if next == UInt8(ascii: "@") { return mailAddress(local: run, previous: previous) }
    let host = trimmed(run)
    if startsWithWWW(host) { return Link(kind: .url, range: run.lowerBound..<chunk.upperBound) }
    guard previous != UInt8(ascii: "@"), previous != UInt8(ascii: "#"), let last = lastLabel(of: host) else {
      return nil
    }
    let hasPath =
      host.upperBound == run.upperBound
      && (next == UInt8(ascii: "/") && isHostByte(byte(at: run.upperBound + 1)) || next == UInt8(ascii: "?"))
    guard isTopLevelDomain(last) else { return nil }
    return hasPath
      ? Link(kind: .url, range: run.lowerBound..<chunk.upperBound) : Link(kind: .address, range: host)
  }

  /// The mail address whose local part is a run before `@`; of a handle `@user@host` the host alone.
  private func mailAddress(local: Range<Int>, previous: UInt8) -> Link? {
    var end = local.upperBound + 1
    while end < chunk.upperBound, isHostByte(bytes[end]) { end += 1 }
    let host = trimmed(local.upperBound + 1..<end)
    guard let last = lastLabel(of: host), last.count >= 2, last.allSatisfy({ isLetter(bytes[$0]) }) else {
      return nil
    }
    let start = previous == UInt8(ascii: "@") ? local.upperBound : local.lowerBound
    return Link(kind: .address, range: start..<host.upperBound)
  }

  /// The run without dots and hyphens at its ends.
  private func trimmed(_ run: Range<Int>) -> Range<Int> {
    var start = run.lowerBound
    var end = run.upperBound
    while start < end, isJoiner(bytes[start]) { start += 1 }
    while end > start, isJoiner(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  /// The last label of a host that has at least two, none of them empty.
  private func lastLabel(of host: Range<Int>) -> Range<Int>? {
    guard let dot = host.last(where: { bytes[$0] == UInt8(ascii: ".") }) else { return nil }
    for at in host.dropLast() where bytes[at] == UInt8(ascii: ".") && bytes[at + 1] == UInt8(ascii: ".") {
      return nil
    }
    return dot + 1..<host.upperBound
  }

  private func startsWithWWW(_ host: Range<Int>) -> Bool {
    host.count > 4
      && zip(host, "www.".utf8).allSatisfy { bytes[$0] | 0x20 == $1 || bytes[$0] == $1 }
  }

  private func byte(at index: Int) -> UInt8 { index < chunk.upperBound ? bytes[index] : 0 }
  private func isJoiner(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") }
  private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

  /// Letters, digits, `.`, `-`, `_`, `+`, `%` and whatever is not ASCII.
  private func isHostByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || byte &- UInt8(ascii: "0") < 10 || isJoiner(byte) || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "%") || byte >= 0x80
  }
}

extension LinkFinder {
  /// Whether a label is a top-level domain common enough that `word.label` without a space is an address. Those that are
  /// English words too (at, be, in, is, it, me, no, so, to, us ...) are left out: there a mention would be lost.
  private func isTopLevelDomain(_ label: Range<Int>) -> Bool {
    guard (2...8).contains(label.count) else { return false }
    var key: UInt64 = 0
    for at in label { key = key << 8 | UInt64(bytes[at]) }
    return topLevelDomains.contains(key)
  }
}

/// Each by its bytes.
private let topLevelDomains = Set(topLevelDomainNames.map { $0.utf8.reduce(0) { $0 << 8 | UInt64($1) } })

private let topLevelDomainNames = [
  "com", "org", "net", "edu", "gov", "int", "info", "biz", "io", "ai", "app", "dev", "shop", "online", "site",
  "xyz",
  "eu", "example", "test", "uk", "de", "fr", "es", "nl", "ch", "se", "dk", "fi", "pl", "cz", "sk", "hu", "ro",
  "gr",
  "pt", "ie", "jp", "cn", "kr", "tw", "hk", "sg", "ru", "ua", "br", "ca", "au", "nz", "mx", "ar", "cl", "tr",
  "za",
  "ly", "gl", "fm", "cc",
]
