// SPDX-License-Identifier: Apache-2.0

package import Model

/// A time zone as the tz database has it: when its clocks are how far from UTC.
///
/// Reads TZif files (RFC 8536): the 64-bit block of versions 2 and later, and the footer's rule for the years
/// after the last transition in the file. A version 1 file is read with its 32-bit block.
package struct TimeZone: Hashable, Sendable {
  /// The IANA name, such as `Europe/Berlin`.
  package let name: String
  /// Changes of the offset, in order of time.
  let transitions: [Transition]
  /// The offset before the first transition.
  let initial: Offset
  /// The rule after the last transition.
  let rule: PosixRule?

  /// From an instant on, an offset.
  struct Transition: Hashable, Sendable {
    /// Seconds since 1970, UTC.
    var at: Int64
    var offset: Offset
  }

  /// What clocks show.
  struct Offset: Hashable, Sendable {
    /// Seconds east of UTC.
    var seconds: Int
    var abbreviation: String
  }

  init(name: String, transitions: [Transition], initial: Offset, rule: PosixRule?) {
    self.name = name
    self.transitions = transitions
    self.initial = initial
    self.rule = rule
  }

  /// Coordinated Universal Time.
  package static let utc = TimeZone(
    name: "UTC", transitions: [], initial: Offset(seconds: 0, abbreviation: "UTC"), rule: nil)

  /// Reads a TZif file's bytes. Throws where they are none.
  package init(name: String, bytes: [UInt8]) throws(NotATimeZone) {
    var reader = TZifReader(name: name, bytes: bytes)
    self = try reader.zone()
  }

  /// Whether a text has the form of a zone's name, so that it may be looked up in a folder: letters, digits
  /// and `_ + -` in parts separated by single slashes, none of them `.` or `..`.
  package static func isName(_ text: String) -> Bool {
    guard (1...64).contains(text.utf8.count) else { return false }
    return text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
      !part.isEmpty
        && part.utf8.allSatisfy { byte in
          UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
            || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
        }
    }
  }

  /// Seconds east of UTC at an instant.
  package func offset(at instant: Instant) -> Int { offset(atSecond: instant.seconds).seconds }

  /// What the zone's time is called at an instant, such as `CEST` or `+03`.
  package func abbreviation(at instant: Instant) -> String { offset(atSecond: instant.seconds).abbreviation }

  /// The date and time that clocks show at an instant.
  package func civilTime(at instant: Instant) -> CivilTime { CivilTime(instant, offset: offset(at: instant)) }

  /// The instant at which clocks show a time.
  ///
  /// As Debian's cron has it: a time that comes twice is the first of the two; one that is jumped over is the
  /// first instant after the gap.
  package func instant(of civil: CivilTime) -> Instant {
    let local = civil.instant().seconds
    // No offset is larger than 16 hours, so the answer lies after this.
    var start = local - 16 * 3600
    while true {
      let candidate = local - Int64(offset(atSecond: start).seconds)
      if candidate < start { return Instant(seconds: start) }
      guard let next = transition(after: start), candidate >= next else {
        return Instant(seconds: candidate) + .microseconds(civil.microsecond)
      }
      start = next
    }
  }

  private func offset(atSecond second: Int64) -> Offset {
    if let rule, second >= transitions.last?.at ?? .min { return rule.offset(atSecond: second) }
    return index(notAfter: second).map { transitions[$0].offset } ?? initial
  }

  /// The first change of the clocks after a second.
  private func transition(after second: Int64) -> Int64? {
    let next = (index(notAfter: second) ?? -1) + 1
    return next < transitions.count ? transitions[next].at : rule?.transition(after: second)
  }

  /// The last transition at or before a second.
  private func index(notAfter second: Int64) -> Int? {
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle].at <= second { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : low - 1
  }
}

/// Why bytes are no time zone.
package struct NotATimeZone: Error, Hashable, Sendable, CustomStringConvertible {
  /// The zone that was asked for.
  package var name: String
  /// What was wrong.
  package var reason: String

  /// Such as `Europe/Berlin: no TZif data`.
  package var description: String { "\(name): \(reason)" }
}
