// SPDX-License-Identifier: Apache-2.0
import Model
import Pipeline
import SQLite
import Store
import Testing
import Transport

/// What the loops do after the store has answered with an error.
@Suite struct RecoveryTests {
  @Test(.timeLimit(.minutes(1)), arguments: ["outbox", "digests", "keywords"])
  func `a loop tries again within half a minute, though the clock is set back meanwhile`(table: String)
    async throws
  {
    let shop = try await Shop()
    let clock = SetBackClock(shop.clock)
    let log = LogLines()
    let logger = log.logger
    let (store, listening) = (shop.store, shop.listening)
    let other = try Database(path: store.path)
    try other.execute("ALTER TABLE \(table) RENAME TO away")
    let running = Task {
      switch table {
      case "outbox":
        await Outbox(
          store: store, mail: MailTransport(), listening: listening, clock: clock, logger: logger
        ).run()
      case "digests":
        await Digester(store: store, listening: listening, clock: clock, logger: logger).run()
      default:
        await Lookback(store: store, listening: listening, clock: clock, logger: logger).run()
      }
    }
    var naps = 0
    for await nap in shop.clock.naps {
      #expect(nap <= .seconds(30))
      naps += 1
      if naps == 1 { clock.setBack(by: .hours(1)) }
      if naps == 10 { break }
      shop.clock.advance(by: .seconds(30))
    }
    running.cancel()
    await running.value
    log.finish()
    // Each nap but those that a bell cut short followed upon another failure.
    #expect(await log.lines.reduce(0) { count, _ in count + 1 } >= 7)
  }
}
