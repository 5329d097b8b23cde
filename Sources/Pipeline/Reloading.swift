// SPDX-License-Identifier: Apache-2.0
package import Logging
internal import Model
internal import Settings
internal import Store
package import Systemd

/// Reads the configuration anew: parsed as a whole first, then swapped; a bad one is refused and changes nothing.
package struct Reloading: Sendable {
  private let files: ConfigurationFiles
  private let listening: Listening
  private let scheduler: Scheduler
  private let notifier: Notifier
  private let clock: any WallClock
  private let logger: Logger

  /// Reads from these files.
  package init(
    files: ConfigurationFiles, listening: Listening, scheduler: Scheduler, notifier: Notifier,
    clock: any WallClock, logger: Logger
  ) {
    self.files = files
    self.listening = listening
    self.scheduler = scheduler
    self.notifier = notifier
    self.clock = clock
    self.logger = logger
  }

  /// What came of a reload.
  package struct Outcome: Sendable {
    /// What is different now, a sentence each.
    package let changes: [String]
    /// What is odd but usable, a sentence each.
    package let warnings: [String]
  }

  /// Reads the files and puts them in force, unless they are only to be checked.
  ///
  /// Throws `SettingsError`, `ConfigurationFileError` or `StoreError`; what was in force then still is.
  package func reload(checkOnly: Bool = false) async throws -> Outcome {
    let settings: Settings
    do {
      settings = try Settings.read(files: files.read())
    } catch {
      logger.error(
        "configuration refused",
        metadata: ["reason": "\(error)", messageIDKey: "\(Journal.MessageID.configurationRefused.rawValue)"])
      throw error
    }
    let changes = settings.changes(from: try await listening.wholeSettings())
    if !checkOnly {
      notifier.reloading()
      // The supervisor hears that the reload has ended, however it ends.
      defer { notifier.ready("configuration read") }
      do {
        try await listening.enforce(settings, at: clock.now)
      } catch {
        logger.error("configuration cannot be put in force", metadata: ["reason": "\(error)"])
        // Some of what it declares may be in the store.
        await scheduler.wake()
        throw error
      }
      await scheduler.wake()
    }
    return Outcome(changes: changes, warnings: await listening.warnings)
  }
}
