// SPDX-License-Identifier: Apache-2.0
import Model

/// What stands in braces in the town's files.
///
/// `{{base}}` is the server's address without a slash at its end; `{{now-3h}}` a time in RFC 3339, `{{now-3h
/// rfc822}}` the same in RFC 822 (units `m`, `h`, `d`); a stretch from `{{later}}` to `{{end}}` is published
/// when time has gone on.
struct Placeholders {
  /// What times count from.
  let now: Instant
  /// The server's address.
  let base: String
  /// Whether time has gone on.
  let isLater: Bool

  /// The text with every placeholder filled in; one that is none stays as it is.
  func fill(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var rest = bytes[...]
    var isHidden = false
    while let open = rest.firstIndex(of: 0x7B) {
      if !isHidden { result += rest[..<open] }
      rest = rest[open...]
      let name = Self.name(at: rest)
      rest = rest.dropFirst(name.map { $0.utf8.count + 4 } ?? 1)
      switch name {
      case "later": isHidden = !isLater
      case "end": isHidden = false
      case let name? where !isHidden: result += Array((value(of: name) ?? "{{\(name)}}").utf8)
      case nil where !isHidden: result.append(0x7B)
      default: break
      }
    }
    return isHidden ? result : result + rest
  }

  /// What stands between two pairs of braces that begin here.
  private static func name(at bytes: ArraySlice<UInt8>) -> String? {
    guard bytes.starts(with: [0x7B, 0x7B]) else { return nil }
    let inside = bytes.dropFirst(2).prefix(40).prefix { $0 != 0x7D && $0 != 0x7B && $0 != 0x0A }
    guard bytes[inside.endIndex...].starts(with: [0x7D, 0x7D]) else { return nil }
    return String(decoding: inside, as: UTF8.self)
  }

  private func value(of name: String) -> String? {
    if name == "base" { return base }
    let words = name.split(separator: " ")
    guard let first = words.first, let instant = time(first) else { return nil }
    switch words.dropFirst().first {
    case nil, "rfc3339": return instant.rfc3339()
    case "rfc822": return httpDate(instant)
    default: return nil
    }
  }

  /// The time of `now`, `now-90m`, `now+2d`.
  private func time(_ text: Substring) -> Instant? {
    guard text.hasPrefix("now") else { return nil }
    let offset = text.dropFirst(3)
    if offset.isEmpty { return now }
    guard let sign = offset.first, let unit = offset.last, let count = Int(offset.dropFirst().dropLast()),
      count >= 0
    else { return nil }
    let units: [Character: Int] = ["m": 60, "h": 3600, "d": 86400]
    guard let seconds = units[unit], sign == "-" || sign == "+" else { return nil }
    return now + .seconds(sign == "-" ? -count * seconds : count * seconds)
  }
}

/// A date of HTTP (RFC 9110, 5.6.7), which is one of RFC 822 too: `Sat, 21 Nov 2026 09:30:00 GMT`.
func httpDate(_ instant: Instant) -> String {
  let civil = CivilTime(instant)
  let weekday = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][civil.weekday]
  let month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][
    civil.month - 1]
  let clock = [civil.hour, civil.minute, civil.second].map { padded($0) }.joined(separator: ":")
  return "\(weekday), \(padded(civil.day)) \(month) \(padded(civil.year, 4)) \(clock) GMT"
}
