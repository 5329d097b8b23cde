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
      "systemd/run",  // a real systemd: sandbox, watchdog, reload, exit codes
      "look",  // Chromium shows the mails as readers see them
    ])
  func lab(name: String) throws {
    let script = repository.appendingPathComponent("Tests/Labs/\(name)")
    let process = Process()
    process.executableURL = script
    process.currentDirectoryURL = repository
    process.environment = ProcessInfo.processInfo.environment.merging(["BINARIES": binaries.path]) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    if process.terminationStatus == 77 {
      // What is missing is said, and never counts as passed.
      print("lab \(name): \(text)")
      try Test.cancel("\(text.trimmingCharacters(in: .whitespacesAndNewlines))")
    }
    #expect(process.terminationStatus == 0, "lab \(name):\n\(text)")
  }

  /// Where the built executables lie: beside the test bundle.
  private var binaries: URL {
    #if os(Linux)
      Bundle.main.executableURL?.deletingLastPathComponent() ?? repository.appendingPathComponent(".build/debug")
    #else
      repository.appendingPathComponent(".build/debug")
    #endif
  }
}
