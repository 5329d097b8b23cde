// SPDX-License-Identifier: Apache-2.0
package import Model

/// Knows for a day what each site's robots.txt says.
package actor RobotsCache {
  private struct Entry {
    let verdict: Task<Robots.Verdict, Never>
    let expires: Instant
  }

  private let product: String
  private let fetching: any Fetching
  private var entries: [Authority: Entry] = [:]

  /// A cache that knows nothing yet.
  ///
  /// - Parameters:
  ///   - product: the crawler's product token, such as `earshot`.
  ///   - fetching: what gets the files; they wait for their host's turn like everything else.
  package init(product: String, fetching: any Fetching) {
    self.product = product
    self.fetching = fetching
  }

  /// Why a page must not be fetched; nil where it may.
  package func refusal(of url: String, allowPrivate: Bool = false, now: Instant) async -> TransferError? {
    guard let authority = Authority(of: url), let address = Robots.address(for: url) else { return nil }
    switch await verdict(for: authority, at: address, allowPrivate: allowPrivate, now: now) {
    case .everything: return nil
    case .nothing:
      return TransferError(
        .other, "\(authority) does not give out its robots.txt, so its pages are left alone for now")
    case .rules(let robots):
      return robots.allows(Robots.path(of: url))
        ? nil : TransferError(.disallowed, "the robots.txt of \(authority) asks to leave this page alone")
    }
  }

  /// Several pages of a site that ask at once share one visit.
  private func verdict(
    for authority: Authority, at address: String, allowPrivate: Bool, now: Instant
  ) async -> Robots.Verdict {
    if let entry = entries[authority], entry.expires > now { return await entry.verdict.value }
    let task = Task { [fetching, product] in
      let limits = Limits(maxBytes: 2 * Robots.longest)
      let request = Request(
        url: address, accept: "text/plain, */*;q=0.1", allowPrivate: allowPrivate, limits: limits)
      let answer = try? await fetching.fetch(request).get()
      return Robots.verdict(status: answer?.status, body: answer?.body ?? [], for: product)
    }
    entries = entries.filter { $0.value.expires > now }
    entries[authority] = Entry(verdict: task, expires: now + Robots.lifetime)
    let verdict = await task.value
    // A site in trouble is asked again soon, not only tomorrow.
    if verdict == .nothing { entries[authority] = Entry(verdict: task, expires: now + .minutes(10)) }
    return verdict
  }
}
