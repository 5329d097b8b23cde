// SPDX-License-Identifier: Apache-2.0
package import Model
internal import Schedule

/// What a server answered, after every redirect.
package struct Answer: Sendable {
  /// A redirect that was followed.
  package struct Hop: Hashable, Sendable {
    /// 301, 302, 303, 307 or 308.
    package let status: Int
    /// Where it led, as an absolute address.
    package let location: String

    /// A redirect and where it led.
    package init(status: Int, location: String) {
      self.status = status
      self.location = location
    }

    /// Whether the server says that the move is for good (RFC 9110, 15.4.2 and 15.4.9).
    package var isPermanent: Bool { status == 301 || status == 308 }
  }

  /// The status of the last response.
  package let status: Int
  /// The address of the last response.
  package let url: String
  /// The redirects followed, in order.
  package let hops: [Hop]
  /// The headers of the last response, names in lower case, in the order they came.
  package let headers: [(name: String, value: String)]
  /// The body, decompressed.
  package let body: [UInt8]
  /// How many body bytes came over the network, on every hop.
  package let bytesReceived: Int
  /// How long the transfers took, waiting for a turn not counted.
  package let elapsed: Duration

  /// An answer with all its facts.
  package init(
    status: Int, url: String, hops: [Hop] = [], headers: [(name: String, value: String)] = [],
    body: [UInt8] = [], bytesReceived: Int = 0, elapsed: Duration = .zero
  ) {
    self.status = status
    self.url = url
    self.hops = hops
    self.headers = headers
    self.body = body
    self.bytesReceived = bytesReceived
    self.elapsed = elapsed
  }

  /// The value of a header, the name without regard to case. Of several the first, for a list joined by
  /// commas (RFC 9110, 5.3).
  package func header(_ name: String) -> String? {
    let wanted = name.lowercased()
    guard let first = headers.firstIndex(where: { $0.name == wanted }) else { return nil }
    guard Self.lists.contains(wanted) else { return headers[first].value }
    return headers[first...].filter { $0.name == wanted }.map(\.value).joined(separator: ", ")
  }

  private static let lists: Set<String> = ["cache-control", "link", "vary", "im", "content-encoding"]

  /// The new address where every redirect said "for good" and none led from https to http.
  package func permanentAddress(from start: String) -> String? {
    guard !hops.isEmpty, hops.allSatisfy(\.isPermanent) else { return nil }
    let path = [start] + hops.map(\.location)
    let schemes = path.compactMap { Authority(of: $0)?.scheme }
    guard schemes.count == path.count else { return nil }
    let isDowngraded = zip(schemes, schemes.dropFirst()).contains { $0 == "https" && $1 == "http" }
    return isDowngraded ? nil : hops.last?.location
  }
}

extension Answer {
  /// When a server that asks for it may be asked again: 429, or 503 with a Retry-After (RFC 6585, 4; RFC 9110, 15.6.4);
  /// nil where it does not ask.
  ///
  /// A date is taken relative to the server's own clock.
  package func retryTime(at now: Instant) -> Instant? {
    guard status == 429 || status == 503 else { return nil }
    let told = header("retry-after").flatMap { RetryAfter.parse($0, date: header("date"), now: now) }
    return told ?? (status == 429 ? now + .minutes(10) : nil)
  }
}
