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
  private let state = Locked((ends: [String: Instant](), news: [String: Instant]()))

  /// Nobody has asked yet.
  package init() {}

  /// Leaves a domain alone until an instant; an earlier one than was asked for before changes nothing.
  package func leaveAlone(_ domain: String, until end: Instant) {
    guard !domain.isEmpty else { return }
    state.withLock {
      guard $0.ends[domain].map({ $0 < end }) ?? true else { return }
      $0.ends[domain] = end
      $0.news[domain] = end
    }
  }

  /// Until when a domain is to be left alone; nil where it has not asked for it, or that is over.
  func end(for domain: String, at now: Instant) -> Instant? {
    state.withLock { state in
      guard let end = state.ends[domain] else { return nil }
      // Longer than a day nobody is left alone: the clock was ahead when it was asked for.
      state.ends[domain] = end <= now ? nil : min(end, now + .days(1))
      return state.ends[domain]
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
    request.holdEnd = { holds.end(for: $0, at: clock.now) }
    request.heed = { answer in
      let now = clock.now
      guard let until = answer.retryTime(at: now) else { return }
      holds.leaveAlone(
        registrableDomain(at: answer.url), until: now + RetryAfter.respected(until - now))
    }
    return await transport.fetch(request)
  }
}
