// SPDX-License-Identifier: Apache-2.0
internal import CCurl
import Glibc

/// A libcurl easy handle: one transfer at a time, and the connections it keeps when it is driven by itself.
@safe struct EasyHandle: ~Copyable {
  /// The handle as libcurl knows it.
  let raw: UnsafeMutableRawPointer
  private let message: UnsafeMutablePointer<CChar>

  /// A fresh handle that installs no signal handlers, asks no environment for a proxy and speaks these
  /// protocols only.
  init(protocols: String) {
    Self.initializeLibrary()
    guard let handle = unsafe curl_easy_init() else { fatalError("libcurl has no memory for a handle") }
    unsafe raw = handle
    unsafe message = .allocate(capacity: Int(CURL_ERROR_SIZE))
    unsafe message.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    unsafe earshot_curl_set_pointer(raw, CURLOPT_ERRORBUFFER, message)
    set(CURLOPT_NOSIGNAL, true)
    set(CURLOPT_QUICK_EXIT, true)
    set(CURLOPT_PROXY, "")
    set(CURLOPT_NOPROXY, "*")
    set(CURLOPT_PROTOCOLS_STR, protocols)
    set(CURLOPT_REDIR_PROTOCOLS_STR, protocols)
  }

  deinit {
    unsafe curl_easy_cleanup(raw)
    unsafe message.deallocate()
  }

  /// libcurl wants its global state made once, before any handle and any thread of ours.
  static func initializeLibrary() { _ = library }
  private static let library: CURLcode = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

  /// Switches an option on or off.
  func set(_ option: CURLoption, _ value: Bool) { set(option, value ? 1 : 0) }

  /// Sets an option that is a number.
  func set(_ option: CURLoption, _ value: Int) { unsafe earshot_curl_set_long(raw, option, value) }

  /// Sets an option that is a number of bytes in 64 bits.
  func set(size option: CURLoption, _ value: Int) {
    unsafe earshot_curl_set_size(raw, option, curl_off_t(value))
  }

  /// Sets an option that is a text; libcurl keeps a copy.
  func set(_ option: CURLoption, _ value: String) { unsafe earshot_curl_set_string(raw, option, value) }

  /// Unsets an option that is a text.
  func unset(_ option: CURLoption) { unsafe earshot_curl_set_string(raw, option, nil) }

  /// Sets a time in milliseconds, at least one: libcurl takes zero for "no limit".
  func set(milliseconds option: CURLoption, _ value: Duration) {
    set(
      option,
      Int(max(1, value.components.seconds * 1000 + value.components.attoseconds / 1_000_000_000_000_000)))
  }

  /// Sets a list of header lines, which must live as long as the transfer.
  func set(headers list: borrowing HeaderList) {
    unsafe earshot_curl_set_list(raw, CURLOPT_HTTPHEADER, list.raw)
  }

  /// Sets the recipients of a mail, a list which must live as long as the transfer.
  func set(recipients list: borrowing HeaderList) {
    unsafe earshot_curl_set_list(raw, CURLOPT_MAIL_RCPT, list.raw)
  }

  /// Forgets what was said about the failure of an earlier transfer.
  func forgetComplaint() { unsafe message[0] = 0 }

  /// A fact that is a number.
  func number(_ info: CURLINFO) -> Int { unsafe earshot_curl_long_info(raw, info) }

  /// A fact that is a number in 64 bits.
  func size(_ info: CURLINFO) -> Int { unsafe Int(earshot_curl_size_info(raw, info)) }

  /// A fact that is a text.
  func text(_ info: CURLINFO) -> String? {
    guard let text = unsafe earshot_curl_string_info(raw, info) else { return nil }
    return unsafe String(cString: text)
  }

  /// What libcurl says about the failure of the last transfer.
  func complaint(for code: CURLcode) -> String {
    let words = unsafe message[0] != 0 ? String(cString: message) : String(cString: curl_easy_strerror(code))
    return printable(words)
  }

  /// Runs the transfer to its end on the calling thread.
  func perform() -> CURLcode {
    forgetComplaint()
    return unsafe curl_easy_perform(raw)
  }
}

/// A libcurl multi handle: many transfers driven by one thread, and the connections they share.
@safe struct MultiHandle: ~Copyable {
  private let raw: UnsafeMutableRawPointer
  private let sockets: SocketWatch

  /// A fresh handle without transfers that waits by means of these.
  init(_ sockets: SocketWatch) {
    EasyHandle.initializeLibrary()
    guard let handle = unsafe curl_multi_init() else { fatalError("libcurl has no memory for a handle") }
    unsafe raw = handle
    self.sockets = sockets
    // Those to hosts that are asked once an hour serve nobody again; left to itself libcurl keeps four times as many as
    // there ever were transfers at once.
    unsafe earshot_curl_multi_set_long(raw, CURLMOPT_MAXCONNECTS, 128)
    let context = unsafe Unmanaged.passUnretained(sockets).toOpaque()
    unsafe earshot_curl_multi_set_socket(
      raw,
      { _, socket, what, context, _ in
        guard let context = unsafe context else { return 0 }
        unsafe Unmanaged<SocketWatch>.fromOpaque(context).takeUnretainedValue().want(what, at: socket)
        return 0
      }, context)
    unsafe earshot_curl_multi_set_timer(
      raw,
      { _, milliseconds, context in
        guard let context = unsafe context else { return 0 }
        unsafe Unmanaged<SocketWatch>.fromOpaque(context).takeUnretainedValue().setAlarm(
          milliseconds: milliseconds)
        return 0
      }, context)
  }

  deinit { unsafe curl_multi_cleanup(raw) }

  /// Starts a transfer, at the next `ring`.
  func add(_ easy: borrowing EasyHandle) { unsafe curl_multi_add_handle(raw, easy.raw) }

  /// Ends a transfer, finished or not.
  func remove(_ easy: borrowing EasyHandle) { unsafe curl_multi_remove_handle(raw, easy.raw) }

  /// Moves those on that begin, or whose time has come.
  func ring() { act(on: CURL_SOCKET_TIMEOUT, 0) }

  /// Moves those on that wait for what has happened at a socket (CURL_CSELECT_IN and its like).
  func act(on socket: CInt, _ what: CInt) {
    var running: CInt = 0
    unsafe curl_multi_socket_action(raw, socket, what, &running)
  }

  /// A transfer that has ended since the last call, by the pointer it carries in CURLOPT_PRIVATE.
  func nextFinished() -> (transfer: Transfer, code: CURLcode)? {
    var left: CInt = 0
    while let message = unsafe curl_multi_info_read(raw, &left) {
      guard unsafe message.pointee.msg == CURLMSG_DONE,
        let context = unsafe earshot_curl_private(message.pointee.easy_handle)
      else { continue }
      return unsafe (
        Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue(), message.pointee.data.result
      )
    }
    return nil
  }
}
