// SPDX-License-Identifier: Apache-2.0
import Foundation
import Logging
import Model
import Pipeline
import Settings
import Store
import Support
import Systemd
import Transport

/// A shop that listens: the parts of the daemon on a real database, a scripted web and a clock that stands still.
struct Shop {
  let folder: TemporaryFolder
  let store: Store
  let web = ScriptedWeb()
  let clock: ManualClock
  let listening: Listening
  let poller: Poller
  let digester: Digester
  let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  /// Opens the shop on a Saturday morning; it reads the scripted web unless another one is given.
  init(
    _ settings: Settings = .town, now: Instant = saturday, over transport: (any Fetching)? = nil,
    gathering: Duration = .zero, fullGathering: Int = 8
  ) async throws {
    folder = try TemporaryFolder()
    clock = ManualClock(now)
    store = try Store(
      at: folder.path("earshot.db"), now: now, gathering: gathering, fullGathering: fullGathering)
    listening = Listening(
      store: store, credentials: Credentials(folder: nil), hostName: "shop.example", logger: logger)
    poller = Poller(
      store: store, transport: transport ?? web, listening: listening, credentials: { _ in nil }, clock: clock
    )
    digester = Digester(store: store, listening: listening, clock: clock, logger: logger)
    try await listening.enforce(settings, at: now)
  }

  /// Answers as the daemon would.
  var switchboard: Switchboard {
    let files = ConfigurationFiles.named(folder.path("earshot.toml"))
    let scheduler = Scheduler(store: store, poller: poller, clock: clock, logger: logger)
    return Switchboard(
      store: store, listening: listening,
      scheduler: scheduler, poller: poller,
      digester: digester,
      reloading: Reloading(
        files: files, listening: listening, scheduler: scheduler, notifier: Notifier(), clock: clock,
        logger: logger),
      lookback: Lookback(store: store, listening: listening, clock: clock, logger: logger), clock: clock,
      logger: logger, version: "test", configuration: [])
  }

  /// Visits the source of that name.
  func poll(_ name: String = "gazette") async throws -> Visited {
    let records = try await store.sources()
    guard let record = records.first(where: { $0.source.name == name }) else {
      throw NoSuchSource(name: name)
    }
    return try await poller.poll(record.id)
  }

  struct NoSuchSource: Error { let name: String }
}

/// 2026-11-21T09:00:00Z
let saturday = Instant(seconds: 1_795_251_600)

/// The feed that the shop's source reads.
let gazette = "http://town.example/gazette.xml"

extension Settings {
  /// A brand with one keyword, one source and one reader.
  static var town: Settings {
    var settings = Settings()
    settings.brands = [
      Brand(name: "Acme", timeZone: "Europe/Berlin", recipients: ["owner@shop.example"])
    ]
    settings.keywords = [Keyword(brand: "Acme", expression: "\"acme coffee\"")]
    settings.sources = [Source(name: "gazette", url: gazette)]
    settings.mail = Mail(
      host: "localhost", port: 25, tls: .none, from: "earshot@shop.example", to: ["owner@shop.example"])
    settings.rules = [Rule(name: "negative", condition: "sentiment:negative", action: .notify([.email]))]
    return settings
  }
}
