// SPDX-License-Identifier: Apache-2.0

/// A point in time: whole microseconds of UTC since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// The one notion of time in the core: nothing here reads a clock; `now` is always an argument.
package struct Instant: Hashable, Comparable, Sendable {
  /// Microseconds since 1970, negative before it.
  package let microseconds: Int64

  /// Takes microseconds since 1970.
  package init(microseconds: Int64) { self.microseconds = microseconds }

  /// Takes whole seconds since 1970; saturates beyond the range of microseconds in 64 bits.
  package init(seconds: Int64) {
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
    microseconds = overflow ? (seconds < 0 ? .min : .max) : product
  }

  /// Whole seconds since 1970, rounded toward the past.
  package var seconds: Int64 {
    microseconds >= 0 ? microseconds / 1_000_000 : (microseconds - 999_999) / 1_000_000
  }

  /// Earlier is less.
  package static func < (a: Self, b: Self) -> Bool { a.microseconds < b.microseconds }

  /// The instant a duration later, saturating at the ends of the range.
  package static func + (instant: Self, duration: Duration) -> Self {
    let (sum, overflow) = instant.microseconds.addingReportingOverflow(duration.microseconds)
    return Instant(microseconds: overflow ? (duration < .zero ? .min : .max) : sum)
  }

  /// The instant a duration earlier, saturating at the ends of the range.
  package static func - (instant: Self, duration: Duration) -> Self { instant + (.zero - duration) }

  /// How long from the second instant to the first.
  package static func - (later: Self, earlier: Self) -> Duration {
    .microseconds(later.microseconds.subtractingReportingOverflow(earlier.microseconds).partialValue)
  }
}

extension Duration {
  /// Whole microseconds, rounded toward zero.
  package var microseconds: Int64 {
    let (seconds, attoseconds) = components
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
    if overflow { return seconds < 0 ? .min : .max }
    return whole &+ attoseconds / 1_000_000_000_000
  }

  /// A number of minutes.
  package static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }

  /// A number of hours.
  package static func hours(_ count: Int) -> Duration { .seconds(count * 3600) }

  /// A number of days of 24 hours.
  package static func days(_ count: Int) -> Duration { .seconds(count * 86400) }
}
