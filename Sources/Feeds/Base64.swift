// SPDX-License-Identifier: Apache-2.0

/// The bytes of base64 text (RFC 4648), white space skipped and padding optional; nil for anything else.
func decodeBase64(_ text: [UInt8]) -> [UInt8]? {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.count * 3 / 4)
  var bits: UInt32 = 0
  var count = 0
  for byte in text where byte > 0x20 && byte != UInt8(ascii: "=") {
    guard let value = base64Value(byte) else { return nil }
    bits = bits << 6 | value
    count += 1
    guard count % 4 != 0 else {
      for shift in [16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: bits >> shift)) }
      bits = 0
      continue
    }
  }
  switch count % 4 {
  case 2: bytes.append(UInt8(truncatingIfNeeded: bits >> 4))
  case 3: for shift in [10, 2] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: bits >> shift)) }
  case 1: return nil
  default: break
  }
  return bytes
}

private func base64Value(_ byte: UInt8) -> UInt32? {
  switch byte {
  case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
  case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
  case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
  case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
  default: nil
  }
}
