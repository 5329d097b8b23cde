// SPDX-License-Identifier: Apache-2.0
package import Control
package import Model
internal import Schedule
internal import Settings
internal import Store
internal import Threads
internal import Transport

extension Switchboard {
  /// Visits these sources now, or all where empty; with `each` an element for each visit as it ends, then the totals.
  ///
  /// Twice as many stand in line as may be under way. Those whose server asked to be left alone are left alone, and told.
  /// Where the caller goes, what stands in line still ends and is kept, and nothing more is begun.
  package func poll(_ names: [String], each: Bool, caller: Caller) async throws(ControlError) -> AsyncStream<
    PollProgress
  > {
    let candidates = try await answering {
      // What has ceased is asked again only by its name.
      if names.isEmpty { return try await store.candidates() }
      var candidates: [Candidate] = []
      for name in names { candidates.append(Candidate(try await sourceRecord(named: name))) }
      return candidates
    }
    let (stream, continuation) = AsyncStream.makeStream(of: PollProgress.self)
    let now = clock.now
    // Enough that room is taken at once, by those too that have let go of theirs.
    let visitsAtOnce = listening.polling.concurrency * 2 + 64
    let names = Dictionary(candidates.map { ($0.id, $0.name) }) { first, _ in first }
    let totals = Locked(PollProgress.none(of: candidates.count))
    let tell = { @Sendable (visit: PollProgress, failed: Bool) in
      var visit = visit
      totals.withLock { $0.add(&visit, failed: failed) }
      if each { continuation.yield(visit) }
    }
    for candidate in candidates where candidate.isHeld(at: now) {
      tell(
        PollProgress(candidate.name, outcome: "throttled", reason: candidate.reason ?? candidate.nextReason),
        true)
    }
    let line = candidates.filter { !$0.isHeld(at: now) }.map(\.id)
    let round = Task { [scheduler] in
      await scheduler.visit(line, atOnce: visitsAtOnce) { id, result in
        tell(PollProgress(names[id] ?? "", result), (try? result.get().poll.isSuccess) != true)
      }
      continuation.yield(totals.withLock { $0 })
      continuation.finish()
    }
    continuation.onTermination = { _ in round.cancel() }
    return stream
  }

  /// Visits an address dry and tells each stage.
  package func trySource(
    url: String, kind: Source.Kind?, allowPrivate: Bool
  ) async throws(ControlError) -> TryReply {
    let source = Source(name: "(tried)", kind: kind ?? .feed, url: url, allowPrivate: allowPrivate)
    var rehearsal = try await answering { try await poller.rehearse(source) }
    // Whoever did not say what it is gets a page read as one where there is no feed.
    if kind == nil, case .broken = rehearsal.reading.poll, case .success(let answer) = rehearsal.result,
      answer.status == 200
    {
      let page = Source(name: source.name, kind: .page, url: url, allowPrivate: allowPrivate)
      rehearsal = try await answering { try await poller.rehearse(page) }
    }
    let owed = listening.watchlist.wouldBeOwed(for: rehearsal, at: clock.now)
    return TryReply(rehearsal, owed: owed)
  }

  /// Looks for what can be watched on a site.
  package func discoverSources(
    at url: String, allowPrivate: Bool
  ) async throws(ControlError) -> DiscoveryReply {
    try await answering {
      try await DiscoveryReply(
        at: url, by: poller, beside: try await store.sources(), allowPrivate: allowPrivate)
    }
  }
}

extension Candidate {
  /// Whether its server, or another of its domain, has asked to be left alone for longer.
  fileprivate func isHeld(at now: Instant) -> Bool {
    nextPoll > now && (state == .throttled || nextReason == NextPoll.Reason.heldHost.rawValue)
  }
}

extension PollProgress {
  /// A visit that ended, or could not be kept; how far its round has come is told by the totals.
  init(_ name: String, _ result: Result<Visited, any Error>) {
    switch result {
    case .success(let visited):
      self.init(name, outcome: visited.poll.word, reason: visited.poll.reason)
      items = visited.poll.items.count
      newItems = visited.recorded.newItems
      newMentions = visited.recorded.newMentions.count
    case .failure(let error):
      self.init(name, outcome: error is HeldBack ? "throttled" : "failed", reason: "\(error)")
    }
  }

  /// A visit that brought nothing.
  fileprivate init(_ name: String, outcome: String, reason: String?) {
    self.init(source: name, outcome: outcome, reason: reason, finished: 0, total: 0)
  }
}
