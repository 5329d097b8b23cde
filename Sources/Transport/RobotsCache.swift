// SPDX-License-Identifier: Apache-2.0
package import Model

/// Knows for a day what each site's robots.txt says.
package actor RobotsCache {
  /// What a site says when it is asked for its robots.txt.
  private enum Word {
    case verdict(Robots.Verdict)
    /// It asks to be left alone, or has done so before.
    case leaveAlone(Result<Answer, TransferError>)
  }

  /// Whom it was asked of, and what the asker may do to reach it: who may do less is not told what others heard.
  private struct Place: Hashable {
    let authority: Authority
    let allowPrivate: Bool
    let allow: [NetworkRange]
    let acceptsAnyCertificate: Bool
  }

  private struct Entry {
    let word: Task<Word, Never>
    let expires: Instant
  }

  private let product: String
  private let fetching: any Fetching
  private var entries: [Place: Entry] = [:]

  /// A cache that knows nothing yet.
  ///
  /// - Parameters:
  ///   - product: the crawler's product token, such as `earshot`.
  ///   - fetching: what gets the files; they wait for their host's turn like everything else.
  package init(product: String, fetching: any Fetching) {
    self.product = product
    self.fetching = fetching
  }

  /// What comes in place of a page that must not be fetched; nil where it may.
  ///
  /// The question goes to the same server by the same rights as the one for the page.
  ///
  /// Who answers the question for the rules with the wish to be left alone (429, or 503 with a Retry-After) has
  /// answered the question for the page too.
  package func objection(
    to url: String, allowPrivate: Bool = false, allow: [NetworkRange] = [],
    acceptsAnyCertificate: Bool = false, now: Instant
  ) async -> Result<Answer, TransferError>? {
    guard let authority = Authority(of: url), let address = Robots.address(for: url) else { return nil }
    let request = Request(
      url: address, accept: "text/plain, */*;q=0.1", allowPrivate: allowPrivate, allow: allow,
      acceptsAnyCertificate: acceptsAnyCertificate)
    let place = Place(
      authority: authority, allowPrivate: allowPrivate, allow: allow,
      acceptsAnyCertificate: acceptsAnyCertificate)
    switch await word(of: place, asking: request, now: now) {
    case .leaveAlone(let result): return result
    case .verdict(.everything): return nil
    case .verdict(.nothing):
      return .failure(
        TransferError(
          .other, "\(authority) does not give out its robots.txt, so its pages are left alone for now"))
    case .verdict(.rules(let robots)):
      return robots.allows(Robots.path(of: url))
        ? nil
        : .failure(
          TransferError(.disallowed, "the robots.txt of \(authority) asks to leave this page alone"))
    }
  }

  /// Several pages of a site that ask at once share one visit.
  private func word(
    of place: Place, asking request: Request, now: Instant
  ) async -> Word {
    if let entry = entries[place], entry.expires > now { return await entry.word.value }
    let task = Task { [fetching, product] in
      let result = await fetching.fetch(request)
      if result.asksToLeaveAlone(at: now) { return Word.leaveAlone(result) }
      let answer = try? result.get()
      return .verdict(Robots.verdict(status: answer?.status, body: answer?.body ?? [], for: product))
    }
    entries = entries.filter { $0.value.expires > now }
    entries[place] = Entry(word: task, expires: now + Robots.lifetime)
    let word = await task.value
    switch word {
    // A site in trouble is asked again soon, not only tomorrow.
    case .verdict(.nothing): entries[place] = Entry(word: task, expires: now + .minutes(10))
    case .leaveAlone: entries[place] = nil
    case .verdict: break
    }
    return word
  }
}

extension Result<Answer, TransferError> {
  /// Whether the server asks to be left alone for a while, or has asked for it before.
  fileprivate func asksToLeaveAlone(at now: Instant) -> Bool {
    switch self {
    case .success(let answer): answer.retryTime(at: now) != nil
    // Who was given up has not been answered: neither has the page.
    case .failure(let error): error.kind == .heldBack || error.kind == .cancelled
    }
  }
}
