// SPDX-License-Identifier: Apache-2.0

package import Model

extension Instant {
  /// Reads a date of HTTP (RFC 9110, 5.6.7): IMF-fixdate, and the two obsolete forms that recipients must accept.
  ///
  /// `now` settles the century of RFC 850's two-digit years: a year more than 50 years ahead is one in the past.
  package init?(httpDate text: String, now: Instant) {
    let words = text.split { $0 == " " || $0 == "," || $0 == "-" }
    let civil: CivilTime? =
      switch words.count {
      // Sun, 06 Nov 1994 08:49:37 GMT, and with dashes and two digits: Sunday, 06-Nov-94 08:49:37 GMT
      case 6 where words[5] == "GMT" || words[5] == "UTC":
        CivilTime(day: words[1], month: words[2], year: words[3], time: words[4], now: now)
      // Sun Nov  6 08:49:37 1994
      case 5: CivilTime(day: words[2], month: words[1], year: words[4], time: words[3], now: now)
      default: nil
      }
    guard let civil, civil.isValid else { return nil }
    self = civil.instant()
  }
}

private let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

extension CivilTime {
  /// A date and time from the words of an HTTP date.
  fileprivate init?(day: Substring, month: Substring, year: Substring, time: Substring, now: Instant) {
    let clock = time.split(separator: ":", omittingEmptySubsequences: false).map { Int(digits: $0) }
    guard let month = months.firstIndex(of: String(month)), let dayNumber = Int(digits: day),
      var fullYear = Int(digits: year), clock.count == 3, let hour = clock[0], let minute = clock[1],
      let second = clock[2]
    else { return nil }
    if year.count == 2 {
      let thisYear = CivilTime(now).year
      fullYear += thisYear / 100 * 100
      if fullYear > thisYear + 50 { fullYear -= 100 }
    }
    self.init(
      year: fullYear, month: month + 1, day: dayNumber, hour: hour, minute: minute, second: second)
  }
}

extension Int {
  /// One to four decimal digits and nothing else.
  init?(digits: some StringProtocol) {
    guard (1...4).contains(digits.utf8.count), digits.utf8.allSatisfy({ 48...57 ~= $0 }) else { return nil }
    self.init(digits)
  }
}
