// SPDX-License-Identifier: Apache-2.0
import Model
import Support
import Testing

@testable import Store

@Suite struct RhythmTests {
  @Test func `of fewer than five items no rhythm is told`() {
    var rhythm = Rhythm(newest: nil, gaps: [])
    rhythm.add((0..<4).map { Ledger.minute(60 * $0) })
    #expect(rhythm.newest == Ledger.minute(180))
    #expect(rhythm.usualGap == nil)
    rhythm.add([Ledger.minute(240)])
    #expect(rhythm.usualGap == .hours(1))
  }

  @Test(arguments: Seed.first(20)) func `in whatever order items come, the newest of all tell it`(seed: Seed)
  {
    var random = seed
    let dates = (0..<60).map { _ in Ledger.start + .seconds(Int64.random(in: 0..<1_000_000, using: &random)) }
    var atOnce = Rhythm(newest: nil, gaps: [])
    atOnce.add(dates)
    var bitByBit = Rhythm(newest: nil, gaps: [])
    var rest = dates[...]
    while !rest.isEmpty {
      let some = rest.prefix(Int.random(in: 1...9, using: &random))
      bitByBit.add(Array(some))
      // As it is read back for the next visit.
      bitByBit = Rhythm(newest: bitByBit.newest, gaps: bitByBit.gaps)
      rest = rest.dropFirst(some.count)
    }
    #expect(bitByBit == atOnce)
    #expect(atOnce.gaps.count == 20)
    let newest = dates.sorted(by: >).prefix(21)
    let gaps = zip(newest, newest.dropFirst()).map { $0 - $1 }.sorted()
    #expect(atOnce.usualGap == gaps[10])
  }
}
