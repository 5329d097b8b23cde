// SPDX-License-Identifier: Apache-2.0
package import Feeds
package import Model
package import Pages
package import Schedule
package import Store
package import Transport

/// What an answer means: bytes in, an outcome out.
package struct Reading: Sendable {
  /// What was read, where the bytes could be read at all.
  package enum Document: Sendable {
    /// A feed with everything it says of itself.
    case feed(Feed)
    /// A page with its reviews.
    case page(Page)
  }

  /// The outcome, with the items normalised.
  package var poll: Poll
  /// What the server and the feed ask of those who poll them.
  package var hints: Schedule.Hints
  /// What the bytes were read as.
  package var document: Document?
  /// Whether only what is new was sent (RFC 3229), so that nothing known in it is no sign of a gap.
  private(set) var isDelta = false
  /// Where the documents after it are still to be read on, as it is kept.
  var unread: String?
  /// Why they could not be read now.
  var note: String?
  /// The fingerprint of the body that came, of a whole answer.
  private var bodyHash: [UInt8]?

  /// The sums of ratings that a page shows.
  var ratings: [RatingSample] {
    guard case .page(let page) = document else { return [] }
    return page.aggregates.map {
      RatingSample(
        name: $0.name ?? "", rating: $0.rating, ratings: $0.ratingCount, reviews: $0.reviewCount)
    }
  }

  /// Reads the answer to a visit.
  ///
  /// - Parameters:
  ///   - kept: what is known of the last answer: the fingerprint of a body that need not be read again, and what it
  ///     asks of those who poll it, for it goes on asking.
  ///   - wasRead: whether it was ever read: then a web page in its place is a door that was shut.
  ///   - validatorsURL: where it was asked for what has changed only; nil where the whole was asked for.
  package init(
    of result: Result<Answer, TransferError>, from source: Source, after kept: Validators? = nil,
    wasRead: Bool = false, validatorsURL: String? = nil,
    now: Instant
  ) {
    hints = Self.hints(of: try? result.get(), after: kept, now: now)
    switch result {
    case .failure(let error):
      if let until = error.heldUntil {
        poll = .throttled(until: until)
      } else {
        poll = error.kind == .disallowed ? .blocked(error.message) : .failed(error.message)
      }
    case .success(let answer):
      if answer.status == 304, answer.url != validatorsURL {
        // Who takes that for no news hears nothing from such a server for ever.
        poll = .failed("the server answered 304 (not modified), though it was asked for the whole")
        return
      }
      if let outcome = Self.outcome(of: answer, now: now) {
        poll = outcome
        return
      }
      let hash = fingerprint(of: answer.body)
      bodyHash = hash
      poll = .unchanged
      if hash != kept?.bodyHash { read(answer, as: source.kind, wasRead: wasRead) }
    }
  }

  /// What to keep for the next visit: each validator is replaced on its own by a 200 and by a 304 (RFC 9111, 4.3.4).
  ///
  /// Nil where the answer says nothing about what is kept, so that it stays.
  package func validators(of answer: Answer, after kept: Validators?, now: Instant) -> Validators? {
    guard poll.isSuccess else { return nil }
    // One that was believed stays believable.
    let lastModified = answer.header("last-modified").flatMap {
      $0 == kept?.lastModified || isBelievable($0, now: now) ? $0 : nil
    }
    let same = kept.flatMap { $0.url == answer.url ? $0 : nil }
    if answer.status == 304 {
      guard var validators = same else { return nil }
      validators.etag = answer.header("etag") ?? validators.etag
      validators.lastModified = lastModified ?? validators.lastModified
      return validators == same ? nil : validators
    }
    // A delta leaves the time of the last whole answer, so that the whole is asked for again when that is long ago.
    let obtained = answer.status == 226 ? same?.obtained ?? now : now
    return Validators(
      url: answer.url, etag: answer.header("etag"), lastModified: lastModified,
      bodyHash: bodyHash, obtained: obtained, hints: hints.wishes)
  }

  /// Lets go of what a feed says beyond its items, on the thread that has read it.
  mutating func forgetFeed() { if case .feed = document { document = nil } }

  private mutating func read(_ answer: Answer, as kind: Source.Kind, wasRead: Bool) {
    let type = answer.header("content-type")
    switch kind {
    case .feed:
      do throws(NotAFeed) {
        let feed = try Feed.read(answer.body, contentType: type, url: answer.url)
        hints.add(feed.hints)
        document = .feed(feed)
        isDelta = answer.status == 226
        // With nothing in it a delta says that what is there is all there is; the source has not become empty.
        poll = isDelta && feed.items.isEmpty ? .unchanged : .items(feed.items)
      } catch {
        if Self.gatekeeper(of: answer) != nil {
          poll = .blocked(Self.challenge(of: answer))
        } else if wasRead, case .page = error.looksLike {
          poll = .blocked(error.description)
        } else {
          poll = .broken(error.description)
        }
      }
    case .page:
      let page = Page.read(answer.body, contentType: type, url: answer.url)
      document = .page(page)
      let isShut = page.items.isEmpty && Self.gatekeeper(of: answer) != nil
      poll = isShut ? .blocked(Self.challenge(of: answer)) : .items(page.namedItems)
    }
  }

  /// What is asked for by an answer's headers and by the document that is known. Who does not answer, or with an error,
  /// takes nothing back, and how long an error stays fresh says nothing of the document.
  private static func hints(of answer: Answer?, after kept: Validators?, now: Instant) -> Schedule.Hints {
    var (hints, isBare) = (Schedule.Hints(), true)
    if let answer, answer.status < 400 {
      hints = Schedule.Hints(
        cacheControl: answer.header("cache-control"), expires: answer.header("expires"),
        date: answer.header("date"), age: answer.header("age"), now: now)
      // A 304 may leave out what the answer said that it stands for (RFC 9111, 4.3.4).
      isBare =
        answer.status == 304 && answer.header("cache-control") == nil && answer.header("expires") == nil
    }
    if let wishes = kept?.hints { hints.add(wishes, isBare: isBare) }
    return hints
  }

  /// The outcome that the status alone decides, or nil where the body has to be read.
  private static func outcome(of answer: Answer, now: Instant) -> Poll? {
    if let until = answer.retryTime(at: now) { return .throttled(until: until) }
    switch answer.status {
    case 200, 203, 226: return nil
    case 304: return .unchanged
    case 410: return .gone
    case 401, 403, 407, 451:
      return .blocked(gatekeeper(of: answer) == nil ? sentence(for: answer.status) : challenge(of: answer))
    case 503 where gatekeeper(of: answer) != nil: return .blocked(challenge(of: answer))
    default: return .failed(sentence(for: answer.status))
    }
  }

  /// Who wants to see a browser instead of letting us read; nil where nobody does.
  private static func gatekeeper(of answer: Answer) -> String? {
    if answer.header("cf-mitigated") != nil { return "Cloudflare" }
    return answer.header("x-sucuri-block") == nil ? nil : "Sucuri"
  }

  /// Why a source behind a challenge page is blocked.
  private static func challenge(of answer: Answer) -> String {
    "a challenge page of \(gatekeeper(of: answer) ?? "a gatekeeper") stands before it and lets only browsers through"
  }

  private static func sentence(for status: Int) -> String {
    let words: [Int: String] = [
      400: "bad request", 401: "authorization needed", 403: "forbidden", 404: "not found",
      406: "not acceptable",
      407: "proxy authorization needed", 408: "time-out", 451: "unavailable for legal reasons",
      500: "internal server error", 502: "bad gateway", 503: "unavailable", 504: "gateway time-out",
    ]
    return "the server answered \(status)" + (words[status].map { " (\($0))" } ?? "")
  }
}

/// Whether a Last-Modified can be one: some servers write a date of 2038 or later, and then never say that anything
/// is new. One that cannot be read is sent back as it came, for only its server need understand it.
private func isBelievable(_ lastModified: String, now: Instant) -> Bool {
  Instant(httpDate: lastModified, now: now).map { $0 < now + .days(366) } ?? true
}

extension Schedule.Hints {
  /// Takes in what the feed itself says.
  fileprivate mutating func add(_ hints: Feeds.Hints) {
    timeToLive = hints.timeToLive.map { .minutes($0) }
    updatePeriod = hints.updateInterval.map { .seconds($0) }
    skipHours = hints.skipHours
    skipDays = hints.skipDays
  }
}
