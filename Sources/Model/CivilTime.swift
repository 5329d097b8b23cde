// SPDX-License-Identifier: Apache-2.0

/// A date and a time of day in the proleptic Gregorian calendar, without a zone of its own.
///
/// The conversion is the era arithmetic of Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms".
package struct CivilTime: Hashable, Sendable {
  /// The year, astronomical (0 is 1 BC).
  package var year: Int
  /// 1...12.
  package var month: Int
  /// 1...31.
  package var day: Int
  /// 0...23.
  package var hour: Int
  /// 0...59.
  package var minute: Int
  /// 0...60; 60 is read as the first second of the next minute.
  package var second: Int
  /// 0...999,999.
  package var microsecond: Int

  /// A date, at midnight unless a time of day is given; fields are not checked here (see `isValid`).
  package init(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, microsecond: Int = 0
  ) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
    self.microsecond = microsecond
  }

  /// The civil time of an instant at an offset from UTC in seconds, east positive.
  package init(_ instant: Instant, offset: Int = 0) {
    let shifted = instant.seconds + Int64(offset)
    let days = shifted >= 0 ? shifted / 86400 : (shifted - 86399) / 86400
    let rest = Int(shifted - days * 86400)
    let z = days + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
    day = Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
    hour = rest / 3600
    minute = rest / 60 % 60
    second = rest % 60
    microsecond = Int(instant.microseconds - instant.seconds * 1_000_000)
  }

  /// Days from 1970-01-01 to this date.
  package var daysSince1970: Int64 {
    let y = Int64(month <= 2 ? year - 1 : year)
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = Int64((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1)
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The instant at which a clock at this offset from UTC (seconds, east positive) shows this time.
  package func instant(offset: Int = 0) -> Instant {
    let seconds = daysSince1970 * 86400 + Int64(hour * 3600 + minute * 60 + second - offset)
    return Instant(microseconds: Instant(seconds: seconds).microseconds + Int64(microsecond))
  }

  /// 0 for Sunday ... 6 for Saturday.
  package var weekday: Int { Int(((daysSince1970 + 4) % 7 + 7) % 7) }

  /// Whether every field is in its range, the day within its month.
  package var isValid: Bool {
    (1...12).contains(month) && day >= 1 && day <= Self.days(inMonth: month, of: year)
      && (0...23).contains(hour) && (0...59).contains(minute) && (0...60).contains(second)
      && (0...999_999).contains(microsecond)
  }

  /// The length of a month, 28...31; month must be 1...12.
  package static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: return 30
    default: return 31
    }
  }
}

extension Instant: CustomStringConvertible {
  /// RFC 3339 in UTC to the second, such as `2026-11-21T09:30:00Z`.
  package var description: String { rfc3339() }

  /// RFC 3339 at an offset from UTC in seconds, to the second: `2026-11-21T10:30:00+01:00`.
  package func rfc3339(offset: Int = 0) -> String {
    let civil = CivilTime(self, offset: offset)
    let zone =
      offset == 0
      ? "Z" : (offset < 0 ? "-" : "+") + padded(abs(offset) / 3600) + ":" + padded(abs(offset) / 60 % 60)
    return padded(civil.year, 4) + "-" + padded(civil.month) + "-" + padded(civil.day) + "T"
      + padded(civil.hour) + ":" + padded(civil.minute) + ":" + padded(civil.second) + zone
  }
}

/// A number in decimal, filled with zeros from the left to a width.
package func padded(_ number: Int, _ width: Int = 2) -> String {
  let digits = String(abs(number))
  let zeros = String(repeating: "0", count: max(0, width - digits.count))
  return (number < 0 ? "-" : "") + zeros + digits
}
