// SPDX-License-Identifier: Apache-2.0
internal import CCurl
import Glibc

/// The mail being sent and what the server says to it: the context of libcurl's callbacks.
///
/// A class because libcurl holds its address; it never leaves the thread of its mail transport.
final class Submission {
  private let message: [UInt8]
  private let needsAuthentication: Bool
  private let isStopped: @Sendable () -> Bool
  private var position = 0
  private var replies = ReplyLog()
  private var isWholeMessageRead = false
  private var lacksAuthentication = false

  /// A mail to send on a connection that is in a known state.
  init(
    _ message: [UInt8], needsAuthentication: Bool, on connection: ReplyLog,
    isStopped: @escaping @Sendable () -> Bool
  ) {
    self.message = message
    self.needsAuthentication = needsAuthentication
    self.isStopped = isStopped
    replies = connection
  }

  /// Takes the callbacks away again: a kept connection is ended with QUIT when this object may be gone.
  func detach(from easy: borrowing EasyHandle) {
    let handle = unsafe easy.raw
    easy.set(CURLOPT_NOPROGRESS, true)
    for option in [CURLOPT_READDATA, CURLOPT_HEADERDATA, CURLOPT_XFERINFODATA, CURLOPT_OPENSOCKETDATA] {
      unsafe earshot_curl_set_pointer(handle, option, nil)
    }
    unsafe earshot_curl_set_read(handle, nil)
    unsafe earshot_curl_set_header(handle, nil)
    unsafe earshot_curl_set_progress(handle, nil)
    unsafe earshot_curl_set_open_socket(handle, nil)
  }

  /// What the server has said, and so in which state the connection is.
  var connection: ReplyLog { replies }

  /// Gives libcurl this object's callbacks; the object must outlive the transfer.
  func attach(to easy: borrowing EasyHandle) {
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    let handle = unsafe easy.raw
    unsafe earshot_curl_set_pointer(handle, CURLOPT_READDATA, context)
    unsafe earshot_curl_set_pointer(handle, CURLOPT_OPENSOCKETDATA, context)
    unsafe earshot_curl_set_pointer(handle, CURLOPT_HEADERDATA, context)
    unsafe earshot_curl_set_pointer(handle, CURLOPT_XFERINFODATA, context)
    easy.set(CURLOPT_NOPROGRESS, false)
    easy.set(size: CURLOPT_INFILESIZE_LARGE, message.count)
    unsafe earshot_curl_set_read(handle) { buffer, size, count, context in
      guard let buffer = unsafe buffer, let context = unsafe context else { return Int(CURL_READFUNC_ABORT) }
      let space = unsafe UnsafeMutableRawBufferPointer(start: buffer, count: size * count)
      return unsafe Unmanaged<Submission>.fromOpaque(context).takeUnretainedValue().read(into: space)
    }
    unsafe earshot_curl_set_header(handle) { bytes, size, count, context in
      guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
      let line = unsafe Array(UnsafeRawBufferPointer(start: bytes, count: size * count))
      unsafe Unmanaged<Submission>.fromOpaque(context).takeUnretainedValue().replies.take(line)
      return line.count
    }
    unsafe earshot_curl_set_open_socket(handle) { context, _, address in
      guard let address = unsafe address, let context = unsafe context else { return -1 }
      let submission = unsafe Unmanaged<Submission>.fromOpaque(context).takeUnretainedValue()
      return unsafe submission.openSocket(for: address.pointee)
    }
    unsafe earshot_curl_set_progress(handle) { context, _, _, _, _ in
      guard let context = unsafe context else { return 1 }
      return unsafe Unmanaged<Submission>.fromOpaque(context).takeUnretainedValue().isStopped() ? 1 : 0
    }
  }

  /// A connection kept may turn out to be dead; what was said on it does not hold for the new one.
  private func openSocket(for address: curl_sockaddr) -> curl_socket_t {
    replies = ReplyLog()
    return socket(address.family, address.socktype | Int32(SOCK_CLOEXEC.rawValue), address.protocol)
  }

  /// What was observed when libcurl had done.
  func transaction(_ code: CURLcode, complaint: String) -> Transaction {
    Transaction(
      code: code, complaint: complaint, reply: replies.code, words: replies.words,
      isPastHello: replies.isPastHello,
      isWholeMessageRead: isWholeMessageRead, lacksAuthentication: lacksAuthentication)
  }

  /// Hands libcurl the next piece; nothing at all while the server should know who we are and does not.
  private func read(into space: UnsafeMutableRawBufferPointer) -> Int {
    if needsAuthentication, !replies.isAuthenticated {
      lacksAuthentication = true
      return Int(CURL_READFUNC_ABORT)
    }
    let piece = message[position..<min(position + space.count, message.count)]
    unsafe space.copyBytes(from: piece)
    position += piece.count
    isWholeMessageRead = piece.isEmpty
    return piece.count
  }
}

/// The replies of an SMTP server on one connection, as they come.
struct ReplyLog {
  /// The code of the last reply.
  private(set) var code = 0
  /// The words of the last reply, at most 500 bytes of printable text; those of an AUTH challenge are left
  /// out.
  private(set) var words = ""
  /// Whether 235 has come on this connection.
  private(set) var isAuthenticated = false
  /// Whether a greeting and an accepted EHLO have come on this connection.
  private(set) var isPastHello = false
  private var isFinished = true

  /// Nothing said yet.
  init() {}

  /// Takes one line such as `250-SIZE 10240000` or `250 OK`.
  mutating func take(_ line: [UInt8]) {
    let digits = line.prefix(3)
    // 221 answers the QUIT with which libcurl ends a failed transaction; why it failed was said before.
    guard digits.count == 3, digits.allSatisfy({ (0x30...0x39).contains($0) }),
      !digits.elementsEqual("221".utf8)
    else { return }
    code = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    if isFinished { words = "" }
    isFinished = line.count < 4 || line[3] != UInt8(ascii: "-")
    if code != 334, words.utf8.count < 500 {
      let text = printable(String(decoding: line.dropFirst(4).prefix(500), as: UTF8.self))
      words += (words.isEmpty ? "" : " ") + text
    }
    if isFinished { note() }
  }

  private mutating func note() {
    if code == 235 { isAuthenticated = true }
    if code == 250 { isPastHello = true }
  }
}
