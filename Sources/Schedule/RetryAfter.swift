// SPDX-License-Identifier: Apache-2.0

package import Model

/// The Retry-After header of RFC 9110, 10.2.3.
package enum RetryAfter {
  /// How long a wish to be left alone is respected: at least a minute, whatever it says, and at most a day.
  package static func respected(_ wish: Duration) -> Duration { min(max(wish, .minutes(1)), .days(1)) }

  /// When we may come back: a number of seconds from now, or an HTTP date reckoned from the server's own Date,
  /// so that a server whose clock is wrong is still understood. Nil for anything else; never before `now`.
  package static func parse(_ header: String, date: String?, now: Instant) -> Instant? {
    let text = String(header.trimming(" \t"))
    if let seconds = Hints.seconds(text) { return now + .seconds(seconds) }
    guard let until = Instant(httpDate: text, now: now) else { return nil }
    let served = date.flatMap { Instant(httpDate: $0, now: now) } ?? now
    return max(now, now + (until - served))
  }
}
