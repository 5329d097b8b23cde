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
    unsafe message[0] = 0
    return unsafe curl_easy_perform(raw)
  }
}

/// A libcurl list of lines.
@safe struct HeaderList: ~Copyable {
  /// The list as libcurl knows it; nil while it is empty.
  private(set) var raw: UnsafeMutablePointer<curl_slist>?

  /// The lines in order.
  init(_ lines: [String]) {
    unsafe raw = nil
    for line in lines { unsafe raw = curl_slist_append(raw, line) }
  }

  /// Lines that are bytes with a zero at their end, in order.
  init(bytes lines: [[UInt8]]) {
    unsafe raw = nil
    for line in lines {
      unsafe line.withUnsafeBytes { bytes in
        let text = unsafe bytes.bindMemory(to: CChar.self).baseAddress
        unsafe raw = curl_slist_append(raw, text)
      }
    }
  }

  deinit { unsafe curl_slist_free_all(raw) }
}

/// A libcurl multi handle: many transfers driven by one thread, and the connections they share.
@safe struct MultiHandle: ~Copyable {
  private let raw: UnsafeMutableRawPointer

  /// A fresh handle without transfers.
  init() {
    EasyHandle.initializeLibrary()
    guard let handle = unsafe curl_multi_init() else { fatalError("libcurl has no memory for a handle") }
    unsafe raw = handle
    // Those to hosts that are asked once an hour serve nobody again; left to itself libcurl keeps four times as many as
    // there ever were transfers at once.
    unsafe earshot_curl_multi_set_long(raw, CURLMOPT_MAXCONNECTS, 128)
  }

  deinit { unsafe curl_multi_cleanup(raw) }

  /// Starts a transfer.
  func add(_ easy: borrowing EasyHandle) { unsafe curl_multi_add_handle(raw, easy.raw) }

  /// Ends a transfer, finished or not.
  func remove(_ easy: borrowing EasyHandle) { unsafe curl_multi_remove_handle(raw, easy.raw) }

  /// Moves every transfer on as far as it goes without waiting.
  func perform() {
    var running: CInt = 0
    unsafe curl_multi_perform(raw, &running)
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

  /// Sleeps until a socket or a timer of a transfer is due or `wake` is called.
  func sleep() { unsafe curl_multi_poll(raw, nil, 0, 60_000, nil) }

  /// Ends the present or the next `sleep`; the one call that any thread may make.
  func wake() { unsafe curl_multi_wakeup(raw) }
}
