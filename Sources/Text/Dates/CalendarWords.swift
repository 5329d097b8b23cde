// SPDX-License-Identifier: Apache-2.0

/// The number of an English month, 1...12, by its first three letters and no other ones, or of a month in another
/// language by its name or usual abbreviation.
func monthNumber(_ word: ArraySlice<UInt8>) -> Int? {
  guard word.count >= 3 else { return nil }
  if let month = englishMonths.firstIndex(of: key(of: word)) {
    let rest = String(decoding: word, as: UTF8.self).lowercased()
    return monthNames[month].hasPrefix(rest) || rest == "sept" ? month + 1 : otherMonths[rest]
  }
  return otherMonths[String(decoding: word, as: UTF8.self).lowercased()]
}

/// Whether a word is an English weekday, whole or abbreviated.
func isWeekday(_ word: ArraySlice<UInt8>) -> Bool { word.count >= 3 && weekdays.contains(key(of: word)) }

/// The offset of a zone's name in seconds east of UTC (RFC 5322, section 4.3, and the names in use); nil if the word
/// cannot be a zone. Names that nobody knows are UTC, as the RFC asks.
func zoneOffset(named name: ArraySlice<UInt8>) -> Int? {
  guard (1...5).contains(name.count), name.allSatisfy({ ($0 | 0x20) &- UInt8(ascii: "a") < 26 }) else {
    return nil
  }
  let hours = zones[String(decoding: name, as: UTF8.self).uppercased()] ?? 0
  return Int(hours * 3600)
}

/// The first three letters in lower case as one number.
private func key(of word: ArraySlice<UInt8>) -> UInt32 {
  word.prefix(3).reduce(0) { $0 << 8 | UInt32($1 | 0x20) }
}

private let monthNames = [
  "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
  "november",
  "december",
]
private let englishMonths = monthNames.map { key(of: Array($0.utf8)[...]) }
private let weekdays = Set(
  ["sun", "mon", "tue", "wed", "thu", "fri", "sat"].map { key(of: Array($0.utf8)[...]) })

private let zones: [String: Double] = [
  "EST": -5, "EDT": -4, "ET": -5, "CST": -6, "CDT": -5, "CT": -6, "MST": -7, "MDT": -6, "MT": -7, "PST": -8,
  "PDT": -7,
  "PT": -8, "AKST": -9, "AKDT": -8, "HST": -10, "AST": -4, "ADT": -3, "NST": -3.5, "NDT": -2.5, "BRT": -3,
  "ART": -3,
  "WET": 0, "WEST": 1, "BST": 1, "IST": 5.5, "CET": 1, "CEST": 2, "MET": 1, "MEST": 2, "MEZ": 1, "MESZ": 2,
  "EET": 2,
  "EEST": 3, "MSK": 3, "MSD": 4, "SAST": 2, "PKT": 5, "WIB": 7, "ICT": 7, "HKT": 8, "SGT": 8, "AWST": 8,
  "JST": 9,
  "KST": 9, "ACST": 9.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
]

/// Months as feeds in other languages write them; a line a month.
private let otherMonths: [String: Int] = {
  let lines = [
    "jän jän januar jänner janv janvier ene enero gen gennaio januari janeiro ιαν stycznia januára január января янв",
    "febr februar févr février fév feb febrero febbraio februari fev fevereiro φεβ lutego február február февраля фев",
    "mär märz mrz mars marzo maart mrt março μάρ μάώ marca március марта мар",
    "april avr avril abr abril aprile απρ kwietnia április апреля апр",
    "mai mayo mag maggio mei maio μάι μαϊ μαι maja május мая",
    "juni juin junio giu giugno juno junho ιούν ιον czerwca június июня июн",
    "juli juil juillet julio lug luglio julho ιούλ ιολ lipca július июля июл",
    "août aout ago agosto augustus αύγ αυγ sierpnia augusztus августа авг",
    "sept septembre septiembre set settembre setembro σεπ września szeptember сентября сен",
    "okt oktober octobre octubre ott ottobre out outubro οκτ października október октября окт",
    "november novembre noviembre novembro νοέ νοε listopada ноября ноя",
    "dez dezember déc décembre dic diciembre dicembre december dezembro δεκ grudnia декабря дек",
  ]
  var months: [String: Int] = [:]
  for (index, line) in lines.enumerated() {
    for name in line.split(separator: " ") { months[String(name)] = index + 1 }
  }
  return months
}()

extension DateScanner {
  /// A date in an East Asian spelling, or with a month's name inside an ISO date, brought into the usual form; nil if
  /// it is neither.
  init?(respelled text: String) {
    guard text.utf8.count < 120, text.utf8.contains(where: { $0 >= 0x80 }) else { return nil }
    var spelled = ""
    var zone = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "年", "년", "月", "월": spelled += "-"
      case "日", "일": spelled += " "
      default: spelled.unicodeScalars.append(scalar)
      }
      // Korean sites write their own time and no zone.
      if scalar == "년" || scalar == "오" { zone = " +0900" }
    }
    let words = spelled.split(separator: " ")
    let half = words.contains("오후") || words.contains("午後") || words.contains("下午") ? " PM" : ""
    let morning = words.contains("오전") || words.contains("午前") || words.contains("上午") ? " AM" : ""
    let kept = words.filter { !["오후", "오전", "午後", "午前", "上午", "下午"].contains($0) }
    let plain = kept.joined(separator: " ").split(separator: "-", omittingEmptySubsequences: false).map {
      part in
      monthNumber(Array(part.utf8)[...]).map(String.init) ?? String(part).trimmingSpaces
    }
    let result = plain.joined(separator: "-") + half + morning + zone
    guard result != text else { return nil }
    self.init(Array(result.utf8))
  }
}

extension String {
  fileprivate var trimmingSpaces: String { String(decoding: Array(utf8)[...].trimmed, as: UTF8.self) }
}
