// SPDX-License-Identifier: Apache-2.0
internal import Model
internal import Schedule
internal import Settings
internal import Store

extension Store {
  /// Lets the cadences that are in force now decide over visits that were planned under others.
  func replanVisits(_ polling: Settings.Polling) throws(StoreError) {
    var changed: [(plan: PlannedVisit, at: Instant, reason: String)] = []
    for plan in try plannedVisits() {
      guard let reason = NextPoll.Reason(rawValue: plan.reason) else { continue }
      let next = nextPoll(
        inPlaceOf: NextPoll(at: plan.at, reason: reason), after: plan.last,
        cadence: polling.cadence(plan.cadence), jitter: .random(in: 0..<1))
      if let next, let at = next.at { changed.append((plan, at, next.reason.rawValue)) }
    }
    try replace(changed)
  }
}

extension Settings.Polling {
  /// The cadence of a source that has one of its own, or none.
  func cadence(_ chosen: Duration?) -> Cadence {
    Cadence(chosen, default: every, adaptiveFloor: adaptive ? .minutes(5) : nil)
  }
}
