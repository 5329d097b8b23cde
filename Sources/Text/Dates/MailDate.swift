// SPDX-License-Identifier: Apache-2.0
import Model

extension DateScanner {
  /// Reads the family of RFC 822: weekday or not, day before or after the month, years of two digits, the zone by
  /// name or number and also before the year, as asctime(3) and its kin have it.
  mutating func mailDate() -> Instant? {
    var date = MailDate()
    var isFirst = true
    while true {
      skipSpace()
      guard let byte = next else { break }
      if byte &- UInt8(ascii: "0") < 10 {
        guard takeNumber(into: &date) else { return nil }
      } else if byte == UInt8(ascii: "+") || (byte == UInt8(ascii: "-") && date.time != nil) {
        guard date.zone == nil, let zone = numericZone() else { return nil }
        date.zone = zone
      } else if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/") {
        skip()
      } else {
        guard takeWord(into: &date, isFirst: isFirst) else { return nil }
      }
      isFirst = false
    }
    return instant(of: date)
  }

  private func instant(of date: MailDate) -> Instant? {
    guard let day = date.day, let month = date.month, let year = date.year else { return nil }
    var time = date.time ?? TimeOfDay()
    if let isAfternoon = date.isAfternoon {
      guard (1...12).contains(time.hour) else { return nil }
      time.hour = time.hour % 12 + (isAfternoon ? 12 : 0)
    }
    return instant(year, month, day, time, zone: date.zone ?? 0)
  }

  /// A number is a time if a colon follows, else the day, else the year; or a whole date, as in `2006/09/15`.
  private mutating func takeNumber(into date: inout MailDate) -> Bool {
    let start = self
    let (value, digits) = number()
    if next == UInt8(ascii: ":") {
      self = start
      guard date.time == nil, let time = timeOfDay() else { return false }
      date.time = time
      return true
    }
    if digits == 4, date.day == nil, next == UInt8(ascii: "/") || next == UInt8(ascii: "-") {
      return takeWholeDate(value, into: &date)
    }
    if digits <= 2 && date.day == nil {
      date.day = value
      skipOrdinalSuffix()
      return true
    }
    guard date.year == nil, digits == 2 || digits == 4 else { return false }
    date.year = digits == 2 ? century(value) : value
    return true
  }

  private mutating func takeWholeDate(_ year: Int, into date: inout MailDate) -> Bool {
    skip()
    let month = number()
    guard month.digits > 0, take(UInt8(ascii: "/")) || take(UInt8(ascii: "-")) else { return false }
    let day = number()
    guard day.digits > 0, date.month == nil else { return false }
    (date.year, date.month, date.day) = (year, month.value, day.value)
    return true
  }

  private mutating func skipOrdinalSuffix() {
    let start = self
    let suffix = word()
    if !suffix.isEmpty && !["st", "nd", "rd", "th"].contains(String(decoding: suffix, as: UTF8.self)) {
      self = start
    }
  }

  private mutating func takeWord(into date: inout MailDate, isFirst: Bool) -> Bool {
    if date.time != nil, let isAfternoon = halfOfDay() {
      date.isAfternoon = isAfternoon
      return true
    }
    let start = self
    let word = word()
    guard !word.isEmpty else { return false }
    if isFirst && next == UInt8(ascii: ",") { return true }
    if date.month == nil, let month = monthNumber(word) {
      date.month = month
      return true
    }
    // The weekday adds nothing, so that it may be in any language and wrong; no more do words before the date, as in
    // `Reviewed in the United States on October 5, 2026`.
    if date.isEmpty || isWeekday(word) { return true }
    guard date.time != nil, date.zone == nil else { return false }
    self = start
    guard let zone = namedZone() else { return false }
    date.zone = zone
    return true
  }
}

/// The parts of a date as they are found.
private struct MailDate {
  var day: Int?
  var month: Int?
  var year: Int?
  var time: TimeOfDay?
  var zone: Int?
  var isAfternoon: Bool?

  var isEmpty: Bool { day == nil && month == nil && year == nil && time == nil && zone == nil }
}
