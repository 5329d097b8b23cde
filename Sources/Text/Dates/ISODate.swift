// SPDX-License-Identifier: Apache-2.0
import Model

extension DateScanner {
  /// Reads RFC 3339 and the other forms of ISO 8601, with a space for the `T` and zones by name as databases write.
  mutating func isoDate() -> Instant? {
    guard let (year, month, day) = isoDay() else { return nil }
    var time = TimeOfDay()
    if let byte = next {
      guard byte | 0x20 == UInt8(ascii: "t") || byte <= 0x20 || byte == UInt8(ascii: ",") else { return nil }
      skip()
      skipSpace()
      if !isAtEnd {
        guard let stated = timeOfDay() else { return nil }
        time = stated
      }
    }
    guard let zone = isoZone(&time) else { return nil }
    return instant(year, month, day, time, zone: zone)
  }

  /// Everything up to the time: `2003-12-31`, `20031231`, `2003-12`, `2003-365`, `031231`, `-0312` ...
  private mutating func isoDay() -> (Int, Int, Int)? {
    let isShort = take(UInt8(ascii: "-"))
    let first = number()
    switch (isShort, first.digits) {
    case (true, 4): return (century(first.value / 100), first.value % 100, 1)
    case (true, 2), (false, 2), (false, 4): break
    case (false, 6): return (century(first.value / 10000), first.value / 100 % 100, first.value % 100)
    case (false, 8): return (first.value / 10000, first.value / 100 % 100, first.value % 100)
    case (false, 7): return ordinal(first.value / 1000, first.value % 1000)
    default: return nil
    }
    let year = first.digits == 2 ? century(first.value) : first.value
    guard take(UInt8(ascii: "-")) || take(UInt8(ascii: "/")) else {
      return first.digits == 4 && (isAtEnd || first.value > 1900) ? (year, 1, 1) : nil
    }
    let month = number()
    guard (1...3).contains(month.digits) else { return nil }
    guard take(UInt8(ascii: "-")) || take(UInt8(ascii: "/")) else {
      return month.digits == 3 ? ordinal(year, month.value) : (year, month.value, 1)
    }
    let day = number()
    guard !isShort, (1...2).contains(day.digits) else { return nil }
    return (year, month.value, day.value)
  }

  /// A year of two digits: up to 69 in this century, as POSIX has it.
  func century(_ year: Int) -> Int { year < 70 ? 2000 + year : 1900 + year }

  private func ordinal(_ year: Int, _ dayOfYear: Int) -> (Int, Int, Int)? {
    var rest = dayOfYear
    for month in 1...12 {
      let days = CivilTime.days(inMonth: month, of: year)
      if (1...days).contains(rest) { return (year, month, rest) }
      rest -= days
    }
    return nil
  }

  /// The zone and nothing after it; none is UTC.
  private mutating func isoZone(_ time: inout TimeOfDay) -> Int? {
    skipSpace()
    if let isAfternoon = halfOfDay() {
      guard (1...12).contains(time.hour) else { return nil }
      time.hour = time.hour % 12 + (isAfternoon ? 12 : 0)
      skipSpace()
    }
    if isAtEnd { return 0 }
    let zone = next == UInt8(ascii: "+") || next == UInt8(ascii: "-") ? numericZone() : namedZone()
    skipSpace()
    return isAtEnd ? zone : nil
  }

  /// `AM` or `PM`, if that is what comes.
  mutating func halfOfDay() -> Bool? {
    guard at + 1 < bytes.count, bytes[at + 1] | 0x20 == UInt8(ascii: "m") else { return nil }
    let first = bytes[at] | 0x20
    guard first == UInt8(ascii: "a") || first == UInt8(ascii: "p") else { return nil }
    guard at + 2 == bytes.count || (bytes[at + 2] | 0x20) &- UInt8(ascii: "a") >= 26 else { return nil }
    skip()
    skip()
    return first == UInt8(ascii: "p")
  }

  /// A zone by name, with an offset after it as in `GMT+01:00`; nil where it is no zone.
  mutating func namedZone() -> Int? {
    var name = word()
    if take(UInt8(ascii: "/")) { name = word() }
    guard let zone = zoneOffset(named: name) else { return nil }
    guard next == UInt8(ascii: "+") || next == UInt8(ascii: "-") else { return zone }
    return zone == 0 ? numericZone() : nil
  }
}
