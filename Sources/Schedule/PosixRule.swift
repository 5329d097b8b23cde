// SPDX-License-Identifier: Apache-2.0

internal import Model

/// The TZ string of POSIX with the extensions of RFC 8536, 3.3.1: `CET-1CEST,M3.5.0,M10.5.0/3`.
struct PosixRule: Hashable, Sendable {
  /// Standard time.
  var standard: TimeZone.Offset
  /// Daylight saving time with its first and last moment, where there is any.
  var daylight: Daylight?

  /// Daylight saving time.
  struct Daylight: Hashable, Sendable {
    var offset: TimeZone.Offset
    var start: Change
    var end: Change
  }

  /// A moment of each year, in local time.
  struct Change: Hashable, Sendable {
    /// A way to name a day of the year.
    enum Day: Hashable, Sendable {
      /// 1...365, 29 February never counted.
      case julian(Int)
      /// 0...365, 29 February counted.
      case zeroBased(Int)
      /// Month 1...12, week 1...5 (5 is the last), weekday 0 for Sunday.
      case weekday(month: Int, week: Int, day: Int)
    }

    var day: Day
    /// Seconds after midnight, -167...167 hours.
    var time: Int

    /// The moment in a year, as seconds since 1970 of a clock that shows local time.
    func localSecond(in year: Int) -> Int64 {
      let date: Int64
      switch day {
      case .julian(let number):
        let isLeap = CivilTime.days(inMonth: 2, of: year) == 29
        date =
          CivilTime(year: year, month: 1, day: 1).daysSince1970 + Int64(number - 1)
          + (isLeap && number > 59 ? 1 : 0)
      case .zeroBased(let number):
        date = CivilTime(year: year, month: 1, day: 1).daysSince1970 + Int64(number)
      case .weekday(let month, let week, let day):
        let first = CivilTime(year: year, month: month, day: 1)
        var number = 1 + (day - first.weekday + 7) % 7 + (week - 1) * 7
        if number > CivilTime.days(inMonth: month, of: year) { number -= 7 }
        date = first.daysSince1970 + Int64(number - 1)
      }
      return date * 86400 + Int64(time)
    }
  }

  /// What clocks show at a second of UTC.
  func offset(atSecond second: Int64) -> TimeZone.Offset {
    changes(around: second).last { $0.at <= second }?.offset ?? standard
  }

  /// The first change of the clocks after a second of UTC; nil where they never change.
  func transition(after second: Int64) -> Int64? {
    changes(around: second).first { $0.at > second }?.at
  }

  /// The changes of the year of a second and of the years beside it, in order.
  private func changes(around second: Int64) -> [TimeZone.Transition] {
    guard let daylight else { return [] }
    let year = CivilTime(Instant(seconds: second), offset: standard.seconds).year
    return (year - 1...year + 1).flatMap { year in
      [
        TimeZone.Transition(
          at: daylight.end.localSecond(in: year) - Int64(daylight.offset.seconds), offset: standard),
        TimeZone.Transition(
          at: daylight.start.localSecond(in: year) - Int64(standard.seconds), offset: daylight.offset),
      ]
    }.enumerated()
      // Daylight time all year ends where it starts again: the start, second of each pair, must win.
      .sorted { ($0.element.at, $0.offset % 2) < ($1.element.at, $1.offset % 2) }
      .map(\.element)
  }
}

extension PosixRule {
  /// Reads a TZ string; nil where it is none.
  init?(parsing text: String) {
    var reader = PosixReader(rest: text.utf8[...])
    guard let rule = reader.rule(), reader.rest.isEmpty else { return nil }
    self = rule
  }
}

/// Reads the TZ string from left to right.
private struct PosixReader {
  var rest: Substring.UTF8View

  mutating func rule() -> PosixRule? {
    guard let name = name(), let west = time(), abs(west) < 16 * 3600 else { return nil }
    let standard = TimeZone.Offset(seconds: -west, abbreviation: name)
    if rest.isEmpty { return PosixRule(standard: standard, daylight: nil) }
    guard let daylightName = self.name() else { return nil }
    var offset = standard.seconds + 3600
    if let byte = rest.first, byte != UInt8(ascii: ",") {
      guard let west = time(), abs(west) < 16 * 3600 else { return nil }
      offset = -west
    }
    guard eat(","), let start = change(), eat(","), let end = change() else { return nil }
    let daylight = PosixRule.Daylight(
      offset: TimeZone.Offset(seconds: offset, abbreviation: daylightName), start: start, end: end)
    return PosixRule(standard: standard, daylight: daylight)
  }

  private mutating func eat(_ character: Unicode.Scalar) -> Bool {
    guard let first = rest.first, first == UInt8(ascii: character) else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// `CET`, or `<+03>` where it is not of letters only.
  private mutating func name() -> String? {
    let isQuoted = eat("<")
    let name = rest.prefix { byte in
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
        || isQuoted && (UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || byte == 0x2B || byte == 0x2D)
    }
    rest = rest[name.endIndex...]
    guard name.count >= 3, !isQuoted || eat(">") else { return nil }
    return String(Substring(name))
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int? {
    let digits = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    guard let number = Int(Substring(digits)), range ~= number else { return nil }
    rest = rest[digits.endIndex...]
    return number
  }

  /// `[+-]hh[:mm[:ss]]` in seconds.
  private mutating func time() -> Int? {
    let sign = eat("-") ? -1 : 1
    if sign == 1 { _ = eat("+") }
    guard let hours = number(0...167) else { return nil }
    var seconds = hours * 3600
    if eat(":") {
      guard let minutes = number(0...59) else { return nil }
      seconds += minutes * 60
      if eat(":") {
        guard let rest = number(0...59) else { return nil }
        seconds += rest
      }
    }
    return sign * seconds
  }

  /// `M3.5.0`, `J60` or `59`, with `/time` where it is not at two o'clock.
  private mutating func change() -> PosixRule.Change? {
    let day: PosixRule.Change.Day
    if eat("M") {
      guard let month = number(1...12), eat("."), let week = number(1...5), eat("."),
        let weekday = number(0...6)
      else { return nil }
      day = .weekday(month: month, week: week, day: weekday)
    } else if eat("J") {
      guard let number = number(1...365) else { return nil }
      day = .julian(number)
    } else {
      guard let number = number(0...365) else { return nil }
      day = .zeroBased(number)
    }
    guard eat("/") else { return PosixRule.Change(day: day, time: 2 * 3600) }
    return time().map { PosixRule.Change(day: day, time: $0) }
  }
}
