// SPDX-License-Identifier: Apache-2.0

package import Model

/// When to poll a source whose next poll was planned under a cadence that may be another by now; nil where the plan
/// stands.
///
/// A shorter cadence holds from the last poll on, and so does a longer one. What else keeps us away stays: what the server
/// asked for, back-off, hours to skip.
///
/// - Parameters:
///   - planned: when the next poll was to be, and why.
///   - last: when the last one was.
///   - jitter: 0..<1, as for `nextPoll(after:)`.
package func nextPoll(
  inPlaceOf planned: NextPoll, after last: Instant, cadence: Cadence, jitter: Double
) -> NextPoll? {
  guard let at = planned.at else { return nil }
  let isStretched: Bool
  switch planned.reason {
  case .cadence: isStretched = false
  case .publishingRate:
    // The rate decides as long as it may, whatever the cadence is.
    if !cadence.isChosen && cadence.adaptiveFloor != nil { return nil }
    isStretched = false
  // For whom no cadence was chosen these keep us away longer, and a hint does so for anybody.
  case .noValidators, .updatePeriod: isStretched = !cadence.isChosen
  case .hint: isStretched = true
  case .skipped, .throttled, .heldHost, .backOff, .gone: return nil
  }
  let earliest = last + cadence.every
  let isAsPlanned = at >= earliest && (isStretched || at <= last + cadence.every.spread(by: 1))
  return isAsPlanned ? nil : NextPoll(at: last + cadence.every.spread(by: jitter), reason: .cadence)
}
