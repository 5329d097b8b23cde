// SPDX-License-Identifier: Apache-2.0

/// Windows-1252 as UTF-8; every byte means something (WHATWG index windows-1252).
func decodeWindows1252(_ bytes: [UInt8]) -> [UInt8] {
  var utf8: [UInt8] = []
  utf8.reserveCapacity(bytes.count + bytes.count / 16)
  let span = bytes.span
  var at = 0
  while at < bytes.count {
    let end = span.endOfASCII(from: at)
    if end > at { utf8.append(contentsOf: bytes[at..<end]) }
    guard end < bytes.count else { break }
    appendUTF8(windows1252Scalar(UInt32(bytes[end])), to: &utf8)
    at = end + 1
  }
  return utf8
}

/// A code page of which ASCII is the lower half as UTF-8, and how many bytes meant nothing in it.
func decodeCodePage(_ bytes: [UInt8], _ page: [Unicode.Scalar]) -> ([UInt8], Int) {
  var utf8: [UInt8] = []
  utf8.reserveCapacity(bytes.count + bytes.count / 4)
  var replaced = 0
  for byte in bytes {
    let scalar = byte < 0x80 ? UInt32(byte) : page[Int(byte) - 0x80].value
    if scalar == 0xFFFD { replaced += 1 }
    appendUTF8(scalar, to: &utf8)
  }
  return (utf8, replaced)
}

/// What a C1 control stands for in text: the windows-1252 character of that byte; other scalars stay.
///
/// Nobody means a C1 control; WHATWG reads numeric references to them the same way.
package func windows1252Scalar(_ scalar: UInt32) -> UInt32 {
  0x80...0x9F ~= scalar ? UInt32(c1Characters[Int(scalar) - 0x80]) : scalar
}

private let c1Characters: [UInt16] = [
  0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
  0x008D,
  0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161,
  0x203A,
  0x0153, 0x009D, 0x017E, 0x0178,
]
