// SPDX-License-Identifier: Apache-2.0
package import Model
package import Text

/// A point in time as a mention shows it: RFC 3339.
package struct Timestamp: Hashable, Sendable, WireValue {
  /// The point in time, to the second.
  package let instant: Instant

  /// Takes a point in time; what is below the second is dropped when it is written.
  package init(_ instant: Instant) { self.instant = instant }

  /// Reads `2026-11-21T09:30:00Z` or `2026-11-21T10:30:00.5+01:00` (RFC 3339 section 5.6); nil for anything
  /// else.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes[4] == bytes[7], bytes[4] == UInt8(ascii: "-"), bytes[10] | 0x20 == 0x74,
      bytes[13] == bytes[16], bytes[13] == UInt8(ascii: ":")
    else { return nil }
    let numbers = [0..<4, 5..<7, 8..<10, 11..<13, 14..<16, 17..<19].compactMap { Self.number(bytes[$0]) }
    guard numbers.count == 6 else { return nil }
    let civil = CivilTime(
      year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3], minute: numbers[4],
      second: numbers[5])
    var zone = bytes[19...]
    if zone.first == UInt8(ascii: ".") { zone = zone.dropFirst().drop { Self.number([$0]) != nil } }
    guard civil.isValid, let offset = Self.offset(zone) else { return nil }
    instant = civil.instant(offset: offset)
  }

  /// Reads a string in RFC 3339.
  package init(wire: JSON, at path: String) throws(ServiceError) {
    guard let timestamp = Timestamp(try String(wire: wire, at: path)) else { throw .invalidParameter(path) }
    self = timestamp
  }

  /// RFC 3339 in UTC.
  package var wire: JSON { .string(instant.rfc3339()) }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard (0x30...0x39).contains(digit) else { return nil }
      value = value * 10 + Int(digit - 0x30)
    }
    return value
  }

  /// Seconds east of UTC of `Z` or `+01:00`.
  private static func offset(_ zone: ArraySlice<UInt8>) -> Int? {
    let zone = Array(zone)
    if zone == [UInt8(ascii: "Z")] || zone == [UInt8(ascii: "z")] { return 0 }
    guard zone.count == 6, zone[3] == UInt8(ascii: ":"), let hours = number(zone[1..<3]),
      let minutes = number(zone[4..<6]), hours < 24, minutes < 60
    else { return nil }
    switch zone[0] {
    case UInt8(ascii: "+"): return hours * 3600 + minutes * 60
    case UInt8(ascii: "-"): return -(hours * 3600 + minutes * 60)
    default: return nil
    }
  }
}
