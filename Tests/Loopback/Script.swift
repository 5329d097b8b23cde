// SPDX-License-Identifier: Apache-2.0

/// What a server does with a request.
package indirect enum Script: Sendable {
  /// Answers properly, with 304 where the request holds the validator of what would be sent.
  case reply(Reply)
  /// Does these things in order, then closes the connection.
  case acts([Act])
  /// The first request gets the first script, and so on; the last script serves all that follow.
  case inTurn([Script])
  /// Decides by the request.
  case depending(@Sendable (ReceivedRequest) -> Script)

  /// Something to do on a connection, short of HTTP manners.
  package enum Act: Sendable {
    /// Sends exact bytes.
    case send([UInt8])
    /// Sends a text.
    case say(String)
    /// Sends bytes over and over until the peer closes.
    case sendForever([UInt8])
    /// Sends bytes over and over with a pause of milliseconds after each time, until the peer closes.
    case drip([UInt8], milliseconds: Int)
    /// Says nothing more until the peer closes.
    case stall
    /// Cuts the connection with a TCP reset.
    case reset
  }

  /// A page of a type, with validators where given.
  package static func page(
    _ body: String, type: String = "text/plain; charset=utf-8", etag: String? = nil,
    lastModified: String? = nil
  ) -> Script {
    var headers = [("Content-Type", type)]
    if let etag { headers.append(("ETag", etag)) }
    if let lastModified { headers.append(("Last-Modified", lastModified)) }
    return .reply(Reply(headers: headers, body: Array(body.utf8)))
  }

  /// A status with a short body.
  package static func status(_ status: Int, _ headers: [(String, String)] = []) -> Script {
    .reply(Reply(status: status, headers: headers, body: Array("status \(status)\n".utf8)))
  }

  /// A redirect.
  package static func redirect(_ status: Int, to location: String) -> Script {
    .status(status, [("Location", location)])
  }

  /// Bytes in a Content-Encoding.
  package static func encoded(_ encoding: String, _ body: [UInt8]) -> Script {
    .reply(Reply(headers: [("Content-Encoding", encoding)], body: body))
  }

  /// A body that promises nothing and never ends.
  package static let endlessBody = Script.acts([
    .say("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"),
    .sendForever(Array(repeating: 0x61, count: 65536)),
  ])

  /// Headers that never end.
  package static let endlessHeaders = Script.acts([
    .say("HTTP/1.1 200 OK\r\n"),
    .sendForever(Array("X-Padding: \(String(repeating: "x", count: 1000))\r\n".utf8)),
  ])
}

/// A proper answer.
package struct Reply: Sendable {
  /// The status.
  package var status: Int
  /// Headers; Content-Length is added where none is given.
  package var headers: [(String, String)]
  /// The body.
  package var body: [UInt8]

  /// An answer with status 200 unless said otherwise.
  package init(status: Int = 200, headers: [(String, String)] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  func header(_ name: String) -> String? {
    headers.first { $0.0.lowercased() == name.lowercased() }?.1
  }

  /// 304 in place of what the client has already (RFC 9110, 13.1): by ETag where it sent one, else by date.
  func conditional(on request: ReceivedRequest) -> Reply {
    guard status == 200 else { return self }
    let holds =
      if let tags = request.header("if-none-match") {
        header("ETag").map { tags == $0 } ?? false
      } else if let date = request.header("if-modified-since") {
        header("Last-Modified") == date
      } else {
        false
      }
    let kept = headers.filter {
      !["content-type", "content-encoding", "content-length"].contains($0.0.lowercased())
    }
    return holds ? Reply(status: 304, headers: kept) : self
  }

  /// The bytes on the wire.
  func bytes(closing: Bool, bodiless: Bool) -> [UInt8] {
    var head = "HTTP/1.1 \(status) \(status < 400 ? "Fine" : "Trouble")\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    if header("Content-Length") == nil && status != 304 { head += "Content-Length: \(body.count)\r\n" }
    if closing { head += "Connection: close\r\n" }
    return Array((head + "\r\n").utf8) + (bodiless ? [] : body)
  }
}

/// A request as it came.
package struct ReceivedRequest: Sendable {
  /// GET, mostly.
  package let method: String
  /// Path and query as sent.
  package let target: String
  /// Names as sent, in order.
  package let headers: [(name: String, value: String)]
  /// The number of its connection, from 1.
  package let connection: Int

  /// The target without its query.
  package var path: String { String(target.prefix { $0 != "?" }) }

  /// The value of a header, the name without regard to case.
  package func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}
