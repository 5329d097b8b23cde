// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Support
import Testing

@testable import Schedule

@Suite struct TimeZoneTests {
  private let start = CivilTime(year: 2020, month: 1, day: 1).instant()
  private let end = CivilTime(year: 2041, month: 1, day: 1).instant()

  @Test func `every zone of the machine agrees with Foundation from 2020 to 2040`() throws {
    let names = zoneNames()
    #expect(names.count > 300)
    for name in names {
      guard let oracle = Foundation.TimeZone(identifier: name) else { continue }
      let zone = try zone(name)
      var second = start.seconds
      while second < end.seconds {
        let expected = oracle.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
        let found = zone.offset(at: Instant(seconds: second))
        if found != expected {
          Issue.record("\(name) at \(Instant(seconds: second)): \(found), Foundation says \(expected)")
          break
        }
        second += 11 * 86400 + 3600
      }
    }
  }

  @Test func `the footer's rule alone gives what the file lists`() throws {
    for name in zoneNames() {
      let zone = try zone(name)
      guard let rule = zone.rule, let last = zone.transitions.last?.at else { continue }
      // Morocco's fasting month is listed for decades, since no rule can name it.
      let from = CivilTime(year: 2030, month: 1, day: 1).instant().seconds
      guard last < CivilTime(year: 2040, month: 1, day: 1).instant().seconds else { continue }
      // Some files end with a transition at 2^31 - 1 seconds that changes nothing.
      for transition in zone.transitions where transition.at >= from && transition.at < Int32.max {
        #expect(rule.offset(atSecond: transition.at) == transition.offset, "\(name)")
        #expect(rule.transition(after: transition.at - 1) == transition.at, "\(name)")
      }
    }
  }

  @Test func `after the last listed transition the rule goes on`() throws {
    let berlin = try zone("Europe/Berlin")
    let summer = CivilTime(year: 2090, month: 7, day: 1).instant()
    #expect(berlin.offset(at: summer) == 7200 && berlin.abbreviation(at: summer) == "CEST")
    #expect(berlin.offset(at: summer + .days(180)) == 3600)
    #expect(
      try zone("Australia/Sydney").offset(at: CivilTime(year: 2090, month: 1, day: 1).instant()) == 39600)
  }

  @Test func `a local time that comes twice is the first of the two`() throws {
    let civil = CivilTime(year: 2026, month: 10, day: 25, hour: 2, minute: 30)
    #expect(try zone("Europe/Berlin").instant(of: civil).description == "2026-10-25T00:30:00Z")
  }

  @Test func `a local time that is jumped over is the first instant after the gap`() throws {
    let civil = CivilTime(year: 2026, month: 3, day: 29, hour: 2, minute: 30)
    #expect(try zone("Europe/Berlin").instant(of: civil).description == "2026-03-29T01:00:00Z")
    // Samoa left out a whole day.
    let samoa = CivilTime(year: 2011, month: 12, day: 30, hour: 8)
    #expect(try zone("Pacific/Apia").instant(of: samoa).description == "2011-12-30T10:00:00Z")
  }

  @Test(arguments: [
    "Europe/Dublin", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Chatham", "Africa/Casablanca",
  ])
  func `a local time gives its instant back wherever it exists`(name: String) throws {
    let zone = try zone(name)
    var instant = start
    while instant < end {
      let again = zone.instant(of: zone.civilTime(at: instant))
      #expect(again <= instant && zone.civilTime(at: again) == zone.civilTime(at: instant))
      instant = instant + .minutes(17 * 60 + 13)
    }
  }

  @Test(arguments: [
    ("<+0330>-3:30", 12600), ("EST5", -18000), ("XXX3EDT4,0/0,J365/23", -14400),
    ("IST-1GMT0,M10.5.0,M3.5.0/1", 0),
  ]) func `POSIX rules of unusual form are read`(text: String, january: Int) throws {
    let rule = try #require(PosixRule(parsing: text))
    #expect(
      rule.offset(atSecond: CivilTime(year: 2030, month: 1, day: 10).instant().seconds).seconds == january)
  }

  @Test(arguments: [
    "", "CET", "C1", "CET-1CEST", "CET-1CEST,M13.1.0,M10.5.0", "CET-1CEST,M3.5.0", "CET-1x", "<+3-3",
  ])
  func `what is no POSIX rule is refused`(text: String) {
    #expect(PosixRule(parsing: text) == nil)
  }

  @Test func `a file cut anywhere is refused, not misread`() throws {
    let whole = try bytes(of: URL(fileURLWithPath: "/usr/share/zoneinfo/Europe/Berlin"))
    for count in stride(from: 0, to: whole.count, by: 7) {
      #expect(throws: NotATimeZone.self) {
        try Schedule.TimeZone(name: "x", bytes: Array(whole.prefix(count)))
      }
    }
  }

  @Test(arguments: Seed.first(100)) func `flipped bytes never trap`(seed: Seed) throws {
    var seed = seed
    var broken = try bytes(of: URL(fileURLWithPath: "/usr/share/zoneinfo/Europe/Berlin"))
    for _ in 0..<4 {
      broken[Int.random(in: broken.indices, using: &seed)] = UInt8.random(in: 0...255, using: &seed)
    }
    if let zone = try? Schedule.TimeZone(name: "x", bytes: broken) {
      let civil = CivilTime(year: 2026, month: 3, day: 29, hour: 2, minute: 30)
      #expect(abs((zone.instant(of: civil) - civil.instant()).components.seconds) < 17 * 3600 + 86400)
    }
  }

  @Test func `names that could leave the folder are no names`() {
    #expect(Schedule.TimeZone.isName("America/Argentina/Buenos_Aires"))
    #expect(Schedule.TimeZone.isName("Etc/GMT+3"))
    for name in [
      "", "/etc/passwd", "../x", "Europe/../x", "Europe//Berlin", "a b", "Europe/Berlin\n", "x.tab",
    ] {
      #expect(!Schedule.TimeZone.isName(name))
    }
  }
}
