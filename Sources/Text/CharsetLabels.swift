// SPDX-License-Identifier: Apache-2.0

/// A character encoding, by its WHATWG name or by a label that only the system's converter may know.
struct Charset: Hashable, Sendable {
  /// The lower-case name.
  let name: String

  static let utf8 = Charset(name: "utf-8")
  static let windows1252 = Charset(name: "windows-1252")

  private init(name: String) { self.name = name }

  /// The charset of a label as WHATWG resolves it ("get an encoding"); labels it does not know are kept as they are,
  /// and it is for the converter to say whether there is such a thing. Nil for what cannot be a label.
  init?(label: String) {
    let trimmed = label.utf8.drop { $0 <= 0x20 }
    let lowered = trimmed.prefix { $0 > 0x20 }.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
    guard !lowered.isEmpty, lowered.count <= 40, lowered.allSatisfy(Self.isLabelByte) else { return nil }
    let key = String(decoding: lowered, as: UTF8.self)
    // Some give the year of the standard: `ISO_8859-16:2001`, `gb18030-2022`.
    let undated = Self.withoutYear(key)
    name = Self.names[key] ?? Self.names[Self.plain(key)] ?? Self.names[Self.plain(undated)] ?? key
  }

  private static func plain(_ label: String) -> String { label.filter { $0 != "_" && $0 != "-" } }

  private static func withoutYear(_ label: String) -> String {
    let year = label.suffix(4)
    guard label.utf8.count > 6, year.hasPrefix("19") || year.hasPrefix("20"), year.allSatisfy(\.isNumber),
      let mark = label.dropLast(4).last, "-_:".contains(mark)
    else { return label }
    return String(label.dropLast(5))
  }

  private static func isLabelByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x61...0x7A: true
    case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "("),
      UInt8(ascii: ")"):
      true
    default: false
    }
  }

  /// Whether it shifts with escape sequences of 7-bit bytes, so that its texts look like ASCII.
  var isEscaped: Bool {
    let plain = Self.plain(name)
    return plain.hasPrefix("iso2022") || plain.hasPrefix("csiso2022") || plain.hasPrefix("hz")
  }

  /// Whether ASCII bytes mean ASCII characters in it.
  var holdsASCII: Bool {
    !(name.hasPrefix("utf-16") || name.hasPrefix("utf-32") || name.hasPrefix("ucs-")
      || name.hasPrefix("ebcdic")
      || isEscaped || Self.ebcdicPages.contains(name))
  }

  private static let ebcdicPages: Set<String> = [
    "cp037", "037", "ibm037", "cp1140", "ibm1140", "1140", "cp500", "ibm500", "500", "csibm500", "cp875",
    "cp1026",
    "ibm1026", "1026", "csibm037", "csibm1026", "cp424", "ibm424", "424", "csibm424", "cp273", "ibm273",
    "273", "cp875",
  ]

  /// The name by label, each also without `-` and `_`, as feeds write them.
  private static let names: [String: String] = {
    var names: [String: String] = [:]
    for line in table.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      guard let name = words.first else { continue }
      for label in words {
        names[label] = name
        names[plain(label)] = name
      }
    }
    return names
  }()

  /// The labels of the WHATWG Encoding Standard, section 4.2: a name and its labels a line.
  /// UTF-32 and its kin, which WHATWG leaves out, are added at the end.
  private static let table = """
    utf-8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf8 x-unicode20utf8
    ibm866 866 cp866 csibm866
    iso-8859-2 csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2
    iso-8859-3 csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3
    iso-8859-4 csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4
    iso-8859-5 csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988
    iso-8859-6 arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e \
      iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987
    iso-8859-7 csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 iso88597 iso_8859-7 \
      iso_8859-7:1987 sun_eu_greek
    iso-8859-8 csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 \
      iso_8859-8:1988 visual
    iso-8859-8-i csiso88598i logical
    iso-8859-10 csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6
    iso-8859-13 iso8859-13 iso885913
    iso-8859-14 iso8859-14 iso885914
    iso-8859-15 csisolatin9 iso8859-15 iso885915 iso_8859-15 l9
    iso-8859-16
    koi8-r cskoi8r koi koi8 koi8_r
    koi8-u koi8-ru
    macintosh csmacintosh mac x-mac-roman
    windows-874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620
    windows-1250 cp1250 x-cp1250
    windows-1251 cp1251 x-cp1251
    windows-1252 ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 \
      iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii x-cp1252 iso-8859 latin
    windows-1253 cp1253 x-cp1253
    windows-1254 cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 \
      l5 latin5 x-cp1254
    x-mac-greek macgreek
    x-mac-turkish macturkish
    kz-1048 strk1048-2002 rk1048 cskz1048
    ptcp154 csptcp154 pt154 cp154 cyrillic-asian
    windows-1255 cp1255 x-cp1255
    windows-1256 cp1256 x-cp1256
    windows-1257 cp1257 x-cp1257
    windows-1258 cp1258 x-cp1258
    x-mac-cyrillic x-mac-ukrainian
    gb18030 chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk
    big5 big5-hkscs cn-big5 csbig5 x-x-big5 cp950 ms950 950 hkscs
    euc-jp cseucpkdfmtjapanese x-euc-jp
    iso-2022-jp csiso2022jp
    shift_jis csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis cp932
    euc-kr cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 \
      windows-949 cp949 uhc ms949 ks_x_1001
    utf-16be unicodefffe
    utf-16le csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 u16
    utf-32be ucs-4be
    utf-32le utf-32 ucs-4 u32 iso-10646-ucs-4 csucs4
    """
}
