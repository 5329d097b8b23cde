// SPDX-License-Identifier: Apache-2.0

package import Model

/// What a server and a feed ask of those who poll them. Hints only ever keep us away longer, a day at most.
package struct Hints: Hashable, Sendable {
  /// `<ttl>` of RSS 2.0.
  package var timeToLive: Duration?
  /// `max-age` of Cache-Control, less the Age; nil where the answer also says no-cache.
  package var maxAge: Duration?
  /// Expires, reckoned from the server's own Date; only where there is no Cache-Control (RFC 9111, 5.3).
  package var expires: Duration?
  /// `sy:updatePeriod` divided by `sy:updateFrequency`: the weakest hint, since WordPress writes one everywhere.
  package var updatePeriod: Duration?
  /// Hours of UTC, 0...23, in which nobody should poll.
  package var skipHours: Set<Int>
  /// Days of the week in UTC, 0 for Sunday ... 6, on which nobody should poll.
  package var skipDays: Set<Int>

  /// No hints unless given.
  package init(
    timeToLive: Duration? = nil, maxAge: Duration? = nil, expires: Duration? = nil,
    updatePeriod: Duration? = nil, skipHours: Set<Int> = [], skipDays: Set<Int> = []
  ) {
    self.timeToLive = timeToLive
    self.maxAge = maxAge
    self.expires = expires
    self.updatePeriod = updatePeriod
    self.skipHours = skipHours
    self.skipDays = skipDays
  }

  /// What an HTTP answer's headers say about how long it stays fresh.
  package init(cacheControl: String?, expires: String?, date: String?, age: String? = nil, now: Instant) {
    self.init()
    if let cacheControl {
      maxAge = Self.maxAge(cacheControl).map { max($0 - .seconds(Self.seconds(age) ?? 0), .zero) }
    } else if let until = expires.flatMap({ Instant(httpDate: $0, now: now) }) {
      let served = date.flatMap { Instant(httpDate: $0, now: now) } ?? now
      self.expires = max(until - served, .zero)
    }
  }

  /// What is asked for, in a line to be kept for answers that bring nothing new; nil where that is nothing.
  package var wishes: String? {
    let numbers = [
      ("fresh", freshness.map { [$0.components.seconds] } ?? []),
      ("ttl", timeToLive.map { [$0.components.seconds] } ?? []),
      ("period", updatePeriod.map { [$0.components.seconds] } ?? []),
      ("hours", skipHours.sorted().map(Int64.init)), ("days", skipDays.sorted().map(Int64.init)),
    ]
    let words = numbers.filter { !$0.1.isEmpty }.map { name, numbers in
      name + "=" + numbers.map(String.init).joined(separator: ",")
    }
    return words.isEmpty ? nil : words.joined(separator: " ")
  }

  /// Takes in such a line; what cannot be read in it is passed over.
  ///
  /// - Parameter isBare: whether the answer says nothing of how long it stays fresh, so that what was said before holds.
  package mutating func add(_ wishes: String, isBare: Bool) {
    // By bytes, for it is read at every visit that brings nothing new.
    for word in wishes.utf8.split(separator: UInt8(ascii: " ")) {
      let parts = word.split(separator: UInt8(ascii: "="))
      guard parts.count == 2 else { continue }
      let numbers = parts[1].split(separator: UInt8(ascii: ",")).compactMap { Int(Substring($0)) }
      switch Substring(parts[0]) {
      case "fresh": if isBare { maxAge = numbers.first.map { .seconds($0) } }
      case "ttl": timeToLive = numbers.first.map { .seconds($0) }
      case "period": updatePeriod = numbers.first.map { .seconds($0) }
      case "hours": skipHours = Set(numbers)
      case "days": skipDays = Set(numbers)
      default: break
      }
    }
  }

  /// How long the answer stays fresh.
  var freshness: Duration? { maxAge ?? expires }

  /// The longest that is asked for, but for the weakest hint.
  var longest: Duration { max(freshness ?? .zero, timeToLive ?? .zero) }

  /// The first instant at or after the given one outside skipped hours and days, with the same minute of the hour.
  ///
  /// A list that leaves no hour at all is no wish that could be followed, and is ignored.
  func firstAllowed(from instant: Instant) -> Instant {
    if skipHours.isEmpty && skipDays.isEmpty { return instant }
    var candidate = instant
    for _ in 0..<(24 * 8) {
      let civil = CivilTime(candidate)
      if !skipHours.contains(civil.hour) && !skipDays.contains(civil.weekday) { return candidate }
      candidate = candidate + .hours(1)
    }
    return instant
  }

  private static func maxAge(_ cacheControl: String) -> Duration? {
    var age: Duration?
    for directive in cacheControl.lowercased().split(separator: ",") {
      let parts = directive.split(separator: "=", maxSplits: 1).map { $0.trimming(" \t\"") }
      if parts.first == "no-cache" || parts.first == "no-store" { return nil }
      if parts.count == 2, parts[0] == "max-age", let seconds = seconds(String(parts[1])) {
        age = .seconds(seconds)
      }
    }
    return age
  }

  /// A non-negative number of seconds, however long its digits are.
  static func seconds(_ text: String?) -> Int64? {
    guard let digits = text?.trimming(" \t"), !digits.isEmpty, digits.utf8.allSatisfy({ 48...57 ~= $0 })
    else {
      return nil
    }
    return min(Int64(digits) ?? .max, 1 << 40)
  }
}

extension StringProtocol {
  /// Without the given characters at both ends.
  func trimming(_ characters: String) -> SubSequence {
    guard let first = firstIndex(where: { !characters.contains($0) }),
      let last = lastIndex(where: { !characters.contains($0) })
    else { return self[endIndex...] }
    return self[first...last]
  }
}
