// SPDX-License-Identifier: Apache-2.0
import Foundation
import Loopback
import Testing

/// A server of somebody else, run as a child for as long as the value lives.
final class Peer: Sendable {
  /// Why a server did not come up.
  struct Ended: Error, CustomStringConvertible {
    let description: String
  }

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
      guard !piece.isEmpty else { throw Ended(description: "\(path) ended: \(printed)") }
      printed += String(decoding: piece, as: UTF8.self)
    }
  }

  /// The child has inherited the signal mask of a Dispatch thread, so that SIGTERM would not reach it.
  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
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

  /// Starts a server on free ports, different ones each time it cannot: somebody may have been faster.
  ///
  /// They lie below those that the system hands out, so that no other test of ours gets them in the meantime.
  static func start(onPorts count: Int, _ start: ([UInt16]) throws -> Peer) throws -> (
    peer: Peer, ports: [UInt16]
  ) {
    for _ in 1...4 {
      let ports = freePorts(count)
      if let peer = try? start(ports) { return (peer, ports) }
    }
    let ports = freePorts(count)
    return (try start(ports), ports)
  }

  private static func freePorts(_ count: Int) -> [UInt16] {
    var ports: Set<UInt16> = []
    while ports.count < count {
      if let listener = try? Listener(port: .random(in: 20_000..<32_000), serving: { _ in }) {
        ports.insert(listener.port)
        listener.stop()
      }
    }
    return Array(ports)
  }
}
