// SPDX-License-Identifier: Apache-2.0
import Messages
import Model
import Pipeline
import Settings
import Store
import Testing

private let complaints = (1...3).map {
  (
    guid: "\($0)", title: "Complaint \($0)",
    text: "Acme Coffee number \($0) was terrible, the staff was rude. Awful."
  )
}
private let other = (guid: "0", title: "Roadworks", text: "The mill bridge is closed.")

@Suite struct DigesterTests {
  @Test func `a digest is due at eight in the brand's zone`() async throws {
    let shop = try await Shop()
    // 08:00 in Berlin is 07:00 UTC in winter; the shop opened at 09:00 UTC.
    #expect(try await shop.digester.closeWhatIsDue() == Instant(seconds: 1_795_330_800))
  }

  @Test func `a window closes when its time has come, though nothing else happens and the clock is set`()
    async throws
  {
    let shop = try await Shop()
    shop.web.put(gazette, rss([other]))
    _ = try await shop.poll()
    shop.web.put(gazette, rss([complaints[0], other]))
    _ = try await shop.poll()
    let running = Task { await shop.digester.run() }
    for await nap in shop.clock.naps {
      #expect(nap <= .seconds(30))
      if try await shop.store.lastWindow(of: "daily", brand: "Acme") != nil { break }
      shop.clock.advance(by: .hours(6))
    }
    running.cancel()
    await running.value
    let window = try await shop.store.lastWindow(of: "daily", brand: "Acme")
    #expect(window?.end == Instant(seconds: 1_795_330_800))
    #expect(window?.mentions == 1)
  }

  @Test func `each complaint is in exactly one digest`() async throws {
    let shop = try await Shop()
    shop.web.put(gazette, rss([other]))
    _ = try await shop.poll()
    shop.web.put(gazette, rss([complaints[0], other]))
    _ = try await shop.poll()
    shop.clock.advance(by: .hours(23))
    _ = try await shop.digester.closeWhatIsDue()
    shop.web.put(gazette, rss([complaints[1], complaints[0], other]))
    _ = try await shop.poll()
    shop.clock.advance(by: .hours(24))
    _ = try await shop.digester.closeWhatIsDue()
    _ = try await shop.digester.closeWhatIsDue()
    let digests = try await shop.store.outbox().map(\.notification).filter { $0.key.hasPrefix("digest:") }
    #expect(digests.count == 2)
    #expect(Set(digests.flatMap(\.mentions)).count == 2)
    #expect(digests.allSatisfy { $0.mentions.count == 1 })
  }

  @Test func `windows missed while nobody ran are told in one message that says so`() async throws {
    let shop = try await Shop()
    shop.web.put(gazette, rss([other]))
    _ = try await shop.poll()
    shop.web.put(gazette, rss([complaints[0], other]))
    _ = try await shop.poll()
    shop.clock.advance(by: .days(4))
    _ = try await shop.digester.closeWhatIsDue()
    let digests = try await shop.store.outbox().map(\.notification).filter { $0.key.hasPrefix("digest:") }
    #expect(digests.count == 1)
    let mail = String(decoding: digests[0].body, as: UTF8.self)
    #expect(mail.contains("makes up for"))
  }

  @Test func `a window without complaints is not told`() async throws {
    let shop = try await Shop()
    shop.clock.advance(by: .days(1))
    _ = try await shop.digester.closeWhatIsDue()
    #expect(try await shop.store.outbox().isEmpty)
    #expect(try await shop.store.lastWindow(of: "daily", brand: "Acme") != nil)
  }

  @Test func `a backlog is told as a number`() async throws {
    let shop = try await Shop()
    shop.web.put(gazette, rss(complaints))
    _ = try await shop.poll()
    let digests = try await shop.digester.digests()
    let digest = try #require(digests.first)
    let issue = try #require(try await shop.digester.preview(digest))
    #expect(issue.mentions.isEmpty)
    #expect(issue.summary.notes.contains { $0.contains("3 older mentions") })
  }

  @Test func `a clock set back tells nothing twice`() async throws {
    let shop = try await Shop()
    shop.clock.advance(by: .days(1))
    _ = try await shop.digester.closeWhatIsDue()
    let first = try await shop.store.lastWindow(of: "daily", brand: "Acme")
    shop.clock.advance(by: .zero - .days(1))
    _ = try await shop.digester.closeWhatIsDue()
    #expect(try await shop.store.lastWindow(of: "daily", brand: "Acme") == first)
  }

  @Test func `a digest says when a source could not be listened to, and why`() async throws {
    let shop = try await Shop()
    shop.web.put(gazette, rss([other]))
    _ = try await shop.poll()
    shop.clock.advance(by: .hours(1))
    shop.web.put(gazette, "", status: 403)
    _ = try await shop.poll()
    shop.clock.advance(by: .hours(1))
    let digest = try #require(try await shop.digester.digests().first)
    let during = try #require(try await shop.digester.preview(digest))
    #expect(
      during.summary.notes == [
        "gazette could not be listened to since Sat 21 Nov, 10:00: the server answered 403 (forbidden)"
      ])
    shop.web.put(gazette, rss([other]))
    _ = try await shop.poll()
    shop.clock.advance(by: .hours(1))
    let after = try #require(try await shop.digester.preview(digest))
    #expect(after.summary.notes.first?.contains("from Sat 21 Nov, 10:00 to Sat 21 Nov, 12:00") == true)
  }
}
