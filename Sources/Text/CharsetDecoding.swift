// SPDX-License-Identifier: Apache-2.0

extension Charset {
  /// The bytes read in this charset; what is ill-formed becomes U+FFFD.
  func decode(_ bytes: [UInt8], because reason: DecodedText.Reason) -> DecodedText {
    var text = DecodedText(utf8: [], charset: name, reason: reason)
    switch name {
    case "utf-8":
      (text.utf8, text.replaced) = mendedUTF8(bytes)
    case "utf-16le", "utf-16be":
      (text.utf8, text.replaced) = decodeUTF16(bytes, bigEndian: name == "utf-16be")
    case "utf-32le", "utf-32be":
      (text.utf8, text.replaced) = decodeUTF32(bytes, bigEndian: name == "utf-32be")
    case "windows-1252":
      text.utf8 = decodeWindows1252(bytes)
    case _ where codePages[name] != nil:
      (text.utf8, text.replaced) = decodeCodePage(bytes, codePages[name] ?? [])
    default:
      if let utf8 = CharacterPairs.named(name)?.decode(bytes) {
        text.utf8 = utf8
        return text
      }
      guard let (utf8, replaced) = convert(bytes, from: converterNames) else {
        return Charset.windows1252.decode(bytes, because: .fallback)
      }
      // The system's own UTF-8 goes beyond U+10FFFF, and so do its converters of wide charsets.
      let (mended, illFormed) = mendedUTF8(utf8)
      (text.utf8, text.replaced) = (mended, replaced + illFormed)
    }
    return text
  }

  /// Whether there is a way to read it.
  var isKnown: Bool {
    switch name {
    case "utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be", "windows-1252": true
    default: codePages[name] != nil || CharacterPairs.named(name) != nil || converterExists(converterNames)
    }
  }

  /// What the system's converter may call it, most apt first.
  private var converterNames: [String] {
    switch name {
    // The charsets of the labels' names grew; pages use the Windows supersets (WHATWG, section 4.2).
    case "shift_jis": return ["CP932"]
    case "euc-kr": return ["CP949"]
    case "euc-jp": return ["EUC-JP-MS", "EUC-JP"]
    case "big5": return ["BIG5-HKSCS", "BIG5"]
    case "windows-874": return ["CP874", "TIS-620"]
    case "iso-8859-8-i": return ["ISO-8859-8"]
    case "x-mac-cyrillic": return ["MAC-CYRILLIC", "MAC-UK"]
    case let name where name.hasPrefix("windows-"): return ["CP" + name.dropFirst("windows-".count)]
    case let name where name.allSatisfy(\.isNumber): return ["CP" + name, "IBM" + name]
    default:
      let hyphened = String(name.map { $0 == "_" ? "-" : $0 })
      let bare = name.hasPrefix("cs") ? String(name.dropFirst(2)) : name
      var names = [name, hyphened, bare]
      if let digits = Self.number(after: ["cp", "ibm", "windows-", "windows_", "csibm"], in: name) {
        names += ["CP" + digits, "IBM" + digits]
      }
      let plain = name.filter { $0 != "-" && $0 != "_" }
      return names + [Self.otherNames[name], Self.otherNames[plain]].compactMap(\.self)
    }
  }

  private static func number(after prefixes: [String], in name: String) -> String? {
    for prefix in prefixes where name.hasPrefix(prefix) {
      let rest = name.dropFirst(prefix.count)
      if !rest.isEmpty && rest.allSatisfy(\.isNumber) { return String(rest) }
    }
    return nil
  }

  /// IANA aliases that glibc spells otherwise.
  private static let otherNames = [
    "maccentraleurope": "MAC-CENTRALEUROPE", "maclatin2": "MAC-CENTRALEUROPE", "maciceland": "MAC-IS",
    "macroman": "MACINTOSH", "maccyrillic": "MAC-CYRILLIC", "maccenteuro": "MAC-CENTRALEUROPE",
    "cpis": "CP861", "cp866u": "CP1125",
    "cspc775baltic": "CP775", "cspc850multilingual": "CP850", "cspc862latinhebrew": "CP862",
    "cspcp852": "CP852",
    "cspc8codepage437": "CP437", "ebcdic-cp-wt": "IBM037", "ebcdic_cp_wt": "IBM037", "ebcdic-cp-us": "IBM037",
    "ebcdic-cp-ca": "IBM037", "ebcdic-cp-nl": "IBM037", "ebcdic_cp_us": "IBM037", "ebcdic_cp_ca": "IBM037",
    "ebcdic_cp_nl": "IBM037", "ebcdic-cp-ch": "IBM500", "ebcdic-cp-be": "IBM500", "ebcdic_cp_ch": "IBM500",
    "ebcdic_cp_be": "IBM500", "ebcdic-cp-he": "IBM424", "ebcdic_cp_he": "IBM424",
  ]
}
