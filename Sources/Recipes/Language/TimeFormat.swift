// SPDX-License-Identifier: Apache-2.0

import Model
import Schedule
import Text

/// How a platform writes a time.
enum TimeFormat: Hashable, Sendable {
  /// A number that counts this many microseconds since 1970.
  case epoch(microseconds: Int64)
  /// A text, taken apart as `strptime` does.
  case pattern(TimePattern)

  /// The formats with a name.
  static let names = ["rfc3339", "rfc822", "epoch-s", "epoch-ms", "epoch-us"]

  /// Reads a name or a pattern such as `%Y-%m-%d %H:%M:%S`; nil for what is neither.
  init?(parsing text: String) {
    switch text {
    case "epoch-s": self = .epoch(microseconds: 1_000_000)
    case "epoch-ms": self = .epoch(microseconds: 1000)
    case "epoch-us": self = .epoch(microseconds: 1)
    case "rfc3339": self.init(pattern: "%Y-%m-%dT%H:%M:%S%f%z")
    case "rfc822": self.init(pattern: "%a%d %b %Y %H:%M:%S %z")
    default:
      guard text.contains("%") else { return nil }
      self.init(pattern: text)
    }
  }

  private init?(pattern: String) {
    guard let pattern = TimePattern(parsing: pattern) else { return nil }
    self = .pattern(pattern)
  }

  /// The instant a value means, or nil where it is none; without a zone of its own it is read in `zone`.
  func instant(of json: JSON, in zone: TimeZone) -> Instant? {
    switch self {
    case .epoch(let unit): Self.count(json, unit)
    case .pattern(let pattern): json.string.flatMap { pattern.instant(of: trimmed($0), in: zone) }
    }
  }

  /// From year 1 to year 9999, which is also what can be printed.
  private static let range = -62_135_596_800_000_000...253_402_300_799_999_999

  private static func count(_ json: JSON, _ unit: Int64) -> Instant? {
    let whole = json.integer ?? json.string.flatMap { Int64(trimmed($0)) }
    if let whole {
      let (product, overflow) = whole.multipliedReportingOverflow(by: unit)
      return !overflow && range.contains(Int(product)) ? Instant(microseconds: product) : nil
    }
    guard let number = json.number ?? json.string.flatMap({ Double(trimmed($0)) }) else { return nil }
    let microseconds = (number * Double(unit)).rounded()
    guard let exact = Int64(exactly: microseconds), range.contains(Int(exact)) else { return nil }
    return Instant(microseconds: exact)
  }
}

/// A pattern of `strptime`: `%Y %m %d %H %M %S`, `%b` a month's name, `%a` a weekday's with its comma, `%f` a
/// fraction or none, `%z` a zone or none, `%%`; a space stands for any number of them.
struct TimePattern: Hashable, Sendable {
  private let bytes: [UInt8]

  /// Nil where a `%` is followed by anything else, or no day can come of it.
  init?(parsing text: String) {
    bytes = Array(text.utf8)
    var letters: Set<UInt8> = []
    var at = 0
    while at < bytes.count {
      defer { at += 1 }
      guard bytes[at] == UInt8(ascii: "%") else { continue }
      at += 1
      guard at < bytes.count, "YmdHMSbafz%".utf8.contains(bytes[at]) else { return nil }
      letters.insert(bytes[at])
    }
    guard letters.isSuperset(of: "Yd".utf8),
      letters.contains(UInt8(ascii: "m")) || letters.contains(UInt8(ascii: "b"))
    else { return nil }
  }

  /// The instant a text means, or nil where it does not have this form or there is no such day.
  func instant(of text: String, in zone: TimeZone) -> Instant? {
    var reader = TimeReader(text)
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "%"), at + 1 < bytes.count {
        guard reader.take(field: bytes[at + 1]) else { return nil }
        at += 1
      } else if byte == UInt8(ascii: " ") {
        reader.skipSpace()
      } else {
        guard reader.take(byte) else { return nil }
      }
      at += 1
    }
    guard reader.isAtEnd, reader.civil.isValid else { return nil }
    return reader.offset.map { reader.civil.instant(offset: $0) } ?? zone.instant(of: reader.civil)
  }
}

/// A cursor over a time.
private struct TimeReader {
  private let bytes: [UInt8]
  private var at = 0
  var civil = CivilTime(year: 1970, month: 0, day: 0)
  /// Seconds east of UTC, as far as it says.
  var offset: Int?

  init(_ text: String) { bytes = Array(text.utf8.prefix(100)) }

  var isAtEnd: Bool { at == bytes.count }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  mutating func take(_ byte: UInt8) -> Bool {
    // RFC 3339 allows a small t and a space between the date and the time.
    let isT = byte == UInt8(ascii: "T") && (next == UInt8(ascii: "t") || next == UInt8(ascii: " "))
    guard next == byte || isT else { return false }
    at += 1
    return true
  }

  mutating func skipSpace() {
    while next == UInt8(ascii: " ") { at += 1 }
  }

  mutating func take(field: UInt8) -> Bool {
    switch field {
    case UInt8(ascii: "Y"): number(4, into: \.year)
    case UInt8(ascii: "m"): number(2, into: \.month)
    case UInt8(ascii: "d"): number(2, into: \.day)
    case UInt8(ascii: "H"): number(2, into: \.hour)
    case UInt8(ascii: "M"): number(2, into: \.minute)
    case UInt8(ascii: "S"): number(2, into: \.second)
    case UInt8(ascii: "f"): fraction()
    case UInt8(ascii: "z"): zone()
    case UInt8(ascii: "b"): monthName()
    case UInt8(ascii: "a"): weekday()
    default: take(field)
    }
  }

  private mutating func digits(atMost limit: Int) -> ArraySlice<UInt8> {
    let start = at
    while let byte = next, byte &- UInt8(ascii: "0") < 10, at - start < limit { at += 1 }
    return bytes[start..<at]
  }

  private mutating func number(_ width: Int, into field: WritableKeyPath<CivilTime, Int>) -> Bool {
    let digits = digits(atMost: width)
    guard digits.count == width || (width == 2 && digits.count == 1) else { return false }
    civil[keyPath: field] = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    return true
  }

  /// What is finer than microseconds is cut off.
  private mutating func fraction() -> Bool {
    guard next == UInt8(ascii: ".") || next == UInt8(ascii: ",") else { return true }
    at += 1
    let digits = digits(atMost: 30)
    let padded = digits.prefix(6) + Array(repeating: UInt8(ascii: "0"), count: max(0, 6 - digits.count))
    civil.microsecond = padded.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    return !digits.isEmpty
  }

  /// `Z`, `GMT`, `UTC`, `+01:00`, `+0100`, `+01`; nothing is no zone.
  private mutating func zone() -> Bool {
    skipSpace()
    guard let sign = next else { return true }
    if sign != UInt8(ascii: "+") && sign != UInt8(ascii: "-") {
      let name = String(decoding: bytes[at...], as: UTF8.self).uppercased()
      guard ["Z", "UTC", "GMT", "UT"].contains(name) else { return false }
      (offset, at) = (0, bytes.count)
      return true
    }
    at += 1
    let hours = digits(atMost: 2)
    _ = next == UInt8(ascii: ":") && take(UInt8(ascii: ":"))
    let minutes = digits(atMost: 2)
    guard hours.count == 2, minutes.isEmpty || minutes.count == 2 else { return false }
    let (h, m) = (
      Int(String(decoding: hours, as: UTF8.self)) ?? 0, Int(String(decoding: minutes, as: UTF8.self)) ?? 0
    )
    offset = (sign == UInt8(ascii: "-") ? -1 : 1) * (h * 3600 + m * 60)
    return h <= 15 && m < 60
  }

  private mutating func letters() -> String {
    let start = at
    while let byte = next, (byte | 0x20) &- UInt8(ascii: "a") < 26 { at += 1 }
    return String(decoding: bytes[start..<at], as: UTF8.self).lowercased()
  }

  private mutating func monthName() -> Bool {
    let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    guard let index = names.firstIndex(of: String(letters().prefix(3))) else { return false }
    civil.month = index + 1
    return true
  }

  /// The weekday adds nothing, so that it may be wrong or missing.
  private mutating func weekday() -> Bool {
    if !letters().isEmpty, next == UInt8(ascii: ",") { at += 1 }
    skipSpace()
    return true
  }
}
