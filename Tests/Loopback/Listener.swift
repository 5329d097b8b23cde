// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Glibc

/// Why a server could not listen.
package struct ListenError: Error, CustomStringConvertible {
  /// The call that failed and the system's words.
  package let description: String
}

/// A listening socket on the loopback interface; every connection gets a thread and is served by one closure.
package final class Listener: Sendable {
  /// The port listened on.
  package let port: UInt16
  private let descriptor: Int32
  private let open = Shared<Set<Int32>>([])
  private let isStopped = Shared(false)

  /// Listens on 127.0.0.1, or ::1, at a port (0 for any free one) until `stop`.
  package init(
    port: UInt16 = 0, v6: Bool = false, serving serve: @escaping @Sendable (Connection) -> Void
  ) throws(ListenError) {
    descriptor = socket(v6 ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Self.error("socket") }
    var yes: Int32 = 1
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    let bound = v6 ? Self.bindV6(descriptor, port) : Self.bindV4(descriptor, port)
    guard bound == 0 else { throw Self.error("bind") }
    guard listen(descriptor, 128) == 0 else { throw Self.error("listen") }
    self.port = Self.port(of: descriptor)
    DispatchQueue(label: "listener").async { self.accept(serving: serve) }
  }

  /// Closes everything; connections under way are cut.
  package func stop() {
    let wasStopped = isStopped.withLock { stopped in
      defer { stopped = true }
      return stopped
    }
    if wasStopped { return }
    shutdown(descriptor, Int32(SHUT_RDWR))
    open.withLock { open in
      for descriptor in open { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }
  }

  private func accept(serving serve: @escaping @Sendable (Connection) -> Void) {
    var count = 0
    while true {
      let peer = Glibc.accept(descriptor, nil, nil)
      if peer < 0 && (errno == EINTR || errno == ECONNABORTED) { continue }
      if peer < 0 || isStopped.withLock({ $0 }) {
        if peer >= 0 { close(peer) }
        break
      }
      count += 1
      let connection = Connection(descriptor: peer, number: count)
      open.withLock { _ = $0.insert(peer) }
      DispatchQueue(label: "connection").async { [open] in
        serve(connection)
        open.withLock { _ = $0.remove(peer) }
        close(peer)
      }
    }
    close(descriptor)
  }

  private static func error(_ call: String) -> ListenError {
    ListenError(description: "\(call): \(unsafe String(cString: strerror(errno)))")
  }

  private static func bindV4(_ descriptor: Int32, _ port: UInt16) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return unsafe withUnsafeBytes(of: &address) { bytes in
      unsafe bind(
        descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
    }
  }

  private static func bindV6(_ descriptor: Int32, _ port: UInt16) -> Int32 {
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(AF_INET6)
    address.sin6_port = port.bigEndian
    unsafe withUnsafeMutableBytes(of: &address.sin6_addr) { unsafe $0[15] = 1 }
    return unsafe withUnsafeBytes(of: &address) { bytes in
      unsafe bind(
        descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
    }
  }

  /// The port stands at the same place for both families.
  private static func port(of descriptor: Int32) -> UInt16 {
    var address = sockaddr_in6()
    var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
    unsafe withUnsafeMutableBytes(of: &address) { bytes in
      _ = unsafe getsockname(descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), &length)
    }
    return UInt16(bigEndian: address.sin6_port)
  }
}

/// One accepted connection.
package struct Connection: Sendable {
  private let descriptor: Int32
  /// Its number among those of its listener, from 1.
  package let number: Int

  init(descriptor: Int32, number: Int) {
    self.descriptor = descriptor
    self.number = number
  }

  /// Sends everything; false when the peer is gone.
  @discardableResult package func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// What has come, waiting for at least a byte; empty when the peer is gone.
  package func receive(atMost limit: Int = 65536) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: limit)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe recv(descriptor, $0.baseAddress, $0.count, 0)
      }
      if count < 0 && errno == EINTR { continue }
      return Array(buffer.prefix(max(0, count)))
    }
  }

  /// Waits until the peer has closed, whatever it sends.
  package func waitForClose() { while !receive().isEmpty {} }

  /// Cuts the connection with a TCP reset once the closure that serves it returns.
  package func reset() {
    var linger = linger(l_onoff: 1, l_linger: 0)
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
  }
}

/// Reads lines and counted bytes from a connection.
package struct LineReader {
  private let connection: Connection
  private var buffer: [UInt8] = []

  /// Reads from the start of what the peer sends.
  package init(_ connection: Connection) { self.connection = connection }

  /// The next line without its line end, or nil when the peer is gone.
  package mutating func line() -> String? {
    while true {
      if let end = buffer.firstIndex(of: 0x0A) {
        let line = buffer[..<end]
        buffer.removeFirst(end + 1)
        let text = line.last == 0x0D ? line.dropLast() : line[...]
        // What is no UTF-8 is ISO 8859-1, a character a byte.
        return String(validating: text, as: UTF8.self)
          ?? String(String.UnicodeScalarView(text.map { Unicode.Scalar($0) }))
      }
      guard fill() else { return nil }
    }
  }

  /// So many bytes, or nil when the peer is gone before.
  package mutating func bytes(_ count: Int) -> [UInt8]? {
    while buffer.count < count { guard fill() else { return nil } }
    defer { buffer.removeFirst(count) }
    return Array(buffer.prefix(count))
  }

  /// Everything up to and with a mark, or nil when the peer is gone before.
  package mutating func bytes(through mark: [UInt8]) -> [UInt8]? {
    var searched = 0
    while true {
      if buffer.count >= mark.count {
        for start in searched...(buffer.count - mark.count) where buffer[start] == mark[0] {
          if buffer[start..<start + mark.count].elementsEqual(mark) { return bytes(start + mark.count) }
        }
        searched = buffer.count - mark.count + 1
      }
      guard fill() else { return nil }
    }
  }

  private mutating func fill() -> Bool {
    let piece = connection.receive()
    buffer += piece
    return !piece.isEmpty
  }
}
