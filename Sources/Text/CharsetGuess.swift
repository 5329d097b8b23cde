// SPDX-License-Identifier: Apache-2.0

/// The legacy charset that unlabelled bytes, which are no UTF-8, look like; nil where none stands out, which leaves the
/// Western ones.
///
/// Accented letters of Western languages stand alone between ASCII letters. Where the bytes beyond ASCII come in
/// words, their pairs or their distribution tell the script.
func guessedCharset(of bytes: [UInt8]) -> Charset? {
  let sample = Array(bytes.prefix(1 << 16))
  let shape = ByteShape(of: sample)
  guard shape.high >= 8, shape.inWords * 10 >= shape.high * 6 else { return nil }
  let label = shape.isThai ? "windows-874" : PairShape(of: sample).label ?? shape.label
  return label.flatMap(Charset.init(label:))
}

/// How bytes beyond ASCII are distributed.
private struct ByteShape {
  /// How many there are, and how many of them stand in runs of three or more.
  var high = 0
  var inWords = 0
  /// How often each value occurs.
  private var counts = [Int](repeating: 0, count: 256)

  init(of bytes: [UInt8]) {
    var run = 0
    for byte in bytes {
      if byte >= 0x80 {
        high += 1
        run += 1
        counts[Int(byte)] += 1
      } else {
        if run >= 3 { inWords += run }
        run = 0
      }
    }
    if run >= 3 { inWords += run }
  }

  /// The share of a range in percent.
  private func share(_ range: ClosedRange<Int>) -> Int { counts[range].reduce(0, +) * 100 / max(1, high) }

  /// Thai consonants fill a range in which other alphabets have hardly a letter, and neither they nor the vowels leave
  /// their own, as the second bytes of Chinese characters do.
  var isThai: Bool { share(0xA1...0xBF) > 25 && share(0xF0...0xFF) < 3 && share(0xDB...0xDE) == 0 }

  /// The alphabet whose letters lie where the bytes are.
  var label: String? {
    if share(0xE0...0xFF) > 60 {
      // Hebrew ends before the last four letters of Russian; Greek has its accented vowels before alpha.
      if share(0xFB...0xFF) == 0 && share(0xC0...0xDF) < 4 { return "windows-1255" }
      return share(0xDC...0xDF) > 3 ? "windows-1253" : "windows-1251"
    }
    // KOI8-R begins with the letters that are frequent, ISO 8859-5 with capitals.
    if share(0xC0...0xDF) > 60 && share(0xC0...0xCF) > 25 { return "koi8-r" }
    return share(0xD0...0xEF) > 75 ? "iso-8859-5" : nil
  }
}

/// How bytes fare as characters of two bytes.
private struct PairShape {
  private var euc = Pairs()
  private var shiftJIS = Pairs()
  private var big5 = Pairs()

  /// What was found reading the bytes in one way.
  private struct Pairs {
    var pairs = 0
    /// Bytes that make no character.
    var invalid = 0
    /// Characters of one byte beyond ASCII.
    var singles = 0
    /// Characters that prove the way of reading.
    var typical = 0
    /// Characters that tell it from the next likely one.
    var telling = 0

    func isPlausible(typicalPercent: Int) -> Bool {
      pairs >= 4 && invalid * 20 <= pairs && singles < pairs && typical * 100 >= pairs * typicalPercent
    }
  }

  init(of bytes: [UInt8]) {
    euc = Self.read(bytes, lead: 0xA1...0xFE, trail: { $0 >= 0xA1 && $0 != 0xFF }) { lead, _ in
      (isTypical: lead == 0xA4 || lead == 0xA5, isTelling: 0xC9...0xF7 ~= lead)
    }
    shiftJIS = Self.read(
      bytes, lead: 0x81...0x9F, lead2: 0xE0...0xEF, trail: { 0x40...0xFC ~= $0 && $0 != 0x7F }
    ) {
      lead, trail in
      let isKana = lead == 0x82 && 0x9F...0xF1 ~= trail || lead == 0x83 && 0x40...0x96 ~= trail
      return (isTypical: isKana, isTelling: false)
    }
    big5 = Self.read(bytes, lead: 0xA1...0xF9, trail: { 0x40...0x7E ~= $0 || 0xA1...0xFE ~= $0 }) {
      lead, trail in
      (isTypical: 0xA4...0xC6 ~= lead, isTelling: trail < 0x80)
    }
  }

  /// Japanese by its syllables, Korean and Chinese by how far their common characters reach, Big5 by its low trails.
  var label: String? {
    if shiftJIS.isPlausible(typicalPercent: 15) { return "shift_jis" }
    if euc.isPlausible(typicalPercent: 0) {
      if euc.typical * 100 >= euc.pairs * 15 { return "euc-jp" }
      return euc.telling * 100 >= euc.pairs * 10 ? "gb18030" : "euc-kr"
    }
    let isBig5 = big5.isPlausible(typicalPercent: 60) && big5.telling * 100 >= big5.pairs * 10
    return isBig5 ? "big5" : nil
  }

  private static func read(
    _ bytes: [UInt8], lead: ClosedRange<UInt8>, lead2: ClosedRange<UInt8>? = nil, trail: (UInt8) -> Bool,
    judge: (UInt8, UInt8) -> (isTypical: Bool, isTelling: Bool)
  ) -> Pairs {
    var found = Pairs()
    var at = 0
    while at < bytes.count {
      let first = bytes[at]
      at += 1
      guard first >= 0x80 else { continue }
      guard lead ~= first || lead2.map({ $0 ~= first }) == true else {
        if lead2 != nil && 0xA1...0xDF ~= first { found.singles += 1 } else { found.invalid += 1 }
        continue
      }
      guard at < bytes.count, trail(bytes[at]) else {
        found.invalid += 1
        continue
      }
      let judgement = judge(first, bytes[at])
      found.pairs += 1
      found.typical += judgement.isTypical ? 1 : 0
      found.telling += judgement.isTelling ? 1 : 0
      at += 1
    }
    return found
  }
}
