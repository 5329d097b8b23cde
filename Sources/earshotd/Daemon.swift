// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Control
import Glibc
import Logging
import Model
import Pipeline
import Settings
import Store
import Systemd
import Transport

/// The parts of the running daemon: settings in, wires drawn, everything run until it is asked to stop.
struct Daemon {
  private let clock = SystemClock()
  private let notifier = Notifier()
  private let logger: Logger
  private let store: Store
  private let transport: Transport
  private let mail = MailTransport()
  private let listening: Listening
  private let scheduler: Scheduler
  private let outbox: Outbox
  private let digester: Digester
  private let announcer: Announcer
  private let upkeep: Upkeep
  private let lookback: Lookback
  private let reloading: Reloading
  private let socket: ControlSocket
  private let control: ControlServer
  private let heartbeat: Heartbeat

  /// Opens the state and the socket and connects the parts; nothing runs yet.
  init(_ settings: Settings, from files: ConfigurationFiles, _ options: Options, logger: Logger) async throws
  {
    self.logger = logger
    let state = try StateDirectory(at: options.stateDirectory ?? StateDirectory.usual)
    store = try Store(at: state.database, now: clock.now, gathering: .milliseconds(100))
    transport = Transport(userAgent: userAgent(release: Product.release), allow: settings.network.ranges)
    listening = Listening(
      store: store, credentials: Credentials.ofService, hostName: hostName(), packs: .installed,
      logger: logger)
    let poller = Poller(
      store: store, transport: transport, listening: listening, credentials: listening.secret(named:),
      clock: clock)
    scheduler = Scheduler(
      store: store, poller: poller, beside: transport, clock: clock,
      concurrency: settings.polling.concurrency, logger: logger)
    outbox = Outbox(store: store, mail: mail, listening: listening, clock: clock, logger: logger)
    digester = Digester(store: store, listening: listening, clock: clock, logger: logger)
    announcer = Announcer(store: store, listening: listening, clock: clock, logger: logger)
    upkeep = Upkeep(store: store, listening: listening, clock: clock, logger: logger)
    lookback = Lookback(store: store, listening: listening, clock: clock, logger: logger)
    reloading = Reloading(
      files: files, listening: listening, scheduler: scheduler, notifier: notifier, clock: clock,
      logger: logger)
    let switchboard = Switchboard(
      store: store, listening: listening, scheduler: scheduler, poller: poller, digester: digester,
      reloading: reloading, lookback: lookback, clock: clock, logger: logger, version: Product.release,
      configuration: try files.read().map(\.path))
    socket = try options.controlSocket()
    control = ControlServer(
      at: socket, handling: switchboard, about: Product(), admins: settings.control.resolved(logger))
    heartbeat = Heartbeat(
      scheduler: scheduler, store: store, control: control, notifier: notifier, clock: clock)
    try await listening.enforce(settings, at: clock.now)
    // From the next one on: these actors run on loops of their own, which have not begun to turn yet.
    await listening.whenEnforced { [transport, control, scheduler] settings in
      await transport.allow(settings.network.ranges)
      await control.allow(settings.control.resolved(logger))
      await scheduler.allow(visits: settings.polling.concurrency)
    }
    let interrupted = try await store.recoverOutbox(now: clock.now)
    if interrupted > 0 {
      logger.notice("deliveries were interrupted and are made again", metadata: ["count": "\(interrupted)"])
    }
  }

  /// Runs until a signal asks to stop; returns when everything is at rest.
  func run(_ signals: AsyncStream<Signals.Meaning>) async throws {
    notifier.ready(try await store.status().line)
    let work = Task {
      await withTaskGroup(of: Void.self) { group in
        group.addTask { await scheduler.run() }
        group.addTask { await outbox.run() }
        group.addTask { await digester.run() }
        group.addTask { await announcer.run() }
        group.addTask { await upkeep.run() }
        group.addTask { await lookback.run() }
        group.addTask { await control.run() }
        group.addTask { await heartbeat.run { Memory.giveBack() } }
      }
    }
    for await signal in signals {
      if signal == .stop { break }
      // A refused configuration has been logged where it was refused; the one in force stays so.
      _ = try? await reloading.reload()
    }
    notifier.stopping()
    logger.info("stopping")
    await stop(work)
  }

  /// Ends everything within ten seconds: what is under way is finished or given up; the database is at rest either way.
  private func stop(_ work: Task<Void, Never>) async {
    work.cancel()
    await listening.stopFollowing()
    mail.shutdown()
    await transport.shutdown()
    // No task group, for that would wait for what hangs all the same.
    let bell = Doorbell()
    Task {
      await work.value
      try? await store.checkpoint()
      bell.ring()
    }
    Task {
      try? await clock.sleep(for: .seconds(8))
      bell.ring()
    }
    await bell.wait()
    socket.remove()
  }
}

extension Settings.Network {
  /// The private networks that may be fetched from; what is no range was refused when the configuration was read.
  fileprivate var ranges: [NetworkRange] { NetworkRange.ranges(in: allow) }
}

extension Settings.Control {
  /// The users and groups who may change things, by their numbers.
  fileprivate func resolved(_ logger: Logger) -> Admins {
    let (admins, unknown) = Admins.named(admins)
    for name in unknown { logger.warning("no such user or group", metadata: ["control.admins": "\(name)"]) }
    return admins
  }
}

/// The machine's name, for the last line of mails.
private func hostName() -> String {
  var name = [CChar](repeating: 0, count: 256)
  guard unsafe gethostname(&name, name.count - 1) == 0 else { return "" }
  return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
