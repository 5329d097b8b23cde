// SPDX-License-Identifier: Apache-2.0
import CLinux
import Glibc

/// A path as an address of unix(7).
struct SocketAddress {
  private let storage: sockaddr_un

  /// Takes a path; nil where it is empty or longer than the 107 bytes there is room for.
  init?(_ path: String) {
    let bytes = Array(path.utf8)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard !bytes.isEmpty, !bytes.contains(0), bytes.count < room else { return nil }
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
    storage = address
  }

  /// Gives a socket this address.
  func bind(_ socket: borrowing Descriptor) throws(SystemError) {
    let number = socket.number
    guard unsafe withAddress({ unsafe Glibc.bind(number, $0, $1) }) == 0 else { throw SystemError("bind") }
  }

  /// Connects a socket to this address.
  func connect(_ socket: borrowing Descriptor) throws(SystemError) {
    let number = socket.number
    guard unsafe withAddress({ unsafe Glibc.connect(number, $0, $1) }) == 0 else {
      throw SystemError("connect")
    }
  }

  private func withAddress(_ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    unsafe withUnsafePointer(to: storage) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe call(address, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
