// SPDX-License-Identifier: Apache-2.0
import Model
import Pipeline
import SQLite
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

  private func notice(_ text: String) -> Notification {
    Notification(
      key: text, channel: .log, recipient: "", messageID: "\(text)@earshot.example", body: Array(text.utf8),
      mentions: [], expires: saturday + .days(1))
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
    #expect(told.filter { ["first", "second"].contains($0) } == ["first", "second"])
    #expect(try await shop.store.outbox().map(\.state) == [.sent, .sent])
    #expect(try await shop.store.outbox().map(\.attempts) == [1, 1])
  }
}
