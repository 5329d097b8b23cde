// SPDX-License-Identifier: Apache-2.0
import Support
import Testing

@testable import Text

@Suite struct CharsetTests {
  /// What a body says, how it is labelled, and how it must come out.
  struct Body: Sendable, CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    var http: String?
    var kind = DocumentKind.xml
    var text: String
    var charset: String
    var reason: DecodedText.Reason
    var testDescription: String { name }
  }

  static let bodies: [Body] = [
    Body(
      name: "valid UTF-8 beats the header", bytes: Array("<a>café</a>".utf8), http: "iso-8859-1",
      text: "<a>café</a>", charset: "utf-8", reason: .validUTF8),
    Body(
      name: "a mark beats everything", bytes: [0xEF, 0xBB, 0xBF] + Array("<?xml encoding='utf-16'?>é".utf8),
      http: "koi8-r", text: "<?xml encoding='utf-16'?>é", charset: "utf-8", reason: .byteOrderMark),
    Body(
      name: "the header beats the declaration",
      bytes: Array("<?xml encoding='koi8-r'?>".utf8) + [0xCF], http: "windows-1251",
      text: "<?xml encoding='koi8-r'?>П", charset: "windows-1251", reason: .http),
    Body(
      name: "latin-1 means windows-1252",
      bytes: Array("<?xml encoding=\"ISO-8859-1\"?>".utf8) + [0x93, 0xE9],
      text: "<?xml encoding=\"ISO-8859-1\"?>“é", charset: "windows-1252", reason: .declaration),
    Body(
      name: "declared UTF-8 that is none", bytes: Array("<?xml encoding=\"utf-8\"?>caf".utf8) + [0xE9, 0x20],
      text: "<?xml encoding=\"utf-8\"?>café ", charset: "windows-1252", reason: .fallback),
    Body(
      name: "UTF-16 by its NULs", bytes: Array("<rss>".utf8).flatMap { [$0, 0] }, http: "utf-8",
      text: "<rss>", charset: "utf-16le", reason: .pattern),
    Body(
      name: "UTF-32 by its NULs", bytes: Array("<rss>".utf8).flatMap { [0, 0, 0, $0] },
      text: "<rss>", charset: "utf-32be", reason: .pattern),
    Body(
      name: "seven bits with escapes", bytes: [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42],
      http: "iso-2022-jp",
      text: "日", charset: "iso-2022-jp", reason: .http),
    Body(
      name: "Chinese by its old label", bytes: [0xD6, 0xD0], http: "gb2312",
      text: "中", charset: "gb18030", reason: .http),
    Body(
      name: "utf8 without a hyphen", bytes: Array("<a/>".utf8), http: "utf8",
      text: "<a/>", charset: "utf-8", reason: .http),
    Body(
      name: "an unknown label is no label", bytes: Array("<a/>".utf8), http: "klingon",
      text: "<a/>", charset: "utf-8", reason: .fallback),
    Body(
      name: "a page's meta",
      bytes: Array("<meta http-equiv=x content='text/html; charset=windows-1251'>".utf8) + [0xEF],
      kind: .html, text: "<meta http-equiv=x content='text/html; charset=windows-1251'>п",
      charset: "windows-1251",
      reason: .meta),
    Body(
      name: "a cut character in UTF-8", bytes: Array("<a>áéíóú".utf8) + [0xC3], http: "utf-8",
      text: "<a>áéíóú\u{FFFD}", charset: "utf-8", reason: .http),
    Body(
      name: "controls are dropped from feeds", bytes: Array("a\u{0}b\u{B}c\td".utf8),
      text: "abc\td", charset: "utf-8", reason: .fallback),
    Body(name: "nothing", bytes: [], text: "", charset: "utf-8", reason: .fallback),
  ]

  @Test(arguments: bodies) func `a body is read in the charset it is in`(_ body: Body) {
    let text = decode(body.bytes, httpCharset: body.http, kind: body.kind)
    #expect(String(decoding: text.utf8, as: UTF8.self) == body.text)
    #expect(text.charset == body.charset)
    #expect(text.reason == body.reason)
  }

  @Test(arguments: [
    ("text/xml; charset=utf-8", "utf-8"), ("text/xml;charset= \"us-ascii\"", "us-ascii"),
    ("text/xml; charset = 'gb2312' ; q=1", "gb2312"), ("application/rss+xml;CHARSET=UTF-8", "UTF-8"),
  ])
  func `the charset parameter is found however it is quoted`(_ header: String, _ label: String) {
    #expect(charset(ofContentType: header) == label)
  }

  @Test(arguments: ["text/xml", "text/xml; charset", "text/xml; charset:utf-8", "", "charset=\"\""])
  func `no charset parameter is no charset`(_ header: String) {
    #expect(charset(ofContentType: header) == nil)
  }

  @Test(arguments: [
    "ibm850", "cp437", "850", "macroman", "csibm855", "ibm037", "windows_1250", "x-sjis", "tis-620",
    "ISO_8859-16:2001",
    "gb18030-2022", "mac_roman", "macgreek", "ms950", "kz1048", "iso2022kr",
  ])
  func `old labels have a converter`(_ label: String) throws {
    #expect(try #require(Charset(label: label)).isKnown)
  }

  @Test func `what the system converts is valid UTF-8, whatever it takes for that`() throws {
    let charset = try #require(Charset(label: "ut(f-8"))
    let text = charset.decode([0x61, 0xF4, 0x90, 0x80, 0x80], because: .http)
    #expect(String(validating: text.utf8, as: UTF8.self)?.first == "a")
    #expect(text.replaced > 0)
  }

  @Test(arguments: [
    ("x-mac-greek", [0x61, 0xB0, 0xC9, 0xDB], "aΑ…έ"), ("RK1048", [0x61, 0xB0, 0xC9, 0xDB], "a°ЙЫ"),
    ("PTCP154", [0xA5, 0x92], "Ҙ’"), ("MacTurkish", [0xDA, 0xDB, 0xDD], "Ğğı"),
  ])
  func `pages that the system does not know are read by tables of our own`(
    _ label: String, _ bytes: [UInt8], _ expected: String
  ) {
    #expect(codePages.values.allSatisfy { $0.count == 128 })
    #expect(String(decoding: decode(bytes, httpCharset: label, kind: .xml).utf8, as: UTF8.self) == expected)
  }

  @Test(arguments: [
    (
      "windows-1251", "Съешь ещё этих мягких французских булок",
      "D1FAE5F8FC20E5F9B820FDF2E8F520ECFFE3EAE8F520F4F0E0EDF6F3E7F1EAE8F520E1F3EBEEEA"
    ),
    (
      "koi8-r", "Съешь ещё этих мягких французских булок",
      "F3DFC5DBD820C5DDA320DCD4C9C820CDD1C7CBC9C820C6D2C1CEC3D5DAD3CBC9C820C2D5CCCFCB"
    ),
    (
      "windows-1253", "Η γρήγορη καφέ αλεπού πηδάει πάνω",
      "C720E3F1DEE3EFF1E720EAE1F6DD20E1EBE5F0EFFD20F0E7E4DCE5E920F0DCEDF9"
    ),
    (
      "windows-1255", "השועל החום המהיר קופץ מעל הכלב",
      "E4F9E5F2EC20E4E7E5ED20E4EEE4E9F820F7E5F4F520EEF2EC20E4EBECE1"
    ),
    (
      "windows-874", "สุนัขจิ้งจอกสีน้ำตาลกระโดดข้าม",
      "CAD8B9D1A2A8D4E9A7A8CDA1CAD5B9E9D3B5D2C5A1C3D0E2B4B4A2E9D2C1"
    ),
    (
      "shift_jis", "これは日本語のテキストです。速い狐",
      "82B182EA82CD93FA967B8CEA82CC8365834C8358836782C582B7814291AC82A28CCF"
    ),
    (
      "euc-jp", "これは日本語のテキストです。速い狐",
      "A4B3A4ECA4CFC6FCCBDCB8ECA4CEA5C6A5ADA5B9A5C8A4C7A4B9A1A3C2AEA4A4B8D1"
    ),
    (
      "euc-kr", "빠른 갈색 여우가 게으른 개를 뛰어넘는다",
      "BAFCB8A520B0A5BBF620BFA9BFECB0A120B0D4C0B8B8A520B0B3B8A620B6D9BEEEB3D1B4C2B4D9"
    ),
    (
      "gb18030", "敏捷的棕色狐狸跳过了懒惰的狗，这是一个测试文本",
      "C3F4BDDDB5C4D7D8C9ABBAFCC0EACCF8B9FDC1CBC0C1B6E8B5C4B9B7A3ACD5E2CAC7D2BBB8F6B2E2CAD4CEC4B1BE"
    ),
    (
      "big5", "敏捷的棕色狐狸跳過了懶惰的狗，這是一個測試文本",
      "B1D3B1B6AABAB4C4A6E2AAB0AF57B8F5B94CA446C369B46BAABAAAAFA141B36FAC4FA440ADD3B4FAB8D5A4E5A5BB"
    ),
    (
      "windows-1252", "Garçon, un café crème déjà prêt à Malmö",
      "476172E76F6E2C20756E20636166E9206372E86D652064E96AE0207072EA7420E0204D616C6DF6"
    ),
  ])
  func `unlabelled text is read in the charset it looks like`(
    _ name: String, _ text: String, _ digits: String
  ) {
    let bytes = Array("<rss><title>".utf8) + Self.unspell(digits) + Array("</title></rss>".utf8)
    let decoded = decode(bytes, httpCharset: nil, kind: .xml)
    #expect(decoded.charset == name)
    #expect(String(decoding: decoded.utf8, as: UTF8.self) == "<rss><title>\(text)</title></rss>")
  }

  /// The bytes that hexadecimal digits spell.
  private static func unspell(_ digits: String) -> [UInt8] {
    let values = digits.compactMap(\.hexDigitValue)
    return stride(from: 0, to: values.count - 1, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
  }

  @Test(arguments: Seed.first(200)) func `any bytes in any charset are valid UTF-8 afterwards`(_ seed: Seed) {
    var seed = seed
    let labels = [
      "utf-8", "utf-16", "shift_jis", "gb18030", "iso-2022-jp", "windows-1251", "big5", "ucs-4", "ibm037",
    ]
    let bytes = (0..<Int.random(in: 0...300, using: &seed)).map { _ in UInt8.random(in: 0...255, using: &seed)
    }
    for kind in [DocumentKind.xml, .html, .json] {
      let text = decode(bytes, httpCharset: labels.randomElement(using: &seed), kind: kind)
      #expect(String(validating: text.utf8, as: UTF8.self) != nil)
    }
  }

  @Test(arguments: Seed.first(300)) func `the survey finds what the standard library finds`(_ seed: Seed) {
    var seed = seed
    let alphabet: [UInt8] = [
      0x41, 0x80, 0xA0, 0xBF, 0xC0, 0xC3, 0xE0, 0xED, 0xE2, 0xF0, 0xF4, 0xF5, 0x9F, 0x90,
    ]
    let bytes = (0..<30).map { _ in alphabet.randomElement(using: &seed) ?? 0 }
    let survey = UTF8Survey(of: bytes)
    #expect(survey.isValid == (String(validating: bytes, as: UTF8.self) != nil))
    let replaced = String(decoding: bytes, as: UTF8.self).unicodeScalars.filter { $0 == "\u{FFFD}" }.count
    #expect(survey.illFormed == replaced)
  }

  @Test(arguments: Seed.first(100)) func `searching eight bytes at a time finds what one at a time finds`(
    _ seed: Seed
  ) {
    var seed = seed
    let bytes = (0..<Int.random(in: 0...60, using: &seed)).map { _ in UInt8.random(in: 60...64, using: &seed)
    }
    let start = Int.random(in: 0...bytes.count, using: &seed)
    let expected = bytes[start...].firstIndex { $0 == 60 || $0 == 62 } ?? bytes.count
    #expect(bytes.span.offset(of: 60, or: 62, from: start) == expected)
    let mixed = bytes.map { Bool.random(using: &seed) ? $0 : $0 | 0x80 }
    #expect(mixed.span.endOfASCII(from: 0) == mixed.firstIndex { $0 >= 0x80 } ?? mixed.count)
    let controls = bytes.map { UInt8.random(in: 0...20, using: &seed) == 3 ? 8 : $0 == 61 ? 10 : $0 }
    #expect(controls.span.holdsControls == controls.contains(8))
  }
}

struct CharacterPairsTests {
  /// Reading by pairs is only a faster way: what it reads, the system's converter reads alike.
  @Test(arguments: [("gb18030", "GB18030"), ("shift_jis", "CP932")])
  func `pairs of bytes are read as the system reads them`(_ name: String, _ converter: String) throws {
    let pairs = try #require(CharacterPairs.named(name))
    var read: [UInt8] = Array("all of them: ".utf8)
    for first in 0x80...0xFF {
      for bytes in [[UInt8(first)]] + (0x30...0xFF).map({ [UInt8(first), UInt8($0)] }) {
        guard let utf8 = pairs.decode(bytes) else { continue }
        let (expected, replaced) = try #require(convert(bytes, from: [converter]))
        #expect(utf8 == expected && replaced == 0, "\(bytes)")
        read += bytes
      }
    }
    #expect(read.count > 14_000)
    let (expected, replaced) = try #require(convert(read, from: [converter]))
    #expect(pairs.decode(read) == expected)
    #expect(replaced == 0)
  }

  @Test(arguments: Seed.first(50))
  func `bytes that mean nothing are left to the system`(_ start: Seed) throws {
    var seed = start
    for (name, converter) in [("gb18030", "GB18030"), ("shift_jis", "CP932")] {
      let bytes = (0..<40).map { _ in UInt8.random(in: 0x20...0xFF, using: &seed) }
      guard let utf8 = try #require(CharacterPairs.named(name)).decode(bytes) else { continue }
      let (expected, replaced) = try #require(convert(bytes, from: [converter]))
      #expect(utf8 == expected && replaced == 0, "\(bytes)")
    }
  }
}
