// SPDX-License-Identifier: Apache-2.0

package import Model

/// When something is due by the calendar, in the local time of some zone.
///
/// After systemd.time's calendar events: `08:00`, `08:00,18:30`, `Mon..Fri 9..17:00`, `*-*-01 08:00`, `*:30`,
/// and the words `hourly`, `daily`, `weekly` and `monthly`.
///
/// Around changes of the clocks it follows Debian's cron, not systemd, which leaves such times out: a local time
/// that does not exist is due at the first instant after the gap, one that comes twice is due the first time
/// only. Where every hour is meant, every hour that really passes is due.
package struct CalendarTime: Hashable, Sendable {
  /// Times of the day.
  enum Clock: Hashable, Sendable {
    /// At these minutes (0...59) of each hour.
    case everyHour(at: Set<Int>)
    /// At these minutes (0..<1440) of the day, in order.
    case times([Int])
  }

  /// Days of the week, 0 for Sunday ... 6.
  var weekdays: Set<Int>
  /// 1...12.
  var months: Set<Int>
  /// Days of the month, 1...31.
  var days: Set<Int>
  /// When on those days.
  var clock: Clock

  /// The first time due after an instant.
  package func next(after instant: Instant, in zone: TimeZone) -> Instant {
    switch clock {
    case .times(let times): daily(times, from: instant, step: 1, in: zone) { $0 > instant }
    case .everyHour(let minutes): hourly(minutes, from: instant, step: 1, in: zone) { $0 > instant }
    }
  }

  /// The last time due at or before an instant.
  package func previous(at instant: Instant, in zone: TimeZone) -> Instant {
    switch clock {
    case .times(let times): daily(times, from: instant, step: -1, in: zone) { $0 <= instant }
    case .everyHour(let minutes): hourly(minutes, from: instant, step: -1, in: zone) { $0 <= instant }
    }
  }

  /// Goes from day to day and returns the first due time that fits.
  ///
  /// It ends: the calendar repeats after 400 years, and within them every date falls on every weekday.
  private func daily(
    _ times: [Int], from instant: Instant, step: Int64, in zone: TimeZone, fits: (Instant) -> Bool
  ) -> Instant {
    // A gap can put a day's times into the next day, so it starts a day early.
    var date = zone.civilTime(at: instant).daysSince1970 - step
    while true {
      let midnight = CivilTime(Instant(seconds: date * 86400))
      if holds(on: midnight) {
        let due = times.map { zone.instant(of: midnight.at(minute: $0)) }
        if let found = step > 0 ? due.first(where: fits) : due.last(where: fits) { return found }
      }
      date += step
    }
  }

  /// Goes from minute to minute, on other days by quarters of an hour, and returns the first that fits.
  ///
  /// Every zone has been whole quarters away from UTC since 1972, so no day begins within a quarter.
  private func hourly(
    _ minutes: Set<Int>, from instant: Instant, step: Int64, in zone: TimeZone, fits: (Instant) -> Bool
  ) -> Instant {
    var minute = (instant.seconds - ((instant.seconds % 60) + 60) % 60) / 60
    while true {
      let candidate = Instant(seconds: minute * 60)
      let civil = zone.civilTime(at: candidate)
      let isDay = holds(on: civil)
      if isDay && minutes.contains(civil.minute) && fits(candidate) { return candidate }
      let quarter = ((minute % 15) + 15) % 15
      minute += isDay ? step : step > 0 ? 15 - quarter : -quarter - 1
    }
  }

  private func holds(on date: CivilTime) -> Bool {
    months.contains(date.month) && days.contains(date.day) && weekdays.contains(date.weekday)
  }
}

extension CalendarTime: CustomStringConvertible {
  /// The expression in its usual form; reading it gives the same value.
  package var description: String {
    let weekdays =
      weekdays.count == 7
      ? nil
      : Self.list(Set(weekdays.map { ($0 + 6) % 7 })) { number in
        Self.weekdayNames[(number + 1) % 7]
      }
    let months = months.count == 12 ? "*" : Self.list(months) { padded($0) }
    let days = days.count == 31 ? "*" : Self.list(days) { padded($0) }
    let date = months == "*" && days == "*" ? nil : "*-" + months + "-" + days
    return [weekdays, date, clock.description].compactMap(\.self).joined(separator: " ")
  }

  /// The names of the days of the week from Sunday.
  static let weekdayNames = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

  /// Numbers in order, runs of three and more as ranges.
  private static func list(_ numbers: Set<Int>, _ name: (Int) -> String) -> String {
    var runs: [ClosedRange<Int>] = []
    for number in numbers.sorted() {
      if let last = runs.last, last.upperBound == number - 1 {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
    return runs.map { run in
      run.count < 3
        ? run.map(name).joined(separator: ",") : name(run.lowerBound) + ".." + name(run.upperBound)
    }.joined(separator: ",")
  }
}

extension CalendarTime.Clock: CustomStringConvertible {
  /// `08:00,18:30` or `*:30`.
  var description: String {
    switch self {
    case .times(let times): times.map { padded($0 / 60) + ":" + padded($0 % 60) }.joined(separator: ",")
    case .everyHour(let minutes): minutes.sorted().map { "*:" + padded($0) }.joined(separator: ",")
    }
  }
}

extension CivilTime {
  /// The same date at a minute of the day.
  fileprivate func at(minute: Int) -> CivilTime {
    var civil = self
    (civil.hour, civil.minute) = (minute / 60, minute % 60)
    return civil
  }
}
