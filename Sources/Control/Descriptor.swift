// SPDX-License-Identifier: Apache-2.0
import CLinux
import Glibc
import Model

/// What the system refused, with its number: `errno` at the time of the call.
package struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The call that was refused.
  package var call: String
  /// The value of `errno`.
  package var number: Int32

  /// Takes `errno` as it stands.
  init(_ call: String) {
    self.call = call
    number = errno
  }

  /// Such as `connect: No such file or directory`.
  package var description: String { unsafe "\(call): \(String(cString: strerror(number)))" }
}

/// An open socket or event counter, closed with the value.
struct Descriptor: ~Copyable, Sendable {
  /// What came of reading or writing.
  enum Outcome: Equatable {
    /// So many bytes were moved.
    case moved(Int)
    /// The other side has finished writing.
    case end
    /// It would have to wait.
    case mustWait
    /// The other side is gone.
    case broken
  }

  /// Its number, which is this value's to close.
  let number: Int32

  /// Owns an open descriptor from now on.
  init(owning number: Int32) { self.number = number }

  deinit { close(number) }

  /// A new Unix stream socket.
  static func socket(blocking: Bool) throws(SystemError) -> Descriptor {
    var kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    if !blocking { kind |= Int32(SOCK_NONBLOCK.rawValue) }
    let number = Glibc.socket(AF_UNIX, kind, 0)
    guard number >= 0 else { throw SystemError("socket") }
    return Descriptor(owning: number)
  }

  /// A counter that wakes whoever polls it.
  static func bell() -> Descriptor { Descriptor(owning: eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))) }

  /// Makes a bell readable.
  func ring() { eventfd_write(number, 1) }

  /// Makes a bell silent again.
  func silence() {
    var count: eventfd_t = 0
    unsafe eventfd_read(number, &count)
  }

  /// Appends what is there to a buffer, at most 64 kB.
  func read(into buffer: inout [UInt8]) -> Outcome {
    unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 65536) { space in
      let count = again { unsafe recv(number, space.baseAddress, space.count, 0) }
      if count == 0 { return .end }
      if count < 0 { return errno == EAGAIN ? .mustWait : .broken }
      unsafe buffer.append(contentsOf: space[..<count])
      return .moved(count)
    }
  }

  /// Writes as much of the bytes as there is room for; never raises SIGPIPE.
  func write(_ bytes: ArraySlice<UInt8>) -> Outcome {
    let count = unsafe bytes.withUnsafeBytes { space in
      again { unsafe send(number, space.baseAddress, space.count, Int32(MSG_NOSIGNAL)) }
    }
    if count < 0 { return errno == EAGAIN ? .mustWait : .broken }
    return .moved(count)
  }

  /// Tells the other side that nothing more will be written.
  func finishWriting() { shutdown(number, Int32(SHUT_WR)) }

  /// Takes a caller's connection, or throws EAGAIN where nobody waits.
  func accept() throws(SystemError) -> Descriptor {
    let accepted = earshot_accept(number)
    guard accepted >= 0 else { throw SystemError("accept") }
    return Descriptor(owning: accepted)
  }

  /// Who connected, as the kernel kept it.
  func peer() throws(SystemError) -> Peer {
    var credentials = earshot_peer()
    guard unsafe earshot_peer_of(number, &credentials) == 0 else { throw SystemError("SO_PEERCRED") }
    var groups = [gid_t](repeating: 0, count: 256)
    let count = unsafe earshot_groups_of(number, &groups, Int32(groups.count))
    return Peer(
      pid: credentials.pid, uid: credentials.uid, gid: credentials.gid,
      groups: Set(groups.prefix(max(0, Int(count))) + [credentials.gid]))
  }

  /// Repeats a call that a signal interrupted.
  private func again(_ call: () -> Int) -> Int {
    while true {
      let result = call()
      if result >= 0 || errno != EINTR { return result }
    }
  }
}

/// The user at the other end of a Unix socket.
struct Peer: Hashable, Sendable {
  var pid: Int32
  var uid: UInt32
  var gid: UInt32
  /// Every group it was in, its own included.
  var groups: Set<UInt32>

  /// The caller it is, given who may change things.
  func caller(_ admins: Admins) -> Caller {
    let isAdmin =
      uid == 0 || uid == geteuid() || admins.uids.contains(uid) || !admins.gids.isDisjoint(with: groups)
    return Caller(pid: pid, uid: uid, gid: gid, isAdmin: isAdmin)
  }
}

/// What is waited for on one descriptor, and what came of it.
struct Watch {
  /// The descriptor's number.
  var descriptor: Int32
  /// Whether it is wanted for reading.
  var reads = false
  /// Whether it is wanted for writing.
  var writes = false
  /// Whether it can be read, or has ended.
  var isReadable = false
  /// Whether it can be written.
  var isWritable = false
  /// Whether the other side has closed both ways; told without being asked for.
  var isHungUp = false

  /// Waits until something happens or the time is over; nil waits for ever.
  static func wait(_ watches: inout [Watch], atMost time: Duration?) {
    var entries = watches.map { watch in
      let events = (watch.reads ? POLLIN : 0) | (watch.writes ? POLLOUT : 0)
      return pollfd(fd: watch.descriptor, events: Int16(events), revents: 0)
    }
    // Rounded up, so that a deadline has passed when its wait is over.
    let milliseconds = time.map { max(0, min($0.microseconds / 1000 + 1, 3_600_000)) } ?? -1
    guard unsafe poll(&entries, nfds_t(entries.count), Int32(milliseconds)) > 0 else { return }
    for index in watches.indices {
      let events = Int32(entries[index].revents)
      watches[index].isReadable = events & (POLLIN | POLLHUP | POLLERR) != 0
      watches[index].isWritable = events & POLLOUT != 0
      watches[index].isHungUp = events & (POLLHUP | POLLERR | POLLNVAL) != 0
    }
  }
}
