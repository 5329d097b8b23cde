// SPDX-License-Identifier: Apache-2.0
import Control
import Foundation
import Glibc
import Support
import Text

/// A server on a socket in a folder of its own, stopped at the end of `serve`.
struct RunningServer {
  let path: String
  let server: ControlServer
  let folder: TemporaryFolder

  /// Runs `body` while a server answers.
  static func serve(
    _ handling: any ControlHandling = SampleHandling(), limits: Limits = Limits(),
    _ body: @Sendable (RunningServer) async throws -> Void
  ) async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("control")
    let socket = try ControlSocket(at: path)
    let server = ControlServer(at: socket, handling: handling, about: Product(), limits: limits)
    try await withThrowingTaskGroup { group in
      group.addTask { await server.run() }
      try await body(RunningServer(path: path, server: server, folder: folder))
      group.cancelAll()
      try await group.waitForAll()
    }
  }
}

/// A caller who writes and reads bytes as they are.
final class RawCaller: Sendable {
  private let descriptor: Int32

  struct Refused: Error { let number: Int32 }

  /// Connects; a read waits five seconds at most.
  init(_ path: String) throws {
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var patience = timeval(tv_sec: 5, tv_usec: 0)
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
    let code = unsafe withUnsafePointer(to: address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    if code != 0 { throw Refused(number: errno) }
  }

  deinit { close(descriptor) }

  /// Writes bytes; returns how many went out before the other side closed or five seconds passed.
  @discardableResult func write(_ bytes: [UInt8]) -> Int {
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes[sent...].withUnsafeBytes {
        unsafe send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { break }
      sent += count
    }
    return sent
  }

  /// Writes a call without its NUL being given.
  func call(_ text: String) { write(Array(text.utf8) + [0]) }

  /// Says that nothing more will be written.
  func finishWriting() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// The next reply; nil where the server has closed, or nothing came in five seconds.
  func reply() throws -> JSON? {
    var bytes: [UInt8] = []
    while true {
      var byte: UInt8 = 0
      guard unsafe recv(descriptor, &byte, 1, 0) == 1 else { return nil }
      if byte == 0 { return try JSON(parsing: bytes) }
      bytes.append(byte)
    }
  }

  /// Whether the server has closed in order: not reset, and not merely silent.
  var isClosed: Bool {
    var byte: UInt8 = 0
    return unsafe recv(descriptor, &byte, 1, 0) == 0
  }
}
