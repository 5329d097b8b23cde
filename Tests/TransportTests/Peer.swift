// SPDX-License-Identifier: Apache-2.0
import Foundation
import Loopback
import Testing

/// A server of somebody else, run as a child for as long as the value lives.
final class Peer: Sendable {
  private let process = Process()

  /// Starts a program and waits until it has printed a word that says it is listening.
  init(_ path: String, _ arguments: [String], listeningWhen word: String) throws {
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    var printed = ""
    while !printed.contains(word) {
      let piece = output.fileHandleForReading.availableData
      try #require(!piece.isEmpty, "\(path) ended: \(printed)")
      printed += String(decoding: piece, as: UTF8.self)
    }
  }

  /// The child has inherited the signal mask of a Dispatch thread, so that SIGTERM would not reach it.
  deinit {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Runs a program to its end.
  static func run(_ path: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(path) failed")
  }

  /// A free port below those that the system hands out, so that no other test gets it in the meantime.
  static func freePort() throws -> UInt16 {
    while true {
      if let listener = try? Listener(port: .random(in: 20_000..<32_000), serving: { _ in }) {
        listener.stop()
        return listener.port
      }
    }
  }
}
