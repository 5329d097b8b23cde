// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Testing
import Text

/// A caller who writes and reads bytes as they are.
final class RawCaller: Sendable {
  private let descriptor: Int32

  struct Refused: Error { let number: Int32 }

  /// Connects; a read waits a minute at most, so that a failure ends.
  init(_ path: String) throws {
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var patience = timeval(tv_sec: 60, tv_usec: 0)
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    let code = unsafe withAddress(path) { unsafe connect(descriptor, $0, $1) }
    if code != 0 { throw Refused(number: errno) }
  }

  deinit { close(descriptor) }

  /// Writes bytes; returns how many went out before the other side closed.
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

  /// The next reply; nil where the server has closed, or nothing came for a minute.
  func reply() async throws -> JSON? {
    try await offThePool {
      var bytes: [UInt8] = []
      while true {
        var byte: UInt8 = 0
        guard unsafe recv(self.descriptor, &byte, 1, 0) == 1 else { return nil }
        if byte == 0 { return try JSON(parsing: bytes) }
        bytes.append(byte)
      }
    }
  }

  /// So many replies.
  func replies(_ count: Int) async throws -> [JSON] {
    var replies: [JSON] = []
    for _ in 0..<count { replies.append(try #require(await reply())) }
    return replies
  }

  /// Whether the server has closed in order: not reset, and not merely silent.
  var isClosed: Bool {
    get async throws {
      try await offThePool {
        var byte: UInt8 = 0
        return unsafe recv(self.descriptor, &byte, 1, 0) == 0
      }
    }
  }
}

/// Runs what blocks on a thread of its own: on one of the pool it would keep the server's answers from
/// running.
func offThePool<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Result(catching: body)) }
  }
}

/// A socket that listens at a path, made without our own code.
func listeningSocket(at path: String) -> Int32 {
  let number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
  let code = unsafe withAddress(path) { unsafe bind(number, $0, $1) }
  return code == 0 && listen(number, 5) == 0 ? number : -1
}

private func withAddress(_ path: String, _ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
  return unsafe withUnsafePointer(to: address) { pointer in
    unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      unsafe call($0, socklen_t(MemoryLayout<sockaddr_un>.size))
    }
  }
}
