// SPDX-License-Identifier: Apache-2.0
import Loopback
import Model
import Pipeline
import Settings
import Store
import Support
import Testing
import Transport

private let complaint = (guid: "1", title: "Never again", text: "Acme Coffee was terrible, cold and rude.")

/// Rows 11, 12, 16 and 38 of the checklist: what is done where a server says no.
@Suite(.serialized) struct RefusalTests {
  @Test(arguments: [429, 503])
  func `Retry-After in seconds is respected`(status: Int) async throws {
    let talk = try await Conversation(["/feed": .status(status, [("Retry-After", "7200")])])
    #expect(try await talk.poll().poll.word == "throttled")
    #expect(isAbout(try await talk.wait(), .hours(2)))
  }

  @Test(arguments: [429, 503])
  func `Retry-After as a date counts from the server's own clock`(status: Int) async throws {
    let headers = [
      ("Date", "Fri, 20 Nov 2026 23:00:00 GMT"), ("Retry-After", "Sat, 21 Nov 2026 02:00:00 GMT"),
    ]
    let talk = try await Conversation(["/feed": .status(status, headers)])
    try await talk.poll()
    #expect(isAbout(try await talk.wait(), .hours(3)))
  }

  @Test(arguments: [
    "Content-Length: 1000\r\n\r\nhalf", "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\ntext",
  ])
  func `who says so in the head is heeded, whatever its body is worth`(rest: String) async throws {
    let answer = "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7200\r\nConnection: close\r\n\(rest)"
    let talk = try await Conversation(["/feed": .acts([.say(answer)])])
    #expect(try await talk.poll().poll.word == "throttled")
    #expect(isAbout(try await talk.wait(), .hours(2)))
    #expect(talk.server.requests.count == 1)
  }

  @Test func `Retry-After 0 is an answer, and none is ten minutes`() async throws {
    let talk = try await Conversation([
      "/feed": .inTurn([.status(429, [("Retry-After", "0")]), .status(429)])
    ])
    #expect(try await talk.poll().poll == .throttled(until: talk.shop.clock.now))
    #expect(try await talk.wait() <= .minutes(2))
    talk.shop.clock.advance(by: .hours(1))
    #expect(try await talk.poll().poll == .throttled(until: talk.shop.clock.now + .minutes(10)))
  }

  @Test(arguments: [[("Retry-After", "0")], []] as [[(String, String)]])
  func `who throttles us visit after visit is asked ever more rarely, down to daily, and is not failing`(
    headers: [(String, String)]
  ) async throws {
    let talk = try await Conversation(["/feed": .status(429, headers)])
    var waits: [Duration] = []
    for _ in 1...9 {
      #expect(try await talk.pollWhenDue().poll.word == "throttled")
      waits.append(try await talk.wait())
    }
    #expect(talk.requests().count == 9)
    #expect(waits[0] <= .minutes(11), "the first time as it was asked for")
    #expect(isAbout(waits[1], .hours(1)), "its own interval")
    #expect(zip(waits.dropFirst(2), waits.dropFirst(3)).allSatisfy { $1 > $0 || $1 >= .days(1) })
    #expect(isAbout(try #require(waits.last), .days(1)))
    #expect(try await talk.health().state == .throttled)
    #expect(try await talk.health().consecutiveFailures == 0)
    talk.server.set("/feed", .feed())
    #expect(try await talk.pollWhenDue().poll.isSuccess)
    #expect(isAbout(try await talk.wait(), .hours(1)))
    talk.server.set("/feed", .status(429, headers))
    try await talk.pollWhenDue()
    #expect(try await talk.wait() <= .minutes(11), "counted anew")
  }

  @Test func `who is visited once a day is not asked more often for throttling us`() async throws {
    let talk = try await Conversation([
      "/feed": .inTurn([.feed(quietFeed("<ttl>1440</ttl>")), .status(429)])
    ])
    for _ in 1...3 { try await talk.pollWhenDue() }
    #expect(talk.requests().count == 3)
    #expect(isAbout(try await talk.wait(), .days(1)))
  }

  @Test func `a 503 without Retry-After is a failure like another`() async throws {
    let talk = try await Conversation(["/feed": .status(503)])
    #expect(try await talk.poll().poll.word == "failed")
    #expect(try await talk.health().consecutiveFailures == 1)
  }

  @Test func `a 410 ends the visits and keeps the items, with the reason`() async throws {
    let talk = try await Conversation(["/feed": .inTurn([.feed(rss([complaint])), .status(410)])])
    try await talk.poll()
    #expect(try await talk.poll().poll == .gone)
    #expect(try await talk.wait() > .days(3650))
    #expect(try await talk.shop.store.mentions().count == 1)
    #expect(try await talk.health().reason == "says that it has ceased")
  }

  @Test func `a page where a feed was is an error that keeps items and validators`() async throws {
    let talk = try await Conversation([
      "/feed": .inTurn([
        .feed(rss([complaint])), .page("<html><title>Please log in</title></html>", type: "text/html"),
      ])
    ])
    try await talk.poll()
    let visited = try await talk.poll()
    #expect(!visited.poll.isSuccess)
    #expect(visited.poll.reason?.contains("Please log in") == true)
    #expect(try await talk.kept()?.etag == "\"a\"")
    #expect(try await talk.shop.store.mentions().count == 1)
  }

  @Test(arguments: [200, 403, 503])
  func `a challenge page is told as one`(status: Int) async throws {
    let challenge = Script.reply(
      Reply(
        status: status,
        headers: [("Server", "cloudflare"), ("cf-mitigated", "challenge"), ("Content-Type", "text/html")],
        body: Array("<html><title>Just a moment...</title></html>".utf8)))
    let talk = try await Conversation(["/feed": challenge])
    let visited = try await talk.poll()
    #expect(visited.poll.word == "blocked")
    #expect(visited.poll.reason?.contains("a challenge page of Cloudflare") == true)
  }
}
