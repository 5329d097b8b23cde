// SPDX-License-Identifier: Apache-2.0
package import Control
package import Logging
internal import Model
internal import Rules
internal import Sentiment
package import Store
internal import Systemd

/// Answers the calls that come through the control socket.
package struct Switchboard: ControlHandling {
  let store: Store
  let listening: Listening
  let scheduler: Scheduler
  let poller: Poller
  let digester: Digester
  let reloading: Reloading
  let lookback: Lookback
  let clock: any WallClock
  let logger: Logger
  private let version: String
  private let started: Instant
  private let configuration: [String]

  /// Connects callers with the parts of the daemon.
  ///
  /// - Parameter configuration: the paths of the configuration files in force, for `status`.
  package init(
    store: Store, listening: Listening, scheduler: Scheduler, poller: Poller, digester: Digester,
    reloading: Reloading, lookback: Lookback, clock: any WallClock, logger: Logger, version: String,
    configuration: [String]
  ) {
    self.store = store
    self.listening = listening
    self.scheduler = scheduler
    self.poller = poller
    self.digester = digester
    self.reloading = reloading
    self.lookback = lookback
    self.clock = clock
    self.logger = logger
    self.version = version
    self.configuration = configuration
    started = clock.now
  }

  /// How the daemon is doing.
  package func status() async throws(ControlError) -> StatusReply {
    try await answering {
      let status = try await store.status()
      let sources = try await store.sources()
      let troubled = sources.filter { !$0.health.state.isCovered }
      let owed = status.outbox.filter { [.queued, .sending, .held].contains($0.key) }.values.reduce(0, +)
      return StatusReply(
        version: version, state: "running", started: started,
        counts: .init(
          brands: status.brands, keywords: status.keywords, sources: status.sources, items: status.items,
          mentions: status.mentions, newMentions: status.newMentions, owed: owed),
        storage: .init(path: store.path, bytes: status.databaseBytes, schemaVersion: status.schemaVersion),
        unhealthySources: troubled.map(\.source.name), configuration: configuration,
        nextPoll: status.nextDue, nextDigest: try await digester.nextDue(),
        warnings: await listening.warnings, model: listening.scorer.version,
        languages: listening.scorer.languages, adjustments: try await adjustmentReports())
    }
  }

  /// Reads the configuration again.
  package func reload(checkOnly: Bool, caller: Caller) async throws(ControlError) -> ReloadReply {
    let outcome = try await answering { try await reloading.reload(checkOnly: checkOnly) }
    if !checkOnly { audit("reload", by: caller) }
    return ReloadReply(changes: outcome.changes, warnings: outcome.warnings)
  }

  /// Writes who changed what into the log, which is the journal under systemd.
  func audit(_ change: String, _ facts: Logger.Metadata = [:], by caller: Caller) {
    var metadata = facts
    metadata["caller"] = "\(caller.uid)"
    metadata["change"] = "\(change)"
    metadata[messageIDKey] = "\(Journal.MessageID.changed.rawValue)"
    logger.notice("changed by control", metadata: metadata)
  }

  /// Runs what an answer needs; whatever goes wrong becomes an error of the interface here and nowhere else.
  func answering<Answer>(_ work: () async throws -> Answer) async throws(ControlError) -> Answer {
    do {
      return try await work()
    } catch {
      throw ControlError(error)
    }
  }
}
