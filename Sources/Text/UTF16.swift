// SPDX-License-Identifier: Apache-2.0

/// UTF-16 as UTF-8, and how many lone surrogates became U+FFFD; an odd byte at the end counts as one.
func decodeUTF16(_ bytes: [UInt8], bigEndian: Bool) -> ([UInt8], Int) {
  var utf8: [UInt8] = []
  utf8.reserveCapacity(bytes.count / 2 + bytes.count / 8)
  var replaced = 0
  var high: UInt32 = 0
  var at = 0
  while at + 1 < bytes.count {
    let unit = UInt32(bytes[at]) << (bigEndian ? 8 : 0) | UInt32(bytes[at + 1]) << (bigEndian ? 0 : 8)
    at += 2
    if unit < 0x80 && high == 0 {
      utf8.append(UInt8(truncatingIfNeeded: unit))
      continue
    }
    if unit & 0xFC00 == 0xDC00 && high != 0 {
      appendUTF8(0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00), to: &utf8)
      high = 0
      continue
    }
    if high != 0 {
      appendUTF8(0xFFFD, to: &utf8)
      replaced += 1
      high = 0
    }
    if unit & 0xFC00 == 0xD800 {
      high = unit
    } else if !appendUTF8(unit, to: &utf8) {
      replaced += 1
    }
  }
  if high != 0 || at < bytes.count {
    appendUTF8(0xFFFD, to: &utf8)
    replaced += 1
  }
  return (utf8, replaced)
}

/// UTF-32 as UTF-8, and how many units were no scalars; a rest of less than four bytes counts as one.
func decodeUTF32(_ bytes: [UInt8], bigEndian: Bool) -> ([UInt8], Int) {
  var utf8: [UInt8] = []
  utf8.reserveCapacity(bytes.count / 3)
  var replaced = 0
  for start in stride(from: 0, to: bytes.count, by: 4) {
    guard start + 4 <= bytes.count else {
      appendUTF8(0xFFFD, to: &utf8)
      return (utf8, replaced + 1)
    }
    var unit: UInt32 = 0
    for offset in 0..<4 {
      unit |= UInt32(bytes[start + offset]) << UInt32(8 * (bigEndian ? 3 - offset : offset))
    }
    if !appendUTF8(unit, to: &utf8) { replaced += 1 }
  }
  return (utf8, replaced)
}
