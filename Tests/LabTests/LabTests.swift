// SPDX-License-Identifier: Apache-2.0
import Foundation
import Support
import Testing

/// The whole program with real servers: each lab is a script that prints its checks and fails with them.
@Suite(.serialized) struct LabTests {
  @Test(
    "the lab passes",
    arguments: [
      "listen",  // nginx, Postfix, Dovecot: poll, alert, digest, kill -9, bad input
      "call",  // the varlink client of PyPI
      "full-disk",  // a disk that fills up, and has room again
      "look",  // Chromium shows the mails as readers see them
      "systemd/run",  // a real systemd: sandbox, watchdog, reload, exit codes
    ])
  func lab(name: String) async throws {
    let (code, text) = try await run(repository.appendingPathComponent("Tests/Labs/\(name)"))
    if code == 77 {
      // What is missing is said, and never counts as passed.
      try Test.cancel("lab \(name): \(text.trimmingCharacters(in: .whitespacesAndNewlines))")
    }
    #expect(code == 0, "lab \(name):\n\(text)")
  }

  /// Runs a script on a thread of its own, since waiting for a process must not hold one of the pool.
  private func run(_ script: URL) async throws -> (code: Int32, text: String) {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(
          with: Result {
            let process = Process()
            process.executableURL = script
            process.currentDirectoryURL = repository
            // The executables lie beside the test bundle.
            let binaries = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path
            process.environment = ProcessInfo.processInfo.environment.merging(["BINARIES": binaries]) { $1 }
            let output = Pipe()
            process.standardOutput = output
            process.standardError = output
            process.standardInput = FileHandle.nullDevice
            try process.run()
            let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            return (process.terminationStatus, text)
          })
      }
    }
  }
}
