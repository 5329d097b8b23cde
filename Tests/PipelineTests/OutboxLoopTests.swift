// SPDX-License-Identifier: Apache-2.0
import Loopback
import Model
import Pipeline
import SQLite
import Settings
import Store
import Testing
import Transport

@Suite struct OutboxLoopTests {
  private let log = LogLines()

  private func outbox(of shop: Shop) -> Outbox {
    Outbox(
      store: shop.store, mail: MailTransport(), listening: shop.listening, clock: shop.clock,
      logger: log.logger)
  }

  private func notice(
    _ text: String, over channel: Channel = .log, expires: Instant = saturday + .days(1)
  ) -> Notification {
    Notification(
      key: text, channel: channel, recipient: "owner@shop.example", messageID: "\(text)@earshot.example",
      body: Array("Subject: \(text)\r\n\r\n\(text)\r\n".utf8), mentions: [], expires: expires)
  }

  @Test(.timeLimit(.minutes(1)))
  func `what is delivered while the store cannot be written is told once, and what is behind it too`()
    async throws
  {
    let shop = try await Shop()
    _ = try await shop.store.owe([notice("first"), notice("second")], now: saturday)
    let other = try Database(path: shop.store.path)
    try other.execute(
      """
      CREATE TRIGGER no_room BEFORE UPDATE OF last_code ON outbox
      BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END
      """)
    let running = Task { await outbox(of: shop).run() }
    var told: [String] = []
    for await line in log.lines {
      told.append(line)
      if line.hasPrefix("the outbox cannot be read") { break }
    }
    for await nap in shop.clock.naps {
      #expect(nap <= .seconds(30))
      break
    }
    try other.execute("DROP TRIGGER no_room")
    shop.clock.advance(by: .seconds(30))
    for await line in log.lines {
      told.append(line)
      if told.count(where: { $0 == "notification delivered" }) == 2 { break }
    }
    running.cancel()
    await running.value
    #expect(
      told.filter { $0.hasPrefix("Subject") }
        == ["first", "second"].map { "Subject: \($0)\r\n\r\n\($0)\r\n" })
    #expect(try await shop.store.outbox().map(\.state) == [.sent, .sent])
    #expect(try await shop.store.outbox().map(\.attempts) == [1, 1])
  }

  @Test(.timeLimit(.minutes(1)))
  func `a mail server that says nothing keeps nothing from the log`() async throws {
    let (connections, connecting) = AsyncStream<Int>.makeStream()
    let server = try Listener { connection in
      connecting.yield(connection.number)
      connection.waitForClose()
    }
    defer { server.stop() }
    var settings = Settings.town
    settings.mail?.host = "127.0.0.1"
    settings.mail?.port = Int(server.port)
    let shop = try await Shop(settings)
    _ = try await shop.store.owe(
      [notice("mail", over: .email), notice("another", over: .email)], now: saturday)
    let running = Task { await outbox(of: shop).run() }
    for await _ in connections { break }
    _ = try await shop.store.owe([notice("news")], now: saturday)
    shop.listening.outboxBell.ring()
    for await told in log.lines where told == "notification delivered" { break }
    #expect(try await shop.store.outbox().map(\.state) == [.sent, .queued, .sending])
    running.cancel()
    await running.value
  }

  @Test(.timeLimit(.minutes(1)))
  func `what was not delivered in its time is told as lost`() async throws {
    let shop = try await Shop()
    _ = try await shop.store.owe([notice("late", expires: saturday), notice("news")], now: saturday)
    let running = Task { await outbox(of: shop).run() }
    var told: [String] = []
    for await line in log.lines {
      told.append(line)
      if line == "notification delivered" { break }
    }
    running.cancel()
    await running.value
    #expect(told.first == "notification given up, since it is too old")
    #expect(try await shop.store.outbox().map(\.state) == [.sent, .expired])
  }
}
