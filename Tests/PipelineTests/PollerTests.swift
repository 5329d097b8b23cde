// SPDX-License-Identifier: Apache-2.0
import Model
import Pipeline
import Store
import Testing
import Transport

private let praise = (guid: "1", title: "Lovely", text: "Acme Coffee makes wonderful coffee, I love it.")
private let complaint = (
  guid: "2", title: "Never again", text: "Acme Coffee was terrible: cold, overpriced and the staff was rude."
)
private let other = (guid: "3", title: "Roadworks", text: "The mill bridge is closed until Friday.")

@Suite struct PollerTests {
  @Test func `a first poll keeps the backlog and owes nothing`() async throws {
    let shop = try await Shop()
    shop.web.put(gazette, rss([complaint, other]))
    let visited = try await shop.poll()
    #expect(visited.recorded.newItems == 2)
    let mentions = try await shop.store.mentions()
    #expect(mentions.map(\.item.title) == ["Never again"])
    #expect(mentions.map(\.isBacklog) == [true])
    #expect(try await shop.store.outbox().isEmpty)
  }

  @Test func `a new complaint owes one mail, told once however often it is met`() async throws {
    let shop = try await Shop()
    shop.web.put(gazette, rss([other]))
    _ = try await shop.poll()
    shop.web.put(gazette, rss([complaint, praise, other]))
    let visited = try await shop.poll()
    #expect(visited.recorded.newMentions.count == 2)
    _ = try await shop.poll()
    let owed = try await shop.store.outbox()
    #expect(owed.map(\.notification.recipient) == ["owner@shop.example"])
    let mail = String(decoding: owed[0].notification.body, as: UTF8.self)
    #expect(mail.contains("Subject:"))
    #expect(owed[0].notification.mentions.count == 1)
  }

  @Test func `an item in a source that was empty at first sight is news`() async throws {
    let shop = try await Shop()
    shop.web.put(gazette, rss([]))
    _ = try await shop.poll()
    shop.web.put(gazette, rss([complaint]))
    _ = try await shop.poll()
    #expect(try await shop.store.outbox().count == 1)
  }

  @Test func `a poll is conditional on what the last one was marked with`() async throws {
    let shop = try await Shop()
    shop.web.put(gazette, rss([other]), headers: [("etag", "\"a\""), ("last-modified", "yesterday")])
    _ = try await shop.poll()
    let again = try await shop.poll()
    #expect(again.poll == .unchanged)
    #expect(shop.web.requests.map(\.etag) == [nil, "\"a\""])
    #expect(shop.web.requests.last?.lastModified == "yesterday")
  }

  @Test func `a visit takes the turn of its host for itself, spaced by the scheduler alone`() async throws {
    let shop = try await Shop()
    shop.web.put(gazette, rss([other]))
    _ = try await shop.poll()
    // With more permits whatever is led to the same host meanwhile would be let in beside it.
    #expect(shop.web.requests.map(\.pace) == [Pace(permits: 1, spacing: .zero)])
  }

  @Test func `validators are not trusted for ever`() async throws {
    let shop = try await Shop()
    shop.web.put(gazette, rss([other]), headers: [("etag", "\"a\"")])
    _ = try await shop.poll()
    shop.clock.advance(by: .days(9))
    _ = try await shop.poll()
    #expect(shop.web.requests.map(\.etag) == [nil, nil])
  }

  @Test func `the same body is not read twice`() async throws {
    let shop = try await Shop()
    shop.web.put(gazette, rss([other]))
    _ = try await shop.poll()
    #expect(try await shop.poll().poll == .unchanged)
  }

  @Test(
    arguments: [
      (404, [], "failed"), (500, [], "failed"), (403, [], "blocked"), (410, [], "gone"),
      (429, [("retry-after", "120")], "throttled"), (429, [], "throttled"), (503, [], "failed"),
      (503, [("retry-after", "120")], "throttled"), (401, [], "blocked"),
    ] as [(Int, [(name: String, value: String)], String)])
  func `a status that is no answer is an outcome, and loses nothing`(
    status: Int, headers: [(name: String, value: String)], word: String
  ) async throws {
    let shop = try await Shop()
    shop.web.put(gazette, rss([complaint]), headers: [("etag", "\"a\"")])
    _ = try await shop.poll()
    shop.web.put(gazette, "", status: status, headers: headers)
    #expect(try await shop.poll().poll.word == word)
    #expect(try await shop.store.mentions().count == 1)
    let record = try #require(try await shop.store.sources().first)
    #expect(try await shop.store.visit(to: record.id).validators?.etag == "\"a\"")
    #expect(record.health.nextPoll > shop.clock.now)
  }

  @Test func `failures keep us away longer and longer, never for good`() async throws {
    let shop = try await Shop()
    shop.web.fail(gazette, TransferError(.connect, "connection refused"))
    var waits: [Duration] = []
    for _ in 0..<12 {
      _ = try await shop.poll()
      let record = try #require(try await shop.store.sources().first)
      waits.append(record.health.nextPoll - shop.clock.now)
      shop.clock.advance(by: waits.last ?? .zero)
    }
    #expect(waits.last! > waits[0] * 4)
    #expect(waits.allSatisfy { $0 <= .hours(27) })
    shop.web.put(gazette, rss([other]))
    #expect(try await shop.poll().poll.isSuccess)
    #expect(try await shop.store.sources().first?.health.consecutiveFailures == 0)
  }

  @Test func `a page where a feed was is told as what it is`() async throws {
    let shop = try await Shop()
    shop.web.put(gazette, "<html><head><title>Please log in</title></head></html>", type: "text/html")
    guard case .broken(let reason) = try await shop.poll().poll else {
      Issue.record("expected that it cannot be read")
      return
    }
    #expect(reason.contains("Please log in"))
    // Once it was a feed, the page is a door that was shut.
    shop.web.put(gazette, rss([other]))
    _ = try await shop.poll()
    shop.web.put(gazette, "<html><head><title>Please log in</title></head></html>", type: "text/html")
    guard case .blocked = try await shop.poll().poll else {
      Issue.record("expected that it is blocked")
      return
    }
  }

  @Test func `an edited item is told again only when its verdict changes`() async throws {
    let shop = try await Shop()
    shop.web.put(gazette, rss([other]))
    _ = try await shop.poll()
    shop.web.put(gazette, rss([(complaint.guid, complaint.title, praise.text), other]))
    _ = try await shop.poll()
    #expect(try await shop.store.outbox().isEmpty)
    shop.web.put(gazette, rss([complaint, other]))
    let visited = try await shop.poll()
    #expect(visited.recorded.changedMentions.count == 1)
    #expect(try await shop.store.outbox().count == 1)
    #expect(try await shop.store.mentions().count == 1)
  }

  @Test func `a rehearsal stores nothing`() async throws {
    let shop = try await Shop()
    shop.web.put(gazette, rss([complaint, other]))
    let rehearsal = try await shop.poller.rehearse(Source(name: "tried", url: gazette))
    #expect(rehearsal.newIndices == [0, 1])
    #expect(rehearsal.found.map(\.index) == [0])
    #expect(try await shop.store.mentions().isEmpty)
    #expect(try await shop.store.status().items == 0)
  }
}
