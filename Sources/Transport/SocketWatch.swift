// SPDX-License-Identifier: Apache-2.0
internal import CCurl
internal import CLinux
import Glibc

/// What a libcurl multi handle waits for: its sockets, in one epoll set, and the next of its timers.
///
/// libcurl says for each request anew which socket it waits for and that it waits no more, though connections serve many.
/// So those that are ours stay in the set when a transfer is done, and a request over a kept connection costs no call of
/// the kernel for this.
///
/// A class because libcurl holds its address. It never leaves the thread of its loop but for `wake`.
final class SocketWatch {
  private struct Socket {
    /// What libcurl waits for, and what the set watches for: events of epoll_ctl(2).
    var wanted: UInt32 = 0
    var watched: UInt32 = 0
    /// Whether we opened it, and so are told when it is closed.
    var isOurs = false
  }

  private let set = epoll_create1(Int32(EPOLL_CLOEXEC))
  private let bell = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
  /// By their descriptors.
  private var sockets: [Socket] = []
  /// When libcurl wants to be called though nothing happens, in microseconds of the monotonic clock; 0 for at once, nil
  /// for never.
  private var alarm: Int?
  private var happened = [earshot_event](repeating: earshot_event(), count: 64)

  /// Watches nothing yet.
  init() {
    precondition(set >= 0 && bell >= 0, "no descriptors for the loop of the transfers: \(errno)")
    // Each ring is told once, without reading what the bell has counted.
    earshot_epoll_set(set, EPOLL_CTL_ADD, bell, EPOLLIN.rawValue | EPOLLET.rawValue)
  }

  deinit {
    Glibc.close(bell)
    Glibc.close(set)
  }

  /// Ends the present or the next `sleep`; the one call that any thread may make.
  func wake() { eventfd_write(bell, 1) }

  /// What libcurl asks for by CURLMOPT_TIMERFUNCTION: to be called in so many milliseconds, -1 for never.
  func setAlarm(milliseconds: Int) {
    alarm = milliseconds < 0 ? nil : milliseconds == 0 ? 0 : Self.uptime + milliseconds * 1000
  }

  /// Whether the alarm is due; it rings once.
  func takeAlarm() -> Bool {
    guard let alarm, alarm == 0 || alarm <= Self.uptime else { return false }
    self.alarm = nil
    return true
  }

  /// What libcurl asks for by CURLMOPT_SOCKETFUNCTION: what it waits for at a socket (CURL_POLL_IN and its like).
  func want(_ what: CInt, at socket: CInt) {
    let index = place(of: socket)
    sockets[index].wanted =
      switch what {
      case CURL_POLL_IN: EPOLLIN.rawValue
      case CURL_POLL_OUT: EPOLLOUT.rawValue
      case CURL_POLL_INOUT: EPOLLIN.rawValue | EPOLLOUT.rawValue
      default: 0
      }
    if sockets[index].wanted != 0 || !sockets[index].isOurs { watch(socket) }
  }

  /// Takes note of a socket of ours: the set has not seen it, whatever had its number before.
  func opened(_ socket: CInt) { sockets[place(of: socket)] = Socket(isOurs: true) }

  /// Closes a socket of ours, by which it leaves the set.
  func close(ours socket: CInt) -> CInt {
    sockets[place(of: socket)] = Socket()
    return Glibc.close(socket)
  }

  /// Looks what has happened at the sockets; where it may sleep it waits for something to happen, the alarm to be due or
  /// `wake` to be called. Calls `act` for each socket at which libcurl waits for what has happened.
  func look(maySleep: Bool, act: (_ socket: CInt, _ what: CInt) -> Void) {
    let pause = maySleep ? alarm.map { min(max(0, ($0 - Self.uptime + 999) / 1000), 3_600_000) } ?? -1 : 0
    let count = unsafe earshot_epoll_wait(set, &happened, CInt(happened.count), CInt(pause))
    guard count > 0 else { return }
    for event in happened[..<Int(count)] where event.fd != bell {
      let wanted = sockets[place(of: event.fd)].wanted
      if wanted == 0 {
        // A kept connection that its server has closed: libcurl finds out before it uses it again.
        watch(event.fd)
      } else {
        act(event.fd, Self.what(event.events, wanted))
      }
    }
  }

  /// An error or an end is met by reading or writing, which tells what it is.
  private static func what(_ events: UInt32, _ wanted: UInt32) -> CInt {
    let ready = events & wanted == 0 ? wanted : events & wanted
    return (ready & EPOLLIN.rawValue != 0 ? CURL_CSELECT_IN : 0)
      | (ready & EPOLLOUT.rawValue != 0 ? CURL_CSELECT_OUT : 0)
  }

  private func watch(_ socket: CInt) {
    let index = place(of: socket)
    let (wanted, watched) = (sockets[index].wanted, sockets[index].watched)
    guard wanted != watched else { return }
    let operation = wanted == 0 ? EPOLL_CTL_DEL : watched == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD
    earshot_epoll_set(set, operation, socket, wanted)
    sockets[index].watched = wanted
  }

  private func place(of socket: CInt) -> Int {
    let index = Int(socket)
    while index >= sockets.count { sockets.append(Socket()) }
    return index
  }

  /// The clock libcurl reckons by, in microseconds.
  private static var uptime: Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
  }
}
