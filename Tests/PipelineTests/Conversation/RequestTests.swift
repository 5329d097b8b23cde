// SPDX-License-Identifier: Apache-2.0
import Loopback
import Model
import Pipeline
import Settings
import Store
import Support
import Testing
import Transport

/// Rows 15, 24 to 29 and 34 to 37 of the checklist, from the source to the store.
@Suite(.serialized) struct RequestTests {
  @Test func `a visit says who asks, for what, and nothing else`() async throws {
    let talk = try await Conversation(["/feed": .feed()])
    try await talk.poll()
    let request = try #require(talk.requests().first)
    #expect(
      request.header("user-agent") == "Earshot/0 (+https://github.com/earshot/earshot; 1 subscriber)")
    #expect(
      request.header("accept")
        == "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, "
        + "text/xml;q=0.8, text/html;q=0.5, */*;q=0.1")
    #expect(request.header("accept-encoding") == "deflate, gzip, br, zstd")
    #expect(
      Set(request.headers.map { $0.name.lowercased() }) == [
        "host", "user-agent", "accept", "accept-encoding",
      ])
  }

  @Test func `no cookie is kept, and nobody is told who led there`() async throws {
    let cookie = ("Set-Cookie", "id=7; Path=/")
    let talk = try await Conversation([
      "/feed": .status(302, [("Location", "/real"), cookie]), "/real": .feed(quietFeed(), [cookie]),
    ])
    for _ in 1...2 { try await talk.poll() }
    #expect(talk.server.requests.count == 4)
    for request in talk.server.requests {
      #expect(request.header("cookie") == nil && request.header("referer") == nil)
      #expect(request.target == "/feed" || request.target == "/real", "and nothing is added to the query")
    }
  }

  @Test func `deltas are asked for with a validator only, and what is missing from one is not gone`()
    async throws
  {
    let old = (guid: "1", title: "Never again", text: "Acme Coffee was terrible, cold and rude.")
    let new = (guid: "2", title: "Roadworks", text: "The mill bridge.")
    let delta = Script.reply(
      Reply(
        status: 226, headers: [("IM", "feed"), ("ETag", "\"b\""), ("Content-Type", "application/rss+xml")],
        body: Array(rss([new]).utf8)))
    let talk = try await Conversation(["/feed": .inTurn([.feed(rss([old])), delta])])
    try await talk.poll()
    let visited = try await talk.poll()
    #expect(talk.requests().map { $0.header("a-im") } == [nil, "feed"])
    #expect(visited.poll.items.map(\.title) == ["Roadworks"] && visited.recorded.newItems == 1)
    #expect(try await talk.shop.store.mentions().map(\.item.title) == ["Never again"])
    #expect(try await talk.kept()?.etag == "\"b\"")
  }

  @Test func `the switch that accepts any certificate is one of a source, not of all`() async throws {
    var settings = Settings.town
    settings.sources.append(Source(name: "own", url: "https://nas.example/feed", verifiesTLS: false))
    let shop = try await Shop(settings)
    for name in ["gazette", "own"] { _ = try await shop.poll(name) }
    #expect(shop.web.requests.map(\.acceptsAnyCertificate) == [false, true])
  }

  @Test func `the rules of a site are asked for by the rights of the source that asks`() async throws {
    var settings = Settings.town
    settings.sources = [
      Source(name: "strict", kind: .page, url: "https://nas.example/a"),
      Source(name: "own", kind: .page, url: "https://nas.example/b", verifiesTLS: false),
      Source(name: "other", kind: .page, url: "https://nas.example/c"),
    ]
    let shop = try await Shop(settings)
    for name in ["strict", "own", "other"] { _ = try await shop.poll(name) }
    #expect(shop.web.questions.map(\.acceptsAnyCertificate) == [false, true])
  }

  @Test(arguments: [302, 303, 307])
  func `a redirect for now is followed and changes no address`(status: Int) async throws {
    let talk = try await Conversation(["/feed": .redirect(status, to: "/real"), "/real": .feed()])
    for _ in 1...20 { #expect(try await talk.poll().poll.isSuccess) }
    #expect(talk.requests().count == 20)
    #expect(try await talk.health().movedTo == nil)
  }

  @Test func `redirects in a circle or without end are a failure`() async throws {
    let hops = Dictionary(
      uniqueKeysWithValues: (0..<9).map { ("/\($0)", Script.redirect(302, to: "/\($0 + 1)")) })
    let talk = try await Conversation(
      hops.merging(["/feed": .inTurn([.redirect(301, to: "/feed"), .redirect(302, to: "/0")])]) { $1 })
    #expect(try await talk.poll().poll.reason?.contains("circle") == true)
    #expect(try await talk.poll().poll.reason?.contains("more than 5 redirects") == true)
    #expect(talk.server.requests.count == 7)
  }

  @Test func `a label of compression that is wrong is seen through`() async throws {
    let talk = try await Conversation([
      "/feed": .reply(Reply(headers: [("Content-Encoding", "gzip")], body: Array(quietFeed().utf8)))
    ])
    #expect(try await talk.poll().recorded.newItems == 1)
  }

  @Test func `a body without end fails at the bound, and what was known stays`() async throws {
    let talk = try await Conversation(["/feed": .inTurn([.feed(), .endlessBody])])
    try await talk.poll()
    let visited = try await talk.poll()
    #expect(visited.poll.reason?.contains("longer than 10000000 bytes") == true)
    #expect(try await talk.kept()?.etag == "\"a\"")
  }

  @Test func `headers without end, cut answers and nobody there are failures with their reason`() async throws
  {
    let talk = try await Conversation([
      "/feed": .inTurn([
        .endlessHeaders, .acts([.say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<rss>"), .reset]),
        .acts([.say("SSH-2.0-OpenSSH_9.2\r\n")]),
      ])
    ])
    #expect(try await talk.poll().poll.reason?.contains("headers are longer") == true)
    for _ in 1...2 { #expect(try await talk.poll().poll.word == "failed") }
    #expect(try await talk.health().consecutiveFailures == 3)
    #expect(try await talk.shop.store.status().items == 0)
  }

  @Test func `the charset is that of the last answer, not of a redirect`() async throws {
    let russian =
      "<rss><channel><item><guid>1</guid><title>".utf8 + [0xCA, 0xEE, 0xF4, 0xE5]
      + "</title></item></channel></rss>".utf8
    let talk = try await Conversation([
      "/feed": .status(302, [("Location", "/real"), ("Content-Type", "text/xml; charset=utf-8")]),
      "/real": .reply(
        Reply(headers: [("Content-Type", "application/rss+xml; charset=windows-1251")], body: Array(russian))),
    ])
    #expect(try await talk.poll().poll.items.map(\.title) == ["Кофе"])
  }

  @Test func `an address inside is refused unless the source may reach it`() async throws {
    let talk = try await Conversation(["/feed": .feed(), "/own": .feed()], allow: []) { settings, server in
      settings.sources.append(Source(name: "own", url: server.url("/own"), allowPrivate: true))
      settings.sources.append(Source(name: "listed", url: server.url("/own"), allow: ["127.0.0.1"]))
      settings.sources.append(Source(name: "elsewhere", url: server.url("/own"), allow: ["10.0.0.0/8"]))
    }
    #expect(try await talk.poll().poll.reason?.contains("must not be reached") == true)
    for name in ["own", "listed"] { #expect(try await talk.poll(name).poll.isSuccess) }
    #expect(try await talk.poll("elsewhere").poll.reason?.contains("must not be reached") == true)
    #expect(talk.server.requests.map(\.path) == ["/own", "/own"])
  }

  @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/feed", "gopher://127.0.0.1:70/"])
  func `only http and https are followed`(location: String) async throws {
    let talk = try await Conversation(["/feed": .redirect(302, to: location)])
    #expect(try await talk.poll().poll.reason?.contains("neither http nor https") == true)
  }

  @Test func `a bomb of entities is no bomb, and nothing external is fetched`() async throws {
    let bomb = """
      <?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
      <!ENTITY c SYSTEM "/secret"><!ENTITY % d SYSTEM "/dtd"> %d;]>
      <rss><channel><item><guid>1</guid><title>x &b; &c;</title></item></channel></rss>
      """
    let talk = try await Conversation(["/feed": .feed(bomb)])
    #expect(try await talk.poll().poll.items.map(\.title) == ["x &b; &c;"])
    #expect(talk.server.requests.map(\.path) == ["/feed"])
  }

  @Test func `a feed nested without end is read in bounded depth`() async throws {
    let deep =
      "<rss><channel><item><guid>1</guid><title>Deep</title>" + String(repeating: "<a>", count: 300_000)
    let talk = try await Conversation(["/feed": .feed(deep)])
    #expect(try await talk.poll().poll.items.map(\.title) == ["Deep"])
  }

  @Test func `a delta without entries empties no source, and one of new entries only is no gap`() async throws
  {
    func delta(_ numbers: [Int]) -> Script {
      let entries = numbers.map { "<entry><id>tag:a,2026:\($0)</id><title>Number \($0)</title></entry>" }
      let body =
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><link rel='prev-archive' href='/archive'/>"
        + "\(entries.joined())</feed>"
      return .reply(
        Reply(
          status: numbers == [1] ? 200 : 226,
          headers: [("ETag", "\"\(numbers)\""), ("Content-Type", "application/atom+xml")],
          body: Array(body.utf8)))
    }
    let talk = try await Conversation(["/feed": .inTurn([delta([1]), delta([2]), delta([])])])
    try await talk.poll()
    #expect(try await talk.poll().recorded.newItems == 1)
    #expect(try await talk.poll().poll == .unchanged)
    #expect(try await talk.health().state == .unchanged)
    #expect(talk.server.requests.map(\.path) == ["/feed", "/feed", "/feed"])
  }
}
