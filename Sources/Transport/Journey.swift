// SPDX-License-Identifier: Apache-2.0
internal import CCurl
import Model

/// One fetch from its first hop to its answer: pure decisions between transfers.
struct Journey {
  private let request: Request
  private let userAgent: String
  /// The server of the first hop.
  private let origin: Authority?
  private var url: String
  private var hops: [Answer.Hop] = []
  private var bytesReceived = 0
  private var elapsed = Duration.zero
  private var decodes = true

  /// At its start.
  init(_ request: Request, userAgent: String) {
    self.request = request
    self.userAgent = userAgent
    url = request.url
    origin = Authority(of: url)
  }

  /// The hop to make now.
  func nextErrand() throws(TransferError) -> Errand {
    guard let authority = hops.isEmpty ? origin : Authority(of: url),
      !url.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F })
    else {
      throw TransferError(.protocolNotAllowed, "\(shown(url)) is no http or https address")
    }
    try keepAway(from: authority)
    let timeLeft = request.limits.total - elapsed
    guard timeLeft > .zero else {
      throw TransferError(.timeout, "\(authority): no answer in time, redirects included")
    }
    let isAtStart = authority == origin
    return Errand(
      url: wireForm(of: url), headerLines: try headerLines(for: authority), userAgent: userAgent,
      limits: request.limits, timeLeft: timeLeft,
      lane: isAtStart ? request.lane ?? Lane(of: url) : Lane(of: url), pace: isAtStart ? request.pace : nil,
      decodes: decodes, verifiesTLS: !(isAtStart && request.acceptsAnyCertificate),
      allowed: request.allow)
  }

  /// Takes what a hop brought: an answer, or nil where there is another hop to make.
  mutating func take(_ landing: Landing) throws(TransferError) -> Answer? {
    bytesReceived += landing.bytesReceived
    elapsed += landing.elapsed
    if landing.code == CURLE_BAD_CONTENT_ENCODING, decodes {
      // The Content-Encoding is a lie, or none that we know: ask once more for the bytes as they are.
      decodes = false
      return nil
    }
    if isRedirect(landing.head.status), let location = landing.redirect, landing.code == CURLE_OK {
      try follow(location, status: landing.head.status)
      return nil
    }
    guard landing.code == CURLE_OK, landing.head.isComplete else {
      throw landing.error(at: Authority(of: url), limits: request.limits)
    }
    return Answer(
      status: landing.head.status, url: url, hops: hops, headers: landing.head.headers, body: landing.body,
      bytesReceived: bytesReceived, elapsed: elapsed)
  }

  /// Throws `heldBack` where the server asked to be left alone.
  private func keepAway(from authority: Authority) throws(TransferError) {
    guard let until = request.holdEnd(registrableDomain(of: authority.host)) else { return }
    throw TransferError(
      .heldBack, "\(authority) asked to be left alone until \(until), so it was not visited",
      heldUntil: until)
  }

  private func isRedirect(_ status: Int) -> Bool { [301, 302, 303, 307, 308].contains(status) }

  private func withoutFragment(_ url: String) -> Substring { url.prefix { $0 != "#" } }

  private mutating func follow(_ location: String, status: Int) throws(TransferError) {
    let host = Authority(of: url)?.description ?? ""
    guard Authority(of: location) != nil else {
      throw TransferError(
        .protocolNotAllowed, "\(host) redirects to \(shown(location)), which is neither http nor https")
    }
    guard hops.count < request.limits.maxRedirects else {
      throw TransferError(.tooManyRedirects, "\(host): more than \(request.limits.maxRedirects) redirects")
    }
    let visited = [request.url] + hops.map(\.location)
    guard !visited.contains(where: { withoutFragment($0) == withoutFragment(location) }) else {
      throw TransferError(.tooManyRedirects, "\(host): the redirects go round in a circle")
    }
    url = String(withoutFragment(location))
    hops.append(Answer.Hop(status: status, location: url))
  }

  private func headerLines(for authority: Authority) throws(TransferError) -> [[UInt8]] {
    var fields: [(name: String, value: String)] = [("Accept", request.accept)]
    var validators: [[UInt8]] = []
    if request.validatorsURL == nil || request.validatorsURL == url {
      // One that cannot be sent as it came is left out; the answer then comes in full.
      let held = [("If-None-Match", request.etag), ("If-Modified-Since", request.lastModified)]
      validators = held.compactMap { name, value in
        value.flatMap { isSendable($0) ? bytes(of: $0) : nil }.map { Array("\(name): ".utf8) + $0 + [0] }
      }
    }
    if request.acceptsDelta, !validators.isEmpty { fields.append(("A-IM", "feed")) }
    if !decodes { fields.append(("Accept-Encoding", "identity")) }
    if authority == origin {
      guard request.headers.allSatisfy({ isSendable($0.name) && isSendable($0.value) }) else {
        throw TransferError(
          .malformedRequest, "a header to send to \(authority) is empty or has control characters")
      }
      fields += request.headers
    }
    return fields.map { Array("\($0.name): \($0.value)\0".utf8) } + validators
  }

  /// The bytes that a validator came as: each is a character of its number.
  private func bytes(of validator: String) -> [UInt8]? {
    let scalars = validator.unicodeScalars
    return scalars.allSatisfy { $0.value <= 0xFF } ? scalars.map { UInt8($0.value) } : nil
  }

  /// Whether a text can stand in a header line: it would break out of it otherwise.
  private func isSendable(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
  }
}

/// An address without what may be secret in it (user, password, query), and no longer than an error should
/// be.
func shown(_ url: String) -> String {
  var text = String(url.prefix { $0 != "?" && $0 != "#" }.prefix(200))
  if let at = text.lastIndex(of: "@"), let slashes = text.firstRange(of: "//"), slashes.upperBound <= at {
    text.removeSubrange(slashes.upperBound...at)
  }
  return printable(text)
}

/// A text without control characters and what cannot be seen: it may hold words of a stranger.
func printable(_ text: String) -> String {
  let isShown = { (scalar: Unicode.Scalar) in
    scalar.properties.generalCategory != .control && !scalar.properties.isDefaultIgnorableCodePoint
  }
  return String(String.UnicodeScalarView(text.unicodeScalars.filter(isShown)))
}
