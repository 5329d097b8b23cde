// SPDX-License-Identifier: Apache-2.0
import Model
import Support
import Testing

@Suite struct CivilTimeTests {
  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
      (4_102_444_799, "2099-12-31T23:59:59Z"), (1_795_253_400, "2026-11-21T09:30:00Z"),
    ])
  func `a second is written as its date`(seconds: Int64, text: String) {
    #expect(Instant(seconds: seconds).description == text)
  }

  @Test(arguments: Seed.first(50))
  func `civil time and back is the same instant`(seed: Seed) {
    var seed = seed
    let instant = Instant(
      microseconds: .random(in: -60_000_000_000_000_000...90_000_000_000_000_000, using: &seed))
    let offset = Int.random(in: -50_000...50_000, using: &seed)
    let civil = CivilTime(instant, offset: offset)
    #expect(civil.isValid)
    #expect(civil.instant(offset: offset) == instant)
  }

  @Test func `an offset shows in the text`() {
    #expect(Instant(seconds: 0).rfc3339(offset: -12600) == "1969-12-31T20:30:00-03:30")
  }

  @Test func `weekdays count from Sunday`() {
    #expect(CivilTime(year: 2026, month: 11, day: 21).weekday == 6)
    #expect(CivilTime(year: 1969, month: 12, day: 28).weekday == 0)
  }

  @Test func `arithmetic saturates instead of trapping`() {
    #expect(Instant(microseconds: .max) + .seconds(1) == Instant(microseconds: .max))
    #expect(Instant(microseconds: .min) - .seconds(1) == Instant(microseconds: .min))
    #expect(Instant(seconds: .max).microseconds == .max)
  }
}
