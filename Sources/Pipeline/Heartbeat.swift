// SPDX-License-Identifier: Apache-2.0
package import Control
package import Store
package import Systemd

/// Tells the supervisor that the service is alive, when a beat has passed through every part that must be.
package struct Heartbeat: Sendable {
  private let scheduler: Scheduler
  private let store: Store
  private let control: ControlServer
  private let notifier: Notifier
  private let clock: any WallClock

  /// A heartbeat through scheduler, store and control server.
  package init(
    scheduler: Scheduler, store: Store, control: ControlServer, notifier: Notifier, clock: any WallClock
  ) {
    self.scheduler = scheduler
    self.store = store
    self.control = control
    self.notifier = notifier
    self.clock = clock
  }

  /// Beats at a third of the supervisor's interval, and keeps its status line true, until the task is cancelled.
  ///
  /// A part that hangs keeps the beat from coming back, and the supervisor acts; none of them is asked by a bare timer.
  ///
  /// - Parameter rest: follows each beat, at most thirty seconds apart.
  package func run(rest: @Sendable () -> Void = {}) async {
    let interval = min(notifier.watchdogInterval.map { $0 / 3 } ?? .seconds(30), .seconds(30))
    var lap = await scheduler.lap()
    while !Task.isCancelled {
      try? await clock.sleep(for: clock.untilTick(of: interval))
      // Each part is asked once, for each asking wakes its thread and then this one.
      let next = await scheduler.lap()
      let uptime = clock.uptime
      // A store that answers with an error is alive; only one that does not answer is not.
      let status = try? await store.heartbeat()
      await control.heartbeat()
      // The line is told each time, since a reload says something else meanwhile.
      notifier.beat(
        isAlive: next.isSign(after: lap, at: uptime, patience: interval), status: status?.line)
      lap = next
      rest()
    }
  }
}

extension StoreStatus {
  /// Such as `41 sources, 2 in trouble; 7 new mentions; next poll 2026-11-21T12:04:00Z`.
  package var line: String {
    let troubled = sourcesInTrouble == 0 ? "" : ", \(sourcesInTrouble) in trouble"
    return "\(sources) sources\(troubled); \(newMentions) new mentions"
      + (nextDue.map { "; next poll \($0)" } ?? "")
  }
}
