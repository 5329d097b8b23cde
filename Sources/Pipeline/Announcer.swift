// SPDX-License-Identifier: Apache-2.0
package import Logging
internal import Messages
internal import Model
internal import Settings
package import Store
internal import Systemd

/// Tells of sources that cannot be listened to, once each, and once when they can be again.
///
/// It looks once a minute and tells everything in one message, since a network that is down troubles every source at
/// the same time.
package struct Announcer: Sendable {
  private let store: Store
  private let listening: Listening
  private let clock: any WallClock
  private let logger: Logger

  /// An announcer over the channels that the configuration in force names.
  package init(store: Store, listening: Listening, clock: any WallClock, logger: Logger) {
    self.store = store
    self.listening = listening
    self.clock = clock
    self.logger = logger
  }

  /// Tells what there is to tell until the task is cancelled.
  package func run() async {
    while !Task.isCancelled {
      do {
        _ = try await tell()
      } catch {
        logger.error("sources in trouble cannot be told of yet", metadata: ["reason": "\(error)"])
      }
      try? await clock.sleep(for: clock.untilTick(of: .seconds(60)))
    }
  }

  /// Tells what nobody was told of yet; returns it.
  package func tell() async throws(StoreError) -> [SourceTurn] {
    let settings = listening.settings
    let sender = listening.watchlist.sender
    let now = clock.now
    let health = settings.health
    let (turns, owed) = try await store.tellTurns(usual: settings.polling.every, now: now) { turns in
      let news = turns.map(SourceNews.init)
      return health.channels.flatMap { channel -> [Notification] in
        guard channel == .email else { return sourceNotices(on: news, over: channel, now: now) }
        guard let sender else { return [] }
        return (health.to.isEmpty ? settings.mail?.to ?? [] : health.to).map {
          sourceMail(on: news, to: $0, from: sender, now: now, offset: { _ in 0 })
        }
      }
    }
    for turn in turns { log(turn) }
    if owed > 0 { listening.outboxBell.ring() }
    return turns
  }

  private func log(_ turn: SourceTurn) {
    var facts: Logger.Metadata = ["source": "\(turn.record.source.name)", "reason": "\(turn.reason)"]
    if let since = turn.since { facts["unheard-since"] = "\(since)" }
    if turn.isRecovery {
      facts[messageIDKey] = "\(Journal.MessageID.sourceRecovered.rawValue)"
      logger.notice("source works again", metadata: facts)
    } else {
      facts[messageIDKey] = "\(Journal.MessageID.sourceFailing.rawValue)"
      facts["state"] = "\(turn.record.health.state.rawValue)"
      logger.warning("nothing is heard from a source", metadata: facts)
    }
  }
}

extension SourceNews {
  /// A turn of a stored source in the words of messages.
  fileprivate init(_ turn: SourceTurn) {
    self.init(
      source: turn.record.source.name, url: turn.record.source.url,
      trouble: turn.isRecovery ? nil : turn.record.health.state.rawValue, reason: turn.reason,
      since: turn.since)
  }
}
