// SPDX-License-Identifier: Apache-2.0

/// Whether a text is a mail address that may stand in an SMTP command and in a header.
///
/// Narrower than RFC 5321 on purpose: a dot-atom, an `@`, and a host name in ASCII (an international domain in
/// its `xn--` form). No quoted local parts, no literals, no non-ASCII local parts, which would need SMTPUTF8; and
/// so no byte that could end a command or a header.
package func isMailAddress(_ text: String) -> Bool {
  let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
  guard parts.count == 2, text.utf8.count <= 254, parts[0].count <= 64 else { return false }
  return isDotted(parts[0], by: isAtomByte) && isDotted(parts[1], by: isHostByte)
    && parts[1].split(separator: UInt8(ascii: ".")).allSatisfy { label in
      label.count <= 63 && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
    }
}

/// One or more parts between single dots, made of the allowed bytes.
private func isDotted(_ text: Substring.UTF8View, by isAllowed: (UInt8) -> Bool) -> Bool {
  text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { part in
    !part.isEmpty && part.allSatisfy(isAllowed)
  }
}

private func isHostByte(_ byte: UInt8) -> Bool {
  UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    || byte == UInt8(ascii: "-")
}

/// atext of RFC 5322, 3.2.3.
private func isAtomByte(_ byte: UInt8) -> Bool {
  isHostByte(byte) || "!#$%&'*+/=?^_`{|}~".utf8.contains(byte)
}
