// SPDX-License-Identifier: Apache-2.0
import Model
import Support
import Testing

@testable import Schedule

@Suite struct CalendarTimeTests {
  private func times(
    _ expression: String, after: String = "2026-01-01T00:00:00Z", in name: String, count: Int
  ) throws -> [String] {
    let time = try CalendarTime(parsing: expression)
    let zone = try zone(name)
    var instant = try #require(Instant(httpDate: "Thu, 01 Jan 2026 00:00:00 GMT", now: Instant(seconds: 0)))
    while instant.description < after { instant = instant + .minutes(1) }
    return (0..<count).map { _ in
      instant = time.next(after: instant, in: zone)
      return instant.description
    }
  }

  @Test func `a daily time keeps to the local clock through the year`() throws {
    #expect(
      try times("08:00", after: "2026-03-28T00:00:00Z", in: "Europe/Berlin", count: 3)
        == ["2026-03-28T07:00:00Z", "2026-03-29T06:00:00Z", "2026-03-30T06:00:00Z"])
  }

  @Test func `a time in the gap runs right after it, a repeated one once`() throws {
    #expect(
      try times("02:30", after: "2026-03-28T12:00:00Z", in: "Europe/Berlin", count: 2)
        == ["2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"])
    #expect(
      try times("02:30", after: "2026-10-24T12:00:00Z", in: "Europe/Berlin", count: 2)
        == ["2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"])
  }

  @Test func `every hour that really passes is due`() throws {
    #expect(
      try times("*:30", after: "2026-10-24T23:45:00Z", in: "Europe/Berlin", count: 3)
        == ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z"])
    #expect(
      try times("hourly", after: "2026-03-29T00:10:00Z", in: "Europe/Berlin", count: 2)
        == ["2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z"])
    #expect(try times("*:00", in: "Asia/Kolkata", count: 1) == ["2026-01-01T00:30:00Z"])
  }

  @Test func `weekdays and dates narrow it down`() throws {
    #expect(try times("Mon 08:00", in: "UTC", count: 2) == ["2026-01-05T08:00:00Z", "2026-01-12T08:00:00Z"])
    #expect(
      try times("*-*-01 08:00", in: "UTC", count: 2) == ["2026-01-01T08:00:00Z", "2026-02-01T08:00:00Z"])
    #expect(try times("*-02-29 00:00", in: "UTC", count: 1) == ["2028-02-29T00:00:00Z"])
    #expect(try times("Mon *-02-29 00:00", in: "UTC", count: 1) == ["2044-02-29T00:00:00Z"])
    #expect(try times("Sun *:30", in: "UTC", count: 1) == ["2026-01-04T00:30:00Z"])
  }

  @Test(arguments: [
    ("08:00", "08:00"), ("8:00,18:30", "08:00,18:30"), ("mon..fri 18:00", "Mon..Fri 18:00"),
    ("Sat..Mon 9:05", "Mon,Sat,Sun 09:05"), ("Monday 08:00", "Mon 08:00"), ("9..11:15", "09:15,10:15,11:15"),
    ("hourly", "*:00"), ("daily", "00:00"), ("weekly", "Mon 00:00"), ("Monthly", "*-*-01 00:00"),
    ("*-01,07-15 06:00", "*-01,07-15 06:00"), ("01-15 06:00", "*-01-15 06:00"), ("*:45,*:15", "*:15,*:45"),
  ]) func `an expression prints in its usual form and reads back the same`(text: String, printed: String)
    throws
  {
    let time = try CalendarTime(parsing: text)
    #expect(time.description == printed)
    #expect(try CalendarTime(parsing: printed) == time)
  }

  @Test(arguments: [
    ("", 1), ("25:00", 1), ("08:60", 4), ("Moon 08:00", 1), ("Mon..Fry 08:00", 6), ("Mon", 4), ("8", 1),
    ("08:00:00", 6),
    ("08:00 Mon", 7), ("2026-*-01 08:00", 1), ("*-13-01 08:00", 3), ("*-02-30 08:00", 6), ("*:*", 3),
    ("17..9:00", 1),
    ("*:30,08:00", 6), ("Mon,,Tue 08:00", 5), ("-1:00", 1), ("08:", 4),
  ]) func `what cannot be read is refused with its column`(text: String, column: Int) {
    let error = #expect(throws: CalendarTimeError.self) { try CalendarTime(parsing: text) }
    #expect(error?.column == column, "\(String(describing: error))")
  }

  /// Minute by minute: due when the local minute is wanted and was not shown before, or when the clocks have just
  /// jumped over a wanted minute.
  private func dueByBruteForce(
    _ wanted: Set<Int>, weekdays: Set<Int>, from start: Instant, to end: Instant, in zone: TimeZone
  ) -> [Instant] {
    var due: [Instant] = []
    var newest = zone.civilTime(at: start).instant().seconds
    var instant = start
    while instant < end {
      let local = zone.civilTime(at: instant).instant().seconds
      while newest < local {
        newest += 60
        let civil = CivilTime(Instant(seconds: newest))
        if wanted.contains(civil.hour * 60 + civil.minute), weekdays.contains(civil.weekday),
          due.last != instant
        {
          due.append(instant)
        }
      }
      instant = instant + .minutes(1)
    }
    return due
  }

  @Test(arguments: [
    "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Beirut",
    "Europe/Dublin",
    "America/Havana", "Pacific/Chatham", "Asia/Gaza",
  ]) func `next and previous agree with a brute-force model`(name: String) throws {
    let zone = try zone(name)
    var seed = Seed(name.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) })
    let wanted = Set(
      [0, 30, 90, 120, 150, 170, 1439] + (0..<2).map { _ in Int.random(in: 0..<1440, using: &seed) })
    let weekdays: Set<Int> = Bool.random(using: &seed) ? Set(0...6) : [0, 1, 5]
    let time = CalendarTime(
      weekdays: weekdays, months: Set(1...12), days: Set(1...31), clock: .times(wanted.sorted()))
    for change in zone.changes(from: 2020, to: 2040) {
      let (start, end) = (change - .hours(6), change + .hours(9))
      let expected = dueByBruteForce(wanted, weekdays: weekdays, from: start, to: end, in: zone)
      var instant = start
      for due in expected {
        instant = time.next(after: instant, in: zone)
        #expect(instant == due, "\(name) \(time)")
        #expect(time.previous(at: instant, in: zone) == instant)
        #expect(time.previous(at: instant + .seconds(59), in: zone) == instant)
      }
      #expect(time.next(after: instant, in: zone) >= end)
    }
  }

  @Test func `in every zone a day has one morning, a day after the last`() throws {
    let time = try CalendarTime(parsing: "02:30")
    for name in zoneNames() {
      let zone = try zone(name)
      for change in zone.changes(from: 2020, to: 2040) {
        var instant = time.previous(at: change - .days(1), in: zone)
        for _ in 0..<2 {
          let next = time.next(after: instant, in: zone)
          let days = zone.civilTime(at: next).daysSince1970 - zone.civilTime(at: instant).daysSince1970
          #expect(days == 1, "\(name) \(instant) \(next)")
          #expect(time.previous(at: next - .seconds(1), in: zone) == instant, "\(name)")
          instant = next
        }
      }
    }
  }
}

extension Schedule.TimeZone {
  /// The instants at which the offset changes, found by looking every ten days and then closer.
  fileprivate func changes(from first: Int, to last: Int) -> [Instant] {
    let end = CivilTime(year: last + 1, month: 1, day: 1).instant()
    var found: [Instant] = []
    var instant = CivilTime(year: first, month: 1, day: 1).instant()
    while instant < end {
      let next = instant + .days(10)
      if offset(at: instant) != offset(at: next) {
        var (low, high) = (instant.seconds, next.seconds)
        while high - low > 1 {
          let middle = (low + high) / 2
          if offset(at: Instant(seconds: middle)) == offset(at: instant) {
            low = middle
          } else {
            high = middle
          }
        }
        found.append(Instant(seconds: high))
      }
      instant = next
    }
    return found
  }
}
