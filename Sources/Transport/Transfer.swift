// SPDX-License-Identifier: Apache-2.0
internal import CCurl
import Glibc

/// What one transfer is to do: a request on one hop, without following anything.
struct Errand: Sendable {
  /// The address.
  var url: String
  /// The header lines to send besides those that libcurl makes.
  var headerLines: HeaderLines
  /// What it may cost.
  var limits: Limits
  /// What is left of the total time.
  var timeLeft: Duration
  /// Whether the body is decompressed as its Content-Encoding says.
  var decodes = true
  /// Whether the server's certificate must be good.
  var verifiesTLS = true
  /// Private networks that may be connected to besides those of the pool.
  var allowed: [NetworkRange] = []
}

/// How a transfer ended.
struct Landing: Sendable {
  /// What libcurl says.
  var code: CURLcode
  /// libcurl's own words for a failure.
  var complaint: String
  /// The response at hand.
  var head: ResponseHead
  /// The body as far as it came.
  var body: [UInt8]
  /// Where a redirect leads, as an absolute address.
  var redirect: String?
  /// How many body bytes came over the network.
  var bytesReceived: Int
  /// How long it took.
  var elapsed: Duration
  /// The addresses that the guard refused, each with its reason, and how many it let pass.
  var refused: [String]
  var connections: Int
  /// Whether a limit of ours ended it.
  var isTooLarge: Bool
}

/// One transfer after the other over one handle: the handle and what its callbacks collect.
///
/// A class because libcurl holds its address; it never leaves the thread of its loop.
final class Transfer {
  /// The number of the present one among the transfers of its pool.
  private(set) var id = 0
  /// The handle that runs it.
  let easy = EasyHandle(protocols: "http,https")
  private let sockets: SocketWatch
  /// What its handle is set to: most requests differ in their address and headers only.
  private var manner: Manner?
  private var limits = Limits()
  private var headers = HeaderList(HeaderLines())
  private var addressGuard = AddressGuard()
  private var stay: BodyRoom.Stay?
  /// Whether it was ended since its body is large and others are: it is to be made again when there is room.
  private(set) var isWithoutRoom = false
  private var head = ResponseHead()
  private var body: [UInt8] = []
  private var refused: [String] = []
  private var connections = 0
  private var isTooLarge = false
  /// How many bytes a second come at most; 0 for as many as there are.
  private var speed = 0
  /// What a large body gets of them: who sends very much very fast would take the processors from all others. More for
  /// the one in the place, since others wait for that.
  private static let (speedOfLarge, speedInPlace) = (5_000_000, 20_000_000)

  /// How a request is made, besides its address and its headers.
  private struct Manner: Equatable {
    var limits: Limits
    var decodes: Bool
    var verifiesTLS: Bool
    var reusesConnections: Bool
  }

  /// A handle whose sockets are watched by these.
  init(over sockets: SocketWatch) {
    self.sockets = sockets
    // Most hosts are asked once an hour: nobody would forget their addresses before.
    easy.set(CURLOPT_DNS_CACHE_TIMEOUT, 1)
    // Most feeds come in few pieces so, and hundreds of transfers at once need no more than a dozen megabytes for it.
    easy.set(CURLOPT_BUFFERSIZE, 32_768)
    setCallbacks()
  }

  /// Prepares the handle for an errand.
  func begin(
    _ id: Int, _ errand: Errand, guard addressGuard: AddressGuard, _ stay: BodyRoom.Stay,
    reusingConnections: Bool
  ) {
    self.id = id
    self.addressGuard = addressGuard
    self.stay = stay
    limits = errand.limits
    let manner = Manner(
      limits: errand.limits, decodes: errand.decodes,
      verifiesTLS: errand.verifiesTLS, reusesConnections: reusingConnections)
    if manner != self.manner { adopt(manner) }
    headers = HeaderList(errand.headerLines)
    easy.set(headers: headers)
    easy.set(CURLOPT_URL, errand.url)
    easy.set(milliseconds: CURLOPT_TIMEOUT_MS, errand.timeLeft)
    easy.forgetComplaint()
  }

  /// Lets go of everything that belongs to the transfer that has ended.
  func forget() {
    stay = nil
    isWithoutRoom = false
    head = ResponseHead()
    body = []
    refused = []
    connections = 0
    isTooLarge = false
    limit(to: 0)
  }

  private func adopt(_ manner: Manner) {
    self.manner = manner
    easy.set(milliseconds: CURLOPT_CONNECTTIMEOUT_MS, limits.connect)
    easy.set(CURLOPT_LOW_SPEED_LIMIT, limits.lowSpeed)
    easy.set(CURLOPT_LOW_SPEED_TIME, Int(max(1, limits.lowSpeedTime.components.seconds)))
    easy.set(size: CURLOPT_MAXFILESIZE_LARGE, limits.maxBytes)
    if manner.decodes { easy.set(CURLOPT_ACCEPT_ENCODING, "") } else { easy.unset(CURLOPT_ACCEPT_ENCODING) }
    easy.set(CURLOPT_HTTP_CONTENT_DECODING, manner.decodes)
    easy.set(CURLOPT_SSL_VERIFYPEER, manner.verifiesTLS)
    easy.set(CURLOPT_SSL_VERIFYHOST, manner.verifiesTLS ? 2 : 0)
    easy.set(CURLOPT_FRESH_CONNECT, !manner.reusesConnections)
    easy.set(CURLOPT_FORBID_REUSE, !manner.reusesConnections)
  }

  private func setCallbacks() {
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    let handle = unsafe easy.raw
    unsafe earshot_curl_set_pointer(handle, CURLOPT_PRIVATE, context)
    unsafe earshot_curl_set_pointer(handle, CURLOPT_WRITEDATA, context)
    unsafe earshot_curl_set_pointer(handle, CURLOPT_HEADERDATA, context)
    unsafe earshot_curl_set_pointer(handle, CURLOPT_OPENSOCKETDATA, context)
    // The connection may outlive the transfer that opened it, but not the loop.
    unsafe earshot_curl_set_pointer(
      handle, CURLOPT_CLOSESOCKETDATA, Unmanaged.passUnretained(sockets).toOpaque())
    unsafe earshot_curl_set_write(handle) { bytes, size, count, context in
      guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
      let chunk = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
      return unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().takeBody(chunk)
    }
    unsafe earshot_curl_set_header(handle) { bytes, size, count, context in
      guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
      let line = unsafe Array(UnsafeRawBufferPointer(start: bytes, count: size * count))
      return unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().takeHeader(line)
    }
    unsafe earshot_curl_set_open_socket(handle) { context, _, address in
      guard let address = unsafe address, let context = unsafe context else { return -1 }
      return unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().openSocket(to: address)
    }
    unsafe earshot_curl_set_close_socket(handle) { context, socket in
      guard let context = unsafe context else { return close(socket) }
      return unsafe Unmanaged<SocketWatch>.fromOpaque(context).takeUnretainedValue().close(ours: socket)
    }
  }

  /// How it ended, with everything that came.
  func landing(_ code: CURLcode) -> Landing {
    Landing(
      code: code, complaint: code == CURLE_OK ? "" : easy.complaint(for: code), head: head, body: body,
      redirect: easy.text(CURLINFO_REDIRECT_URL), bytesReceived: easy.size(CURLINFO_SIZE_DOWNLOAD_T),
      elapsed: .microseconds(easy.size(CURLINFO_TOTAL_TIME_T)), refused: refused, connections: connections,
      isTooLarge: isTooLarge || code == CURLE_FILESIZE_EXCEEDED)
  }

  /// Keeps a piece of the decompressed body; any other count than the one given makes libcurl stop.
  private func takeBody(_ chunk: UnsafeRawBufferPointer) -> Int {
    guard body.count + chunk.count <= limits.maxBytes else {
      isTooLarge = true
      // Nobody reads a part of it.
      stay?.discard(&body)
      return 0
    }
    guard let stay, stay.grow(by: chunk.count) else {
      isWithoutRoom = true
      body = []
      return 0
    }
    if body.isEmpty {
      // As far as the server says how long it is: so it is not copied as it grows.
      body.reserveCapacity(
        min(max(easy.size(CURLINFO_CONTENT_LENGTH_DOWNLOAD_T), chunk.count), BodyRoom.usual))
    }
    stay.makeRoom(for: &body, upTo: limits.maxBytes)
    if stay.hasPlace {
      limit(to: Self.speedInPlace)
    } else if body.count > BodyRoom.usual {
      limit(to: Self.speedOfLarge)
    }
    unsafe body.append(contentsOf: chunk)
    return chunk.count
  }

  private func limit(to speed: Int) {
    guard speed != self.speed else { return }
    self.speed = speed
    easy.set(size: CURLOPT_MAX_RECV_SPEED_LARGE, speed)
  }

  private func takeHeader(_ line: [UInt8]) -> Int {
    guard head.size + line.count <= limits.maxHeaderBytes else {
      isTooLarge = true
      return 0
    }
    head.take(line)
    return line.count
  }

  /// Opens the socket for a connection unless the guard objects to the address it is really going to.
  private func openSocket(to target: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
    guard let address = unsafe NetworkAddress(earshot_curl_address(target)) else {
      refused.append("an address of an unknown family")
      return -1
    }
    if let reason = addressGuard.refusal(of: address) {
      refused.append("\(address) (\(reason))")
      return -1
    }
    connections += 1
    let socket = unsafe socket(
      target.pointee.family, target.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), target.pointee.protocol)
    if socket >= 0 { sockets.opened(socket) }
    return socket
  }
}

extension NetworkAddress {
  /// The address in a socket address of IPv4 or IPv6; nil for another family.
  init?(_ address: UnsafePointer<sockaddr>) {
    switch unsafe Int32(address.pointee.sa_family) {
    case AF_INET:
      let v4 = unsafe UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in.self)
      self.init(v4: UInt32(bigEndian: v4.sin_addr.s_addr))
    case AF_INET6:
      let v6 = unsafe UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in6.self)
      let bytes = unsafe withUnsafeBytes(of: v6.sin6_addr) { unsafe Array($0) }
      self.init(bytes: bytes)
    default: return nil
    }
  }
}
