// SPDX-License-Identifier: Apache-2.0
import Loopback
import Model
import Pipeline
import Settings
import Store
import Support
import Testing
import Transport

/// Rows 31 and 33 of the checklist: what is asked for beside the address of a source.
@Suite(.serialized) struct FurtherTests {
  /// An Atom feed with entries of these numbers, and the archive before it.
  private func feed(_ numbers: ClosedRange<Int>, after archive: String?) -> Script {
    let link = archive.map { "<link rel='prev-archive' href='\($0)'/>" } ?? ""
    let entries = numbers.reversed().map {
      "<entry><id>tag:a,2026:\($0)</id><title>Number \($0)</title></entry>"
    }
    return .feed(
      "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title>\(link)\(entries.joined())</feed>", [])
  }

  @Test func `after a gap a feed is read back through its archive, as far as nothing is known`() async throws
  {
    let talk = try await Conversation()
    talk.server.set("/feed", .inTurn([feed(1...3, after: "/archive/0"), feed(11...13, after: "/archive/2")]))
    talk.server.set("/archive/2", feed(7...10, after: "/archive/1"))
    talk.server.set("/archive/1", feed(1...6, after: "/archive/0"))
    #expect(try await talk.poll().recorded.newItems == 3)
    #expect(try await talk.poll().recorded.newItems == 10)
    #expect(talk.server.requests.map(\.path) == ["/feed", "/feed", "/archive/2", "/archive/1"])
    #expect(talk.requests("/archive/2").first?.header("if-none-match") == nil)
  }

  @Test func `an archive without end is read four documents deep, and never on another host`() async throws {
    let talk = try await Conversation()
    let elsewhere = try LoopbackServer()
    talk.server.set(
      "/feed",
      .inTurn([
        feed(1...1, after: nil), feed(100...100, after: "/archive/9"),
        feed(200...200, after: "http://localhost:\(elsewhere.port)/archive"),
      ]))
    for number in 1...9 {
      talk.server.set(
        "/archive/\(number)", feed((10 * number)...(10 * number), after: "/archive/\(number - 1)"))
    }
    try await talk.poll()
    #expect(try await talk.poll().recorded.newItems == 5)
    #expect(talk.server.requests.count == 6)
    #expect(try await talk.poll().recorded.newItems == 1)
    #expect(elsewhere.requests.isEmpty)
  }

  @Test func `a feed that says it is complete has nothing before it`() async throws {
    let talk = try await Conversation()
    func whole(_ numbers: ClosedRange<Int>) -> Script {
      let entries = numbers.map { "<entry><id>tag:a,2026:\($0)</id><title>Number \($0)</title></entry>" }
      return .feed(
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:fh='http://purl.org/syndication/history/1.0'>"
          + "<generator>WordPress</generator><fh:complete/><link rel='next' href='/2'/>\(entries.joined())</feed>",
        [])
    }
    talk.server.set("/feed", .inTurn([whole(1...2), whole(8...9)]))
    try await talk.poll()
    #expect(try await talk.poll().recorded.newItems == 2)
    #expect(talk.server.requests.map(\.path) == ["/feed", "/feed"])
  }

  @Test func `robots.txt is asked for pages, once a day, and not for feeds`() async throws {
    let page = Script.page("<html><title>Reviews</title></html>", type: "text/html")
    let talk = try await Conversation([
      "/robots.txt": .page("User-agent: earshot\nDisallow: /reviews\n"), "/reviews": page, "/open": page,
      "/feed": .feed(),
    ]) { settings, server in
      settings.sources += ["reviews", "open"].map { Source(name: $0, kind: .page, url: server.url("/\($0)")) }
    }
    try await talk.poll("feed")
    #expect(talk.server.requests.map(\.path) == ["/feed"])
    let refused = try await talk.poll("reviews")
    #expect(refused.poll.word == "blocked" && refused.poll.reason?.contains("robots.txt") == true)
    #expect(try await talk.poll("open").poll.isSuccess)
    #expect(talk.server.requests.map(\.path) == ["/feed", "/robots.txt", "/open"])
    talk.server.set("/robots.txt", .status(404))
    talk.shop.clock.advance(by: .hours(25))
    #expect(try await talk.poll("reviews").poll.isSuccess)
  }

  @Test func `a site whose robots.txt is in trouble is left alone, and the feeds of it are not`() async throws
  {
    let talk = try await Conversation(["/robots.txt": .status(500), "/page": .page("x"), "/feed": .feed()]) {
      settings, server in
      settings.sources.append(Source(name: "page", kind: .page, url: server.url("/page")))
    }
    #expect(try await talk.poll("page").poll.isSuccess == false)
    #expect(try await talk.poll("feed").poll.isSuccess)
    #expect(talk.server.requests.map(\.path) == ["/robots.txt", "/feed"])
  }

  @Test func `a feed in pages is read on after a gap, by next_url and by rel=next`() async throws {
    func json(_ numbers: ClosedRange<Int>, next: String?) -> Script {
      let items = numbers.map { "{\"id\":\"\($0)\",\"title\":\"Number \($0)\"}" }.joined(separator: ",")
      let link = next.map { "\"next_url\":\"\($0)\"," } ?? ""
      let text =
        "{\"version\":\"https://jsonfeed.org/version/1.1\",\(link)\"title\":\"T\",\"items\":[\(items)]}"
      return .page(text, type: "application/feed+json")
    }
    let talk = try await Conversation()
    let home = talk.server.url()
    talk.server.set("/feed", .inTurn([json(1...2, next: nil), json(9...10, next: home + "2")]))
    talk.server.set("/2", json(7...8, next: home + "3"))
    talk.server.set("/3", json(1...2, next: nil))
    try await talk.poll()
    #expect(try await talk.poll().recorded.newItems == 4)

    let paged = try await Conversation()
    func atom(_ numbers: ClosedRange<Int>, next: String) -> Script {
      let entries = numbers.map { "<entry><id>tag:a,2026:\($0)</id><title>Number \($0)</title></entry>" }
      return .feed(
        "<feed xmlns='http://www.w3.org/2005/Atom'><link rel='next' href='\(next)'/>\(entries.joined())</feed>",
        [])
    }
    paged.server.set("/feed", .inTurn([atom(1...2, next: "/2"), atom(9...10, next: "/2")]))
    paged.server.set("/2", atom(5...8, next: "/3"))
    paged.server.set("/3", atom(1...2, next: "/4"))
    #expect(try await paged.poll().recorded.newItems == 2)
    #expect(try await paged.poll().recorded.newItems == 6)
    #expect(paged.server.requests.map(\.path) == ["/feed", "/feed", "/2", "/3"])
  }

  /// What WordPress makes of posts of these numbers, or another program.
  private func blog(_ numbers: ClosedRange<Int>, by generator: String = "https://wordpress.org/?v=6.8")
    -> Script
  {
    let posts = numbers.reversed().map {
      "<item><guid isPermaLink='false'>https://blog.example/?p=\($0)</guid><title>Post \($0)</title></item>"
    }
    return .feed(
      "<rss version='2.0'><channel><title>T</title><generator>\(generator)</generator>\(posts.joined())"
        + "</channel></rss>", [])
  }

  @Test func `after a gap a blog by WordPress is read back page by page, as robots.txt allows`()
    async throws
  {
    let talk = try await Conversation(["/robots.txt": .status(404)]) { settings, server in
      settings.sources = [Source(name: "feed", url: server.url("/feed?cat=7#top"))]
    }
    talk.server.set("/feed?cat=7", .inTurn([blog(1...3), blog(2...4), blog(51...60), blog(151...160)]))
    talk.server.set("/feed?cat=7&paged=2", .inTurn([blog(41...50), blog(141...150)]))
    for (page, posts) in [(3, 4...7), (4, 1...3), (5, 1...3)] {
      talk.server.set("/feed?cat=7&paged=\(page)", blog(posts))
    }
    try await talk.poll()
    #expect(try await talk.poll().recorded.newItems == 1)
    #expect(talk.server.requests.count == 2, "something known is there: no gap")
    #expect(try await talk.poll().recorded.newItems == 23)
    #expect(
      talk.server.requests.dropFirst(2).map(\.target) == [
        "/feed?cat=7", "/robots.txt", "/feed?cat=7&paged=2", "/feed?cat=7&paged=3",
      ])
    talk.server.set("/robots.txt", .page("User-agent: *\nDisallow: /*paged=\n"))
    talk.shop.clock.advance(by: .hours(25))
    #expect(try await talk.poll().recorded.newItems == 10)
    #expect(talk.server.requests.last?.path == "/robots.txt")
  }

  @Test func `a blog that does not turn its pages is asked once, and what is not by WordPress never`()
    async throws
  {
    let talk = try await Conversation(["/robots.txt": .status(404)])
    talk.server.set("/feed", .inTurn([blog(1...3), blog(11...13), blog(11...13), blog(21...23, by: "Hugo")]))
    try await talk.poll()
    #expect(try await talk.poll().recorded.newItems == 3)
    #expect(talk.server.requests.map(\.path) == ["/feed", "/feed", "/robots.txt", "/feed"])
    #expect(try await talk.poll().recorded.newItems == 3)
    #expect(talk.server.requests.count == 5)
  }

  @Test func `a gap before which robots.txt was in trouble is read back later`() async throws {
    let talk = try await Conversation(["/robots.txt": .inTurn([.status(500), .status(404)])])
    talk.server.set("/feed", .inTurn([blog(1...3), blog(11...13), blog(11...13)]))
    talk.server.set("/feed?paged=2", blog(3...10))
    try await talk.poll()
    talk.shop.clock.advance(by: .hours(1))
    #expect(try await talk.poll().recorded.newItems == 3)
    talk.shop.clock.advance(by: .hours(1))
    #expect(try await talk.poll().recorded.newItems == 7)
    #expect(talk.server.requests.last?.target == "/feed?paged=2")
  }

  @Test func `a redirect to what its site asks to leave alone is not followed`() async throws {
    let elsewhere = try LoopbackServer(["/robots.txt": .page("User-agent: *\nDisallow: /\n")])
    let talk = try await Conversation([
      "/robots.txt": .page("User-agent: *\nDisallow: /private\n"), "/open": .page("x", type: "text/html"),
      "/page": .inTurn([
        .redirect(302, to: "/private"), .redirect(301, to: elsewhere.url("/page")),
        .redirect(302, to: "/open"),
      ]),
    ]) { settings, server in
      settings.sources = [Source(name: "page", kind: .page, url: server.url("/page"))]
    }
    for _ in 1...2 {
      let refused = try await talk.poll("page").poll
      #expect(refused.word == "blocked" && refused.reason?.contains("robots.txt") == true)
    }
    #expect(try await talk.poll("page").poll.isSuccess)
    #expect(talk.server.requests.map(\.path) == ["/robots.txt", "/page", "/page", "/page", "/open"])
    #expect(elsewhere.requests.map(\.path) == ["/robots.txt"])
  }
}
