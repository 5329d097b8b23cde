// SPDX-License-Identifier: Apache-2.0

/// Which bytes of a text stand for themselves in an address (RFC 3986, section 2).
enum AddressPart {
  /// Nothing but letters, digits and `- . _ ~`.
  case value
  /// Also what parts the pieces of a path and a query; never what could turn the address to another host.
  case raw
}

/// A text as a part of an address, its UTF-8 percent-encoded.
func percentEncoded(_ text: String, as part: AddressPart = .value) -> String {
  var out: [UInt8] = []
  for byte in text.utf8 {
    if stands(byte, in: part) {
      out.append(byte)
    } else {
      out += [UInt8(ascii: "%"), hexadecimal(byte >> 4), hexadecimal(byte & 15)]
    }
  }
  return String(decoding: out, as: UTF8.self)
}

/// The text with `%41` decoded and `+` kept; what is no UTF-8 then becomes U+FFFD.
func percentDecoded(_ text: String) -> String {
  let bytes = Array(text.utf8)
  var out: [UInt8] = []
  var at = 0
  while at < bytes.count {
    if bytes[at] == UInt8(ascii: "%"), at + 2 < bytes.count, let high = digit(bytes[at + 1]),
      let low = digit(bytes[at + 2])
    {
      out.append(high << 4 | low)
      at += 3
    } else {
      out.append(bytes[at])
      at += 1
    }
  }
  return String(decoding: out, as: UTF8.self)
}

private func stands(_ byte: UInt8, in part: AddressPart) -> Bool {
  if (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 { return true }
  return "-._~".utf8.contains(byte) || (part == .raw && "/?&=#:;,+!$'()*%".utf8.contains(byte))
}

private func hexadecimal(_ nibble: UInt8) -> UInt8 {
  nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "A") + nibble - 10
}

private func digit(_ byte: UInt8) -> UInt8? {
  Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init)
}
