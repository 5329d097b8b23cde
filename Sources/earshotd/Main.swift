// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Control
import Glibc
import Logging
import Pipeline
import Settings
import Store
import Systemd
import Threads

/// Everything runs on threads of ours; the first one waits for signals.
@main enum Process {
  /// Taken over before there is a second thread.
  fileprivate static let signals = Signals()

  static func main() {
    let signals = signals
    Memory.keepFlat()
    Workers.takeOver()
    Task.detached {
      await Main.main()
      exit(0)
    }
    signals.wait()
  }
}

/// `earshotd`: settings, wires, run; what goes wrong before that is told on standard error with its exit code.
struct Main: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "earshotd",
    abstract: "Listen for what people say of a brand.",
    discussion: """
      Stays in the foreground; made to be supervised by systemd and driven by the command earshot. Exit codes: 0 stopped \
      when asked to, 1 stopped by something else, 64 usage, 74 unusable database, 78 invalid configuration.
      """,
    version: Product.release)

  @OptionGroup var options: Options

  func run() async throws {
    do {
      try await daemon().run(Process.signals.stream)
    } catch let error as ExitCode {
      throw error
    } catch let error as StoreError {
      throw failure(error, ExitCode(74))
    } catch {
      throw failure(error, ExitCode(1))
    }
  }

  /// The daemon as it is configured; the settings are let go of before it runs, for thousands of sources take their room.
  private func daemon() async throws -> Daemon {
    let files = options.config.map(ConfigurationFiles.named) ?? .ofSystem
    let settings: Settings
    do {
      settings = try Settings.read(files: files.read())
    } catch {
      throw failure(error, ExitCode(78))
    }
    return try await Daemon(settings, from: files, options, logger: logger(for: settings))
  }

  /// Says on standard error what went wrong; the journal gets it from there.
  private func failure(_ error: any Error, _ code: ExitCode) -> ExitCode {
    var bytes = Array("earshotd: \(error)\n".utf8)[...]
    while !bytes.isEmpty {
      let count = unsafe bytes.withUnsafeBytes { unsafe write(2, $0.baseAddress, $0.count) }
      guard count > 0 else { break }
      bytes = bytes.dropFirst(count)
    }
    return code
  }

  /// The journal where standard error goes there, lines on standard error elsewhere.
  private func logger(for settings: Settings) -> Logger {
    let level = options.logLevel ?? Logger.Level(rawValue: settings.log.level.rawValue) ?? .info
    let isJournal =
      switch settings.log.channel {
      case .auto: Journal.ownsStandardError
      case .journal: true
      case .stderr: false
      }
    return Logger(label: "earshotd") { _ in
      if isJournal { JournalLogHandler(level: level) } else { StandardErrorLogHandler(level: level) }
    }
  }
}
