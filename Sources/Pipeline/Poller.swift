// SPDX-License-Identifier: Apache-2.0
internal import Markup
package import Model
internal import Pages
internal import Schedule
internal import Settings
package import Store
package import Transport

/// Visits sources: the straight line that everything else serves.
package struct Poller: Sendable {
  private let store: Store
  private let transport: Courtesy
  private let listening: Listening
  private let credentials: @Sendable (String) -> String?
  private let clock: any WallClock
  private let robots: RobotsCache
  /// Who has asked to be left alone.
  let holds: Holds

  /// A poller that fetches with a transport, judges by what is in force, and keeps everything in a store.
  ///
  /// - Parameter credentials: the authorization of a source by its credential's name, nil where there is none.
  package init(
    store: Store, transport: any Fetching, listening: Listening,
    credentials: @escaping @Sendable (String) -> String?, clock: any WallClock
  ) {
    self.store = store
    self.listening = listening
    self.credentials = credentials
    self.clock = clock
    holds = Holds()
    self.transport = Courtesy(transport: transport, holds: holds, clock: clock)
    robots = RobotsCache(product: "earshot", fetching: self.transport)
  }

  /// What happens to a source when its time comes.
  ///
  /// Whatever goes wrong out there is an outcome that is stored and shown. Throws only where the store fails: then
  /// nothing of the visit is kept, and the next one brings it again.
  ///
  /// - Parameter letGo: called where nothing has changed, when all that is left to do is to write that down.
  package func poll(
    _ id: Identifier<Source>, letGo: () -> Void = {}
  ) async throws(StoreError) -> Visited {
    let visit = try await store.visit(to: id)  // where, and what was there last time
    let source = visit.record.source
    let result = await fetch(request(for: visit), for: source)  // poll
    if let nothing = noVisit(visit, result) { return nothing }  // held back or given up: it is made later
    let (watchlist, epoch) = listening.enter()
    defer { listening.leave(epoch) }
    let now = clock.now
    let examination = try await examine(result, of: visit, by: watchlist, at: now)  // read, match
    let outcome = outcome(of: visit, result, examination)
    if outcome.isSlight { letGo() }
    let recorded = try await store.record(outcome, at: now) { mentions in  // store, and in one
      watchlist.notifications(for: mentions, at: now)  // transaction owe
    }
    await listening.tell(of: recorded, from: source, note: outcome.note)  // the outbox works, followers hear
    return Visited(source: source.name, poll: outcome.poll, recorded: recorded)
  }

  /// The same line run dry: what an address would give, with nothing of it stored.
  @concurrent
  package func rehearse(_ source: Source) async throws(StoreError) -> Rehearsal {
    let request = request(to: source.url, for: source, with: nil, pace: source.ownPace)
    let result = await fetch(request, for: source)
    let reading = Reading(of: result, from: source, now: clock.now)
    let sifted = try await store.sift(store.identified(reading.poll.items, seenAt: source.url))
    let found = listening.watchlist.findings(
      in: sifted.asIfUnmet().inLanguages(), from: source, at: clock.now)
    return Rehearsal(
      request: request, result: result, reading: reading, newIndices: Set(sifted.novelties.map(\.index)),
      found: found)
  }

  /// What a visit comes to that its own domain has forbidden for now, or that the end of the daemon has cut short: it
  /// says nothing of the source, so nothing of it is stored. Nil for any other.
  private func noVisit(_ visit: Visit, _ result: Result<Answer, TransferError>) -> Visited? {
    var nothing = Recorded(health: visit.record.health)
    let poll: Poll
    if let until = holdEnd(of: result, at: visit.url) {
      nothing.health.nextPoll = max(nothing.health.nextPoll, until)
      poll = .throttled(until: until)
    } else if case .failure(let error) = result, error.kind == .cancelled {
      poll = .failed(error.message)
    } else {
      return nil
    }
    return Visited(source: visit.record.source.name, poll: poll, recorded: nothing, isMade: false)
  }

  /// Until when an address was not asked, since its own domain had asked to be left alone; nil where it was.
  private func holdEnd(of result: Result<Answer, TransferError>, at url: String) -> Instant? {
    guard case .failure(let error) = result, let until = error.heldUntil else { return nil }
    return holds.end(for: registrableDomain(at: url), at: clock.now) == nil ? nil : until
  }

  /// Servers that answer 304 for ever are asked for the whole once in a while.
  private func fresh(_ kept: Validators?) -> Validators? {
    kept.flatMap { clock.now - $0.obtained < validatorLifetime ? $0 : nil }
  }

  /// Whether a site asks to leave an address alone that nobody has named.
  func isUnwanted(_ url: String, allowPrivate: Bool) async -> Bool {
    await robots.objection(to: url, allowPrivate: allowPrivate, now: clock.now) != nil
  }

  private func request(for visit: Visit) -> Request {
    let source = visit.record.source
    // Nobody has spaced the visits to where it is declared: it lives elsewhere.
    let pace = visit.record.health.doubtsMove ? source.ownPace : nil
    return request(to: visit.url, for: source, with: visit.validators, pace: pace)
  }

  private func request(
    to url: String, for source: Source, with kept: Validators?, pace: Pace? = nil
  ) -> Request {
    let validators = fresh(kept)
    var headers: [(name: String, value: String)] = []
    if let name = source.credential, source.isHome(of: url), let secret = credentials(name) {
      headers.append(("Authorization", secret))
    }
    return Request(
      url: url, etag: validators?.etag, lastModified: validators?.lastModified,
      validatorsURL: validators?.url,
      accept: source.kind == .feed ? Request.acceptsFeeds : acceptsPages, headers: headers,
      allowPrivate: source.allowPrivate, allow: source.allowedRanges, acceptsDelta: source.kind == .feed,
      acceptsAnyCertificate: !source.verifiesTLS, lane: source.lane(at: url),
      pace: pace ?? Pace(permits: source.concurrency ?? Pace().permits, spacing: source.floor ?? .zero))
  }

  /// What an answer holds, from its bytes to the mentions in what is unseen of it.
  private func examine(
    _ result: Result<Answer, TransferError>, of visit: Visit, by watchlist: Watchlist, at now: Instant
  ) async throws(StoreError) -> Examination {
    // Without a body there is nothing that takes time: the commonest visit finds nothing changed.
    guard case .success(let answer) = result, !answer.body.isEmpty || visit.validators?.unread != nil else {
      return Examination(reading: reading(result, of: visit))
    }
    return try await examineBody(of: result, of: visit, by: watchlist, at: now)
  }

  /// All that needs the texts, in one go.
  @concurrent
  private func examineBody(
    of result: Result<Answer, TransferError>, of visit: Visit, by watchlist: Watchlist, at now: Instant
  ) async throws(StoreError) -> Examination {
    var reading = try await withSeries(reading(result, of: visit), of: visit, at: now)  // bytes into items
    reading.forgetFeed()
    var examination = Examination(reading: reading)
    guard let sifted = try await sift(reading.poll.items, from: visit.record) else { return examination }
    if sifted.novelties.isEmpty {
      examination.sifted = sifted
      return examination
    }
    let inLanguages = sifted.inLanguages()
    examination.found = watchlist.findings(in: inLanguages, from: visit.record.source, at: now)
    examination.sifted = inLanguages.sketched(for: examination.found)
    return examination
  }

  private func reading(_ result: Result<Answer, TransferError>, of visit: Visit) -> Reading {
    var reading = Reading(
      of: result, from: visit.record.source, after: visit.validators, wasRead: !visit.isFirst,
      validatorsURL: fresh(visit.validators).flatMap { $0.isUsable ? $0.url : nil }, now: clock.now)
    reading.unread = visit.validators?.unread
    return reading
  }

  /// The items held against what is stored; nil where there are none, which need not wait for the store.
  private func sift(_ items: [Item], from source: SourceRecord) async throws(StoreError) -> Sifted? {
    items.isEmpty ? nil : try await store.sift(store.identified(items, from: source))
  }

  /// A page of reviews with what is unseen on the pages after it; a feed that holds nothing known any more, so that
  /// something may have passed between two visits, with what is unseen in its archive; either with what an earlier visit
  /// could not read there.
  private func withSeries(
    _ reading: Reading, of visit: Visit, at now: Instant
  ) async throws(StoreError) -> Reading {
    guard reading.poll.isSuccess else { return reading }
    let owed = Unread(visit.validators?.unread)
    var first = Leaf(reading)
    if case .feed = reading.document, visit.isFirst { first = nil }
    if let owed, owed.isDue(at: now), try await !isGap(first?.items ?? [], in: visit) {
      first = Leaf(owed, after: reading.poll.items)
    }
    guard let first, first.next != nil else { return reading }
    let series = try await readSeries(
      from: first,
      goesOn: { items async throws(StoreError) in
        // What has come meanwhile may have moved what was read of the gap to where it is read on.
        try await isGap(items, in: visit, since: first.isOwed ? owed?.since : nil)
      },
      read: { leaf, url in await read(url, after: leaf, for: visit.record.source) })
    var whole = reading
    if series.items.count > first.items.count { whole.poll = .items(series.items) }
    if first.isOwed { whole.unread = nil }
    if let (leaf, reason) = series.failure {
      // A first look need not be complete: what would come later is no news.
      let unread = Unread(leaf, since: owed?.since ?? now, tried: now)
      whole.unread = visit.isFirst || unread.isLost ? nil : unread.kept
      whole.note =
        "its further pages could not be read: \(reason); they are "
        + (whole.unread == nil ? "given up" : "tried again")
    }
    return whole
  }

  /// Whether something may have passed between two visits, by the items of a document.
  private func isGap(
    _ items: [Item], in visit: Visit, since start: Instant? = nil
  ) async throws(StoreError) -> Bool {
    if items.isEmpty { return false }
    return try await store.isGap(
      store.identified(items, from: visit.record), since: start ?? Instant(microseconds: .max))
  }

  /// The document at an address that another one leads to.
  private func read(_ url: String, after leaf: Leaf, for source: Source) async -> NextLeaf {
    let result = await fetch(
      request(to: url, for: source, with: nil, pace: source.ownPace), for: source, isGuess: leaf.isGuess)
    return NextLeaf(Reading(of: result, from: source, now: clock.now), of: result, at: url)
  }

  /// Gets what a request asks for; a page, and what nobody has named, only where the robots.txt of its site does not
  /// object, nor that of a site which it leads to. Feeds that a user named are asked for as by any reader.
  private func fetch(
    _ request: Request, for source: Source, isGuess: Bool = false
  ) async -> Result<Answer, TransferError> {
    guard source.kind == .page || isGuess else { return await transport.fetch(request) }
    let home = Authority(of: request.url)
    var errand = request
    let objection = { @Sendable (url: String) in
      await robots.objection(
        to: url, allowPrivate: request.allowPrivate, allow: request.allow,
        acceptsAnyCertificate: request.acceptsAnyCertificate && Authority(of: url) == home, now: clock.now)
    }
    errand.objection = objection
    if let result = await objection(request.url) { return result }
    return await transport.fetch(errand)
  }

  private func outcome(
    of visit: Visit, _ result: Result<Answer, TransferError>, _ examination: Examination
  ) -> VisitOutcome {
    let (reading, now) = (examination.reading, clock.now)
    let polling = listening.polling
    let health = visit.record.health
    let answer = try? result.get()
    var validators = answer.flatMap { reading.validators(of: $0, after: visit.validators, now: now) }
    if (validators ?? visit.validators)?.unread != reading.unread {
      validators = validators ?? visit.validators
      validators?.unread = reading.unread
    }
    // Where one of its two addresses says that it has ceased, the other one is asked after a while.
    let isAlive = reading.poll == .gone && health.movedTo != nil
    let next = nextPoll(
      after: isAlive ? .failed("") : reading.poll,
      history: PollHistory(
        consecutiveFailures: reading.poll.isSuccess ? 0 : health.consecutiveFailures + 1,
        throttled: health.throttled(until: now), usualGap: health.usualGap,
        sinceLastItem: examination.hasNews ? nil : health.lastItem.map { now - $0 },
        hasValidators: (validators ?? visit.validators)?.isUsable ?? !reading.poll.isSuccess),
      cadence: polling.cadence(visit.record.source.cadence), hints: reading.hints, now: now,
      jitter: jitter(of: visit.record.id, at: now))
    var outcome = VisitOutcome(
      source: visit.record.id, poll: reading.poll, sifted: examination.sifted, finished: now,
      nextPoll: next.at ?? now + .days(36500), nextReason: next.reason.rawValue, validators: validators,
      movedTo: answer?.permanentAddress(from: visit.url), found: examination.found,
      metrics: .init(status: answer?.status, bytes: answer?.bytesReceived, elapsed: answer?.elapsed))
    outcome.ratings = reading.ratings
    outcome.visited = visit.record.source
    outcome.note = reading.note
    return outcome
  }
}

/// What an answer holds, and what of it concerns us.
private struct Examination {
  /// What the bytes mean.
  let reading: Reading
  /// What of it is unseen; nil where there are no items.
  var sifted: Sifted?
  /// The mentions in what is unseen.
  var found: [Finding] = []

  var hasNews: Bool { sifted?.novelties.isEmpty == false }
}

/// What a visit came to, for whoever asked for it.
package struct Visited: Sendable {
  /// The name of the source.
  package let source: String
  /// The outcome.
  package let poll: Poll
  /// What was stored.
  package let recorded: Recorded
  /// Whether it was made at all, and so stored.
  package var isMade = true
}

/// What a visit that stores nothing showed, stage by stage.
package struct Rehearsal: Sendable {
  /// What was asked.
  package let request: Request
  /// What came back.
  package let result: Result<Answer, TransferError>
  /// What it was read as.
  package let reading: Reading
  /// Which of the items are not stored yet, by their index.
  package let newIndices: Set<Int>
  /// The mentions they would become.
  package let found: [Finding]
}

extension Source {
  /// The private networks it may lead to; what is no range was refused where it was declared.
  var allowedRanges: [NetworkRange] { NetworkRange.ranges(in: allow) }

  /// How requests take turns that no scheduler spaces: a dry run, and what is read after the first document.
  var ownPace: Pace { Pace(spacing: floor ?? Pace().spacing) }

  /// Whether an address is of the server that its credential is for, as it was declared, or its secure form: where the
  /// source has moved to, and what its documents lead to, may be another's.
  func isHome(of url: String) -> Bool {
    guard let home = Authority(of: self.url), let there = Authority(of: url) else { return false }
    return there == home || (there.host == home.host && home.scheme == "http" && there.scheme == "https")
  }

  /// With whom its visits take turns; nil where that is simply whoever asks the same host.
  func lane(at url: String) -> Lane? {
    hostKey == nil && credential == nil ? nil : Lane(at: url, hostKey: hostKey, credential: credential)
  }
}

extension Lane {
  /// With whom visits to an address take turns: those that share a host key, or else its host.
  init(at url: String, hostKey: String?, credential: String?) {
    self = hostKey.map { Lane(host: $0, credential: credential) } ?? Lane(of: url, credential: credential)
  }
}

/// How we introduce ourselves to every server: who asks, whom to complain to, and for how many it is asked.
///
/// A source is fetched for this installation alone, and each source for itself, though two have one address: so a
/// publisher who adds up what he reads there counts right. How many brands or people we tell is no reader of his.
package func userAgent(release: String) -> String {
  "Earshot/\(release) (+https://github.com/earshot/earshot; 1 subscriber)"
}

/// By how much of its spread a visit is put off, 0..<1: another one each time and in each process, for hashes are
/// seeded anew; so nobody asks the system at every visit.
private func jitter(of id: Identifier<Source>, at now: Instant) -> Double {
  var hasher = Hasher()
  hasher.combine(id)
  hasher.combine(now)
  return Double(UInt(bitPattern: hasher.finalize()) >> 11) * 0x1p-53
}

/// How long an ETag is trusted before the whole is asked for again.
private let validatorLifetime = Duration.days(8)

/// What pages are asked for by.
private let acceptsPages = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"

extension Poll {
  /// The items that were read; none unless the outcome is `items`.
  package var items: [Item] {
    guard case .items(let items) = self else { return [] }
    return items
  }

  /// Whether the source answered as it should.
  package var isSuccess: Bool {
    switch self {
    case .unchanged, .items: true
    case .throttled, .blocked, .gone, .failed, .broken: false
    }
  }
}

extension Validators {
  /// Whether they let a server say that nothing has changed.
  var isUsable: Bool { etag != nil || lastModified != nil }
}
