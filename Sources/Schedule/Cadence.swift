// SPDX-License-Identifier: Apache-2.0

package import Model

/// How often a source is wished to be polled.
package struct Cadence: Hashable, Sendable {
  /// The time between two polls while all is well.
  package var every: Duration
  /// Whether somebody chose it for this source; what was chosen is not stretched by the weak hints.
  package var isChosen: Bool
  /// Where set, the source's own publishing rate decides, between this floor and a day, unless a cadence was chosen.
  package var adaptiveFloor: Duration?

  /// The cadence of a source, or the default where it has none of its own.
  package init(_ chosen: Duration?, default every: Duration = .hours(1), adaptiveFloor: Duration? = nil) {
    self.every = max(chosen ?? every, .minutes(1))
    isChosen = chosen != nil
    self.adaptiveFloor = adaptiveFloor
  }
}

/// What earlier polls of a source have shown, as far as it decides when to come back.
package struct PollHistory: Hashable, Sendable {
  /// How many polls in a row have failed, the one just made included.
  package var consecutiveFailures: Int
  /// For how long it has been throttled, visit after visit; nil where the visit before this one was not.
  package var throttled: Duration?
  /// The median time between two of the source's items, where enough of them are known.
  package var usualGap: Duration?
  /// For how long nothing new has come; nil where this poll brought something, or nothing is known.
  package var sinceLastItem: Duration?
  /// Whether the server gave an ETag or a Last-Modified, so that a poll without news costs it nothing.
  package var hasValidators: Bool

  /// A history without failures unless told otherwise.
  package init(
    consecutiveFailures: Int = 0, throttled: Duration? = nil, usualGap: Duration? = nil,
    sinceLastItem: Duration? = nil, hasValidators: Bool = true
  ) {
    self.consecutiveFailures = consecutiveFailures
    self.throttled = throttled
    self.usualGap = usualGap
    self.sinceLastItem = sinceLastItem
    self.hasValidators = hasValidators
  }
}

/// When a source is polled again, and why then.
package struct NextPoll: Hashable, Sendable {
  /// What decided.
  package enum Reason: String, Sendable, CaseIterable {
    /// The source's cadence, or the default one.
    case cadence = "its cadence"
    /// How often the source publishes.
    case publishingRate = "its own publishing rate"
    /// The server gives no validators, so each poll costs it a full answer.
    case noValidators = "no ETag and no Last-Modified"
    /// Cache-Control, Expires or ttl.
    case hint = "the publisher's hint"
    /// The weakest hint, which gives way to a chosen cadence.
    case updatePeriod = "the update period of its feed"
    /// skipHours or skipDays.
    case skipped = "hours the publisher asks us to skip"
    /// 429, or 503 with Retry-After.
    case throttled = "the server asked us to stay away"
    /// The same, said to another source of its host or domain.
    case heldHost = "its host asked to be left alone"
    /// Failures in a row.
    case backOff = "back-off after failures"
    /// 410: it is not polled again.
    case gone = "the source has ceased"
  }

  /// The time of the next poll; nil where there will be none.
  package var at: Instant?
  /// What decided it.
  package var reason: Reason

  /// A time with its reason.
  package init(at: Instant?, reason: Reason) {
    self.at = at
    self.reason = reason
  }
}

/// The longest that hints, throttling and back-off keep us away.
private let day = Duration.days(1)

/// When to poll a source again.
///
/// - A poll that went well: the cadence, stretched by hints to at most a day, moved out of skipped hours.
/// - Failed or blocked: the interval doubles with each failure in a row, up to a day; never for good. What was asked for
///   while all was well holds, but skipped hours and days put the visit off by a day at most.
/// - Throttled: when the server said, between a minute and a day from now; where that was so the last time as well, not
///   before the usual interval is over, nor before as long again as it has lasted, up to a day.
/// - Gone: never.
///
/// `jitter` (0..<1) is drawn by the caller once for each poll, and what comes out is kept, so a restart changes
/// nothing. It only ever adds, at most a tenth: no source is polled before its time. What hints ask for stays within
/// the day with it, and what they ask for beyond that is spread over the last tenth of the day.
package func nextPoll(
  after poll: Poll, history: PollHistory = PollHistory(), cadence: Cadence, hints: Hints = Hints(),
  now: Instant,
  jitter: Double
) -> NextPoll {
  let (interval, reason) = interval(cadence, history, hints, jitter)
  switch poll {
  case .unchanged, .items:
    let at = now + interval
    let allowed = hints.firstAllowed(from: at)
    return NextPoll(at: allowed, reason: allowed == at ? reason : .skipped)
  case .throttled(let until):
    var wait = RetryAfter.respected(until - now).spread(by: jitter)
    // Whoever says it again would hear from us as often as it names a time, without end.
    if let lasted = history.throttled { wait = max(wait, interval, min(lasted, day).spread(by: jitter)) }
    return NextPoll(at: now + wait, reason: .throttled)
  case .failed, .blocked, .broken:
    let wait = backOff(from: cadence.every, failures: history.consecutiveFailures)
    let at = now + max(wait.spread(by: jitter), hints.longest.clamped(by: jitter))
    return NextPoll(at: min(hints.firstAllowed(from: at), at + day), reason: .backOff)
  case .gone:
    return NextPoll(at: nil, reason: .gone)
  }
}

/// The interval while all is well, with its jitter: whichever of cadence and hints keeps us away longest.
private func interval(
  _ cadence: Cadence, _ history: PollHistory, _ hints: Hints, _ jitter: Double
) -> (Duration, NextPoll.Reason) {
  var longest = (cadence.every.spread(by: jitter), NextPoll.Reason.cadence)
  func stretch(to wish: Duration, _ reason: NextPoll.Reason) {
    if wish > longest.0 { longest = (wish, reason) }
  }
  if !cadence.isChosen {
    if let floor = cadence.adaptiveFloor, let gap = history.usualGap {
      // What has been idle for long is polled ever less, down to daily.
      let rate = min(max(gap, (history.sinceLastItem ?? .zero) / 10, floor), day)
      longest = (rate.spread(by: jitter), .publishingRate)
    }
    if !history.hasValidators { stretch(to: day.spread(by: jitter), .noValidators) }
    if let period = hints.updatePeriod, hints.freshness == nil && hints.timeToLive == nil {
      stretch(to: period.clamped(by: jitter), .updatePeriod)
    }
  }
  stretch(to: hints.longest.clamped(by: jitter), .hint)
  return longest
}

/// The first wait is the cadence itself, then twice as long each time, up to a day (or the cadence, if longer).
private func backOff(from cadence: Duration, failures: Int) -> Duration {
  var wait = cadence
  for _ in 1..<min(max(failures, 1), 20) where wait < day { wait = min(wait * 2, day) }
  return wait
}

extension Duration {
  /// Up to a tenth longer; `jitter` outside 0..<1 is brought into it.
  func spread(by jitter: Double) -> Duration {
    self + self * (min(max(jitter, 0), 1) / 10)
  }

  /// What a hint asks for with its jitter, a day at most: only what is longer is shortened.
  fileprivate func clamped(by jitter: Double) -> Duration {
    self > day ? day * 2 - day.spread(by: jitter) : min(spread(by: jitter), day)
  }
}
