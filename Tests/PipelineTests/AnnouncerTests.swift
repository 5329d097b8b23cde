// SPDX-License-Identifier: Apache-2.0
import Model
import Pipeline
import Settings
import Store
import Testing
import Transport

@Suite struct AnnouncerTests {
  private static var settings: Settings {
    var settings = Settings.town
    settings.sources.append(Source(name: "herald", url: "http://town.example/herald.xml"))
    settings.health.channels = [.email, .log]
    return settings
  }

  private func shop() async throws -> (Shop, Announcer) {
    let shop = try await Shop(Self.settings)
    return (
      shop, Announcer(store: shop.store, listening: shop.listening, clock: shop.clock, logger: shop.logger)
    )
  }

  /// A shop whose source has answered once and fails so much later.
  private func failing(after pause: Duration) async throws -> (Shop, Announcer) {
    let (shop, announcer) = try await shop()
    shop.web.put(gazette, rss([]))
    _ = try await shop.poll()
    shop.clock.advance(by: pause)
    shop.web.fail(gazette, TransferError(.connect, "connection refused"))
    _ = try await shop.poll()
    return (shop, announcer)
  }

  /// The mails and log lines owed about sources, in order.
  private func owed(by shop: Shop, over channel: Channel) async throws -> [String] {
    try await shop.store.outbox().filter { $0.notification.channel == channel }.sorted {
      $0.id.value < $1.id.value
    }
    .map { String(decoding: $0.notification.body, as: UTF8.self) }
  }

  @Test func `trouble is told when it has lasted, once, and once when it is over`() async throws {
    let (shop, announcer) = try await shop()
    shop.web.put(gazette, rss([]))
    _ = try await shop.poll()
    shop.web.fail(gazette, TransferError(.connect, "connection refused"))
    for told in [0, 0, 1, 0, 0] {
      shop.clock.advance(by: .minutes(20))
      _ = try await shop.poll()
      #expect(try await announcer.tell().count == told)
    }
    shop.web.put(gazette, rss([]))
    _ = try await shop.poll()
    let turns = try await announcer.tell()
    #expect(turns.map(\.isRecovery) == [true])
    #expect(turns[0].since == saturday)
    #expect(try await announcer.tell().isEmpty)
    #expect(
      try await owed(by: shop, over: .log) == [
        "gazette is failing, since \(saturday): connection refused",
        "gazette works again; nothing was heard from it since \(saturday) (connection refused)",
      ])
    let mails = try await owed(by: shop, over: .email)
    #expect(mails.count == 2)
    #expect(mails[0].contains("Subject: [Earshot] gazette: failing"))
    #expect(mails[1].contains("Subject: [Earshot] gazette works again"))
  }

  @Test func `a hiccup is told nobody`() async throws {
    let (shop, announcer) = try await shop()
    shop.web.put(gazette, rss([]))
    _ = try await shop.poll()
    shop.web.put(gazette, "", status: 500)
    _ = try await shop.poll()
    #expect(try await announcer.tell().isEmpty)
    shop.web.put(gazette, rss([]))
    _ = try await shop.poll()
    #expect(try await announcer.tell().isEmpty)
    #expect(try await shop.store.outbox().isEmpty)
  }

  @Test func `many sources in trouble are one mail`() async throws {
    let (shop, announcer) = try await shop()
    for name in ["gazette", "herald"] {
      shop.web.put("http://town.example/\(name).xml", "", status: 403)
      for _ in 0..<3 { _ = try await shop.poll(name) }
    }
    #expect(try await announcer.tell().count == 2)
    let mails = try await owed(by: shop, over: .email)
    #expect(mails.count == 1)
    #expect(mails[0].contains("Subject: [Earshot] 2 sources in trouble"))
    #expect(try await owed(by: shop, over: .log).count == 2)
  }

  @Test func `what ceased is told at once, what was asked to wait only when the wait is long`() async throws {
    let (shop, announcer) = try await shop()
    shop.web.put(gazette, "", status: 410)
    _ = try await shop.poll()
    #expect(try await announcer.tell().map(\.record.health.state) == [.gone])
    let herald = "http://town.example/herald.xml"
    shop.web.put(herald, rss([]))
    _ = try await shop.poll("herald")
    shop.web.put(herald, "", status: 429, headers: [("retry-after", "600")])
    shop.clock.advance(by: .hours(1))
    _ = try await shop.poll("herald")
    #expect(try await announcer.tell().isEmpty)
    shop.clock.advance(by: .hours(3))
    _ = try await shop.poll("herald")
    #expect(try await announcer.tell().map(\.record.health.state) == [.throttled])
  }

  @Test func `trouble that was told is not told again after a restart`() async throws {
    let (shop, announcer) = try await shop()
    shop.web.put(gazette, "", status: 410)
    _ = try await shop.poll()
    #expect(try await announcer.tell().count == 1)
    let again = Announcer(
      store: try Store(at: shop.store.path, now: shop.clock.now), listening: shop.listening,
      clock: shop.clock,
      logger: shop.logger)
    #expect(try await again.tell().isEmpty)
  }

  @Test func `a source that is visited seldom is told of after three times its usual gap`() async throws {
    let (shop, announcer) = try await failing(after: .hours(1))
    shop.clock.advance(by: .minutes(119))
    #expect(try await announcer.tell().isEmpty)
    shop.clock.advance(by: .minutes(2))
    #expect(try await announcer.tell().map(\.record.health.consecutiveFailures) == [1])
  }

  @Test func `trouble that is too young to be told is not so by a shorter time between visits`() async throws
  {
    let (shop, _) = try await failing(after: .hours(1))
    shop.clock.advance(by: .minutes(40))
    for (usual, told) in [(2, 0), (2, 0), (1, 0), (0, 1)] {
      let turns = try await shop.store.tellTurns(usual: .hours(usual) + .minutes(15), now: shop.clock.now) {
        _ in []
      }
      #expect(turns.turns.count == told, "every \(usual) hours and a quarter")
    }
  }

  @Test func `a first hiccup is told nobody, however long ago the last answer was`() async throws {
    let (shop, announcer) = try await failing(after: .days(1))
    shop.clock.advance(by: .minutes(119))
    #expect(try await announcer.tell().isEmpty)
    shop.clock.advance(by: .minutes(2))
    #expect(try await announcer.tell().map(\.record.health.consecutiveFailures) == [1])
  }

  @Test func `a source that stays empty is told of, and one that is silent`() async throws {
    let (shop, announcer) = try await shop()
    let hourly = (1...8).map {
      "<item><guid>\($0)</guid><title>\($0)</title><pubDate>Sat, 21 Nov 2026 0\($0):00:00 GMT</pubDate></item>"
    }
    let feed = "<rss version='2.0'><channel>\(hourly.joined())</channel></rss>"
    shop.web.put(gazette, feed, headers: [("etag", "\"a\"")])
    _ = try await shop.poll()
    shop.web.put(gazette, rss([]), headers: [("etag", "\"b\"")])
    _ = try await shop.poll()
    #expect(try await announcer.tell().isEmpty)
    shop.clock.advance(by: .hours(3))
    _ = try await shop.poll()
    #expect(try await announcer.tell().map(\.record.health.state) == [.empty])
    shop.web.put(gazette, feed, headers: [("etag", "\"c\"")])
    _ = try await shop.poll()
    #expect(try await announcer.tell().map(\.isRecovery) == [true])
    shop.clock.advance(by: .hours(30))
    _ = try await shop.poll()
    #expect(try await announcer.tell().map(\.record.health.state) == [.silent])
    #expect(try await announcer.tell().isEmpty)
  }
}
