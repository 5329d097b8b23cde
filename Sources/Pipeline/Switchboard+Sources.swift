// SPDX-License-Identifier: Apache-2.0
package import Control
internal import Logging
package import Model
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
        listing: SourceListing(record), nextPollReason: health.state == .gone ? nil : health.nextReason,
        usualGap: health.usualGap,
        lastItem: health.lastItem,
        polls: try await store.polls(of: record.id, limit: 20).map(PollReport.init),
        outages: try await store.outages(of: record.id).map {
          Control.Outage(start: $0.began, end: $0.ended, reason: $0.reason)
        },
        ratings: try await store.ratingSamples(of: record.id).map { at, sample in
          Control.RatingSample(
            at: at, name: sample.name.isEmpty ? nil : sample.name, mean: sample.rating.value,
            worst: sample.rating.worst, best: sample.rating.best, ratings: sample.ratings,
            reviews: sample.reviews)
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
    for text in source.allow {
      do {
        _ = try NetworkRange(parsing: text)
      } catch {
        throw .invalidValue(parameter: "allow", message: "\(error)")
      }
    }
    return try await answering {
      if let held = try await store.source(named: source.name), held.source != source {
        throw ControlError.alreadyExists(source.name)
      }
      let committed = try await store.add(source: source, now: clock.now)
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

  func sourceRecord(named name: String) async throws -> SourceRecord {
    guard let record = try await store.source(named: name) else { throw ControlError.noSuchSource(name) }
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
        consecutiveFailures: health.consecutiveFailures, items: health.items, mentions: health.mentions,
        since: health.state == .never ? nil : health.since, usualGap: health.usualGap,
        lastItem: health.lastItem, movedTo: health.movedTo,
        nextPollReason: health.state == .gone ? nil : health.nextReason,
        move: health.move.map {
          MoveReport(
            to: $0.to, since: $0.since, count: $0.count, needed: SourceHealth.Move.needed,
            earliest: $0.earliest)
        }))
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
