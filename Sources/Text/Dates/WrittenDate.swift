// SPDX-License-Identifier: Apache-2.0
package import Model

extension Instant {
  /// Reads a date as feeds and pages write it: RFC 3339 and the rest of ISO 8601, RFC 822 with what became of it,
  /// asctime(3), `October 5, 2026`, and months in other languages.
  ///
  /// Nil rather than a guess: `7/9/2004`, days that no month has, words that mean nothing. Without a zone it is UTC.
  package init?(written text: String) {
    guard text.utf8.count <= 120 else { return nil }
    let bytes = Array(text.utf8)
    var scanner = DateScanner(bytes)
    if let instant = scanner.anyDate() {
      self = instant
    } else {
      guard var respelled = DateScanner(respelled: text), let instant = respelled.anyDate() else {
        return nil
      }
      self = instant
    }
  }

  /// The instant as a time of publication: nil before 1990, which feeds and review pages are younger than; what is
  /// older is a counter or a database's date that was never set.
  package var asPublication: Instant? { self >= Instant(seconds: 631_152_000) ? self : nil }
}

/// A cursor over the bytes of a date.
struct DateScanner {
  private(set) var bytes: [UInt8]
  private(set) var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var next: UInt8? { at < bytes.count ? bytes[at] : nil }
  var isAtEnd: Bool { at >= bytes.count }

  mutating func skip() { at += 1 }

  mutating func skipSpace() {
    while let byte = next, byte <= 0x20 || byte == UInt8(ascii: ",") { at += 1 }
  }

  /// Takes a byte if it is the next one.
  mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    at += 1
    return true
  }

  /// Digits as a number, and how many there were; nine at most are taken.
  mutating func number() -> (value: Int, digits: Int) {
    var value = 0
    let start = at
    while let byte = next, byte &- UInt8(ascii: "0") < 10, at - start < 9 {
      value = value * 10 + Int(byte &- UInt8(ascii: "0"))
      at += 1
    }
    return (value, at - start)
  }

  /// Digits of a fraction of a second as microseconds; what is finer is cut off.
  mutating func fraction() -> Int? {
    var value = 0
    var weight = 100_000
    let start = at
    while let byte = next, byte &- UInt8(ascii: "0") < 10 {
      value += Int(byte &- UInt8(ascii: "0")) * weight
      weight /= 10
      at += 1
    }
    return at > start ? value : nil
  }

  /// Letters, ASCII or not, with full stops inside and after them.
  mutating func word() -> ArraySlice<UInt8> {
    let start = at
    while let byte = next, (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte >= 0x80 { at += 1 }
    let word = bytes[start..<at]
    _ = take(UInt8(ascii: "."))
    return word
  }

  /// Whether it begins like a date of ISO 8601: with a year and no space, or a hyphen.
  var startsISO: Bool {
    guard let first = next else { return false }
    if first == UInt8(ascii: "-") { return true }
    guard first &- UInt8(ascii: "0") < 10 else { return false }
    var index = at
    while index < bytes.count, bytes[index] &- UInt8(ascii: "0") < 10 { index += 1 }
    let digits = index - at
    guard digits <= 2 else { return true }
    // `03-12-31` is ISO, `31-Dec-2003` is not.
    return index + 1 < bytes.count && bytes[index] == UInt8(ascii: "-")
      && bytes[index + 1] &- UInt8(ascii: "0") < 10
  }

  mutating func anyDate() -> Instant? {
    skipSpace()
    return startsISO ? isoDate() : mailDate()
  }
}

/// A time of day with what was said of its zone.
struct TimeOfDay {
  var hour = 0
  var minute = 0
  var second = 0
  var microsecond = 0
}

extension DateScanner {
  /// `hh:mm`, `hh:mm:ss` or `hh:mm:ss.fff`; nil if what is there is none.
  mutating func timeOfDay() -> TimeOfDay? {
    var time = TimeOfDay()
    let hour = number()
    guard (1...2).contains(hour.digits), take(UInt8(ascii: ":")) else { return nil }
    let minute = number()
    guard (1...2).contains(minute.digits) else { return nil }
    (time.hour, time.minute) = (hour.value, minute.value)
    if take(UInt8(ascii: ":")) {
      let second = number()
      guard (1...2).contains(second.digits) else { return nil }
      time.second = second.value
      if next == UInt8(ascii: ".") || next == UInt8(ascii: ",") {
        skip()
        guard let fraction = fraction() else { return nil }
        time.microsecond = fraction
      }
    }
    return next == UInt8(ascii: ":") ? nil : time
  }

  /// `+hh:mm`, `+hhmm` or `+hh` as seconds east of UTC; nil if what is there is none or beyond 15 hours.
  mutating func numericZone() -> Int? {
    let isWest = next == UInt8(ascii: "-")
    skip()
    let first = number()
    var (hours, minutes) = (first.value, 0)
    switch first.digits {
    case 1, 2:
      if take(UInt8(ascii: ":")) {
        let second = number()
        guard second.digits == 2 else { return nil }
        minutes = second.value
      }
    case 3, 4: (hours, minutes) = (first.value / 100, first.value % 100)
    default: return nil
    }
    guard hours <= 15, minutes < 60 else { return nil }
    return (isWest ? -1 : 1) * (hours * 3600 + minutes * 60)
  }

  /// The instant of a date and a time of day; 24:00 is the next midnight, and nothing else is out of range.
  func instant(_ year: Int, _ month: Int, _ day: Int, _ time: TimeOfDay, zone: Int) -> Instant? {
    let isMidnight = time.hour == 24 && time.minute == 0 && time.second == 0
    let civil = CivilTime(
      year: year, month: month, day: day, hour: isMidnight ? 0 : time.hour, minute: time.minute,
      second: time.second,
      microsecond: time.microsecond)
    // The year 0000 is how databases print that they have no date.
    guard civil.isValid, year > 0 else { return nil }
    return civil.instant(offset: zone) + (isMidnight ? .days(1) : .zero)
  }
}
