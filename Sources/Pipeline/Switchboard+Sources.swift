// SPDX-License-Identifier: Apache-2.0
package import Control
internal import Feeds
internal import Logging
package import Model
internal import Pages
internal import Store
internal import Transport

extension Switchboard {
  /// Every source, in the order of their names.
  package func sources() async throws(ControlError) -> [SourceListing] {
    try await answering { try await store.sources().map(SourceListing.init) }
  }

  /// One source with its recent visits.
  package func source(named name: String) async throws(ControlError) -> SourceReport {
    try await answering {
      let record = try await sourceRecord(named: name)
      let health = record.health
      return SourceReport(
        listing: SourceListing(record), nextPollReason: nil, usualGap: health.usualGap,
        lastItem: health.lastItem,
        polls: try await store.polls(of: record.id, limit: 20).map(PollReport.init),
        outages: try await store.outages(of: record.id).map {
          Control.Outage(start: $0.began, end: $0.ended, reason: $0.reason)
        })
    }
  }

  /// Watches a source; leaves the same one as it is.
  package func add(_ source: Source, caller: Caller) async throws(ControlError) -> Added<SourceListing> {
    guard let scheme = source.url.split(separator: ":").first?.lowercased(),
      ["http", "https"].contains(scheme),
      source.url.contains("://")
    else {
      throw .invalidValue(
        parameter: "url", message: "“\(source.url)” is no web address; write http://… or https://…")
    }
    return try await answering {
      let committed = try await store.add(source: source, now: clock.now)
      if !committed.isNew && committed.record.source != source {
        throw ControlError.alreadyExists(source.name)
      }
      if committed.isNew {
        audit("source added", ["source": "\(source.name)", "url": "\(source.url)"], by: caller)
        await scheduler.wake()
      }
      return Added(SourceListing(committed.record), isNew: committed.isNew)
    }
  }

  /// Stops watching a source and returns what it was.
  package func removeSource(named name: String, caller: Caller) async throws(ControlError) -> SourceListing {
    try await answering {
      let record = try await store.removeSource(named: name, now: clock.now)
      audit("source removed", ["source": "\(name)"], by: caller)
      return SourceListing(record)
    }
  }

  /// Visits these sources now, or all where empty; an element for each visit as it ends.
  package func poll(_ names: [String], caller: Caller) async throws(ControlError) -> AsyncStream<PollProgress>
  {
    let records = try await answering {
      if names.isEmpty { return try await store.sources() }
      var records: [SourceRecord] = []
      for name in names { records.append(try await sourceRecord(named: name)) }
      return records
    }
    let (stream, continuation) = AsyncStream.makeStream(of: PollProgress.self)
    let round = Task { [scheduler] in
      await withTaskGroup(of: (String, Result<Visited, any Error>).self) { group in
        for (id, name) in records.map({ ($0.id, $0.source.name) }) {
          group.addTask { (name, await scheduler.visit(id)) }
        }
        var finished = 0
        var failed = 0
        for await (name, result) in group {
          finished += 1
          if (try? result.get().poll.isSuccess) != true { failed += 1 }
          continuation.yield(
            PollProgress(name, result, finished: finished, failed: failed, total: records.count))
        }
      }
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
    if kind == nil, case .failed = rehearsal.reading.poll, case .success(let answer) = rehearsal.result,
      answer.status == 200
    {
      let page = Source(name: source.name, kind: .page, url: url, allowPrivate: allowPrivate)
      rehearsal = try await answering { try await poller.rehearse(page) }
    }
    return TryReply(rehearsal)
  }

  private func sourceRecord(named name: String) async throws -> SourceRecord {
    let wanted = name.lowercased()
    guard let record = try await store.sources().first(where: { $0.source.name.lowercased() == wanted })
    else {
      throw ControlError.noSuchSource(name)
    }
    return record
  }
}

extension SourceListing {
  /// A stored source as it is listed.
  init(_ record: SourceRecord) {
    let health = record.health
    self.init(
      source: record.source, origin: record.origin,
      health: HealthReport(
        state: health.state == .never ? "new" : health.state == .failing ? "failed" : health.state.rawValue,
        reason: health.reason, lastPoll: health.lastAttempt, lastSuccess: health.lastSuccess,
        nextPoll: health.state == .gone ? nil : health.nextPoll,
        consecutiveFailures: health.consecutiveFailures, items: health.items, mentions: health.mentions))
  }
}

extension PollReport {
  /// A stored visit as it is listed.
  init(_ record: PollRecord) {
    self.init(
      finished: record.finished, outcome: record.outcome, reason: record.reason,
      status: record.metrics.status,
      bytes: record.metrics.bytes, elapsed: record.metrics.elapsed, newItems: record.newItems,
      newMentions: record.newMentions)
  }
}

extension PollProgress {
  /// A visit that ended, or could not be kept.
  init(_ name: String, _ result: Result<Visited, any Error>, finished: Int, failed: Int, total: Int) {
    switch result {
    case .success(let visited):
      self.init(
        source: name, outcome: visited.poll.word, reason: visited.poll.reason,
        items: visited.poll.items.count,
        newItems: visited.recorded.newItems, newMentions: visited.recorded.newMentions.count,
        finished: finished,
        failed: failed, total: total)
    case .failure(let error):
      self.init(
        source: name, outcome: "failed", reason: "\(error)", finished: finished, failed: failed, total: total)
    }
  }
}

extension TryReply {
  /// A dry visit as it is told.
  init(_ rehearsal: Rehearsal) {
    self.init(request: [Header(name: "Accept", value: rehearsal.request.accept)])
    switch rehearsal.result {
    case .failure(let error):
      failure = error.message
      return
    case .success(let answer):
      self.answer = TriedAnswer(
        status: answer.status, url: answer.url,
        hops: answer.hops.map { TriedHop(status: $0.status, location: $0.location) },
        headers: answer.headers.map { Header(name: $0.name, value: $0.value) }, bytes: answer.bytesReceived,
        elapsed: answer.elapsed)
    }
    reading = rehearsal.reading.document.map(TriedReading.init)
    failure = rehearsal.reading.poll.isSuccess ? nil : rehearsal.reading.poll.reason
    let found = Dictionary(rehearsal.found.map { ($0.index, $0.mentions) }) { first, _ in first }
    items = rehearsal.reading.poll.items.enumerated().map { index, item in
      TriedItem(
        title: item.title.isEmpty ? String(item.text.prefix(80)) : item.title, url: item.url,
        published: item.published, isNew: rehearsal.newIndices.contains(index),
        mentions: (found[index] ?? []).map {
          TriedMention(
            brand: $0.brand, keywords: $0.keywords, label: $0.sentiment.label, score: $0.sentiment.score)
        })
    }
  }
}

extension TriedReading {
  /// What the bytes were read as.
  init(_ document: Reading.Document) {
    switch document {
    case .feed(let feed):
      self.init(
        format: feed.format, charset: feed.repairs.charset, title: feed.about.title?.string,
        repairs: feed.repairs.descriptions)
    case .page(let page):
      self.init(format: "page", charset: nil, title: page.title, repairs: page.explanation)
    }
  }
}
