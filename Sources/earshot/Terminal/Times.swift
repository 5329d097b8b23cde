// SPDX-License-Identifier: Apache-2.0
import Control
import Glibc
import Model

/// A point in time as people here read their clocks: `2026-11-21 10:30`.
func localTime(_ instant: Instant?) -> String {
  guard let instant else { return "-" }
  let civil = CivilTime(instant, offset: localOffset(at: instant))
  return padded(civil.year, 4) + "-" + padded(civil.month) + "-" + padded(civil.day) + " "
    + padded(civil.hour)
    + ":" + padded(civil.minute)
}

/// How long something is or was: `12 ms`, `80 s`, `15 min`, `6 h`, `3 d`.
func span(_ duration: Duration) -> String {
  let seconds = duration.microseconds / 1_000_000
  switch seconds {
  case ..<10: return "\(duration.microseconds / 1000) ms"
  case ..<120: return "\(seconds) s"
  case ..<7200: return "\(seconds / 60) min"
  case ..<172_800: return "\(seconds / 3600) h"
  default: return "\(seconds / 86400) d"
  }
}

/// Reads `90s`, `15m`, `1h30m`, `2d` or `1w`; nil for anything else.
func duration(_ text: String) -> Duration? {
  let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604_800]
  var total = 0
  var digits = ""
  for character in text {
    if character.isASCII, character.isNumber {
      digits.append(character)
    } else {
      guard let unit = units[character], let count = Int(digits), count < 1_000_000 else { return nil }
      total += count * unit
      digits = ""
    }
  }
  return digits.isEmpty && total > 0 ? .seconds(total) : nil
}

/// Reads how far back to go: a duration ago, `today`, `yesterday`, a date, or a time in RFC 3339; nil for
/// anything else.
func instant(_ text: String, now: Instant) -> Instant? {
  if let ago = duration(text) { return now - ago }
  if let timestamp = Timestamp(text) { return timestamp.instant }
  let offset = localOffset(at: now)
  let today = CivilTime(now, offset: offset)
  switch text {
  case "today": return midnight(today.year, today.month, today.day)
  case "yesterday": return midnight(today.year, today.month, today.day).map { $0 - .days(1) }
  default:
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else { return nil }
    return midnight(year, month, day)
  }
}

/// The first moment of a day here.
private func midnight(_ year: Int, _ month: Int, _ day: Int) -> Instant? {
  let civil = CivilTime(year: year, month: month, day: day)
  guard (1...9999).contains(year), civil.isValid else { return nil }
  return civil.instant(offset: localOffset(at: civil.instant()))
}

/// Seconds east of UTC that clocks here are set to at a time.
private func localOffset(at instant: Instant) -> Int {
  var time = time_t(instant.seconds)
  var fields = unsafe tm()
  unsafe localtime_r(&time, &fields)
  return unsafe fields.tm_gmtoff
}
