// SPDX-License-Identifier: Apache-2.0
import Text

/// The labels that the first byte chooses from: one of every way to decode, names that glibc alone knows, and a lie.
private let labels = [
  "utf-8", "utf-16", "utf-16be", "utf-32le", "windows-1252", "iso-8859-2", "koi8-r", "windows-1251",
  "shift_jis", "euc-jp", "iso-2022-jp", "euc-kr", "iso-2022-kr", "big5", "gb18030", "hz-gb-2312", "utf-7",
  "ibm037", "cp437", "x-mac-cyrillic", "ucs-4", "no-such-charset", "",
]

/// Any bytes as a body of every kind: always valid UTF-8 of a sane size.
func readCharsets(_ bytes: [UInt8]) {
  let choice = Int(bytes.first ?? 0)
  let label = choice < labels.count ? labels[choice] : nil
  let body = label == nil ? bytes : Array(bytes.dropFirst())
  for kind in [DocumentKind.xml, .html, .json] {
    let text = decode(body, httpCharset: label, kind: kind)
    precondition(String(validating: text.utf8, as: UTF8.self) != nil, "the text is no UTF-8")
    precondition(text.utf8.count <= 16 + body.count * 8, "the text grew beyond reason")
    precondition(!text.charset.isEmpty, "a charset without a name")
  }
}
