// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// What came of one run of the built command.
struct CommandRun {
  let code: Int32
  let output: String
  let complaints: String

  /// Runs `earshot` as it was built beside the tests, without a terminal and with an environment of its own.
  static func earshot(
    _ arguments: String..., input: String = "", environment: [String: String] = [:]
  ) async throws -> CommandRun {
    try await earshot(arguments, input: input, environment: environment)
  }

  /// The same with a list of arguments, and started by another command where one is given.
  static func earshot(
    _ arguments: [String], input: String = "", environment: [String: String] = [:], through: [String] = []
  ) async throws -> CommandRun {
    let earshot = URL(fileURLWithPath: CommandLine.arguments[0])
      .deletingLastPathComponent().appendingPathComponent("earshot").path
    let command = Command(
      words: through + [earshot] + arguments, input: Data(input.utf8), environment: environment)
    return try await withCheckedThrowingContinuation { continuation in
      // A thread of its own: waiting for a process must not hold one of the pool.
      Thread.detachNewThread { continuation.resume(with: Result { try command.run() }) }
    }
  }
}

private struct Command: Sendable {
  let words: [String]
  let input: Data
  let environment: [String: String]

  func run() throws -> CommandRun {
    let process = Process()
    let (input, output, complaints) = (Pipe(), Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: words[0])
    process.arguments = Array(words.dropFirst())
    process.environment = ["TZ": "UTC", "PATH": "/usr/bin:/bin"].merging(environment) { $1 }
    process.standardInput = input
    process.standardOutput = output
    process.standardError = complaints
    try process.run()
    try? input.fileHandleForWriting.write(contentsOf: self.input)
    try input.fileHandleForWriting.close()
    let printed = output.fileHandleForReading.readDataToEndOfFile()
    let complained = complaints.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return CommandRun(
      code: process.terminationStatus, output: String(decoding: printed, as: UTF8.self),
      complaints: String(decoding: complained, as: UTF8.self))
  }
}
