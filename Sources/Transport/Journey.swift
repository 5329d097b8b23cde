// SPDX-License-Identifier: Apache-2.0
internal import CCurl
import Model

/// One fetch from its first hop to its answer: pure decisions between transfers.
struct Journey {
  let request: Request
  private let userAgent: String
  /// The server of the first hop.
  private let origin: Authority?
  /// Where the hop to make now leads.
  private(set) var url: String
  /// The server of the hop to make now, and the domain that it belongs to.
  private var server: Authority?
  private var domain: String
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
    server = origin
    domain = registrableDomain(of: origin?.host ?? "")
  }

  /// With whom the hop to make now takes turns, and how.
  func nextLane() throws(TransferError) -> (lane: Lane, pace: Pace?) {
    let server = try nextServer()
    guard server == origin else { return (Lane(host: server.description), nil) }
    return (request.lane ?? Lane(host: server.description), request.pace)
  }

  /// The hop to make now; whoever had the turn before may have been asked to leave the server alone.
  func nextErrand() throws(TransferError) -> Errand {
    let server = try nextServer()
    let timeLeft = request.limits.total - elapsed
    guard timeLeft > .zero else {
      throw TransferError(.timeout, "\(server): no answer in time, redirects included")
    }
    return Errand(
      url: wireForm(of: url), headerLines: try headerLines(for: server), limits: request.limits,
      timeLeft: timeLeft, decodes: decodes,
      verifiesTLS: !(server == origin && request.acceptsAnyCertificate), allowed: request.allow)
  }

  /// Throws `heldBack` where it asked to be left alone.
  private func nextServer() throws(TransferError) -> Authority {
    guard let server, !url.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
      throw TransferError(.protocolNotAllowed, "\(shown(url)) is no http or https address")
    }
    if let until = request.holdEnd(domain) {
      throw TransferError(
        .heldBack, "\(server) asked to be left alone until \(until), so it was not visited",
        heldUntil: until)
    }
    return server
  }

  /// Takes what a hop brought: an answer, or nil where there is another hop to make.
  mutating func take(_ landing: Landing) throws(TransferError) -> Answer? {
    bytesReceived += landing.bytesReceived
    elapsed += landing.elapsed
    if landing.head.isComplete, landing.head.status == 429 || landing.head.status == 503 {
      // Whoever asks to be left alone has said so in the head: it is not asked once more for the sake of the body.
      let body = landing.code == CURLE_OK ? landing.body : []
      return answer(to: landing, body)
    }
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
      throw landing.error(at: server, limits: request.limits)
    }
    return answer(to: landing, landing.body)
  }

  private func answer(to landing: Landing, _ body: [UInt8]) -> Answer {
    Answer(
      status: landing.head.status, url: url, hops: hops, headers: landing.head.headers, body: body,
      bytesReceived: bytesReceived, elapsed: elapsed)
  }

  private func isRedirect(_ status: Int) -> Bool { [301, 302, 303, 307, 308].contains(status) }

  private func withoutFragment(_ url: String) -> Substring { url.prefix { $0 != "#" } }

  private mutating func follow(_ location: String, status: Int) throws(TransferError) {
    let host = server?.description ?? ""
    guard let next = Authority(of: location) else {
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
    server = next
    domain = registrableDomain(of: next.host)
    hops.append(Answer.Hop(status: status, location: url))
  }

  private func headerLines(for server: Authority) throws(TransferError) -> HeaderLines {
    var lines = HeaderLines()
    // As a line of ours it is put together once; libcurl would do it twice.
    var isGood = lines.add("User-Agent", userAgent)
    isGood = lines.add("Accept", request.accept) && isGood
    if request.validatorsURL == nil || request.validatorsURL == url {
      // One that cannot be sent as it came is left out; the answer then comes in full.
      let isTagged = request.etag.map { lines.add("If-None-Match", bytesOf: $0) } ?? false
      let isDated = request.lastModified.map { lines.add("If-Modified-Since", bytesOf: $0) } ?? false
      if request.acceptsDelta, isTagged || isDated { _ = lines.add("A-IM", "feed") }
    }
    if !decodes { _ = lines.add("Accept-Encoding", "identity") }
    if server == origin {
      for (name, value) in request.headers { isGood = lines.add(name, value) && isGood }
    }
    guard isGood else {
      throw TransferError(
        .malformedRequest, "a header to send to \(server) is empty or has control characters")
    }
    return lines
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
