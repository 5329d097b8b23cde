// SPDX-License-Identifier: Apache-2.0
import Loopback
import Model
import Synchronization
import Testing
import Transport

@Suite struct RobotsTests {
  private func robots(_ text: String) -> Robots { Robots(Array(text.utf8), for: "earshot") }

  /// The examples of RFC 9309, section 5.1 and 2.2.2, and of Google's documentation which the RFC grew from.
  @Test(arguments: [
    ("/", "/anything", false), ("/fish", "/fish.html", false), ("/fish", "/Fish", true),
    ("/fish", "/catfish", true),
    ("/fish*", "/fishheads/yummy.html", false), ("/fish/", "/fish", true), ("/fish/", "/fish/?id=1", false),
    ("/*.php", "/index.php?x=1", false), ("/*.php", "/windows.PHP", true), ("/*.php$", "/a.php", false),
    ("/*.php$", "/a.php?x", true), ("/*.php$", "/a.php5", true),
    ("/fish*.php", "/fishheads/catfish.php?p=1", false),
    ("/fish*.php", "/Fish.PHP", true), ("$", "/", true), ("/$", "/", false), ("/$", "/a", true),
    ("/foo/bar?baz=http://foo.bar", "/foo/bar?baz=http://foo.bar", false),
    ("/foo/bar/ツ", "/foo/bar/%E3%83%84", false), ("/foo/bar/%E3%83%84", "/foo/bar/ツ", false),
    ("/foo/bar/%62%61%7A", "/foo/bar/baz", false), ("/a%3cd.html", "/a%3Cd.html", false),
    ("/a%2fb", "/a/b", true),
    ("*", "/x", false), ("/a*b*c$", "/aXbXbXc", false), ("/a*b*c$", "/aXbXbXcX", true),
  ])
  func `a pattern fits or does not`(pattern: String, path: String, isAllowed: Bool) {
    #expect(robots("User-agent: *\nDisallow: \(pattern)\n").allows(path) == isAllowed)
  }

  @Test func `the longest pattern decides, and allowing wins a tie`() {
    let rules = robots(
      """
      User-Agent: *
      Disallow: /
      Allow: /reviews
      Disallow: /reviews/private
      Allow: /same
      Disallow: /same
      """)
    #expect(rules.allows("/reviews/1"))
    #expect(!rules.allows("/reviews/private/2"))
    #expect(!rules.allows("/other"))
    #expect(rules.allows("/same"))
    #expect(rules.allows("/robots.txt"))
  }

  @Test func `the group that names us counts, and several of them together`() {
    let rules = robots(
      """
      user-agent: *
      disallow: /
      USER-AGENT: Earshot/1.0
      User-agent: otherbot
      Disallow: /a
      Sitemap: https://town.example/sitemap.xml
      Disallow: /b  # both are ours

      User-agent: third
      Disallow: /c

      User-agent: earshot
      Disallow: /d
      """)
    #expect(["/a", "/b", "/c", "/d", "/e"].map(rules.allows) == [false, false, true, false, true])
  }

  @Test func `a group that names us and says nothing allows everything`() {
    #expect(robots("User-agent: *\nDisallow: /\n\nUser-agent: earshot\nDisallow:\n").allows("/a"))
  }

  @Test func `a name that only begins like ours is not ours`() {
    #expect(robots("User-agent: earshotter\nDisallow: /\n").allows("/a"))
  }

  @Test func `rules before any group count for nobody`() {
    #expect(robots("Disallow: /\nUser-agent: *\nAllow: /\n").allows("/a"))
  }

  @Test(arguments: [
    "", "\u{FEFF}User-agent: *\rDisallow: /a\r\n", "<html>not found</html>", "User-agent *\nDisallow /",
  ])
  func `odd files are read as far as they go`(text: String) {
    let rules = robots(text)
    #expect(rules.allows("/b"))
    #expect(rules.allows("/a") == !text.contains("/a"))
  }

  @Test func `only the first 500 KiB count`() {
    let long = "User-agent: *\n" + String(repeating: "#\n", count: Robots.longest / 2) + "Disallow: /\n"
    #expect(robots(long).allows("/a"))
  }

  @Test func `a star after star does not take forever`() {
    let pattern = "/" + String(repeating: "*a", count: 1000) + "$"
    #expect(
      robots("User-agent: *\nDisallow: \(pattern)").allows("/" + String(repeating: "a", count: 999) + "b"))
  }

  @Test(arguments: [("2.5", 3), ("0", nil), ("-1", nil), ("99999", 3600), ("soon", nil)] as [(String, Int?)])
  func `a crawl delay is seconds up to an hour`(text: String, seconds: Int?) {
    #expect(robots("User-agent: *\nCrawl-delay: \(text)\n").crawlDelay == seconds)
  }

  @Test func `the status decides where there are no rules`() {
    let body = Array("User-agent: *\nDisallow: /\n".utf8)
    #expect(Robots.verdict(status: 200, body: body, for: "earshot") == .rules(Robots(body, for: "earshot")))
    #expect(Robots.verdict(status: 404, body: body, for: "earshot") == .everything)
    #expect(Robots.verdict(status: 403, body: body, for: "earshot") == .everything)
    #expect(Robots.verdict(status: 503, body: body, for: "earshot") == .nothing)
    #expect(Robots.verdict(status: nil, body: [], for: "earshot") == .nothing)
  }
}

@Suite struct RobotsCacheTests {
  private let noon = Instant(seconds: 1_795_262_400)

  @Test(arguments: [
    ("https://ann:pw@Town.example:8443/a/b?c#d", "https://town.example:8443/robots.txt", "/a/b?c"),
    ("http://town.example", "http://town.example/robots.txt", "/"),
    ("http://town.example?q=1", "http://town.example/robots.txt", "/?q=1"),
  ])
  func `the rules lie at the root of the server`(url: String, address: String, path: String) {
    #expect(Robots.address(for: url) == address)
    #expect(Robots.path(of: url) == path)
  }

  @Test func `a question that was given up is no answer, and is asked anew`() async throws {
    final class Shaky: Fetching {
      private let isFirst = Mutex(true)

      func fetch(_ request: Request) async -> Result<Answer, TransferError> {
        let isFirst = isFirst.withLock { isFirst in
          defer { isFirst = false }
          return isFirst
        }
        return isFirst
          ? .failure(TransferError(.cancelled, "given up")) : .success(Answer(status: 404, url: request.url))
      }
    }
    let cache = RobotsCache(product: "earshot", fetching: Shaky())
    guard case .failure(let error)? = await cache.objection(to: "http://town.example/a", now: noon) else {
      Issue.record("the page is not answered either")
      return
    }
    #expect(error.kind == .cancelled)
    #expect(await cache.objection(to: "http://town.example/a", now: noon) == nil)
  }

  @Test func `a site is asked once a day`() async throws {
    let server = try LoopbackServer(["/robots.txt": .page("User-agent: *\nDisallow: /private\n")])
    let cache = RobotsCache(product: "earshot", fetching: try makeTransport())
    for path in ["/a", "/private", "/b"] {
      let refusal = await cache.objection(to: server.url(path), now: noon)
      #expect((refusal != nil) == (path == "/private"))
    }
    #expect(server.requests.count == 1)
    server.set("/robots.txt", .status(404))
    #expect(await cache.objection(to: server.url("/private"), now: noon + .hours(23)) != nil)
    #expect(await cache.objection(to: server.url("/private"), now: noon + .hours(25)) == nil)
    #expect(server.requests.count == 2)
  }

  private func failure(_ objection: Result<Answer, TransferError>?) -> TransferError? {
    guard case .failure(let error)? = objection else { return nil }
    return error
  }

  @Test(arguments: [(429, []), (503, [("Retry-After", "60")])] as [(Int, [(String, String)])])
  func `who asks to be left alone when asked for the rules is not asked for the page`(
    status: Int, headers: [(String, String)]
  ) async throws {
    let server = try LoopbackServer(["/robots.txt": .inTurn([.status(status, headers), .page("")])])
    let cache = RobotsCache(product: "earshot", fetching: try makeTransport())
    let objection = await cache.objection(to: server.url("/a"), now: noon)
    #expect(try objection?.get().status == status)
    // How long is the asker's to keep to; whoever comes back asks anew.
    #expect(await cache.objection(to: server.url("/a"), now: noon) == nil)
  }

  @Test func `rules beyond what is read do not shut a site`() async throws {
    let long = "User-agent: *\nDisallow: /private\n" + String(repeating: "#\n", count: 2 * Robots.longest)
    let server = try LoopbackServer(["/robots.txt": .page(long)])
    let cache = RobotsCache(product: "earshot", fetching: try makeTransport())
    #expect(await cache.objection(to: server.url("/a"), now: noon) == nil)
    #expect(await failure(cache.objection(to: server.url("/private"), now: noon))?.kind == .disallowed)
  }

  @Test func `a site in trouble is left alone and asked again soon`() async throws {
    let server = try LoopbackServer(["/robots.txt": .inTurn([.status(503), .page("")])])
    let cache = RobotsCache(product: "earshot", fetching: try makeTransport())
    #expect(
      await failure(cache.objection(to: server.url("/a"), now: noon))?.message
        == "127.0.0.1:\(server.port) does not give out its robots.txt, so its pages are left alone for now")
    #expect(await cache.objection(to: server.url("/a"), now: noon + .minutes(9)) != nil)
    #expect(await cache.objection(to: server.url("/a"), now: noon + .minutes(11)) == nil)
    #expect(server.requests.count == 2)
  }
}
