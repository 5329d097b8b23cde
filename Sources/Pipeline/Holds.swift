// SPDX-License-Identifier: Apache-2.0
package import Model
internal import Schedule
internal import Threads
internal import Transport

/// Which domains have asked to be left alone, and until when.
///
/// Whatever is fetched is fetched with regard to it, and what is said to any request is written here: to a visit, to one
/// for a robots.txt or an archive, at its own address or behind a redirect.
package final class Holds: Sendable {
  private let state = Locked((ends: [String: Instant](), news: [String: Instant](), soonest: Instant?.none))

  /// Nobody has asked yet.
  package init() {}

  /// Leaves a domain alone until an instant; an earlier one than was asked for before changes nothing.
  package func leaveAlone(_ domain: String, until end: Instant) {
    guard !domain.isEmpty else { return }
    state.withLock {
      guard $0.ends[domain].map({ $0 < end }) ?? true else { return }
      $0.ends[domain] = end
      $0.news[domain] = end
      $0.soonest = min($0.soonest ?? end, end)
    }
  }

  /// Who is to be left alone now, and until when.
  package func inForce(at now: Instant) -> [String: Instant] {
    state.withLock { state in
      // Asked before each request, so nothing is looked through until one of them is over.
      if let soonest = state.soonest, soonest <= now {
        state.ends = state.ends.filter { $0.value > now }
        state.soonest = state.ends.values.min()
      }
      return state.ends
    }
  }

  /// Who has asked since this was called last.
  func takeNews() -> [String: Instant] {
    state.withLock { state in
      defer { state.news = [:] }
      return state.news
    }
  }
}

/// A transport that keeps away from whoever has asked for it, and hears who asks.
struct Courtesy: Fetching {
  let transport: any Fetching
  let holds: Holds
  let clock: any WallClock

  func fetch(_ request: Request) async -> Result<Answer, TransferError> {
    var request = request
    request.heldDomains = holds.inForce(at: clock.now)
    let result = await transport.fetch(request)
    let now = clock.now
    if case .success(let answer) = result, let until = answer.retryTime(at: now) {
      holds.leaveAlone(
        registrableDomain(at: answer.url), until: now + RetryAfter.respected(until - now))
    }
    return result
  }
}

extension Answer {
  /// When a server that asks for it may be asked again: 429, or 503 with a Retry-After (RFC 6585, 4; RFC 9110, 15.6.4);
  /// nil where it does not ask.
  ///
  /// A date is taken relative to the server's own clock.
  func retryTime(at now: Instant) -> Instant? {
    guard status == 429 || status == 503 else { return nil }
    let told = header("retry-after").flatMap { RetryAfter.parse($0, date: header("date"), now: now) }
    return told ?? (status == 429 ? now + .minutes(10) : nil)
  }
}
