// SPDX-License-Identifier: Apache-2.0

/// How a run of bytes fares as UTF-8.
package struct UTF8Survey: Sendable, Equatable {
  /// Well-formed sequences of two to four bytes.
  package private(set) var sequences = 0
  /// Maximal ill-formed subparts, each of which becomes one U+FFFD (Unicode, section 3.9).
  package private(set) var illFormed = 0

  /// Whether nothing is ill-formed.
  package var isValid: Bool { illFormed == 0 }

  /// Reads the bytes. A brief survey is content to know that most of what is not ASCII is ill-formed.
  package init(of bytes: [UInt8], isBrief: Bool = false) {
    self.init()
    if let count = bytes.span.sequenceCount { sequences = count } else { scan(bytes.span, isBrief: isBrief) }
  }

  init() {}

  /// Reads the bytes sequence by sequence.
  mutating func scan(_ bytes: borrowing Span<UInt8>, isBrief: Bool) {
    var at = 0
    while at < bytes.count {
      if bytes[at] < 0x80 { at = bytes.endOfASCII(from: at + 1) }
      guard at < bytes.count else { return }
      let length = Self.wellFormedLength(bytes, at)
      if length > 0 {
        sequences += 1
        at += length
      } else {
        illFormed += 1
        at -= length
        if isBrief && illFormed > sequences + 256 { return }
      }
    }
  }

  /// The length of the well-formed sequence at an offset, or minus the length of the ill-formed subpart there.
  /// The bounds of the second byte are those of Unicode's table 3-7.
  @inline(__always)
  private static func wellFormedLength(_ bytes: borrowing Span<UInt8>, _ at: Int) -> Int {
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch bytes[at] {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return -1
    }
    guard at + 1 < bytes.count, second ~= bytes[at + 1] else { return -1 }
    for offset in 2..<max(2, length) {
      guard at + offset < bytes.count, bytes[at + offset] & 0xC0 == 0x80 else { return -offset }
    }
    return length
  }
}

/// The bytes with each ill-formed subpart as U+FFFD, and how many there were.
func mendedUTF8(_ bytes: [UInt8]) -> ([UInt8], Int) {
  let survey = UTF8Survey(of: bytes)
  return (survey.isValid ? bytes : Array(String(decoding: bytes, as: UTF8.self).utf8), survey.illFormed)
}

/// The UTF-8 of scalars that is at most three bytes long, the first byte lowest, and above it how many they are; 0 for
/// any other.
package func packedUTF8(_ scalars: [UInt32]) -> UInt32 {
  var bytes: [UInt8] = []
  for scalar in scalars where !appendUTF8(scalar, to: &bytes) { return 0 }
  guard (1...3).contains(bytes.count) else { return 0 }
  return UInt32(bytes.count) << 24 | bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
}

/// Appends a scalar's UTF-8; what is no scalar becomes U+FFFD. False where that happened.
@discardableResult
package func appendUTF8(_ scalar: UInt32, to bytes: inout [UInt8]) -> Bool {
  switch scalar {
  case 0..<0x80: bytes.append(UInt8(truncatingIfNeeded: scalar))
  case 0x80..<0x800:
    bytes.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
    bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
  case 0xD800..<0xE000, 0x11_0000...:
    appendUTF8(0xFFFD, to: &bytes)
    return false
  case 0x800..<0x1_0000:
    bytes.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
    bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
    bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
  default:
    bytes.append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
    bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F))
    bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
    bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
  }
  return true
}
