// SPDX-License-Identifier: Apache-2.0

/// An IPv4 or IPv6 address.
///
/// An IPv4-mapped IPv6 address (`::ffff:0:0/96`, RFC 4291 section 2.5.5.2) *is* the IPv4 address: the kernel
/// connects to that one, so nothing may tell them apart.
package struct NetworkAddress: Hashable, Sendable {
  /// The upper 64 bits of the IPv6 form.
  let high: UInt64
  /// The lower 64 bits of the IPv6 form.
  let low: UInt64

  /// The address of 128 bits given as two halves.
  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// An IPv4 address given as a number.
  package init(v4 number: UInt32) {
    high = 0
    low = 0xFFFF_0000_0000 | UInt64(number)
  }

  /// An address of 4 or 16 bytes in network order; nil for any other count.
  package init?(bytes: [UInt8]) {
    switch bytes.count {
    case 4: self.init(v4: bytes.reduce(0) { $0 << 8 | UInt32($1) })
    case 16:
      let halves = [bytes[..<8], bytes[8...]].map { $0.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
      self.init(high: halves[0], low: halves[1])
    default: return nil
    }
  }

  /// Dotted decimal, or the text forms of RFC 4291 section 2.2; no zone, no brackets, no octal or hexadecimal
  /// IPv4.
  package init?(_ text: some StringProtocol) {
    if let number = Self.v4(text) {
      self.init(v4: number)
    } else if let words = Self.v6(text) {
      let halves = [words[..<4], words[4...]].map { $0.reduce(UInt64(0)) { $0 << 16 | UInt64($1) } }
      self.init(high: halves[0], low: halves[1])
    } else {
      return nil
    }
  }

  /// Whether it is an IPv4 address, mapped or not.
  package var isV4: Bool { high == 0 && low >> 32 == 0xFFFF }

  private static func v4(_ text: some StringProtocol) -> UInt32? {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var number: UInt32 = 0
    for part in parts {
      guard (1...3).contains(part.count), part.allSatisfy({ (0x30...0x39).contains($0) }),
        part.count == 1 || part.first != 0x30, let byte = UInt8(String(decoding: part, as: UTF8.self))
      else { return nil }
      number = number << 8 | UInt32(byte)
    }
    return number
  }

  /// The eight words of an IPv6 address.
  private static func v6(_ text: some StringProtocol) -> [UInt16]? {
    let halves = String(text).split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = halves.first, let head = words(first, mayEndInV4: halves.count == 1) else { return nil }
    guard halves.count == 2 else { return head.count == 8 ? head : nil }
    guard let tail = words(halves[1], mayEndInV4: true), head.count + tail.count < 8 else { return nil }
    return head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail
  }

  private static func words(_ text: Substring, mayEndInV4: Bool) -> [UInt16]? {
    if text.isEmpty { return [] }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    var words: [UInt16] = []
    for (index, part) in parts.enumerated() {
      if mayEndInV4, index == parts.count - 1, let number = v4(part) {
        words += [UInt16(number >> 16), UInt16(truncatingIfNeeded: number)]
      } else {
        guard (1...4).contains(part.utf8.count), part.allSatisfy(\.isHexDigit), part.utf8.count == part.count,
          let word = UInt16(part, radix: 16)
        else { return nil }
        words.append(word)
      }
    }
    return words
  }
}

extension NetworkAddress: CustomStringConvertible {
  /// Dotted decimal, or IPv6 as RFC 5952 wants it: lower case, the longest run of zero words as `::`.
  package var description: String {
    if isV4 {
      return [24, 16, 8, 0].map { (shift: UInt64) in String(low >> shift & 0xFF) }.joined(separator: ".")
    }
    let words = [high, low].flatMap { half in
      [48, 32, 16, 0].map { (shift: UInt64) in half >> shift & 0xFFFF }
    }
    let texts = words.map { String($0, radix: 16) }
    guard let gap = Self.longestGap(in: words) else { return texts.joined(separator: ":") }
    return texts[..<gap.lowerBound].joined(separator: ":") + "::"
      + texts[gap.upperBound...].joined(separator: ":")
  }

  private static func longestGap(in words: [UInt64]) -> Range<Int>? {
    var longest = 0..<1
    var start = 0
    for (index, word) in words.enumerated() {
      if word != 0 {
        start = index + 1
      } else if index + 1 - start > longest.count {
        longest = start..<index + 1
      }
    }
    return longest.count > 1 ? longest : nil
  }
}
