// SPDX-License-Identifier: Apache-2.0
import Synchronization
import Transport

/// A web that answers each address as a test says, and remembers what it was asked.
final class ScriptedWeb: Fetching {
  private struct State {
    var pages: [String: Result<Answer, TransferError>] = [:]
    var requests: [Request] = []
    var questions: [Request] = []
  }

  private let state = Mutex(State())

  /// Every request so far but those for a robots.txt, in order.
  var requests: [Request] { state.withLock { $0.requests } }

  /// Every request for a robots.txt so far, in order.
  var questions: [Request] { state.withLock { $0.questions } }

  /// What an address answers from now on; with an ETag it answers 304 to whoever has it.
  func put(
    _ url: String, _ body: String = "", status: Int = 200, type: String = "application/rss+xml",
    headers: [(name: String, value: String)] = []
  ) {
    let answer = Answer(
      status: status, url: url, headers: [("content-type", type)] + headers, body: Array(body.utf8),
      bytesReceived: body.utf8.count)
    state.withLock { $0.pages[url] = .success(answer) }
  }

  /// An address that sends everybody elsewhere, for good, from now on.
  func move(_ url: String, to there: String) {
    state.withLock { state in
      guard case .success(let answer) = state.pages[there] else { return }
      state.pages[url] = .success(
        Answer(
          status: answer.status, url: there, hops: [Answer.Hop(status: 301, location: there)],
          headers: answer.headers, body: answer.body))
    }
  }

  /// An address that cannot be reached from now on.
  func fail(_ url: String, _ error: TransferError) { state.withLock { $0.pages[url] = .failure(error) } }

  func fetch(_ request: Request) async -> Result<Answer, TransferError> {
    let result = result(of: request)
    if case .success(let answer) = result { request.heed(answer) }
    return result
  }

  private func result(of request: Request) -> Result<Answer, TransferError> {
    state.withLock { state in
      if request.url.hasSuffix("/robots.txt") {
        state.questions.append(request)
        return state.pages[request.url] ?? .success(Answer(status: 404, url: request.url))
      }
      state.requests.append(request)
      guard let page = state.pages[request.url] else {
        return .failure(TransferError(.resolve, "no such host"))
      }
      guard case .success(let answer) = page, let etag = answer.header("etag"), etag == request.etag else {
        return page
      }
      return .success(Answer(status: 304, url: request.url, headers: [("etag", etag)]))
    }
  }
}

/// An RSS feed with these entries, newest first.
func rss(_ entries: [(guid: String, title: String, text: String)]) -> String {
  let items = entries.map {
    "<item><guid isPermaLink='false'>\($0.guid)</guid><title>\($0.title)</title><link>http://town.example/\($0.guid)</link>"
      + "<description>\($0.text)</description><pubDate>Sat, 21 Nov 2026 08:00:00 GMT</pubDate></item>"
  }
  return
    "<?xml version='1.0'?><rss version='2.0'><channel><title>Town</title>\(items.joined())</channel></rss>"
}
